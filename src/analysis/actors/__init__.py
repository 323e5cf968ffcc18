"""Who appears, who speaks, who does what to whom, who stands with whom."""

from analysis.actors.attribution.finding import Quotation, find_quotations
from analysis.actors.attribution.statement_table import quotations_table
from analysis.actors.attribution.voices import voices_table
from analysis.actors.description.finding import find_roles, roles_table
from analysis.actors.description.naming import namings, role_names
from analysis.actors.description.scene import Role
from analysis.actors.interaction.finding import Action, actions_table, find_actions
from analysis.actors.mentions import find_mentions
from analysis.actors.nested import find_nested
from analysis.actors.networks.cooccurrence import cooccurrence
from analysis.actors.networks.directed import action_network, quotation_network
from analysis.actors.networks.export import graph, write_graph
from analysis.actors.portrayal import (
    accusations,
    actor_card,
    cue_classes,
    hearings,
    prominence_over_time,
    role_balance,
    signed_matrix,
    voice_ledger,
    voice_shares,
    who_to_whom,
)
from analysis.actors.prominence import prominence
from analysis.actors.register.applying import apply_register
from analysis.actors.register.identities import identities
from analysis.actors.register.namesakes import namesakes
from analysis.actors.register.opening import (
    actions,
    actors_register,
    mentions,
    quotations,
    register_of,
    roles,
)
from analysis.actors.register.relations import related, with_states
from analysis.actors.register.writing import write_register
from analysis.actors.tables import actors, mentions_table
from analysis.actors.types import Mention
from analysis.actors.validity import corrected, validity_of

__all__ = [
    "Action",
    "Mention",
    "Quotation",
    "Role",
    "accusations",
    "action_network",
    "actions",
    "actions_table",
    "actor_card",
    "actors",
    "actors_register",
    "apply_register",
    "cooccurrence",
    "corrected",
    "cue_classes",
    "find_actions",
    "find_mentions",
    "find_nested",
    "find_quotations",
    "find_roles",
    "graph",
    "hearings",
    "identities",
    "mentions",
    "mentions_table",
    "namesakes",
    "namings",
    "prominence",
    "prominence_over_time",
    "quotation_network",
    "quotations",
    "quotations_table",
    "register_of",
    "related",
    "role_balance",
    "role_names",
    "roles",
    "roles_table",
    "signed_matrix",
    "validity_of",
    "voice_ledger",
    "voice_shares",
    "voices_table",
    "who_to_whom",
    "with_states",
    "write_graph",
    "write_register",
]
