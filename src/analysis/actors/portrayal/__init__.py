"""How actors are portrayed: their words, their deeds, what is done to them; measures on the tables of actors."""

from analysis.actors.portrayal.accusations import accusations
from analysis.actors.portrayal.balance import role_balance
from analysis.actors.portrayal.card import actor_card
from analysis.actors.portrayal.cues import cue_classes
from analysis.actors.portrayal.hearing import hearings
from analysis.actors.portrayal.ledger import voice_ledger
from analysis.actors.portrayal.matrix import signed_matrix, who_to_whom
from analysis.actors.portrayal.shares import voice_shares
from analysis.actors.portrayal.timeline import prominence_over_time

__all__ = [
    "accusations",
    "actor_card",
    "cue_classes",
    "hearings",
    "prominence_over_time",
    "role_balance",
    "signed_matrix",
    "voice_ledger",
    "voice_shares",
    "who_to_whom",
]
