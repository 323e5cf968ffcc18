from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.cleaning.paragraphs import LONGEST, LONGEST_DOUBLE, USUAL, open_marks, paragraphs
from analysis.corpus.cleaning.sentences import sentence_spans

PLAIN = "The ferry to the island ran twice a day in the winter, the harbour office in Osk said. "
QUOTED = "“We will leave. Nobody asked us before. We have waited for years and years, and now it is our turn to go.” "


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text, sentence_spans(text))]


def test_sentences_are_put_together_up_to_a_length() -> None:
    found = pieces(PLAIN * 20)
    assert len(found) > 3
    assert all(USUAL <= len(piece) <= USUAL + len(PLAIN) for piece in found[:-1])


def test_no_piece_ends_inside_a_quotation() -> None:
    for text in (QUOTED * 12, (PLAIN + QUOTED) * 8, QUOTED.replace("“", '"').replace("”", '"') * 12):
        for piece in pieces(text):
            assert piece.count("“") == piece.count("”")
            assert piece.count('"') % 2 == 0


def test_a_long_quotation_is_cut_where_its_paragraphs_open_again() -> None:
    text = '"We will leave. Nobody asked us. "We waited for years. It is time," she said.'
    assert pieces(text) == [
        '"We will leave. Nobody asked us.',
        '"We waited for years. It is time," she said.',
    ]


def test_a_mark_that_never_closes_does_not_bind_the_rest() -> None:
    found = pieces("He said “we leave. " + PLAIN * 60)
    assert max(len(piece) for piece in found) <= LONGEST_DOUBLE + LONGEST
    assert len(found) > 5


def test_a_sentence_that_leans_on_the_last_stays_with_it() -> None:
    text = PLAIN * 6 + "But it did not run on Sundays, and nobody in the town knew why that was so."
    assert len(pieces(text)) == 1
    assert (
        len(pieces(PLAIN * 6 + "Nobody in the whole town of Osk knew why the ferry did not run at all.")) == 2
    )


def test_a_lost_space_is_a_lost_paragraph() -> None:
    assert pieces("The port closed.The ferry sailed.") == ["The port closed.", "The ferry sailed."]


def test_apostrophes_open_nothing() -> None:
    text = "The crews' ferry didn't sail in the '90s. It's the port's fault. Rock 'n' roll was played."
    assert open_marks(text, sentence_spans(text)) == ["", "", ""]


def test_single_and_doubled_marks() -> None:
    text = "He said: 'We go. Now.' It rained. She wrote ''a letter. It was long.'' Then she left."
    assert [bool(mark) for mark in open_marks(text, sentence_spans(text))] == [
        False,
        True,
        False,
        False,
        True,
        False,
    ]


@given(
    st.lists(
        st.sampled_from([PLAIN, QUOTED, "Yes. ", "It's “open. ", 'He said: "No." ', "'Why? "]), max_size=30
    )
)
def test_pieces_hold_whole_sentences_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    spans = sentence_spans(text)
    found = paragraphs(text, spans)
    starts, ends = {start for start, _ in spans}, {end for _, end in spans}
    assert all(start in starts and end in ends for start, end in found)
    assert (
        "".join(text[start:end] for start, end in found).split() == text.split()
        or not spans
        or (" ".join(text[start:end] for start, end in found).split() == text.split())
    )
