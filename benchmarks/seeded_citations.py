"""What `analysis check` finds in manuscripts with 30 correct citations and 30 seeded errors each.

    .venv/bin/python benchmarks/seeded_citations.py

Writes the same paper as LaTeX, Quarto, Markdown and Word in a temporary folder, checks each and
prints how many errors were found and how many correct citations were flagged; then every error
with what was said of it. The errors are of kinds authors make; the list was drawn up before the
checker was written.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, PngImagePlugin
from seeded_reports import FRAMING, FRAMING_OLD, VOCABULARY, write_reports
from seeded_word import WordFile

from analysis.figures.saving import Trace, figure_bytes
from analysis.figures.theme import new_figure
from analysis.reporting.checking.checked import Checked, check_manuscript
from analysis.reporting.checking.findings import Finding
from analysis.reporting.checking.picturing import Pictures
from analysis.reporting.known import Reports

FORMS = ("tex", "qmd", "md", "docx")


@dataclass(frozen=True)
class Seed:
    """One citation: whether it is right, what it is, and how it stands in a manuscript.

    `kind` is literal (typed text, linked), macro (the text comes from the run), picture (`item` is a
    path below the manuscript's folder) or raw (`typed` is a whole line of one format).
    """

    right: bool
    what: str
    kind: str
    run: str
    item: str
    typed: str = ""
    before: str = ""
    after: str = ""


def _literal(right: bool, what: str, name: str, typed: str, *, run: str = FRAMING, around: str = "|") -> Seed:
    before, _, after = around.partition("|")
    return Seed(right, what, "literal", run, f"val-{name}", typed, before, after)


def common() -> list[Seed]:
    """Return the citations that every format has: 26 right, 26 wrong."""
    ok, no = True, False
    return [
        _literal(ok, "as printed", "conflict-share", "34.20%"),
        _literal(ok, "fewer digits, narrow space", "conflict-share", "34.2\u202f%"),
        _literal(ok, "rounded", "conflict-share", "34%"),
        _literal(ok, "unit in words", "conflict-share", "34 per cent"),
        _literal(ok, "with unit", "articles", "1,204 articles"),
        _literal(ok, "no thousands comma", "articles", "1204"),
        _literal(ok, "thin space in thousands", "articles", "1\u2009204"),
        _literal(ok, "hedged", "articles", "1,200 articles", around="some |"),
        _literal(ok, "plain", "words", "48,217 words"),
        _literal(ok, "thousands in words", "words", "48.2 thousand words"),
        _literal(ok, "true minus", "change", "−3.18 percentage points"),
        _literal(ok, "sign in the verb", "change", "3.2 percentage points", around="fell by |"),
        _literal(ok, "rate", "rate", "4.72 per 1,000 words"),
        _literal(ok, "unit after the link", "rate", "4.7", around="| per 1,000 words"),
        _literal(ok, "rounded alpha", "alpha", "0.71"),
        _literal(ok, "no leading nought", "alpha", ".713"),
        _literal(ok, "interval", "conflict-share", "34.2% (31.6–36.9)"),
        _literal(ok, "interval and n", "conflict-share", "34.2% (95% CI 31.6 to 36.9, n = 1,204)"),
        _literal(ok, "number word", "outlets", "four"),
        _literal(ok, "a name", "top-outlet", "Harbour Post"),
        _literal(ok, "a date written out", "first", "23 February 2024"),
        _literal(ok, "superseded, value unchanged", "outlets", "4", run=FRAMING_OLD),
        _literal(ok, "share as percentage", "proportion", "18.6%"),
        Seed(ok, "figure of the run", "picture", FRAMING, "../reports/{run}/figures/fig-shares.png"),
        Seed(ok, "renamed copy", "picture", FRAMING, "images/plot2.png"),
        Seed(ok, "superseded, data unchanged", "picture", FRAMING_OLD, "images/steady.png"),
        _literal(no, "digits swapped", "conflict-share", "32.4%"),
        _literal(no, "rounded away", "conflict-share", "34.3%"),
        _literal(no, "cut, not rounded", "morality-share", "8.3%"),
        _literal(no, "wrong direction", "change", "3.18 percentage points", around="rose by |"),
        _literal(no, "plus for minus", "change", "+3.18 percentage points"),
        _literal(no, "points for per cent", "conflict-share", "34.2 percentage points"),
        _literal(no, "per cent for a rate", "rate", "4.72%"),
        _literal(no, "another base", "rate", "4.72 per 10,000 words"),
        _literal(no, "share for percentage", "conflict-share", "0.342"),
        _literal(no, "per cent sign on a share", "proportion", "0.186%"),
        _literal(no, "value of another run", "conflict-share", "34.2%", run=VOCABULARY),
        _literal(no, "superseded", "conflict-share", "33.1%", run=FRAMING_OLD),
        _literal(no, "new number, old address", "conflict-share", "34.2%", run=FRAMING_OLD),
        _literal(no, "misspelt name", "conflict-shares", "34.2%"),
        _literal(no, "misspelt run", "articles", "1,204", run="framing--3fb1c0ed77a1"),
        _literal(no, "interval ends swapped", "conflict-share", "34.2% (36.9–31.6)"),
        _literal(no, "interval of before", "conflict-share", "34.2% (31.9–36.9)"),
        _literal(no, "n with digits swapped", "conflict-share", "34.2% (n = 1,240)"),
        _literal(no, "millions for thousands", "words", "48.2 million words"),
        _literal(no, "another number word", "outlets", "five"),
        _literal(no, "another day", "first", "24 February 2024"),
        _literal(no, "false bound", "conflict-share", "30%", around="less than |"),
        Seed(no, "no metadata", "picture", FRAMING, "images/screenshot.png"),
        Seed(no, "figure of the superseded run", "picture", FRAMING_OLD, "images/fig-shares.png"),
        Seed(no, "plotted again with other data", "picture", FRAMING, "images/replotted.png"),
        Seed(no, "touched up, metadata kept", "picture", FRAMING, "images/edited.png"),
    ]


def own(form: str) -> list[Seed]:
    """Return what only one format can do: 4 right, 4 wrong."""
    page = f"../reports/{FRAMING}/index.html"
    if form == "tex":
        lines = [
            (True, "macro", r"The conflict frame is in \npvalue{conflict-share} of them."),
            (True, "macro of a named run", rf"There are \npvalue[{VOCABULARY[-12:-4]}]{{types}} words."),
            (True, "vector graphics", rf"\includegraphics{{../reports/{FRAMING}/figures/fig-trend.pdf}}"),
            (True, "footnote", rf"Coders agreed.\footnote{{Alpha is \href{{{page}\#val-alpha}}{{0.713}}.}}"),
            (False, "misspelt macro name", r"There are \npvalue{article} of them."),
            (False, "name of the other run", rf"There are \npvalue[{FRAMING[-12:-4]}]{{mattr}} of them."),
            (False, "stale copy of values.tex", r"\input{values-copy.tex}"),
            (False, "macro from the stale copy", r"The copy says \npvalue{words} here."),
        ]  # fmt: skip
    elif form in ("qmd", "md"):
        lines = [
            (True, "reference link", "It is [34.2%][share] of all."),
            (True, "link in a table", f"| conflict | [34.2]({page}#val-conflict-share) % |"),
            (True, "HTML picture", f'<img src="../reports/{VOCABULARY}/figures/fig-keyness.svg" alt="Keywords">'),
            (True, "emphasis in the link", f"There are [**1,204** articles]({page}#val-articles)."),
            (False, "reference link, digit changed", "It is [35.2%][share] of all."),
            (False, "HTML link", f'It is <a href="{page}#val-conflict-share">43.2%</a> of all.'),
            (False, "no such picture", f"![Shares](../reports/{FRAMING}/figures/fig-frames.png)"),
            (False, "figure number", f"As [Figure 3]({page}#fig-shares) shows, it rose."),
        ]  # fmt: skip
        if form == "qmd":
            run = FRAMING[-12:-4]
            lines[0] = (True, "variable", f"It is {{{{< var np.r{run}.conflict-share >}}}} of all.")
            lines[4] = (False, "variable of no run", "It is {{< var np.r0123abcd.conflict-share >}} of all.")
            lines[5] = (
                False,
                "misspelt variable",
                f"It is {{{{< var np.r{run}.conflict-shares >}}}} of all.",
            )
            lines[7] = (
                False,
                "variable of the stale copy",
                f"{{{{< var np.r{FRAMING_OLD[-12:-4]}.words >}}}} in all.",
            )
    else:
        lines = [
            (True, "split runs", "34.|2%"), (True, "field code", "field:34.2%"), (True, "footnote", "note:34.2%"),
            (True, "table cell", "cell:34.2%"), (False, "split runs, digit changed", "35.|2%"),
            (False, "field code, digit changed", "field:43.2%"), (False, "footnote, digit changed", "note:34.9%"),
            (False, "tracked change to a wrong number", "tracked:34.7%"),
        ]  # fmt: skip
    return [Seed(right, what, "raw", FRAMING, "", line) for right, what, line in lines]


def seeds(form: str) -> list[Seed]:
    """Return the 60 citations of a format, right and wrong mixed as in a paper."""
    found = common() + own(form)
    right, wrong = [s for s in found if s.right], [s for s in found if not s.right]
    if form == "tex":  # the stale copy and what is read from it come last, or it would hide the rest
        wrong = [s for s in wrong if "stale copy" not in s.what] + [
            s for s in wrong if "stale copy" in s.what
        ]
    mixed = [seed for pair in zip(right, wrong, strict=True) for seed in pair]
    return mixed if form != "tex" else [s for s in mixed if s not in wrong[-2:]] + wrong[-2:]


def write_example(folder: Path) -> dict[str, dict[int, Seed]]:
    """Write reports, pictures and the four manuscripts; return the seed of each line (in Word, paragraph)."""
    reports = write_reports(folder / "reports")
    paper = folder / "paper"
    (paper / "images").mkdir(parents=True)
    _pictures(reports, paper / "images")
    copy = (reports / ".superseded" / FRAMING_OLD / "cite" / "values.tex").read_bytes()
    (paper / "values-copy.tex").write_bytes(copy)
    _variables(reports, paper)
    return {
        "tex": _tex(paper / "paper.tex"), "qmd": _markdown(paper / "paper.qmd"), "md": _markdown(paper / "paper.md"),
        "docx": _word(paper / "paper.docx"),
    }  # fmt: skip


def _pictures(reports: Path, images: Path) -> None:
    figures, old = reports / FRAMING / "figures", reports / ".superseded" / FRAMING_OLD / "figures"
    shutil.copyfile(figures / "fig-trend.png", images / "plot2.png")
    shutil.copyfile(old / "fig-steady.png", images / "steady.png")
    shutil.copyfile(old / "fig-shares.png", images / "fig-shares.png")
    with Image.open(figures / "fig-shares.png") as picture:
        picture.convert("RGB").save(images / "screenshot.png")
        kept = PngImagePlugin.PngInfo()
        for key, text in picture.text.items():  # type: ignore[attr-defined]
            kept.add_text(key, text)
        ImageDraw.Draw(picture).rectangle((40, 40, 180, 110), fill="white")
        picture.save(images / "edited.png", pnginfo=kept)
    figure, axes = new_figure(height_mm=40)
    axes.barh(["conflict", "morality"], [51.0, 8.372])
    trace = Trace("Bars of fig-shares.", "2 bars.", FRAMING[-12:], "ab" * 32)
    (images / "replotted.png").write_bytes(figure_bytes(figure, "png", trace=trace))


def _variables(reports: Path, paper: Path) -> None:
    """Keep the current run's values and those of the superseded one, as a paper that grew has them."""
    parts = ["np:\n"]
    for folder in (reports / FRAMING, reports / ".superseded" / FRAMING_OLD):
        run = folder.name[-12:-4]
        values = (folder / "cite" / "_variables.yml").read_text(encoding="utf-8").splitlines()
        parts.append(f"  r{run}:\n")
        parts += [
            f"    {line.strip().rstrip(',')}\n" for line in values if line.startswith("   ") and ":" in line
        ]
    (paper / "_variables.yml").write_text("".join(parts), encoding="utf-8")


def _address(seed: Seed) -> str:
    return f"../reports/{seed.run}/index.html#{seed.item}"


def _tex(path: Path) -> dict[int, Seed]:
    lines = [
        r"\documentclass{article}", r"\usepackage{graphicx,hyperref}",
        rf"\input{{../reports/{VOCABULARY}/cite/values.tex}}", rf"\input{{../reports/{FRAMING}/cite/values.tex}}",
        r"\begin{document}", r"% An old claim: \npliteral{conflict-share}{99.9\%}",
        r"\begin{verbatim}", r"\npliteral{no-such-value}{1\%}", r"\end{verbatim}",
    ]  # fmt: skip
    where = {}
    for number, seed in enumerate(seeds("tex")):
        typed = seed.typed
        if seed.kind == "literal":
            typed = typed.replace("%", r"\%").replace("\u2009", r"\,").replace("\u202f", r"\,")
            typed = typed.replace("−", "$-$").replace("–", "--")
            form = (
                rf"\npliteral[{seed.run[-12:-4]}]{{{seed.item[4:]}}}{{{typed}}}"
                if number % 4 < 2
                else rf"\href{{{_address(seed)}}}{{{typed}}}"
            )
            typed = f"A case is {seed.before}{form}{seed.after} here."
        elif seed.kind == "picture":
            typed = rf"\includegraphics[width=.8\textwidth]{{{seed.item.format(run=seed.run)}}}"
        lines.append(typed)
        where[len(lines)] = seed
    path.write_text("\n".join([*lines, r"\end{document}", r"\npvalue{nothing}"]) + "\n", encoding="utf-8")
    return where


def _markdown(path: Path) -> dict[int, Seed]:
    lines = ["---", "title: A paper", "---", "", "```", "[99%](../reports/framing--000000000000/index.html#val-x)",
             "```", "", "<!-- [98%](../reports/framing--000000000000/index.html#val-y) -->", ""]  # fmt: skip
    where = {}
    for seed in seeds(path.suffix[1:]):
        line = seed.typed
        if seed.kind == "literal":
            line = f"A case is {seed.before}[{seed.typed}]({_address(seed)}){seed.after} here."
        elif seed.kind == "picture":
            line = f"![A figure]({seed.item.format(run=seed.run)})"
        lines += ["| frame | share |", "|---|---|"] if line.startswith("|") else []
        lines.append(line)
        where[len(lines)] = seed
        lines.append("")
    lines.append(f"[share]: ../reports/{FRAMING}/index.html#val-conflict-share")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return where


def _word(path: Path) -> dict[int, Seed]:
    """Write the Word file; its places are paragraphs, those of footnotes negative numbers."""
    word, where, number, notes = WordFile(), {}, 0, 0
    for seed in seeds("docx"):
        target = f"https://example.org/{FRAMING}/index.html#val-conflict-share"
        kind, colon, typed = seed.typed.partition(":") if seed.kind == "raw" else ("", "", seed.typed)
        number += 2 if seed.kind == "picture" else 1
        where[number] = seed
        if seed.kind == "picture":
            word.picture((path.parent / seed.item.format(run=seed.run)).resolve())
        elif seed.kind == "literal":
            address = f"https://example.org/{seed.run}/index.html#{seed.item}"
            word.link(address, typed, before=f"A case is {seed.before}", after=f"{seed.after} here.")
        elif kind == "note":
            notes += 1
            where[-notes] = where.pop(number)
            word.note(target, typed)
        elif colon:
            {"cell": word.cell, "field": word.field, "tracked": word.tracked}[kind](target, typed)
        else:
            word.link(target, *kind.split("|"), before="A case is ", after=" here.")
    word.save(path)
    return where


def judged(folder: Path) -> dict[str, tuple[dict[int, Seed], Checked]]:
    """Write the example below a folder, check each manuscript and return seeds and findings by format."""
    places = write_example(folder)
    reports = Reports([folder / "reports"])
    pictures = Pictures(reports)
    return {
        form: (places[form], check_manuscript(folder / "paper" / f"paper.{form}", reports, pictures=pictures))
        for form in FORMS
    }


def flagged(checked: Checked) -> dict[int, Finding]:
    """Return what is stale or untraceable by line or paragraph; footnotes have negative numbers."""
    return {
        finding.place.number * (-1 if finding.place.unit == "footnote" else 1): finding
        for finding in checked.wrong
    }


def main() -> None:
    """Print the table, then each seeded error of the LaTeX paper with what was said of it."""
    with tempfile.TemporaryDirectory() as place, redirect_stdout(io.StringIO()):
        results = judged(Path(place))
    print(f"{'format':8}{'errors found':>14}{'right flagged':>15}{'other lines flagged':>21}")
    for form, (places, checked) in results.items():
        bad = flagged(checked)
        found = sum(not seed.right and at in bad for at, seed in places.items())
        false = sum(seed.right and at in bad for at, seed in places.items())
        wrong, right = sum(not s.right for s in places.values()), sum(s.right for s in places.values())
        print(
            f"{form:8}{f'{found} of {wrong}':>14}{f'{false} of {right}':>15}{len(bad.keys() - places.keys()):>21}"
        )
    for form, (places, checked) in results.items():
        print(f"\n{form}")
        for at, seed in places.items():
            if not seed.right:
                finding = flagged(checked).get(at)
                says = f"{finding.outcome:12}{finding.says}" if finding else "MISSED"
                print(f"  {seed.what:34}{says}")


if __name__ == "__main__":
    main()
