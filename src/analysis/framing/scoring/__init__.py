"""From evidence to scores: per sentence, segment, article and group; by place, speaker, actor and time; how robust."""

from analysis.framing.scoring.actors import frame_actors
from analysis.framing.scoring.adjusted import adjusted_differences, alike
from analysis.framing.scoring.articles import frame_articles, frame_scores
from analysis.framing.scoring.differences import frame_differences
from analysis.framing.scoring.evidence import frame_parts, frames
from analysis.framing.scoring.groups import frame_groups, voice_split
from analysis.framing.scoring.omissions import omissions, omitted
from analysis.framing.scoring.places import frame_places
from analysis.framing.scoring.robustness import robustness, robustness_summary
from analysis.framing.scoring.sentences import frame_segments, frame_sentences
from analysis.framing.scoring.speakers import frame_speakers
from analysis.framing.scoring.timeline import frame_timeline
from analysis.framing.scoring.together import frame_cooccurrence

__all__ = [
    "adjusted_differences",
    "alike",
    "frame_actors",
    "frame_articles",
    "frame_cooccurrence",
    "frame_differences",
    "frame_groups",
    "frame_parts",
    "frame_places",
    "frame_scores",
    "frame_segments",
    "frame_sentences",
    "frame_speakers",
    "frame_timeline",
    "frames",
    "omissions",
    "omitted",
    "robustness",
    "robustness_summary",
    "voice_split",
]
