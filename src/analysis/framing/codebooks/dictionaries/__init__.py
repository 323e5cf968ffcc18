"""Dictionaries of other programs as codebooks."""

from analysis.framing.codebooks.dictionaries.importing import FORMATS, import_dictionary

__all__ = ["FORMATS", "import_dictionary"]
