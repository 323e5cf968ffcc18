"""Figures of the framing profile: how common each frame is, and whose voice carries it."""

from analysis.figures.framing.devices import device_rates
from analysis.figures.framing.shares import MOST_GROUPS, frame_rates, frame_shares, voice_split

__all__ = ["MOST_GROUPS", "device_rates", "frame_rates", "frame_shares", "voice_split"]
