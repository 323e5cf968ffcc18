from __future__ import annotations

import gzip
import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus.readers import read_file
from analysis.corpus.records import Record, Remark


def _read(path: Path) -> tuple[list[Record], list[Remark]]:
    items = list(read_file(path, path.name))
    return [i for i in items if isinstance(i, Record)], [i for i in items if isinstance(i, Remark)]


def test_csv_takes_fields_by_column_name(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(
        'Headline;Newspaper;Full text;Pub_Date\nA;Post;"One\n\ntwo";2024-06-12\n', encoding="utf-8"
    )
    (record,), remarks = _read(path)
    assert remarks == []
    assert record.text == "One\n\ntwo"
    assert record.metadata == {"title": "A", "outlet": "Post", "date": "2024-06-12"}


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".jsonl", ".parquet"])
@pytest.mark.parametrize("packed", [False, True])
def test_every_table_format_gives_the_same_records(tmp_path: Path, suffix: str, packed: bool) -> None:
    frame = pd.DataFrame(
        {"title": ["A", "B"], "text": ["Élysée spoke.", "Rome answered."], "date": ["2024-01-01", ""]}
    )
    path = tmp_path / f"x{suffix}"
    if suffix == ".parquet":
        frame.to_parquet(path)
    elif suffix == ".jsonl":
        path.write_text("\n".join(json.dumps(row) for row in frame.to_dict("records")), encoding="utf-8")
    else:
        frame.to_csv(path, index=False, sep="\t" if suffix == ".tsv" else ",")
    if packed:
        target = tmp_path / f"x{suffix}.gz"
        target.write_bytes(gzip.compress(path.read_bytes()))
        path = target
    records, remarks = _read(path)
    assert remarks == []
    assert [(r.record, r.text, r.metadata.get("title")) for r in records] == [
        (0, "Élysée spoke.", "A"),
        (1, "Rome answered.", "B"),
    ]


def test_broken_json_lines_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(
        '{"text": "one"}\n{"text": \n[1]\n{"titel": "no text"}\n{"text": "two"}\n', encoding="utf-8"
    )
    records, remarks = _read(path)
    assert [r.text for r in records] == ["one", "two"]
    assert [r.record for r in remarks] == [1, 2, 3]
    assert "line 2: no valid JSON" in remarks[0].reason
    assert "no object" in remarks[1].reason
    assert "titel" in remarks[2].reason
    assert all(r.remedy for r in remarks)


def test_broken_csv_rows_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('title,text\nA,one\nB\nC,three\nD,"broken" quote\nE,five\n', encoding="utf-8")
    records, remarks = _read(path)
    assert [r.text for r in records] == ["one", "three"]
    assert "line 3 has 1 cells, the header has 2" in remarks[0].reason
    assert "line 5" in remarks[1].reason


def test_a_table_without_text_gives_headlines_and_says_which_columns_it_has(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        "title,media_name,publish_date\nFerry returns,Post,2024-06-12\n,Post,\n", encoding="utf-8"
    )
    (record,), (empty, notice) = _read(path)
    assert (record.text, record.metadata["title"], record.metadata["outlet"]) == ("", "Ferry returns", "Post")
    assert "headline is empty" in empty.reason
    assert notice.status == "notice"
    assert "there are: media_name, publish_date, title; 1 of 1 articles are headlines only" in notice.reason
    assert "full text" in notice.remedy


def test_a_table_with_neither_text_nor_headlines_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("author,date\nA,2024\n", encoding="utf-8")
    records, (remark,) = _read(path)
    assert records == []
    assert "no column holds the article text; there are: author, date" in remark.reason


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("x.txt", bytes(range(256)) * 8, "binary"),
        ("x.html", b"\x7fELF\x00\x00\x01\x02" * 100, "binary"),
        ("x.jsonl.gz", b"no gzip at all", "cannot be read"),
        ("x.parquet", b"PAR1 but not really", "no Parquet table"),
        ("x.pages", b"text", "no reader for files ending in '.pages'"),
        ("noending", b"text", "no reader"),
        ("x.csv", b"", "empty"),
    ],
)
def test_unreadable_files_end_as_one_remark(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    records, remarks = _read(path)
    assert records == []
    assert len(remarks) == 1
    assert reason in remarks[0].reason
    assert "\n" not in remarks[0].reason
    assert remarks[0].remedy
    assert remarks[0].status == "rejected"


def test_utf16_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes('{"text": "Ereğli"}\n{"text": "ਊ"}\n'.encode("utf-16"))
    records, remarks = _read(path)
    assert remarks == []
    assert [r.text for r in records] == ["Ereğli", "ਊ"]
