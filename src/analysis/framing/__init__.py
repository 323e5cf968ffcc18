"""Framing: codebooks, the evidence they find, and what it says about articles and groups."""

from analysis.framing import validation
from analysis.framing.codebooks import (
    ActorCondition,
    Codebook,
    Frame,
    Indicator,
    Term,
    codebook_table,
    load_codebook,
    parse_codebook,
    shipped_codebooks,
)
from analysis.framing.scoring import frame_articles, frame_groups, frame_sentences, frames, voice_split
from analysis.framing.status import UNVALIDATED, with_status

__all__ = [
    "UNVALIDATED",
    "ActorCondition",
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
    "validation",
    "voice_split",
    "with_status",
]
