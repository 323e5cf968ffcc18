from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.identity import article_id

_TEXTS = st.text(st.sampled_from("ab’ \n\r\t\x0b\x1c\x85\xa0\u200b\u2028\u3000"), max_size=30)


@given(_TEXTS, _TEXTS)
def test_white_space_does_not_change_the_id_of_an_article(text: str, other: str) -> None:
    spaced = " ".join(text.split())
    assert article_id("", "", "", text) == article_id("", "", "", spaced)
    assert (article_id("", "", "", other) == article_id("", "", "", text)) == (other.split() == text.split())
