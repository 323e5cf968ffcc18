"""Claims of a report: what each value and plotted row stands on, and whether it holds when a choice is changed."""

from analysis.reporting.claims.headlines import of_actors, of_frames, of_keywords, of_voices
from analysis.reporting.claims.portrayals import beside, deeds, named, places, said, shown
from analysis.reporting.claims.robustness import vary
from analysis.reporting.claims.selections import selections
from analysis.reporting.claims.sources import Source, articles, at
from analysis.reporting.claims.wording import words

__all__ = [
    "Source", "articles", "at", "beside", "deeds", "named", "of_actors", "of_frames", "of_keywords", "of_voices",
    "places", "said", "selections", "shown", "vary", "words",
]  # fmt: skip
