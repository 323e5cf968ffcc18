"""Who appears, who speaks, who stands with whom: mentions, actors, quotations."""

from analysis.actors.attribution.finding import Quotation, find_quotations, quotations_table
from analysis.actors.attribution.voices import voice_shares, voices_table
from analysis.actors.mentions import find_mentions
from analysis.actors.networks.cooccurrence import cooccurrence
from analysis.actors.prominence import prominence
from analysis.actors.register.applying import apply_register
from analysis.actors.register.identities import identities
from analysis.actors.register.namesakes import namesakes
from analysis.actors.register.opening import actors_register, mentions, quotations, register_of
from analysis.actors.register.relations import related, with_states
from analysis.actors.register.writing import write_register
from analysis.actors.tables import actors, mentions_table
from analysis.actors.types import Mention

__all__ = [
    "Mention",
    "Quotation",
    "actors",
    "actors_register",
    "apply_register",
    "cooccurrence",
    "find_mentions",
    "find_quotations",
    "identities",
    "mentions",
    "mentions_table",
    "namesakes",
    "prominence",
    "quotations",
    "quotations_table",
    "register_of",
    "related",
    "voice_shares",
    "voices_table",
    "with_states",
    "write_register",
]
