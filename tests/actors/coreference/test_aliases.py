"""Joining names inside an article: what is joined, and above all what is not."""

from __future__ import annotations

from analysis.actors import find_mentions
from analysis.annotation import parse_text


def number(text: str) -> dict[str, set[int]]:
    """Return the cluster numbers under which each form stands."""
    article = parse_text(text)
    out: dict[str, set[int]] = {}
    for m in find_mentions(article):
        out.setdefault(text[m.start : m.end], set()).add(m.cluster)
    return out


def test_surname_joins_the_only_full_name() -> None:
    got = number("Nikol Pashinyan spoke on Monday. Pashinyan said Armenia would leave.")
    assert got["Pashinyan"] == got["Nikol Pashinyan"]


def test_surname_of_two_people_joins_neither() -> None:
    got = number(
        "Gohar Petrosyan met Tigran Petrosyan in Paris. Later Petrosyan said the meeting had been useful."
    )
    assert got["Gohar Petrosyan"].isdisjoint(got["Tigran Petrosyan"])
    assert got["Petrosyan"].isdisjoint(got["Gohar Petrosyan"] | got["Tigran Petrosyan"])


def test_title_that_tells_gender_blocks_or_decides() -> None:
    got = number(
        "Anna Petrosyan met her colleague Tigran Petrosyan. Ms. Petrosyan said the meeting had been useful."
    )
    assert got["Petrosyan"] == got["Anna Petrosyan"]


def test_kinship_word_blocks_the_surname() -> None:
    text = "Robert Kocharyan left the court. His wife Bella waited outside. Kocharyan said nothing."
    got = number(text)
    assert got["Kocharyan"] == got["Robert Kocharyan"]
    assert got.get("Bella", {-1}).isdisjoint(got["Robert Kocharyan"])


def test_transliterations_are_one_person() -> None:
    got = number("Serzh Sargsyan spoke first. Serzh Sarkisyan then left, and Sarkisyan did not return.")
    assert got["Serzh Sargsyan"] == got["Serzh Sarkisyan"] == got["Sarkisyan"]


def test_different_first_names_stay_apart() -> None:
    got = number("Michelle Obama praised Barack Obama at the rally.")
    assert got["Michelle Obama"].isdisjoint(got["Barack Obama"])


def test_compound_surnames() -> None:
    got = number(
        "Ursula von der Leyen arrived. Von der Leyen said the Commission was ready. Mrs. Leyen left."
    )
    assert got["Leyen"] == got["Ursula von der Leyen"]


def test_acronym_by_definition_only_for_its_own_long_name() -> None:
    got = number(
        "The Northern Hydrological Institute (NHI) and the National Harbour Initiative disagreed. The NHI reported."
    )
    assert got["NHI"] == got["Northern Hydrological Institute"]
    assert got["NHI"].isdisjoint(got.get("National Harbour Initiative", set()))


def test_known_names_of_one_organisation_are_one() -> None:
    got = number("The Collective Security Treaty Organization met. The CSTO said Armenia was absent.")
    assert got["CSTO"] == got["Collective Security Treaty Organization"]


def test_legal_form_is_dropped() -> None:
    got = number("Harbour Grain Ltd. was sold. Harbour Grain had lost money, and Harbour Grain will close.")
    assert len(set().union(*(v for k, v in got.items() if k.startswith("Harbour Grain")))) == 1


def test_state_and_its_people_and_capital_stay_apart() -> None:
    got = number("Georgia voted. Georgians queued in Tbilisi.")
    assert len({*got["Georgia"], *got["Georgians"], *got["Tbilisi"]}) == 3


def test_nicknames_of_one_given_name_are_one_person() -> None:
    got = number("Joseph Keller won. Joe Keller thanked voters. Mr Keller spoke.")
    assert len(set().union(*(v for k, v in got.items() if "Keller" in k))) == 1


def test_acronym_of_other_words_by_definition() -> None:
    got = number("The National Bureau of Inquiry (XKBD) searched the ministry. XKBD denied it on Monday.")
    assert got["XKBD"] == got["National Bureau of Inquiry"]


def test_a_known_acronym_is_not_defined_anew() -> None:
    got = number("The Harbour Workers Council (NATO) met on Monday. NATO was silent.")
    assert got["NATO"] != got["Harbour Workers Council"]


def test_one_vowel_in_a_long_given_name_is_a_slip() -> None:
    assert number("Kristin Wilder paints. Kristen Wilder smiled. Wilder left.")["Wilder"] == {0}
    got = number("Maria Wilder paints. Marie Wilder smiled.")
    assert got["Maria Wilder"] != got["Marie Wilder"]
