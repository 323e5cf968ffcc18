"""From segments to linguistic tables, each distinct text once."""

from analysis.annotation.articles import parse_text
from analysis.annotation.cache import annotate, parsed_articles
from analysis.annotation.parse import ParsedArticle, ParsedSegment, Token

__all__ = ["ParsedArticle", "ParsedSegment", "Token", "annotate", "parse_text", "parsed_articles"]
