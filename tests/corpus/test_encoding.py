from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import encoding as module
from analysis.corpus.encoding import decode, encoding_of, looks_binary, marked
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


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_its_zeros(order: str) -> None:
    assert decode((TEXT + " in plain letters").encode(order)) == (TEXT + " in plain letters", order)
    assert marked(b"short") == ""
    assert looks_binary(b"\0\0\1\2" * 100)


def test_a_declaration_outside_the_text_is_used_where_utf8_does_not_fit() -> None:
    assert decode("Паром".encode("koi8-r"), declared="koi8-r")[0] == "Паром"
    assert decode("Паром".encode(), declared="koi8-r")[0] == "Паром"
    assert decode("Élysée".encode("cp1252"), declared="no-such-encoding")[0] == "Élysée"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_stream_is_named_as_its_bytes_are(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SAMPLE", 64)
    monkeypatch.setattr(module, "_CHUNK", 64)
    data = ("plain letters only, for a long while; " * 10 + TEXT).encode(encoding)
    assert encoding_of(io.BytesIO(data)) == decode(data)[1]


def test_a_stream_of_binary_is_refused_and_a_declaration_in_its_head_counts() -> None:
    with pytest.raises(InputError, match="binary"):
        encoding_of(io.BytesIO(bytes(range(32)) * 50))
    page = '<meta charset="windows-1251">' + "Паром вернулся. " * 20
    assert encoding_of(io.BytesIO(page.encode("cp1251"))) == "windows-1251"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_a_stream_of_utf8_is_always_known(text: str) -> None:
    data = text.encode("utf-8")
    assert data.decode(encoding_of(io.BytesIO(data))) == text.removeprefix("\ufeff") or marked(data)
