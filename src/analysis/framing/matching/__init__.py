"""Where the terms of a codebook stand in the texts."""

from analysis.framing.matching.finding import find_parts, find_terms

__all__ = ["find_parts", "find_terms"]
