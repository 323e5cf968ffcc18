from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.encoding import decode, looks_binary
from analysis.errors import InputError

TEXT = "“Élysée” — naïve; the coöperation cost 5 €"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_common_encodings_are_found(encoding: str) -> None:
    assert decode(TEXT.encode(encoding))[0] == TEXT


def test_a_wrong_declaration_does_not_win_over_valid_utf8() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body>Élysée</body></html>'
    assert "Élysée" in decode(page.encode("utf-8"))[0]


def test_a_declared_encoding_is_used_where_utf8_does_not_fit() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Пашинян</body></html>'
    text, encoding = decode(page.encode("cp1251"))
    assert "Пашинян" in text
    assert encoding == "windows-1251"


def test_undeclared_cyrillic_is_guessed() -> None:
    text = "Премьер-министр Армении Никол Пашинян заявил, что страна заморозила участие в ОДКБ. " * 5
    assert decode(text.encode("cp1251"))[0] == text


def test_line_ends_become_line_feeds() -> None:
    assert decode(b"a\r\nb\rc")[0] == "a\nb\nc"


def test_binary_is_refused_with_a_remedy() -> None:
    with pytest.raises(InputError, match=r"binary file.*Export it as text"):
        decode(bytes(range(32)) * 50)
    assert not looks_binary(b"one form feed\x0c in a page of text")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_utf8_always_survives(text: str) -> None:
    assert decode(text.encode("utf-8"))[0] == text.removeprefix("\ufeff")
