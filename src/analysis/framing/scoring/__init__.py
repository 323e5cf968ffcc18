"""From evidence to scores: per sentence, per article, per group, in whose voice."""

from analysis.framing.scoring.articles import frame_articles, frame_sentences, frames
from analysis.framing.scoring.groups import frame_groups, voice_split

__all__ = ["frame_articles", "frame_groups", "frame_sentences", "frames", "voice_split"]
