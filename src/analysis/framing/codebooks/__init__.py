"""Codebooks: what a frame is, which questions indicate it, and from which file they come."""

from analysis.framing.codebooks.loading import (
    codebook_table,
    load_codebook,
    parse_codebook,
    shipped_codebooks,
)
from analysis.framing.codebooks.model import ActorCondition, Codebook, Frame, Indicator
from analysis.framing.codebooks.terms import Term

__all__ = [
    "ActorCondition",
    "Codebook",
    "Frame",
    "Indicator",
    "Term",
    "codebook_table",
    "load_codebook",
    "parse_codebook",
    "shipped_codebooks",
]
