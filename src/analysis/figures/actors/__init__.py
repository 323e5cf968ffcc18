"""Figures of the actors profile: prominence, voices, roles, deeds, networks."""

from analysis.figures.actors.balance import role_balance
from analysis.figures.actors.common import MOST_PANELS
from analysis.figures.actors.cues import cue_classes
from analysis.figures.actors.ledger import voice_ledger
from analysis.figures.actors.matrix import who_to_whom
from analysis.figures.actors.naming import naming
from analysis.figures.actors.networks import MOST_NODES, action_network, cooccurrence, quotation_network
from analysis.figures.actors.prominence import prominence
from analysis.figures.actors.timeline import prominence_over_time
from analysis.figures.actors.voices import voice_shares

__all__ = [
    "MOST_NODES",
    "MOST_PANELS",
    "action_network",
    "cooccurrence",
    "cue_classes",
    "naming",
    "prominence",
    "prominence_over_time",
    "quotation_network",
    "role_balance",
    "voice_ledger",
    "voice_shares",
    "who_to_whom",
]
