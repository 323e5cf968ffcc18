"""Manuscripts in LaTeX, Markdown, Quarto and Word, read for what they cite."""

from __future__ import annotations

from pathlib import Path

from analysis.errors import InputError
from analysis.reporting.checking.manuscripts.model import Citation, Manuscript, Place

__all__ = ["Citation", "Manuscript", "Place", "read_manuscript"]


def read_manuscript(path: str | Path) -> Manuscript:
    """Return what a manuscript cites, by the reader its file name asks for.

    Parameters
    ----------
    path : str or Path
        A ``.tex``, ``.md``, ``.qmd`` or ``.docx`` file.

    Raises
    ------
    InputError
        If there is no such file, or it is of another kind.
    """
    file = Path(path).expanduser()
    suffix = file.suffix.lower()
    if suffix == ".tex":
        from analysis.reporting.checking.manuscripts.latex import read_latex as read
    elif suffix in (".md", ".qmd", ".markdown"):
        from analysis.reporting.checking.manuscripts.markdown import read_markdown as read
    elif suffix == ".docx":
        from analysis.reporting.checking.manuscripts.word import read_word as read
    else:
        raise InputError(
            "it is no manuscript that can be checked",
            where=str(path),
            remedy="Give a .tex, .docx, .qmd or .md file.",
        )
    return read(file)
