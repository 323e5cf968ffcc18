"""Who appears, who speaks, who does what to whom: mentions, actors, quotations, actions."""

from analysis.actors.attribution.finding import Quotation, find_quotations, quotations_table
from analysis.actors.attribution.voices import voice_shares, voices_table
from analysis.actors.interaction.finding import Action, actions_table, find_actions
from analysis.actors.mentions import find_mentions
from analysis.actors.networks.cooccurrence import cooccurrence
from analysis.actors.prominence import prominence
from analysis.actors.reading import mentions, quotations
from analysis.actors.tables import actors, mentions_table
from analysis.actors.types import Mention

__all__ = [
    "Action",
    "Mention",
    "Quotation",
    "actions_table",
    "actors",
    "cooccurrence",
    "find_actions",
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
