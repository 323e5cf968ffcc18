"""Framing: codebooks, the evidence they find, and what it says about articles and groups."""

from analysis.framing.codebook import Codebook, Frame, Indicator, Term
from analysis.framing.groups import frame_groups, voice_split
from analysis.framing.loading import codebook_table, load_codebook, parse_codebook, shipped_codebooks
from analysis.framing.scoring import UNVALIDATED, frame_articles, frame_sentences, frames

__all__ = [
    "UNVALIDATED",
    "Codebook",
    "Frame",
    "Indicator",
    "Term",
    "codebook_table",
    "frame_articles",
    "frame_groups",
    "frame_sentences",
    "frames",
    "load_codebook",
    "parse_codebook",
    "shipped_codebooks",
    "voice_split",
]
