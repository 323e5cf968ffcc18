"""Figures of the framing profile: how common each frame is, and whose voice carries it."""

from analysis.figures.framing.models import agreement_map, learning_curve, reliability
from analysis.figures.framing.shares import MOST_GROUPS, frame_rates, frame_shares, voice_split

__all__ = [
    "MOST_GROUPS",
    "agreement_map",
    "frame_rates",
    "frame_shares",
    "learning_curve",
    "reliability",
    "voice_split",
]
