"""Who appears, who speaks, who stands with whom: mentions, actors, quotations."""

from analysis.actors.attribution.finding import Quotation, find_quotations, quotations_table
from analysis.actors.attribution.voices import voice_shares, voices_table
from analysis.actors.description.finding import find_roles, roles_table
from analysis.actors.description.naming import namings, role_names
from analysis.actors.description.scene import Role
from analysis.actors.mentions import find_mentions
from analysis.actors.networks.cooccurrence import cooccurrence
from analysis.actors.prominence import prominence
from analysis.actors.reading import mentions, quotations
from analysis.actors.tables import actors, mentions_table
from analysis.actors.types import Mention

__all__ = [
    "Mention",
    "Quotation",
    "Role",
    "actors",
    "cooccurrence",
    "find_mentions",
    "find_quotations",
    "find_roles",
    "mentions",
    "mentions_table",
    "namings",
    "prominence",
    "quotations",
    "quotations_table",
    "role_names",
    "roles_table",
    "voice_shares",
    "voices_table",
]
