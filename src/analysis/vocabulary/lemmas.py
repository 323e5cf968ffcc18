"""The form a lemma is counted and looked up under: one rule for counts, running words and grammatical links."""

from __future__ import annotations

_SAME = (("’", "''"), ("´", "''"), ("‑", "-"), (" ", "_"))


def sql_lemma(token: str) -> str:
    """Return a DuckDB expression for the lemma of a row of `tokens`: as `corpus.words.form`, and without blanks.

    Examples
    --------
    >>> sql_lemma("t").count("replace(")
    4
    """
    lemma = f"lower(if({token}.lemma = '', {token}.text, {token}.lemma))"
    for sign, same in _SAME:
        lemma = f"replace({lemma}, '{sign}', '{same}')"
    return lemma
