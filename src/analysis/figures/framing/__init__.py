"""Figures of the framing profile: how common each frame is, in whose voice, beside whom, where, when, how robust."""

from analysis.figures.framing import models, validation
from analysis.figures.framing.actors import frame_actors
from analysis.figures.framing.article import entman_grid, percentiles
from analysis.figures.framing.devices import device_rates
from analysis.figures.framing.dotted import frame_cooccurrence, frame_places, frame_speakers, robustness
from analysis.figures.framing.shares import MOST_GROUPS, frame_rates, frame_shares, voice_split
from analysis.figures.framing.timeline import frame_timeline

__all__ = [
    "MOST_GROUPS",
    "device_rates",
    "entman_grid",
    "frame_actors",
    "frame_cooccurrence",
    "frame_places",
    "frame_rates",
    "frame_shares",
    "frame_speakers",
    "frame_timeline",
    "models",
    "percentiles",
    "robustness",
    "validation",
    "voice_split",
]
