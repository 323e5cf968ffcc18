"""Figures of the actors profile: prominence, voices, who stands with whom."""

from analysis.figures.actors.common import MOST_PANELS
from analysis.figures.actors.networks import MOST_NODES, cooccurrence
from analysis.figures.actors.prominence import prominence
from analysis.figures.actors.voices import voice_shares

__all__ = ["MOST_NODES", "MOST_PANELS", "cooccurrence", "prominence", "voice_shares"]
