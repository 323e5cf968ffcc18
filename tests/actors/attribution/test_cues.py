"""The cue lexicon covers its classes and says clearly what is wrong with it."""

from __future__ import annotations

import pytest

from analysis.actors.attribution.cues import CLASSES, _by_lemma, cue_lexicon
from analysis.errors import CodebookError


@pytest.mark.parametrize(
    ("lemma", "pos", "expected"),
    [
        ("say", "VERB", "neutral"),
        ("claim", "VERB", "assertive"),
        ("accuse", "VERB", "accusing"),
        ("admit", "VERB", "conceding"),
        ("deny", "VERB", "denying"),
        ("vow", "VERB", "commissive"),
        ("urge", "VERB", "directive"),
        ("welcome", "VERB", "evaluative"),
        ("believe", "VERB", "cognitive"),
        ("demonstrate", "VERB", "evidential"),
        ("criticism", "NOUN", "accusing"),
        ("confident", "ADJ", "cognitive"),
        ("reportedly", "ADV", "neutral"),
        ("SAY", "VERB", "neutral"),
        ("table", "NOUN", ""),
        ("say", "PUNCT", ""),
    ],
)
def test_class_of(lemma, pos, expected):
    assert cue_lexicon().class_of(lemma, pos) == expected


def test_every_class_has_verbs():
    assert set(cue_lexicon().verbs.values()) == set(CLASSES)


def test_negators_are_words_not_booleans():
    assert {"no", "not", "never"} <= cue_lexicon().negators
    assert all(isinstance(word, str) for word in cue_lexicon().negators)


def test_unknown_class_is_named():
    with pytest.raises(CodebookError, match=r"'shouting' is not a cue class.*neutral"):
        _by_lemma({"shouting": "yell"}, "cues.yaml, verbs")
