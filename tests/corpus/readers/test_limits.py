"""Every limit is a refusal that names it; nothing is cut, nothing fills the memory."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from analysis.corpus.readers import container, feed, grids, jsonlines, pdf, tabular, warc
from analysis.corpus.readers import raw as raw_module
from analysis.corpus.readers.raw import RawInput
from analysis.errors import InputError


def _peak(action: Callable[[], Any]) -> tuple[Any, int]:
    tracemalloc.start()
    try:
        return action(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["x.jsonl.gz", "x.csv.gz", "x.txt.gz", "x.warc.gz", "x.json.gz"])
def test_a_gzip_bomb_is_refused_at_a_ratio(layouts: Any, name: str) -> None:
    heads = {"x.csv.gz": b"title,text\n", "x.warc.gz": b"WARC/1.0\r\n", "x.json.gz": b'[{"text": "a"},"'}
    bomb = gzip.compress(heads.get(name, b'{"text": "a b"}\n') + (b" " * 999 + b"\n") * 60_000, 9)
    (_, remarks), peak = _peak(lambda: layouts.read(bomb, name))
    assert "limit RATIO" in remarks[-1].reason
    assert "200 times" in remarks[-1].reason
    assert peak < 100 * 2**20


def test_a_zip_bomb_is_refused_by_what_it_says_before_it_is_unpacked(layouts: Any, files: Any) -> None:
    bomb = files.zipped({"bomb.txt": b"\0" * (40 * 2**20), "good.txt": b"The ferry sailed on Thursday."})
    (records, remarks), peak = _peak(lambda: layouts.read(bomb, "x.zip"))
    assert "limit RATIO" in remarks[0].reason
    assert peak < 20 * 2**20
    assert records == []  # the archive as a whole is beyond the ratio


def test_a_member_that_lies_about_its_size_is_cut_off_by_its_checksum(layouts: Any, files: Any) -> None:
    data = bytearray(files.zipped({"a.txt": b"The ferry sailed on Thursday. " * 10_000}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(mark) + at
        data[place : place + 4] = (100).to_bytes(4, "little")
    records, (remark,) = layouts.read(bytes(data), "x.zip")
    assert records == []
    assert "cannot be read" in remark.reason


@pytest.mark.parametrize("name", ["x.docx", "x.xlsx", "x.ods"])
def test_office_files_that_unpack_too_far_are_refused(layouts: Any, files: Any, name: str) -> None:
    bomb = files.zipped({"word/document.xml": b" " * (40 * 2**20), "content.xml": b"<a/>"})
    (_, (remark,)), peak = _peak(lambda: layouts.read(bomb, name))
    assert "limit RATIO" in remark.reason
    assert peak < 20 * 2**20


@pytest.mark.parametrize("name", ["x.docx", "x.xlsx"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_entities_in_office_files_are_refused(layouts: Any, files: Any, name: str, encoding: str) -> None:
    source = files.docx(["Text of it."]) if name == "x.docx" else files.xlsx({"s": layouts.rows})
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        members = {part: archive.read(part) for part in archive.namelist()}
    part = "word/document.xml" if name == "x.docx" else "xl/worksheets/sheet1.xml"
    members[part] = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'.encode(encoding)
    _, (remark,) = layouts.read(files.zipped(members), name)
    assert "declares XML entities" in remark.reason


def test_files_read_whole_have_a_largest_size(layouts: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw_module, "LARGEST_WHOLE", 1000)
    for name in ("x.txt", "x.html", "x.rtf", "x.docx", "x.pdf", "x.mht", "x.rss", "x.xlsx"):
        _, (remark,) = layouts.read(b"{\\rtf PK\x03\x04 %PDF-" + b"words " * 400, name)
        assert "limit LARGEST_WHOLE" in remark.reason or "'" in remark.reason, name
    assert "limit LARGEST_WHOLE" in layouts.read(b"words " * 400, "x.txt")[1][0].reason


def test_a_feed_has_a_largest_size(layouts: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "LARGEST_FEED", 100)
    assert "limit LARGEST_FEED" in layouts.read(layouts.rss().encode(), "x.rss")[1][0].reason


def test_a_record_beyond_the_limit_is_remarked_on_and_the_next_is_read(
    layouts: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonlines, "LONGEST_RECORD", 2000)
    lines = [{"text": "The first text."}, {"text": "long " * 2000}, {"text": "The third text."}]
    records, (remark,) = layouts.read("\n".join(map(json.dumps, lines)).encode(), "x.jsonl")
    assert [record.text for record in records] == ["The first text.", "The third text."]
    assert "limit LONGEST_RECORD" in remark.reason
    assert remark.record == 1


def test_a_row_and_a_page_have_a_longest_size(
    layouts: Any, files: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tabular, "LONGEST_RECORD", 2000)
    _, (remark,) = layouts.read(b"title,text\na," + b"b" * 5000 + b"\n", "x.csv")
    assert "limit LONGEST_RECORD" in remark.reason
    monkeypatch.setattr(warc, "LONGEST_RECORD", 100)
    data = files.warc([("200 OK", "text/html", "https://post.example/", layouts.page().encode())])
    records, remarks = layouts.read(data, "x.warc.gz")
    assert records == []
    assert any("limit LONGEST_RECORD" in remark.reason for remark in remarks)


def test_archives_have_a_most_of_members(layouts: Any, files: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    data = files.zipped({f"{i}.txt": b"The ferry sailed." for i in range(5)})
    monkeypatch.setattr(container, "MOST_MEMBERS", 4)
    _, (remark,) = layouts.read(data, "x.zip")
    assert "limit MOST_MEMBERS" in remark.reason
    monkeypatch.undo()
    monkeypatch.setattr(raw_module, "MOST_MEMBERS", 4)
    inner = files.zipped({"a.txt": b"The ferry sailed.", "b.txt": b"It sailed again."})
    records, remarks = layouts.read(files.zipped({"1.zip": inner, "2.zip": inner}), "x.zip")
    assert len(records) == 2
    assert any("limit MOST_MEMBERS" in remark.reason for remark in remarks)
    monkeypatch.undo()
    monkeypatch.setattr(container, "_LARGEST_DIRECTORY", 50)
    _, (remark,) = layouts.read(data, "x.zip")
    assert "table of contents" in remark.reason


def test_a_pdf_has_most_pages_and_a_longest_time(
    layouts: Any, files: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = files.pdf([["A line of text that is long enough."]] * 3)
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    _, (remark,) = layouts.read(data, "x.pdf")
    assert "3 pages, more than 2 (limit MOST_PAGES)" in remark.reason
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "LONGEST_SECONDS", -1.0)
    _, (remark,) = layouts.read(data, "x.pdf")
    assert "limit LONGEST_SECONDS" in remark.reason


_FAR = {
    "xlsx": '<row r="1"><c r="A1" t="inlineStr"><is><t>title</t></is></c></row>'
    '<row r="1048576"><c r="{}"><v>1</v></c></row>',
    "ods": '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" '
    'table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell></table:table-row>',
}


@pytest.mark.parametrize("place", ["XFD1048576", "xfd1048576", "$XFD$1048576", "XFD"])
def test_cells_far_apart_are_refused_before_the_grid_between_them_is_made(
    layouts: Any, files: Any, place: str
) -> None:
    data = files.xlsx({"s": []}, cells=_FAR["xlsx"].format(place))
    _, (remark,) = layouts.read(data, "x.xlsx")
    assert "limit MOST_CELLS" in remark.reason


def test_cells_far_apart_in_other_spreadsheets(layouts: Any, files: Any) -> None:
    _, (remark,) = layouts.read(files.ods([], inside=_FAR["ods"]), "x.ods")
    assert "limit MOST_CELLS" in remark.reason
    _, (remark,) = layouts.read(files.xls(layouts.rows, far=(65_000, 65_000)), "x.xls")
    assert "limit MOST_CELLS" in remark.reason
    assert len(layouts.read(files.xls(layouts.rows, far=(60, 60)), "x.xls")[0]) == 2


def test_the_grid_of_an_old_spreadsheet_is_measured_where_a_parser_finds_its_cells(
    files: Any, layouts: Any
) -> None:
    cells = list(grids._old(files.xls(layouts.rows, far=(99, 9))))
    assert cells == [100 * 10]
    with pytest.raises(InputError, match="no workbook"):
        list(grids._old(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000)))


def test_deeply_nested_input_ends_in_a_remark(layouts: Any) -> None:
    for data, name in (
        (b"[" * 100_000, "x.json"),
        (b'{"a":' * 100_000, "x.jsonl"),
        (b"{\\rtf1" + b"{" * 100_000, "x.rtf"),
        (b"<div>" * 100_000 + b"text", "x.html"),
        (b"<rss><channel>" * 20_000, "x.rss"),
    ):
        records, remarks = layouts.read(data, name)
        assert records or remarks, name


def test_limits_do_not_hide_what_is_no_fault_of_the_file(
    monkeypatch: pytest.MonkeyPatch, layouts: Any
) -> None:
    from analysis.corpus.readers import text

    for wanted in (MemoryError, KeyboardInterrupt):

        def fail(raw: RawInput, wanted: type[BaseException] = wanted) -> None:
            raise wanted

        monkeypatch.setattr(text, "read", fail)
        with pytest.raises(wanted):
            layouts.read(b"The ferry sailed on Thursday.", "x.txt")
