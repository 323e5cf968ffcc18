"""The methods section of a report, written from what the notebook ran, to be pasted into a paper.

Which measures were used is read from the calls in the executed notebook, and what is
said of each stands in ``resources/reporting/methods.yaml``. Data, codebook, settings
and what was left out come from the run's own record.
"""

from __future__ import annotations

import ast
import csv
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from nbformat import NotebookNode

from analysis.errors import AnalysisError
from analysis.labels import clip
from analysis.paths import PACKAGE
from analysis.reporting.pages.references import cited
from analysis.reporting.reading import read_record
from analysis.reporting.runs.parameters import notebook_parameters

_ROOMS = ("corpus", "vocabulary", "actors", "framing", "sampling")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")
_LEFT_OUT = re.compile(
    r"\bleft out\b|\bset aside\b|\bwithout a date\b|\btoo (?:short|small|few)\b", re.IGNORECASE
)
_NOT_SETTINGS = ("raw", "where", "report_dir", "quote_limit")
_AGAIN = re.compile(r"^Left out: (?=\S)")
_MOST_LEFT_OUT = 20


def methods(
    notebook: NotebookNode, about: dict[str, Any], draft: Path, *, codebook: str = ""
) -> dict[str, Any]:
    """Return the methods section of a run: paragraphs with their headings, and what they cite.

    Parameters
    ----------
    notebook : NotebookNode
        Executed.
    about : dict
        Content of ``run.json`` so far: parameters, inputs, versions, code.
    draft : Path
        Folder of the report, with its manifest, figures and texts.
    codebook : str
        Name or path of the codebook in use; none when empty.

    Returns
    -------
    dict
        ``paragraphs``: list of ``{"heading", "text"}``; ``references``: sorted keys of
        ``references.yaml``.
    """
    calls = called(notebook)
    items = read_record(draft / "manifest.json").get("items", [])
    measures, keys = cited(" ".join(entry["says"] for entry in _entries(calls)))
    software, more = cited(_software(calls, about, {item["kind"] for item in items}))
    paragraphs = {
        "Data": _data(draft, items),
        "Measures": measures,
        "Codebook": _codebook(codebook, draft) if codebook else "",
        "Settings": _settings(notebook, about),
        "Robustness": _robustness(draft, items),
        "Left out": _left_out(draft, items),
        "Software": software,
    }
    shown = [{"heading": head, "text": text} for head, text in paragraphs.items() if text]
    return {"paragraphs": shown, "references": sorted({*keys, *more})}


@cache
def _said() -> dict[str, Any]:
    path = PACKAGE / "resources" / "reporting" / "methods.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def _entries(calls: set[str]) -> Iterator[dict[str, Any]]:
    return (entry for entry in _said()["measures"] if calls & set(entry["of"]))


def called(notebook: NotebookNode) -> set[str]:
    r"""Return which measures an executed notebook called, as ``package.function``.

    A cell that could only say why it shows nothing does not count.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> code = "from analysis import corpus as news, figures, vocabulary\nvocabulary.keyness(news.lengths(c))"
    >>> sorted(called(new_notebook(cells=[new_code_cell(code)])))
    ['corpus.lengths', 'vocabulary.keyness']
    """
    names: dict[str, str] = {}
    found = set()
    for tree, refused in _trees(notebook):
        names |= _imported(tree)
        if refused:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                full = _full_name(node.func, names)
                if len(full) >= 3 and full[0] == "analysis" and full[1] in _ROOMS:
                    found.add(".".join(full[-2:]))
    return found


def _trees(notebook: NotebookNode) -> Iterator[tuple[ast.Module, bool]]:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            try:
                tree = ast.parse(cell.source)
            except SyntaxError:  # a line for IPython alone
                continue
            shown = " ".join(
                str(o.get("data", {}).get("text/html", ""))[:300] for o in cell.get("outputs", [])
            )
            refused = 'class="np-note"' in shown and not re.search(
                r'class="np-(?:figure|tablebox|evidence)"', shown
            )
            yield tree, refused


def _imported(tree: ast.Module) -> dict[str, str]:
    """Return what names stand for, by the imports of a cell."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.asname: alias.name for alias in node.names if alias.asname}
    return names


def _full_name(node: ast.expr, names: dict[str, str]) -> list[str]:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return []
    return [*names.get(node.id, node.id).split("."), *reversed(parts)]


def _data(draft: Path, items: list[dict[str, Any]]) -> str:
    """Return the data paragraph of the notebook."""
    if not any(item["name"] == "par-data" for item in items):
        return ""
    path = draft / "texts" / "par-data.txt"
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


def _codebook(name: str, draft: Path) -> str:
    """Say which codebook was used, in which version, and what is known of its validity."""
    from analysis.framing import fingerprint, load_codebook

    try:
        book = load_codebook(name)
    except AnalysisError:  # the notebook's parameter of that name is something else
        return ""
    made = "".join(f", made from {origin.name} {origin.version}" for origin in book.lineage[:1])
    many = "s" * (len(book.frames) != 1)
    return (
        f"The codebook is “{book.title}” ({book.name}, version {book.version}, fingerprint {fingerprint(book)}; "
        f"{len(book.frames)} frame{many}{made}). {_status(draft)}"
    ).strip()


def _status(draft: Path) -> str:
    """Return what human coding says of the frames a report shows; nothing if no table of it says so."""
    import pandas as pd

    from analysis.reporting.captions.framing import status_line

    rows: list[dict[str, str]] = []
    for path in sorted([*draft.glob("figures/*.csv"), *draft.glob("tables/*.csv")]):
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            if {"frame", "validity"} <= set(reader.fieldnames or ()):
                rows += [{"frame": row["frame"], "validity": row["validity"]} for row in reader]
    known = pd.DataFrame(rows).drop_duplicates() if rows else None
    return "" if known is None else status_line(known)


def _settings(notebook: NotebookNode, about: dict[str, Any]) -> str:
    """Say which parameters are not the notebook's own."""
    try:
        known = notebook_parameters(notebook, where=str(about.get("run", "")))
    except AnalysisError:
        return ""
    changed = [
        f"{name} = {clip(json.dumps(value, ensure_ascii=False), 200)}"
        for name, value in about.get("parameters", {}).items()
        if name in known and name not in _NOT_SETTINGS and value != known[name].default
    ]
    book = about.get("notebook", {}).get("name", "")
    if not changed:
        return f"All parameters of the notebook {book} had their default values."
    return f"Parameters of the notebook {book} that differ from their defaults: {'; '.join(changed)}."


def _robustness(draft: Path, items: list[dict[str, Any]]) -> str:
    """Say to which changes the conclusions of a report were put, and when one is called fragile."""
    import pandas as pd

    from analysis.reporting.claims.robustness import LEAST_HELD, LEAST_VARIANTS

    tried = [item["robustness"] for item in items if item["kind"] == "value" and item.get("robustness")]
    if not tried:
        return ""
    tables = [draft / one["table"] for one in tried]
    kinds = dict.fromkeys(
        str(kind).partition(":")[0]
        for table in tables
        if table.is_file()
        for kind in pd.read_csv(table)["dimension"].unique()
    )
    one = len(tried) == 1
    fragile = sum(bool(claim["fragile"]) for claim in tried)
    return (
        f"{'A conclusion was' if one else f'{len(tried)} conclusions were'} drawn again with one choice changed at a "
        f"time ({', '.join(kinds)}), and {'is' if one else 'are'} reported with the number of variants in which "
        f"{'it holds' if one else 'they hold'}; fragile is one that holds in fewer than {LEAST_HELD:.0%} of its "
        f"variants or was put to fewer than {LEAST_VARIANTS}. Fragile here: {fragile} of {len(tried)}."
    )


def _left_out(draft: Path, items: list[dict[str, Any]]) -> str:
    """Say what was not measured, from the methods of figures and the notes of the notebook."""
    found: dict[str, None] = {}
    for item in items:
        if item["kind"] == "note":
            found[_SENTENCE.split(item["caption"])[0]] = None  # what to do about it is for the page above
        elif item["kind"] == "figure":
            method = str(read_record(draft / "figures" / f"{item['name']}.json").get("method", ""))
            told = [
                part for part in _SENTENCE.split(method) if _LEFT_OUT.search(part) and re.search(r"\d", part)
            ]
            if told:
                found[f"Figure {item['number']}: {_AGAIN.sub('', ' '.join(told))}"] = None
    rest = len(found) - _MOST_LEFT_OUT
    more = [f"{rest} more are named under their figures."] if rest > 0 else []
    return " ".join([*list(found)[:_MOST_LEFT_OUT], *more])


def _software(calls: set[str], about: dict[str, Any], kinds: Iterable[str]) -> str:
    """Name the programs that had a part in the run, with their versions."""
    versions = about.get("versions", {})
    suffixes = {Path(name).suffix.lower() for name in about.get("inputs", {}).get("files", {})}
    parts = {*calls, *(call.partition(".")[0] for call in calls), *suffixes, *kinds}
    if about.get("parameters", {}).get("unit", "word") != "word":
        parts.add("framing")  # lemmas are the language model's
    named = [
        f"{entry.get('name', entry['package'])} {versions[entry['package']]}"
        + (f" [{entry['cite']}]" if "cite" in entry else "")
        for entry in _said()["software"]
        if entry["package"] in versions and ("for" not in entry or parts & set(entry["for"]))
    ]
    code = f" (code {about['code']})" if about.get("code") else ""
    head = f"News Profiles {versions.get('news-profiles', '')}{code}, Python {versions.get('python', '')}"
    return f"{head}; {', '.join(named)}. Run {about.get('run', '')}." if named else f"{head}."
