"""What the columns of a report's tables are called on its page, in plain words.

Files keep the short names that code uses; a page and LaTeX have these. A table that means
something else by a name says so itself (`Report.table`, ``columns``).
"""

from __future__ import annotations

_HEADINGS = {
    "accused": "accused in", "against_in": "articles against it", "aliases": "also called", "alpha": "α",
    "alpha_corpus": "α, weighted to the corpus", "both_in": "articles with both", "c_value": "C-value",
    "coded_share": "by coded articles alone", "cue_class": "class of cue", "df": "articles with it",
    "df_rest": "articles of others with it", "dp": "dispersion (DP)", "equal_types": "different words at equal size",
    "event_id": "event", "f": "occurrences", "f_longer": "inside longer phrases", "f_rest": "occurrences in others",
    "fires": "answered by", "first": "first date", "hapax_share": "share used once", "heaps_beta": "Heaps’ β",
    "into_kind": "kind", "into_name": "joined with", "last": "last date", "log_ratio": "log₂ ratio",
    "log_ratio_without": "log₂ ratio without", "longer": "longer phrases", "median_words": "median words",
    "naive": "by the dictionary", "name_a": "actor", "name_b": "and", "narrator": "outlet’s own voice",
    "npmi": "normalised PMI", "of_name": "of", "opposed": "opposed in", "order": "place in order",
    "per_million": "per million", "q": "q (adjusted p)", "q50": "reference median",
    "q95": "reference 95th percentile", "q_without": "q without", "role_kind": "kind of role",
    "shared": "copied elsewhere", "speaker_name": "speaker", "splits_with_any": "splits with any",
    "teller": "in whose words", "together_expected": "expected by chance",
    "together_in": "articles with both in a sentence", "types": "different words", "undated": "without a date",
    "unheard": "share unheard", "via_name": "through", "within_q": "q within outlets",
}  # fmt: skip
_LIMITS = {"low": "from", "high": "to"}


def heading(column: object) -> str:
    """Return what a reader should find above a column.

    Examples
    --------
    >>> [heading(name) for name in ("df", "low", "share_high", "words_quoted")]
    ['articles with it', '95 % from', 'share to', 'words quoted']
    """
    name = str(column)
    if name in _LIMITS:
        return f"95 % {_LIMITS[name]}"
    stem, _, last = name.rpartition("_")
    if stem and last in _LIMITS:
        return f"{heading(stem)} {_LIMITS[last]}"
    return _HEADINGS.get(name, name.replace("_", " "))
