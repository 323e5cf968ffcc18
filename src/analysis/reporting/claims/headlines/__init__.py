"""Headline values of the notebooks: each with what is concluded from it, computed again under other choices."""

from analysis.reporting.claims.headlines.actors import of_actors, of_voices
from analysis.reporting.claims.headlines.frames import of_frames
from analysis.reporting.claims.headlines.keywords import of_keywords

__all__ = ["of_actors", "of_frames", "of_keywords", "of_voices"]
