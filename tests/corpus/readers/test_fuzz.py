"""Hostile input: whatever the bytes and the name, only records and remarks come out, and soon."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.corpus import building
from analysis.corpus.readers import FORMATS, READABLE, read_raw
from analysis.corpus.readers.factiva import plain
from analysis.corpus.readers.nexis import classic, uni
from analysis.corpus.readers.pdf import joined, without_heads
from analysis.corpus.readers.raw import RawInput
from analysis.corpus.readers.rtf_text import paragraphs
from analysis.corpus.readers.text import blocks
from analysis.corpus.records import KINDS, Record, Remark

SECONDS = 5.0
ENDINGS = sorted(READABLE)
QUICK = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

_MAGIC = [b"", b"PK\x03\x04", b"{\\rtf1 ", b"%PDF-1.4\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1", b"WARC/1.0\r\n",
          b"\x1f\x8b\x08\x00", b"\xff\xfe", b"<html><p>", b"<rss>", b"[", b'{"', b"title,text\n"]  # fmt: skip


def check(data: bytes, name: str) -> list[Record | Remark]:
    """Read bytes to the end of building and check what comes out."""
    start = time.process_time()
    items = list(read_raw(RawInput.of(data, name)))
    assert items, "a file may not vanish without a word"
    for item in items:
        if isinstance(item, Remark):
            assert item.status in ("rejected", "notice", "ignored")
            assert item.reason
            assert "\n" not in item.reason
            assert item.remedy or item.status == "ignored"
            continue
        built = building.build(item, given={})
        if isinstance(built, Remark):
            continue
        article, rows = built
        article["text"].encode()
        assert all(row["kind"] in KINDS for row in rows)
        spans = [(row["start"], row["end"]) for row in rows]
        assert spans == sorted(spans)
        assert all(0 <= start < end <= len(article["text"]) for start, end in spans)
    assert time.process_time() - start < SECONDS
    return items


@QUICK
@given(st.sampled_from(_MAGIC), st.binary(max_size=2000), st.sampled_from(ENDINGS))
def test_arbitrary_bytes(magic: bytes, data: bytes, ending: str) -> None:
    check(magic + data, f"x{ending}")


_DAMAGE = st.lists(
    st.tuples(
        st.sampled_from(["flip", "delete", "double", "cut", "insert"]),
        st.floats(0, 1),
        st.integers(1, 400),
        st.binary(max_size=9),
    ),
    min_size=1,
    max_size=4,
)


def damaged(data: bytes, damage: list[tuple[str, float, int, bytes]]) -> bytes:
    out = bytearray(data)
    for kind, where, size, new in damage:
        at = int(where * len(out))
        if kind == "flip" and at < len(out):
            out[at] ^= 1 << size % 8
        elif kind == "delete":
            del out[at : at + size]
        elif kind == "double":
            out[at:at] = out[at : at + size]
        elif kind == "cut":
            del out[at:]
        else:
            out[at:at] = new
    return bytes(out)


@pytest.mark.parametrize("module", sorted(FORMATS))
def test_damaged_exports_of_every_format(module: str, exports: dict[str, bytes]) -> None:
    names = [name for name in exports if any(name.removesuffix(".gz").endswith(e) for e in FORMATS[module])]
    if module not in ("parquet", "tabular"):
        assert names

    @settings(max_examples=12 if module == "spreadsheet" else 25)
    @given(st.sampled_from(names or ["table.csv"]), _DAMAGE)
    def run(name: str, damage: list[tuple[str, float, int, bytes]]) -> None:
        check(damaged(exports[name], damage), name)

    run()


_PRINTED = [
    *[
        "1 of 2 DOCUMENTS",
        "Dokument 2 von 3",
        " " * 30 + "Harbour Post #",
        "June #, 2024",
        "BYLINE: Ada #",
        "",
        "",
    ],
    *[
        "SECTION: A#; Pg. #",
        "LENGTH: # words",
        "HIGHLIGHT:",
        "BODY:",
        "Body",
        "Graphic",
        "Classification",
        "Notes",
    ],
    *[
        "End of Document",
        "The ferry sailed # times.",
        "LOAD-DATE: #",
        "GRAPHIC: Boat #",
        "Copyright 2024 Post #",
    ],
    *[
        "HEADLINE: Title #",
        "HIGHLIGHT: What was #",
        "Date and Time: Monday, June #, 2024",
        "PORT: ferry #",
        "A: b#",
    ],
    *[
        "Documents (9)",
        "https://post.example/2024/#",
        "PHOTO: #",
        "Related Articles",
        "ABSTRACT",
        "FULL TEXT",
    ],
]
LINES = st.lists(st.sampled_from(_PRINTED), min_size=1, max_size=40)


@settings(max_examples=300)
@given(LINES, st.booleans())
def test_layouts_in_any_order_lose_no_line(lines: list[str], wrapped: bool) -> None:
    lines = [line.replace("#", str(number)) for number, line in enumerate(lines, start=10)]
    found = classic.parted(blocks("\n".join(lines)))
    for layout in (classic, uni):
        if not (uni.is_uni(found) if layout is uni else classic.separators(found)):
            continue
        cover, documents = layout.documents(found)
        kept = " ".join(block.text for block in cover)
        for document in documents:
            draft = layout.parse(document, wrapped=wrapped)
            record = draft.record("x", 0)
            kept += " ".join(
                ["", record.text, *record.metadata.values(), *(text for _, text in record.after)]
            )
        kept = " ".join(kept.split())
        for line in lines:
            value = line.split(":", 1)[-1].strip()
            structural = classic._counts(line) or line in ("Body", "End of Document") or not value
            assert structural or value in kept, (line, kept)
    list(plain.articles(found, "x"))


@settings(max_examples=200)
@given(st.text(alphabet="\\{}'uqcbparfonttbl*0123456789 \né~-", max_size=300))
def test_rtf_of_any_kind_gives_paragraphs(text: str) -> None:
    for block in paragraphs("{\\rtf1" + text):
        assert block.lines
        assert all(line.strip() for line in block.lines)


@given(st.lists(st.lists(st.text(alphabet="ab 1.-", max_size=40), max_size=6), max_size=6))
def test_pdf_lines_are_kept_whole(pages: list[list[str]]) -> None:
    kept, heads = without_heads(pages)
    assert sorted("".join(kept + heads).replace(" ", "")) == sorted(
        "".join(map("".join, pages)).replace(" ", "")
    )
    text = "".join(joined(kept)).replace(" ", "")
    assert [c for c in text if c != "-"] == [c for c in "".join(kept).replace(" ", "") if c != "-"]


@settings(max_examples=100)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["text", "title", "a"]), inner)
        ),
        max_leaves=20,
    )
)
def test_any_json_is_read_or_remarked_on(value: Any) -> None:
    check(json.dumps(value).encode(), "x.json")
    check(json.dumps(value).encode(), "x.jsonl")
