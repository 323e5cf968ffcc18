"""What a reader pastes to cite a report: LaTeX, Quarto, Word, BibTeX and CSL-JSON, written with each run."""

from __future__ import annotations

from analysis.reporting.citing.writing import write_citations

__all__ = ["write_citations"]
