"""How often words are used over time, and what of a change is a change of outlets."""

from analysis.vocabulary.trends.changes import trend_changes
from analysis.vocabulary.trends.series import trend
from analysis.vocabulary.trends.slopes import trend_slopes

__all__ = ["trend", "trend_changes", "trend_slopes"]
