"""Framing: codebooks, the evidence they find, and what it says about articles and groups."""

from analysis.framing.checking import Explanation, diff, diff_presence, explain, explain_term, lint
from analysis.framing.codebooks import (
    ActorCondition,
    Codebook,
    Frame,
    Indicator,
    Term,
    codebook_files,
    codebook_table,
    fingerprint,
    import_dictionary,
    load_codebook,
    parse_codebook,
    shipped_codebooks,
    to_yaml,
)
from analysis.framing.devices import (
    device_articles,
    device_differences,
    device_list,
    device_rates,
    device_table,
    devices,
)
from analysis.framing.scoring import frame_articles, frame_groups, frame_sentences, frames, voice_split
from analysis.framing.status import UNVALIDATED, with_status

__all__ = [
    "UNVALIDATED",
    "ActorCondition",
    "Codebook",
    "Explanation",
    "Frame",
    "Indicator",
    "Term",
    "codebook_files",
    "codebook_table",
    "device_articles",
    "device_differences",
    "device_list",
    "device_rates",
    "device_table",
    "devices",
    "diff",
    "diff_presence",
    "explain",
    "explain_term",
    "fingerprint",
    "frame_articles",
    "frame_groups",
    "frame_sentences",
    "frames",
    "import_dictionary",
    "lint",
    "load_codebook",
    "parse_codebook",
    "shipped_codebooks",
    "to_yaml",
    "voice_split",
    "with_status",
]
