"""Write reports of 200 hostile articles and open them: nothing may run, be fetched or be broken.

    python benchmarks/hostile_reports.py [--articles 200] [--notebooks corpus,vocabulary,…] [--out FOLDER]

Every field of every article holds something that means no good to a page, a notebook, a
spreadsheet, LaTeX, a template or a file system. Chromium opens each report with every
request that is not for the report itself refused and listed.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from analysis.reporting.runs.batch import run_study
from analysis.reporting.runs.study import Study

ROOT = Path(__file__).resolve().parents[1]
MARK = "HOSTILE7"
"""What a script would leave behind in the page if one ran."""

PAYLOADS = [
    f"<script>document.title='{MARK}'</script>",
    f"<img src=x onerror=\"document.title='{MARK}'\">",
    f'<svg onload="document.title=\'{MARK}\'"><a xlink:href="javascript:alert(1)">x</a></svg>',
    "<style>*{display:none!important}</style>",
    "<iframe src=https://attacker.invalid/></iframe><link rel=stylesheet href=//attacker.invalid/x.css>",
    "</td></tr></table></div></section></main><h1>Broken out</h1>",
    f"\"><script>document.title='{MARK}'</script>",
    "$\\frac{1}{0$ and $$x^2",
    "\\input{/etc/passwd}\\write18{id} %_^&~#{}",
    '=HYPERLINK("https://attacker.invalid","x")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "\t=1+1",
    "\u202egnp.exe\u202c and \u2066isolated\u2069 \u200f",
    "null\x00byte \x07bell \x1b[31mred\x1b[0m \x85 \u2028 \u2029",
    "../../../../etc/passwd",
    "C:\\Windows\\..\\..\\CON",
    "{{ 7*7 }} {% for x in y %} {#",
    "]]> <!-- <![CDATA[ --> <?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]> &e;",
    "[click](javascript:alert(1)) ![x](https://attacker.invalid/x.png) `code` **bold**",
    "lone \ud800 surrogate",
    "ﷺ" * 40 + "Z̷̛" * 40,
    "%s %d %n {0} {name} ${PATH} `id` $(id) ; rm -rf ~ | '\" --",
]
_SENTENCE = "The ministers of both countries met in the harbour town and agreed to talk about security. "


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--notebooks", default="")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    folder = options.out or Path(tempfile.mkdtemp(prefix="hostile-"))
    raw = folder / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    write_articles(raw / "articles.jsonl", options.articles)
    names = [name for name in options.notebooks.split(",") if name]
    batch = run_study(Study(raw=str(raw), notebooks=names, notebook_dir=str(ROOT / "notebooks"), workers=2,
                            out=str(folder / "reports")))  # fmt: skip
    problems = [f"{one.run.slug}: {one.error}" for one in batch.failed]
    for outcome in batch.outcomes:
        if outcome.status != "failed":
            problems += cells_alive(outcome.run.folder) + latex_alive(outcome.run.folder)
    pages = [batch.catalogue, *(folder / "reports").glob("*--*/index.html")]
    problems += in_chromium(pages, folder / "reports")
    for problem in problems:
        print(problem)
    print(
        f"{options.articles} articles, {len(batch.outcomes)} reports, {len(pages)} pages, {len(problems)} problems"
    )
    if options.out is None:
        shutil.rmtree(folder)
    sys.exit(bool(problems))


def write_articles(path: Path, count: int) -> None:
    """Write articles with a payload in every field, and one line of ten million characters."""
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            payload = [PAYLOADS[(number + shift) % len(PAYLOADS)] for shift in range(5)]
            text = f'{payload[0]} {_SENTENCE * 6}\n\n{payload[1]} "{_SENTENCE}" said {payload[2]}.\n\n{_SENTENCE * 5}'
            if number == 0:
                text += " " + "x" * 10_000_000
            article = {
                "outlet": PAYLOADS[number % 8 + 4], "date": f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}",
                "title": f"{payload[3]} {number}", "byline": payload[4], "section": payload[1],
                "url": f"javascript:alert({number})", "text": text,
            }  # fmt: skip
            lines.write(json.dumps(article) + "\n")


def cells_alive(report: Path) -> list[str]:
    """Return cells of CSV files that a spreadsheet would take for a formula."""
    found = []
    for path in report.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                found += [f"{path.name}: alive: {cell[:60]!r}" for cell in row if _formula(cell)]
    return found


def _formula(cell: str) -> bool:
    return bool(re.match(r"[=+\-@\t\r]", cell)) and not re.fullmatch(r"[+-]?(\d[\d.eE+-]*|inf)", cell)


def latex_alive(report: Path) -> list[str]:
    """Return LaTeX files with a command from an article, or with braces that do not match."""
    found = []
    for path in report.rglob("*.tex"):
        text = path.read_text(encoding="utf-8")
        if re.search(r"\\(?:input\{/etc|write18|frac)", text):
            found.append(f"{path.name}: a command of an article")
        bare = re.sub(r"\\[\\{}]", "", text)
        if bare.count("{") != bare.count("}"):
            found.append(f"{path.name}: braces that do not match")
    return found


def in_chromium(pages: list[Path], base: Path) -> list[str]:
    """Open pages with all requests but those for the reports refused, and return what went wrong."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        program = os.environ.get("CHROMIUM") or shutil.which("chromium")
        chromium = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        found = [f"{path.parent.name}: {one}" for path in pages for one in _opened(chromium, path, base)]
        chromium.close()
    return found


def _opened(chromium: Any, path: Path, base: Path) -> list[str]:
    page, found = chromium.new_page(), []
    page.on("console", lambda one: found.append(f"console: {one.text[:120]}"))
    page.on("pageerror", lambda one: found.append(f"error: {one}"))
    page.on("dialog", lambda one: found.append(f"dialog: {one.message}"))
    page.route("**/*", lambda route: _only_own(route, base, found))
    page.goto(path.as_uri(), timeout=120_000)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found += page.evaluate(_LOOK)
    page.close()
    return found


_LOOK = f"""() => {{
    const found = [], all = name => [...document.querySelectorAll(name)];
    if (document.title.includes('{MARK}')) found.push('a script ran');
    for (const one of document.images)
        if (!one.naturalWidth) found.push('a picture failed: ' + one.alt.slice(0, 60));
    for (const one of all('script, iframe, object, embed, form')) found.push('element ' + one.tagName);
    for (const one of all('*')) for (const a of one.attributes)
        if (a.name.startsWith('on') || /^\\s*javascript:/i.test(a.value))
            found.push('attribute ' + a.name + '=' + a.value.slice(0, 60));
    if (all('h1').some(one => one.textContent === 'Broken out')) found.push('markup broke out');
    const main = document.querySelector('main');
    if (!main || getComputedStyle(main).display === 'none') found.push('page gone');
    return found;
}}"""


def _only_own(route: Any, base: Path, found: list[str]) -> None:
    if route.request.url.startswith((base.as_uri(), "data:")):
        route.continue_()
    else:
        found.append(f"fetched {route.request.url[:120]}")
        route.abort()


if __name__ == "__main__":
    main()
