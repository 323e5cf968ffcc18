"""What stands in the selected articles, one row an occurrence: lemmas, and words in one voice."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.annotation import annotate
from analysis.corpus import PROSE, Corpus
from analysis.corpus.sql import literal
from analysis.errors import ParameterError
from analysis.vocabulary.counting.grams import PAUSE, sql_grams, sql_sequences
from analysis.vocabulary.counting.places import placed
from analysis.vocabulary.counting.places import places as places_of
from analysis.vocabulary.counting.voices import Contents, cut_segments
from analysis.vocabulary.lemmas import sql_lemma


def rows(
    corpus: Corpus, name: str, *, unit: str, n: int, places: Sequence[str], voice: str, spans: Contents | None
) -> str:
    """Return a query for ``article_id, word``, one row an occurrence.

    Parameters
    ----------
    corpus : Corpus
    name : str
        Of the counts; tables made on the way are named after it.
    unit, n, places, voice
        As in `count`; places as `places.PLACES`.
    spans : Contents or None
        Where others speak; None for all voices.
    """
    if spans is None:
        listed = ", ".join(map(literal, places))
        pieces = (
            'select article_id, segment, text_id, start as shift, start, "end" from '
            f"({placed('segments', keys='article_id')}) where place in ({listed})"
        )
    else:
        cut_segments(corpus, f"{name}_pieces", places=places, voice=voice, contents=spans)
        pieces = f"select * from {name}_pieces"
    if unit == "word":
        text = 'substring(a.text, p.start + 1, p."end" - p.start)'
        return (
            f"select article_id, unnest({sql_grams('text', n=n)}) as word from "
            f"(select p.article_id, {text} as text from ({pieces}) p join articles a using (article_id))"
        )
    _annotated(corpus, places)
    return _lemmas(pieces, unit=unit, n=n)


def _annotated(corpus: Corpus, wanted: Sequence[str]) -> None:
    others = [place for place in wanted if place not in places_of(PROSE)]
    if others:
        raise ParameterError(
            f"{' and '.join(others)} have no lemmas: they are not annotated", where="kinds",
            remedy=f"Count words there, or lemmas in {', '.join(PROSE)}.",
        )  # fmt: skip
    annotate(corpus)


def _lemmas(pieces: str, *, unit: str, n: int) -> str:
    """Return a query for the lemmas of tokens that are words, in sequences that stay inside a sentence.

    A token is a word if it has a letter or a digit; the possessive ending is
    none, as for word forms. What a word joins, the model may take apart: "don't"
    is "do" and "not".
    """
    lemma = sql_lemma("t")
    if unit == "lemma_pos":
        lemma = f"{lemma} || '/' || t.pos"
    word = "regexp_matches(t.text, '[\\p{L}\\p{N}]') and t.tag <> 'POS'"
    tokens = (
        f"({pieces}) p join tokens t on t.text_id = p.text_id and t.start + p.shift >= p.start "
        'and t.start + p.shift < p."end"'
    )
    if n == 1:
        return f"select p.article_id, {lemma} as word from {tokens} where {word}"
    item = f"case when {word} then {lemma} when regexp_matches(t.text, {literal(PAUSE)}) then chr(10) end"
    return (
        f"select article_id, unnest({sql_sequences('items', n=n)}) as word from ("
        f"select p.article_id, list({item} order by t.token) as items from {tokens} "
        "group by p.article_id, p.segment, p.start, t.sentence)"
    )
