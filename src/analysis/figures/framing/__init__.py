"""Figures of the framing profile: how common each frame is, and whose voice carries it."""

from analysis.figures.framing.article import entman_grid, percentiles
from analysis.figures.framing.shares import MOST_GROUPS, frame_rates, frame_shares, voice_split

__all__ = ["MOST_GROUPS", "entman_grid", "frame_rates", "frame_shares", "percentiles", "voice_split"]
