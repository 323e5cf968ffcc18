from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ParameterError
from analysis.vocabulary.running import parse


def _shown(text: str) -> set[str]:
    """Return the readings of a query, each word as its conditions."""
    out = set()
    for reading in parse(text).readings:
        words = []
        for element in reading:
            named = [
                ("" if c.attribute == "word" else f"{c.attribute}:") + "!" * c.negated + "/".join(c.values)
                for c in element
            ]
            words.append("&".join(named) or "_")
        out.add(" ".join(words))
    return out


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("Peace treaty", {"peace treaty"}),
        ("“peace treaty”", {"peace treaty"}),
        ("Armenia’s U.S. AT&T", {"armenia u.s. at&t"}),
        ("secur* s?id", {"secur* s?id"}),
        ("(ceasefire | peace deal) now", {"ceasefire now", "peace deal now"}),
        ("truce | armistice", {"truce", "armistice"}),
        ("peace {0,2} talks", {"peace talks", "peace _ talks", "peace _ _ talks"}),
        ("peace {1} talks", {"peace _ talks"}),
        ("very{1,2} good", {"very good", "very very good"}),
        ("(not)? yet", {"yet", "not yet"}),
        ("a (b c){2}", {"a b c b c"}),
        ('[lemma="Strike" pos="verb"]', {"lemma:strike&pos:VERB"}),
        ('[lemma="strike" & pos!="VERB"]', {"lemma:strike&pos:!VERB"}),
        ('[word="left|right"] [] wing', {"left/right _ wing"}),
        ("a\u202eb", {"ab"}),  # a hidden character that turns the direction of writing
    ],
)
def test_queries_stand_for_sequences_of_words(text: str, readings: set[str]) -> None:
    assert _shown(text) == readings


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no word"),
        ("*", "holds no word"),
        ("[]", "holds no word"),
        ("(a)?", "needs a word that cannot be missing"),
        ("peace —", "'—' holds no word at character 7"),
        ("peace (talks", r"a bracket \( is not closed at character 7"),
        ("peace )", r"'\)' that opens nowhere at character 7"),
        ("a | | b", "an alternative is empty at character 3"),
        ("a {3,1} b", "no number of repeats at character 3"),
        ("a {0,3", "no number of repeats at character 3"),
        ("a {0,} b", "no number of repeats at character 3"),
        ("“open", "a quotation mark is not closed at character 1"),
        ("[lemma=strike]", "not in quotation marks at character 8"),
        ('[lema="strike"]', "'lema' is no attribute at character 2"),
        ('[lemma "strike"]', "lemma has no value at character 8"),
        ('[lemma="strike"', r"a bracket \[ is not closed at character 1"),
        ('[pos="VERBS"]', "Did you mean 'VERB'"),
        ("lemma:strike", r"Write \[lemma=\"strike\"\]"),
        ("a*-*/b", "is not one word at character 1"),
        ("(a|b){9}", "more than 500 sequences"),
        ("(((a|b){1,60}){1,60}){1,60}", "more than 500 sequences"),
        ("[word!=\"a\"]{61}", "longer than 60 words"),
        ("(" * 30 + "a" + ")" * 30, "nested too deeply"),
        ("a" * 2001, "2,001 characters"),
    ],
)  # fmt: skip
def test_what_is_no_query_is_refused_with_the_place(text: str, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        parse(text)


def test_a_query_of_fifty_words_is_one() -> None:
    assert len(parse(" ".join(["word"] * 50)).readings[0]) == 50


@given(st.text(st.sampled_from('ab *?|(){}[]"“”=!,019lemmpos&’.-é\u202e'), max_size=60))
def test_any_text_is_a_query_or_refused(text: str) -> None:
    try:
        query = parse(text)
    except ParameterError:
        return
    assert query.readings
    assert all(0 < len(reading) <= 60 for reading in query.readings)


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("peace treaty", "treaty"), ("secur*", "secur"), ("peace | war", ""), ("(old)? treaty", "treaty"),
        ("s?id", "id"), ("café", "caf"), ('[lemma="go"]', ""), ("U.S. army", "army"),
    ],
)  # fmt: skip
def test_the_literal_is_in_every_hit(text: str, literal: str) -> None:
    assert parse(text).literal == literal
