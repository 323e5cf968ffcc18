from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus.readers import jsonfile, read_file
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


def test_columns_may_be_named_in_other_languages(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        "Источник;Дата;Заголовок;Текст\nПорт;13.06.2024;Паром вернулся;Паром снова ходит.\n", encoding="utf-8"
    )
    (record,), remarks = _read(path)
    assert remarks == []
    assert record.text == "Паром снова ходит."
    assert record.metadata == {"title": "Паром вернулся", "outlet": "Порт", "date": "13.06.2024"}


def test_a_page_called_spreadsheet_is_read_as_the_table_it_is(tmp_path: Path) -> None:
    path = tmp_path / "x.xls"
    path.write_text(
        "<html><table><tr><th>Title</th><th>Text</th></tr><tr><td>A</td><td>One&amp;two</td></tr><tr></tr></table></html>",
        encoding="utf-8",
    )
    (record,), remarks = _read(path)
    assert remarks == []
    assert (record.text, record.metadata) == ("One&two", {"title": "A"})


def test_what_excel_writes_to_itself_and_cells_it_has_cut(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("sep=|\ntitle|text\nA|" + "x" * 32_767 + "\nB|short text\n", encoding="utf-8")
    records, (notice,) = _read(path)
    assert [record.metadata["title"] for record in records] == ["A", "B"]
    assert "1 texts fill their cell to the limit of 32,767 characters" in notice.reason


@pytest.mark.parametrize(
    "shape",
    [
        lambda rows: rows,
        lambda rows: rows[0] | {"authors": [{"name": "Ada"}]},
        lambda rows: {"status": "ok", "articles": rows},
        lambda rows: {"response": {"docs": rows, "start": 0}},
        lambda rows: {str(i): row for i, row in enumerate(rows)},
        lambda rows: {name: {str(i): row[name] for i, row in enumerate(rows)} for name in rows[0]},
        lambda rows: {name: [row[name] for row in rows] for name in rows[0]},
    ],
)
def test_json_of_any_usual_shape(tmp_path: Path, shape: Callable[[list[dict[str, str]]], object]) -> None:
    rows = [{"title": "A", "text": "One text."}, {"title": "B", "text": "Two texts."}]
    path = tmp_path / "x.json"
    path.write_text(json.dumps(shape(rows), indent=1), encoding="utf-8")
    records, remarks = _read(path)
    assert remarks == []
    assert [record.text for record in records] == [row["text"] for row in rows][: len(records)]
    assert len(records) == (2 if shape(rows) != rows[0] | {"authors": [{"name": "Ada"}]} else 1)


def test_json_is_read_item_by_item_and_says_where_it_breaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonfile, "_CHUNK", 7)
    path = tmp_path / "x.json"
    items = [{"text": "Élysée " * 20, "n": 12.5}, {"text": "two"}, 3, {"text": "four"}]
    path.write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
    records, (remark,) = _read(path)
    assert [record.text for record in records] == [("Élysée " * 20).strip(), "two", "four"]
    assert "no object but int" in remark.reason
    path.write_text(json.dumps(items, ensure_ascii=False)[:-9], encoding="utf-8")
    records, remarks = _read(path)
    assert len(records) == 2
    assert "after 2 records: no valid JSON" in remarks[-1].reason
    path.write_text('[{"text": "one"} {"text": "two"}]', encoding="utf-8")
    assert "a comma is missing" in _read(path)[1][-1].reason


def test_one_line_that_is_no_utf8_does_not_spoil_the_others(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(
        '{"text": "naïve"}\n'.encode()
        + '{"text": "naïve"}\n'.encode("cp1252")
        + '{"text": "naïve"}\n'.encode()
    )
    records, _ = _read(path)
    assert [record.text for record in records] == ["naïve"] * 3


def test_halves_of_characters_become_something_that_can_be_stored(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "a \\ud83d b \\ud83d\\ude00", "title": "\\ude00"}\n', encoding="ascii")
    (record,), _ = _read(path)
    assert record.text == "a \ufffd b 😀"
    assert record.metadata["title"] == "\ufffd"
