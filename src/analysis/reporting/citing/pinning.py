r"""Run ids in a manuscript: put in where it says ``current``, moved on to the newest runs when asked.

A manuscript names the runs it stands on, so that it prints tomorrow what it printed
today. What it writes in place of a run id is, before it is pinned:

    vocabulary--current                  in a path or an address
    \npvalue[vocabulary]{tokens}         in the macros of values.tex and figures.tex
    {{< var np.vocabulary.tokens >}}     in Quarto's variables
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analysis.errors import ParameterError
from analysis.reporting.citing.items import Citable

TEXTS = (".tex", ".md", ".qmd", ".rmd", ".ipynb", ".yml", ".yaml", ".bib", ".txt", ".rst", ".typ")
"""Endings of manuscripts that are plain text."""

_LARGEST = 20_000_000

_FOLDER = re.compile(r"(?<![a-z0-9-])([a-z0-9]+(?:-[a-z0-9]+)*)--(current|[0-9a-f]{12})(?![\w-])")
_MACRO = re.compile(r"(\\np(?:value|literal|figure|picture|caption|table)\s*\[)([a-z0-9-]{1,200})(\])")
_VARIABLE = re.compile(r"(\{\{<\s*var\s+np\.)([a-z0-9-]{1,200})(\.)")
_KEY = re.compile(r"(?<![\w-])np-(report|data|software)-([a-z0-9][a-z0-9-]{0,200})(?![\w-])")


@dataclass
class Pinned:
    """A manuscript with its runs.

    Attributes
    ----------
    text : str
    moved : dict
        From what stood there to what stands there now.
    unknown : list of str
        What names no known report, and was left.
    """

    text: str
    moved: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


def pin(text: str, current: Iterable[Citable], earlier: Iterable[Citable] = ()) -> Pinned:
    r"""Return a manuscript whose references to runs are to the current ones.

    Parameters
    ----------
    text : str
        LaTeX, Markdown or Quarto.
    current : iterable of Citable
        The finished reports, one for each slug.
    earlier : iterable of Citable
        Superseded ones, to know which slug an abbreviated id belongs to.

    Notes
    -----
    Nothing but run ids is changed; numbers that were typed stay as they were typed.
    """
    newest = {report.slug: report for report in current}
    slugs = {report.run8: report.slug for report in [*earlier, *newest.values()]}
    pinned = Pinned(text)

    def folder(match: re.Match[str]) -> str:
        report = newest.get(match[1])
        return _note(pinned, match[0], report.folder if report else None)

    def short(match: re.Match[str], lead: str = "") -> str:
        named = match[2]
        bare = named.removeprefix(lead) if named not in newest else named
        report = newest.get(named) or newest.get(slugs.get(bare, ""))
        now = _note(pinned, named, lead + report.run8 if report else None)
        return f"{match[1]}{now}{match[3]}"

    def key(match: re.Match[str]) -> str:
        report = newest.get(match[2]) or newest.get(slugs.get(match[2], ""))
        return _note(pinned, match[0], f"np-{match[1]}-{report.run8}" if report else None)

    text = _MACRO.sub(short, _FOLDER.sub(folder, text))
    pinned.text = _KEY.sub(key, _VARIABLE.sub(lambda match: short(match, "r"), text))
    return pinned


def _note(pinned: Pinned, before: str, after: str | None) -> str:
    if after is None:
        if before not in pinned.unknown:
            pinned.unknown.append(before)
        return before
    if before != after:
        pinned.moved[before] = after
    return after


def pin_file(path: Path, found: Mapping[Path, Citable], current: Iterable[Citable]) -> Pinned:
    """Pin a manuscript in place; it is not touched if nothing changes.

    Raises
    ------
    ParameterError
        If the file is none, too large, or no plain text.
    """
    if not path.is_file():
        raise ParameterError("there is no such file", where=str(path), remedy="Name a manuscript.")
    if path.suffix.lower() not in TEXTS:
        raise ParameterError(
            f"{path.suffix or 'a file without an ending'} cannot be pinned",
            where=str(path),
            remedy=f"Plain text can: {', '.join(TEXTS)}. In Word, take links and pictures from cite/report.docx.",
        )
    if path.stat().st_size > _LARGEST:
        raise ParameterError(
            f"a manuscript of more than {_LARGEST:,} bytes is not read",
            where=str(path),
            remedy="Divide it.",
        )
    try:
        before = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise ParameterError("not UTF-8", where=str(path), remedy="Save the file as UTF-8.") from None
    pinned = pin(before, current, found.values())
    if pinned.text != before:
        draft = path.with_name(path.name + ".part")
        draft.write_bytes(pinned.text.encode("utf-8"))
        draft.chmod(path.stat().st_mode & 0o777)
        draft.replace(path)
    return pinned
