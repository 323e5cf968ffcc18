"""From evidence to scores: per sentence, per article, per group, in whose voice."""

from analysis.framing.scoring.articles import frame_articles, frame_scores
from analysis.framing.scoring.evidence import frame_parts, frames
from analysis.framing.scoring.groups import frame_groups, voice_split
from analysis.framing.scoring.sentences import frame_segments, frame_sentences

__all__ = [
    "frame_articles",
    "frame_groups",
    "frame_parts",
    "frame_scores",
    "frame_segments",
    "frame_sentences",
    "frames",
    "voice_split",
]
