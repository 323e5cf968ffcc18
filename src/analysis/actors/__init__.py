"""Who appears, who speaks, who stands with whom: mentions, actors, quotations."""

from analysis.actors.cooccurrence import cooccurrence
from analysis.actors.mentions import find_mentions
from analysis.actors.prominence import prominence
from analysis.actors.quotations import Quotation, find_quotations, quotations_table
from analysis.actors.reading import mentions, quotations
from analysis.actors.tables import actors, mentions_table
from analysis.actors.types import Mention
from analysis.actors.voices import voice_shares, voices_table

__all__ = [
    "Mention",
    "Quotation",
    "actors",
    "cooccurrence",
    "find_mentions",
    "find_quotations",
    "mentions",
    "mentions_table",
    "prominence",
    "quotations",
    "quotations_table",
    "voice_shares",
    "voices_table",
]
