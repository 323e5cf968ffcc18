"""References to a report, its data and the software, for BibTeX, CSL-JSON and plain text.

A run knows no time and no person. So no reference carries a year, which the styles of
APA and Chicago then print as "n.d."; and the author of a report is the software that
wrote it, unless a person says who answers for it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from analysis.reporting.citing.items import Citable, plain
from analysis.reporting.citing.tex import needs_characters
from analysis.reporting.formatting import LATEX_CHARACTERS, latex
from analysis.reporting.reading import table

SOFTWARE = "News Profiles"
SOFTWARE_TITLE = "News Profiles: vocabulary, actors and framing in news articles"
KINDS = ("report", "data", "software")
ALL = "references"
"""What stands for all three."""


def asked(name: str) -> tuple[str, ...]:
    """Return the kinds of reference a name stands for; of an item, its report."""
    return KINDS if name == ALL else (name,) if name in KINDS else ("report",)


@dataclass(frozen=True)
class Reference:
    """One work as a list of references names it.

    Attributes
    ----------
    key : str
        Such as ``np-report-1a2b3c4d``; differs from run to run, so that files of many runs can be loaded.
    kind : {"report", "data", "software"}
    author, title, genre, version, note : str
        Empty where unknown.
    year : str
        Empty unless a person gave one.
    """

    key: str
    kind: str
    title: str
    genre: str
    version: str
    note: str
    author: str = ""
    year: str = ""


def references(report: Citable, *, author: str = "", title: str = "", year: str = "") -> list[Reference]:
    """Return the references of a report: to itself, to its data if it has any, to the software.

    Parameters
    ----------
    report : Citable
    author, title, year : str
        Who answers for the report, what it is called and when it was made, if known.
    """
    about = report.about
    notebook = plain(table(about, "notebook").get("name", ""))
    version = plain(table(about, "versions").get("news-profiles", ""))
    code = plain(about.get("code", ""))
    found = [
        Reference(
            f"np-report-{report.run8}", "report", plain(title) or report.title, "Computer-generated report",
            report.run, f"Report {report.folder}, notebook {notebook}", plain(author) or SOFTWARE, plain(year),
        )
    ]  # fmt: skip
    if table(about, "inputs"):
        found.append(_data(report))
    found.append(
        Reference(
            f"np-software-{report.run8}", "software", SOFTWARE_TITLE, "Computer software",
            version, f"Code {code}" if code else "", f"{SOFTWARE} contributors",
        )
    )  # fmt: skip
    return found


def _data(report: Citable) -> Reference:
    inputs = table(report.about, "inputs")
    facts = {name: plain(value) for name, value in inputs.items() if name != "files"}
    files = len(table(inputs, "files"))
    dates = [facts[name] for name in ("first", "last") if facts.get(name, "None") not in ("None", "")]
    span = " to ".join(dict.fromkeys(dates))
    articles = facts.get("articles", "0")
    counted = f"{int(articles):,}" if articles.isdigit() else articles
    size = f"{counted} articles, {span}" if span else f"{counted} articles"
    title = f"News articles: {facts.get('selection') or 'all articles'} ({size})"
    raw = f"{facts.get('raw') or 'raw articles'}, {files:,} file{'' if files == 1 else 's'}"
    fingerprint = facts.get("fingerprint", "")
    return Reference(f"np-data-{report.run8}", "data", title, "Data set", fingerprint, f"Raw data {raw}")


def bibtex(report: Citable, *, kinds: tuple[str, ...] = KINDS, **known: str) -> str:
    """Return references for BibTeX and BibLaTeX: ``@misc``, which both know.

    Parameters
    ----------
    report : Citable
    kinds : tuple of str
        Which references.
    known : str
        Author, title and year, as in `references`.
    """
    entries = "\n".join(_bib(entry) for entry in references(report, **known) if entry.kind in kinds)
    if needs_characters(entries):
        return f'@preamble{{ "{LATEX_CHARACTERS}" }}\n\n{entries}'
    return entries


def _bib(entry: Reference) -> str:
    numbered = {"report": "run", "data": "fingerprint", "software": "version"}[entry.kind]
    version = f"{numbered} {entry.version}" if entry.version else ""
    fields = {
        "author": f"{{{_braced(entry.author)}}}" if entry.author else "",
        "key": "" if entry.author else SOFTWARE,  # what BibTeX sorts by
        "title": f"{{{_braced(entry.title)}}}",
        "year": _braced(entry.year),
        "howpublished": ", ".join(filter(None, (entry.genre, _braced(version)))),
        "note": _braced(entry.note),
    }
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    return "\n".join([f"@misc{{{entry.key},", *lines, "}", ""])


def _braced(text: str) -> str:
    r"""Return LaTeX whose braces are even in number: BibTeX counts ``\{`` as a brace."""
    return latex(text).replace(r"\{", r"\textbraceleft{}").replace(r"\}", r"\textbraceright{}")


def csl_json(report: Citable, *, kinds: tuple[str, ...] = KINDS, **known: str) -> str:
    """Return references as CSL-JSON, which Zotero, pandoc and Quarto read."""
    found = [_csl(entry) for entry in references(report, **known) if entry.kind in kinds]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _csl(entry: Reference) -> dict[str, object]:
    fields: dict[str, object] = {
        "id": entry.key,
        "type": {"report": "report", "data": "dataset", "software": "software"}[entry.kind],
        "title": entry.title,
        "author": [{"literal": entry.author}] if entry.author else None,
        "genre": entry.genre,
        "number" if entry.kind == "report" else "version": entry.version,
        "note": entry.note,
    }
    if entry.year:
        whole = entry.year.isdigit()
        fields["issued"] = {"date-parts": [[int(entry.year)]]} if whole else {"literal": entry.year}
    return {name: value for name, value in fields.items() if value}


def sentence(entry: Reference) -> str:
    """Return a reference in the order of APA's: author, year, title, what it is, where it is found.

    Examples
    --------
    >>> sentence(Reference("k", "software", "Tool", "Computer software", "1.0", "Code ab12", "Its makers"))
    'Its makers. (n.d.). Tool (Version 1.0) [Computer software]. Code ab12.'
    """
    number = {"report": "Run", "data": "Fingerprint", "software": "Version"}[entry.kind]
    version = f" ({number} {entry.version})" if entry.version else ""
    work = f"{entry.title}{version} [{entry.genre}]"
    year = f"({entry.year or 'n.d.'})"
    head = f"{entry.author.rstrip('.')}. {year}. {work}" if entry.author else f"{work}. {year}"
    return f"{head}. {entry.note}." if entry.note else f"{head}."
