from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

from analysis.corpus.cleaning.sentences import sentence_spans

CLOSING = ["approx.", "Messrs.", "messrs.", "waters.", "Waters.", "of.", "etc.", "étés.", "U.S.", "a.m."]


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The port opened.|It rained all day.",
        "Dr. Maren met Mr. T. Aldin and Gen. Osk.|They talked.",
        "Ilva J. Maren of the U.S. Navy spoke.|She left for Washington, D.C. by ship.",
        "She flew to the U.S.|The talks failed.",
        "He serves in the U.S. Senate.|He is 61.",
        "Sen. Tove Aldin, R-Fla., and Rep. Jon Arvik, D-Calif., agreed.|Others did not.",
        "The firm, Arvik Inc., closed.|It owed Arvik Corp. a lot.",
        "It opens at 5 p.m. Monday.|It closes at 6 a.m.|Nobody waits.",
        "Prices rose 3.5 percent to $1.20.|Wages fell.",
        "No. 10 said nothing.|Was it true?|No.|He denied it!",
        "It was over in 2014.|The rest is known.",
        "The vote is on Jan. 29.|The court sits on Feb. 3.",
        "“We go.|The day is ours,” she said.|“Why?” he asked.",
        '"We go."|She left.|"Why not?"',
        "She left (in a hurry.)|It rained [again].|Done.",
        "He waited… and waited ... for hours.|Then he left…|She stayed.",
        "See https://example.org/a.B?c=1. |It is there.",
        "More at https://example.org/a|Ferries stopped on Monday.",
        "It rained.|(Agency Photo/A. Penner)|The ferry left.",
        "It rained.|___ Follow the Basin Post's coverage.",
        "It rained today.|© 2022 Basin Post.|Do not copy.",
        "1. Boats are late.|2. Nobody knows why.",
        "Ferries, e.g. the Osk, cf. Annex B, left.|Nobody cared.",
        "The ship - built by Brown & Co. in 1911 - sank.|It lies there still.",
        "雨が降った。|船は出た。",
        "A quiet harbour   |A second paragraph after spaces",
        "One line\n\n|another one",
        "wrapped at a\nfixed width.|Next.",
    ],
)
def test_sentences(text: str) -> None:
    parts = [part.strip() for part in text.split("|")]
    assert sentences(text.replace("|", " ") if "\n\n" not in text else text.replace("|", "")) == parts


@pytest.mark.parametrize(
    "text",
    [
        "It ends, she said.|The minister agreed.",
        "He paid in 2014.|The rest came later.",
        "“We go.”|The minister left.",
        'It said: "We go."|The minister left.',
        'She was sure.|"We go," she said.',
        "Is it true?|Nobody knows.",
        "It was signed (in Osk).|Nobody knows.",
        "He was told by NATO.|The rest is known.",
        "It rained again.|OSK wins the cup.",
    ],
)
def test_a_full_stop_that_lost_its_space(text: str) -> None:
    assert sentences(text.replace("|", "")) == text.split("|")


@pytest.mark.parametrize(
    "text",
    [
        "Ask Change.org or example.Com about it.",
        "Write to a.Penner@example.org today.",
        "The U.S.Navy and Ph.D. students in St.Osk met J.K.Aldin.",
        "The address is example.COM or node.js.",
        "“Why?” he asked.",
        "The third sentence of Art. 3 stays.",
    ],
)
def test_no_sentence_ends_inside(text: str) -> None:
    assert sentences(text) == [text]


def test_a_part_of_a_text() -> None:
    text = "One. Two. Three. Four."
    assert sentence_spans(text, 5, 16) == [(5, 9), (10, 16)]


@settings(max_examples=200)
@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" \n\t.!?…\"'“”()[]ABcd12_©•")), max_size=300)
)
def test_sentences_tile_any_text(text: str) -> None:
    end, rest = 0, []
    for first, last in sentence_spans(text):
        assert end <= first < last <= len(text)
        assert text[first:last] == text[first:last].strip()
        rest.append(text[end:first])
        end = last
    assert not "".join([*rest, text[end:]]).strip()


@given(st.lists(st.sampled_from([*CLOSING, "The", "Arda", "it", "sank"])))
def test_how_wide_a_space_is_does_not_matter(words: list[str]) -> None:
    # Two spaces make every stop be looked at closely; after one, most are told at a glance.
    narrow, wide = " ".join(words), "  ".join(words)
    assert sentences(narrow) == [sentence.replace("  ", " ") for sentence in sentences(wide)]


def test_agrees_with_punkt_on_plain_prose() -> None:
    """NLTK's tokenizer, told the abbreviations, divides running prose at the same places."""
    parameters = PunktParameters()
    parameters.abbrev_types = {"mr", "dr", "jan", "u.s", "gen", "no"}
    text = (
        "Dr. Maren met Mr. Aldin on Jan. 3 in Osk. They spoke for an hour. Was it enough? Nobody knows! "
        "Gen. Arvik of the U.S. Army stayed away, and prices rose by 3.5 percent. It rained. The No. 4 ferry left."
    )
    assert sentence_spans(text) == list(PunktSentenceTokenizer(parameters).span_tokenize(text))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 300_000, "." * 300_000, ". " * 150_000, '."' * 150_000, '."A' * 100_000, "Mr. " * 75_000, "(" * 300_000,
        "\n \n" * 100_000, " " * 300_000 + "x", "http://" * 40_000, "___ " * 75_000, ".(A" * 100_000, "A.B" * 100_000,
    ],
)  # fmt: skip
def test_hostile_texts_take_linear_time(text: str) -> None:
    start = time.perf_counter()
    sentence_spans(text)
    assert time.perf_counter() - start < 10
