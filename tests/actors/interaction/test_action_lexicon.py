"""Action words: every class is known, a verb has one class, combinations win."""

from __future__ import annotations

import pytest

from analysis.actors.interaction import lexicon as module
from analysis.actors.interaction.lexicon import ALONE, MODALITIES, action_lexicon
from analysis.errors import CodebookError


def test_signs_say_hostile_neutral_or_cooperative() -> None:
    assert set(action_lexicon().signs.values()) == {-1, 0, 1}
    assert action_lexicon().signs["assault"] == -1
    assert action_lexicon().signs["aid"] == 1


def test_several_hundred_verbs_have_a_known_class() -> None:
    lexicon = action_lexicon()
    assert len(lexicon.verbs) > 700
    assert {*lexicon.verbs.values(), *lexicon.combinations.values()} <= set(lexicon.signs)
    assert {noun.action_class for noun in lexicon.nouns.values()} <= {"", *lexicon.signs}
    assert set(lexicon.chains.values()) == {*MODALITIES, "factual", "negated"}


@pytest.mark.parametrize(
    ("verb", "more", "expected"),
    [
        ("impose", {"noun": "sanction", "preposition": "on"}, "sanction"),
        ("impose", {}, ""),
        ("lift", {"noun": "sanction", "preposition": "on"}, "yield"),
        ("withdraw", {"preposition": "from"}, "retreat"),
        ("launch", {"noun": "attack"}, "assault"),
        ("launch", {"noun": "website"}, ""),
        ("crack", {"particle": "down", "preposition": "on"}, "coerce"),
        ("leave", {"kind": "organisation"}, "retreat"),
        ("leave", {"kind": "person"}, ""),
        ("release", {}, "yield"),
        ("release", {"noun": "film"}, ""),
        ("suspend", {"noun": "flight", "kind": "state"}, "sanction"),
        ("demonstrate", {"kind": ALONE}, "protest"),
        ("demonstrate", {"noun": "device"}, ""),
    ],
)
def test_the_most_specific_key_decides(verb: str, more: dict[str, str], expected: str) -> None:
    assert action_lexicon().class_of(verb, **more) == expected


def test_a_verb_in_two_classes_is_an_error() -> None:
    with pytest.raises(CodebookError, match="'help' stands in 'aid' and in 'assault'"):
        module._by_word({"aid": "help", "assault": "hit help"}, ("aid", "assault"), "verbs")


def test_an_unknown_class_is_an_error_that_says_what_is_allowed() -> None:
    with pytest.raises(CodebookError, match=r"(?s)'kindness'.*aid"):
        module._by_word({"kindness": "help"}, ("aid",), "verbs")
