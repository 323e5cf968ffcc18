"""Codebooks: what a frame is, which questions indicate it, and from which file they come."""

from analysis.framing.codebooks.dictionaries import import_dictionary
from analysis.framing.codebooks.loading import (
    codebook_files,
    codebook_table,
    load_codebook,
    parse_codebook,
    shipped_codebooks,
)
from analysis.framing.codebooks.model import ActorCondition, Codebook, Frame, Indicator
from analysis.framing.codebooks.terms import Term
from analysis.framing.codebooks.writing import fingerprint, to_yaml

__all__ = [
    "ActorCondition",
    "Codebook",
    "Frame",
    "Indicator",
    "Term",
    "codebook_files",
    "codebook_table",
    "fingerprint",
    "import_dictionary",
    "load_codebook",
    "parse_codebook",
    "shipped_codebooks",
    "to_yaml",
]
