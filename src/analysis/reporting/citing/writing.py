"""The folder ``cite/`` of a report: a function of the run, the same bytes wherever it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analysis.reporting.citing.items import read_citable
from analysis.reporting.citing.markdown import figure_blocks, variables
from analysis.reporting.citing.references import bibtex, csl_json
from analysis.reporting.citing.tex import figures_tex, values_tex
from analysis.reporting.citing.word import word_report


def write_citations(draft: Path, about: dict[str, Any]) -> None:
    """Write ``cite/`` into a report folder.

    Parameters
    ----------
    draft : Path
        Folder with ``manifest.json``, ``values.json``, ``figures/`` and ``tables/``.
    about : dict
        Content of ``run.json`` so far: slug, run, title, inputs, versions.

    Raises
    ------
    RunError
        If the run has not the form of one.
    """
    report = read_citable(draft, about)
    place = draft / "cite"
    place.mkdir(exist_ok=True)
    texts = {
        "values.tex": values_tex(report),
        "figures.tex": figures_tex(report),
        "figures.qmd": figure_blocks(report),
        "_variables.yml": variables([report]),
        "references.bib": bibtex(report),
        "citation.csl.json": csl_json(report),
    }
    for name, text in texts.items():
        (place / name).write_bytes(text.encode("utf-8"))
    (place / "report.docx").write_bytes(word_report(report, draft))
