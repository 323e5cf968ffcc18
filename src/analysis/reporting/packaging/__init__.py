"""A report as a research object: what its columns mean, and a crate that says what was made from what."""

from analysis.reporting.packaging.crate import write_crate
from analysis.reporting.packaging.dictionary import write_dictionary

__all__ = ["write_crate", "write_dictionary"]
