"""News Profiles: vocabulary, actors and framing of news articles, as notebooks and citable reports."""

__version__ = "0.1.0"
