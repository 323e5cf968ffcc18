"""A report as PDF, tagged for screen readers (PDF/UA-1), from the same page; needs the extra ``pdf``.

WeasyPrint lays the page out. It is given no network and no files: what is not inside the
page is not in the PDF. The document holds no time, so the same page and the same fonts
give the same bytes.
"""

from __future__ import annotations

import logging
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from analysis.errors import ParameterError, RunError
from analysis.paths import file_hash
from analysis.reporting.formatting import json_text
from analysis.reporting.known import PDF
from analysis.reporting.reading import read_record


def require_pdf() -> None:
    """Raise unless PDF can be written here.

    Raises
    ------
    ParameterError
        If the extra is not installed.
    """
    if find_spec("weasyprint") is None:
        raise ParameterError(
            "PDF needs a package that is not installed",
            where="--pdf",
            remedy="Install the extra: pip install 'news-profiles[pdf]', or print the page from a browser.",
        )


def pdf_bytes(html: str) -> bytes:
    """Return a page as tagged PDF.

    Parameters
    ----------
    html : str
        A page of `render_page`.

    Raises
    ------
    RunError
        If the system's layout library (Pango) is missing.
    """
    require_pdf()
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as problem:  # the package is there, Pango is not
        raise RunError(
            f"PDF cannot be laid out: {str(problem)[:160]}",
            where="--pdf",
            remedy="Install Pango (Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0), or leave out --pdf.",
        ) from None
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it remarks on every property it does not know
    page = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=("data",)))
    return page.write_pdf(pdf_variant="pdf/ua-1", finisher=_with_scopes)  # type: ignore[no-any-return]


def _with_scopes(_: Any, pdf: Any) -> None:
    """Say of every header cell what it heads; cells name their headers already."""
    import pydyf

    for thing in pdf.objects:
        if isinstance(thing, pydyf.Dictionary) and thing.get("S") == "/TH":
            thing["A"] = pydyf.Dictionary({**(thing.get("A") or {}), "O": "/Table", "Scope": "/Column"})


def write_pdf(folder: Path) -> Path:
    """Write ``report.pdf`` of the page in a folder and return its path."""
    path = folder / PDF
    content = pdf_bytes((folder / "index.html").read_text(encoding="utf-8"))
    draft = path.with_name(f".{PDF}.part")
    draft.write_bytes(content)
    draft.replace(path)
    return path


def add_pdf(folder: Path) -> None:
    """Give a finished report its PDF if it has none; nothing else in it changes but ``run.json``."""
    if (folder / PDF).is_file():
        return
    about = read_record(folder / "run.json")
    path = write_pdf(folder)
    about["outputs"] = {**about["outputs"], PDF: file_hash(path)}
    draft = folder / ".run.json.part"
    draft.write_text(json_text(about), encoding="utf-8", newline="\n")
    draft.replace(folder / "run.json")
