"""Speakers: the subject of a cue, the words that name it, the antecedent of a pronoun."""

from __future__ import annotations

import pytest

from analysis.actors.attribution.antecedents import Antecedents
from analysis.actors.attribution.clauses import Clauses
from analysis.actors.attribution.speakers import others, speaker_span, subject_of
from analysis.annotation.articles import parse_text


def clauses_of(text: str) -> Clauses:
    return Clauses(parse_text(text))


def index(clauses: Clauses, word: str, nth: int = 0) -> int:
    return [token.index for token in clauses.tokens if token.text == word][nth]


@pytest.mark.parametrize(
    ("text", "cue", "head", "via"),
    [
        ("The minister said it was over.", "said", "minister", "own"),
        ("The minister resigned and said it was over.", "said", "minister", "inherited"),
        ("The minister left the room, saying it was over.", "saying", "minister", "inherited"),
        ("The decision was criticised by teachers.", "criticised", "teachers", "agent"),
        ("The minister wants to say goodbye.", "say", "minister", "inherited"),
        ("Officials who claim this are wrong.", "claim", "who", "own"),
    ],
)
def test_subject(text, cue, head, via):
    clauses = clauses_of(text)
    subject = subject_of(clauses, index(clauses, cue))
    assert (clauses.tokens[subject.head].text, subject.via) == (head, via)


def test_a_joined_verb_may_be_the_outer_speakers():
    clauses = clauses_of(
        "Davtyan said the ministry had wasted the money and criticised it for saying nothing."
    )
    cue = index(clauses, "criticised")
    tried = [subject_of(clauses, cue), *others(clauses, cue, subject_of(clauses, cue))]
    named = [(one.via, clauses.tokens[one.head].text) for one in tried if one.head is not None]
    assert named == [("inherited", "ministry"), ("outer", "Davtyan")]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The plan was announced on Monday.", "announced"),
        ("It was reported that the talks had failed.", "reported"),
    ],
)
def test_absent_source(text, cue):
    clauses = clauses_of(text)
    assert subject_of(clauses, index(clauses, cue)).head is None


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        (
            "The deputy minister of finance, who resigned, said no.",
            "minister",
            "The deputy minister of finance",
        ),
        ("Anna Davtyan, a teacher from Gyumri, said no.", "Davtyan", "Anna Davtyan"),
        ("Two senior officials said no.", "officials", "Two senior officials"),
        ("She said no.", "She", "She"),
    ],
)
def test_speaker_span(text, head, expected):
    clauses = clauses_of(text)
    start, end = speaker_span(clauses, index(clauses, head))
    assert text[start:end] == expected


@pytest.mark.parametrize(
    ("text", "pronoun", "expected"),
    [
        ("Mr. Petrosyan met Ms. Davtyan. He said it was late.", "He", "Petrosyan"),
        ("Mr. Petrosyan met Ms. Davtyan. She said it was late.", "She", "Davtyan"),
        ("The unions met the minister. They said it was late.", "They", "unions"),
        ("James Miller and Susan Clark spoke. On Monday Clark left. She said no.", "She", "Clark"),
        ("The teachers who said no left.", "who", "The teachers"),
    ],
)
def test_antecedent(text, pronoun, expected):
    clauses = clauses_of(text)
    found = Antecedents(clauses).resolve(index(clauses, pronoun))
    assert text[slice(*found)] == expected


def test_no_antecedent_for_names_or_without_mentions():
    clauses = clauses_of("He said no. Petrosyan agreed.")
    antecedents = Antecedents(clauses)
    assert antecedents.resolve(index(clauses, "He")) is None
    assert antecedents.resolve(index(clauses, "Petrosyan")) is None
