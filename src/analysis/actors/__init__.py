"""Who appears, who speaks, who stands with whom: mentions, actors, quotations."""

from analysis.actors.attribution.finding import Quotation, find_quotations
from analysis.actors.attribution.statement_table import quotations_table
from analysis.actors.attribution.voices import voice_shares, voices_table
from analysis.actors.mentions import find_mentions
from analysis.actors.networks.cooccurrence import cooccurrence
from analysis.actors.prominence import prominence
from analysis.actors.reading import mentions, quotations
from analysis.actors.tables import actors, mentions_table
from analysis.actors.types import Mention

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
