"""What every reader owes: the two articles of an export, whole, with what is printed about them."""

from __future__ import annotations

import gzip
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from analysis.corpus import building
from analysis.corpus.readers import FORMATS, READABLE, ending, is_documentation, read_file
from analysis.corpus.records import Record

DATABASES = ["nexis.txt", "nexis.html", "uni.docx", "uni.rtf", "classic.rtf", "factiva.html", "factiva-coded.html",
             "factiva.rtf", "factiva-coded.rtf", "proquest.txt"]  # fmt: skip
TABLES = ["table.csv", "table.xlsx", "table.xls", "table.ods", "lines.jsonl", "list.json"]
PAGES = ["pages.warc.gz", "feed.rss", "feed.atom"]
SINGLE = ["plain.docx", "plain.rtf", "plain.txt", "plain.pdf", "page.html", "page.mht"]


def body_of(record: Record) -> str:
    built = building.segmented(record)
    return "\n\n".join(built.text[part.start : part.end] for part in built.segments if part.kind == "body")


def test_the_lists_name_every_export(exports: Any) -> None:
    assert sorted([*DATABASES, *TABLES, *PAGES, *SINGLE, "all.zip"]) == sorted(exports)


@pytest.mark.parametrize("name", DATABASES + TABLES + PAGES)
def test_articles_are_whole_and_apart(layouts: Any, exports: Any, name: str) -> None:
    records, remarks = layouts.read(exports[name], name)
    assert [remark for remark in remarks if remark.status == "rejected"] == []
    assert [record.record for record in records] == [0, 1]
    for record, article in zip(records, layouts.articles, strict=True):
        assert body_of(record) == "\n\n".join(article.body)


@pytest.mark.parametrize("name", DATABASES + TABLES)
def test_metadata_are_those_printed(layouts: Any, exports: Any, name: str) -> None:
    records, _ = layouts.read(exports[name], name)
    for record, article in zip(records, layouts.articles, strict=True):
        assert record.metadata["title"] == article.title
        assert record.metadata["outlet"] in (article.outlet, "post.example")
        assert "2024" in record.metadata["date"]
        assert building.build(record, given={})[0]["date"].startswith("2024-06-1")  # type: ignore[index]


@pytest.mark.parametrize("name", DATABASES)
def test_every_word_of_an_export_ends_in_a_segment_or_a_remark(layouts: Any, exports: Any, name: str) -> None:
    records, remarks = layouts.read(exports[name], name)
    kept = " ".join(remark.reason for remark in remarks)
    for record in records:
        built = building.segmented(record)
        kept += " " + built.text + " " + " ".join(record.metadata.values())
        spans = sorted((part.start, part.end) for part in built.segments)
        bare = "".join(built.text.split())
        assert "".join("".join(built.text[start:end].split()) for start, end in spans) == bare
    for word in (
        "HBPT",
        "Penner",
        "99",
        "FERRIES",
        "Subject",
        "LOAD-DATE",
        "Load-Date",
        "Copyright",
        "©",
        "Newspaper",
    ):
        source = exports[name]
        if word.encode() in source and not name.endswith((".docx", ".rtf")):
            assert word in kept, word


@pytest.mark.parametrize("name", SINGLE)
def test_single_documents_give_one_article(layouts: Any, exports: Any, name: str) -> None:
    (record,), remarks = layouts.read(exports[name], name)
    assert remarks == []
    built = building.build(record, given={})
    assert isinstance(built, tuple)
    assert built[0]["title"] == layouts.ferry.title
    assert " ".join(body_of(record).split()) == " ".join(" ".join(layouts.ferry.body).split())


@pytest.mark.parametrize("name", DATABASES + TABLES + SINGLE)
def test_everything_may_be_gzipped_whatever_it_is_called(layouts: Any, exports: Any, name: str) -> None:
    packed = gzip.compress(exports[name])
    plain = [record.text for record in layouts.read(exports[name], name)[0]]
    assert [record.text for record in layouts.read(packed, f"{name}.gz")[0]] == plain
    assert [record.text for record in layouts.read(packed, name)[0]] == plain


@pytest.mark.parametrize("name", ["nexis.txt", "nexis.html", "factiva.html", "proquest.txt", "table.csv", "lines.jsonl",
                                  "list.json", "page.html"])  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_text_may_be_in_any_unicode_encoding(layouts: Any, exports: Any, name: str, encoding: str) -> None:
    data = exports[name].decode("utf-8-sig").encode(encoding)
    same = [(record.text, record.html) for record in layouts.read(exports[name], name)[0]]
    assert [(record.text, record.html) for record in layouts.read(data, name)[0]] == same


@pytest.mark.parametrize("name", ["nexis.txt", "factiva.html", "proquest.txt", "table.csv"])
def test_windows_1252_is_read(layouts: Any, exports: Any, name: str) -> None:
    data = exports[name].decode("utf-8-sig").encode("cp1252")
    records, _ = layouts.read(data, name)
    assert "“We have waited" in records[0].text
    assert "Élise" in records[0].text


def test_a_file_on_disk_and_its_bytes_give_the_same(tmp_path: Path, layouts: Any, exports: Any) -> None:
    for name, data in exports.items():
        path = tmp_path / name
        path.write_bytes(data)
        assert list(read_file(path, name)) == [
            *layouts.read(data, name)[0],
            *layouts.read(data, name)[1],
        ] or sorted(map(str, read_file(path, name))) == sorted(
            map(str, [*layouts.read(data, name)[0], *layouts.read(data, name)[1]])
        )


def test_a_vanished_file_is_a_remark(tmp_path: Path) -> None:
    (remark,) = read_file(tmp_path / "gone.txt", "gone.txt")
    assert "cannot be read" in remark.reason  # type: ignore[union-attr]


def test_names_that_lie_are_seen_through(layouts: Any, exports: Any) -> None:
    assert len(layouts.read(exports["uni.rtf"], "export.doc")[0]) == 2
    assert len(layouts.read(exports["uni.rtf"], "export.txt")[0]) == 2
    assert len(layouts.read(exports["uni.docx"], "export.doc")[0]) == 2
    assert len(layouts.read(exports["page.mht"], "page.html")[0]) == 1
    assert len(layouts.read(exports["table.csv"], "table.xls")[0]) == 2
    assert len(layouts.read(exports["lines.jsonl"], "lines.json")[0]) == 2
    (remark,) = layouts.read(exports["plain.pdf"], "plain.docx")[1]
    assert "'.docx'" in remark.reason


def test_every_format_has_a_module_with_a_reader() -> None:
    for name, endings in FORMATS.items():
        module = import_module(f"analysis.corpus.readers.{name}")
        assert callable(module.read)
        assert endings
        assert all(ending == ending.lower() and ending.startswith(".") for ending in endings)


def test_an_ending_is_left_to_no_format_that_cannot_refuse_it() -> None:
    # The last format asked about an ending may take everything; those before it must recognise theirs.
    for shared in READABLE:
        asked = [name for name, endings in FORMATS.items() if shared in endings]
        for name in asked[:-1]:
            assert hasattr(import_module(f"analysis.corpus.readers.{name}"), "recognises"), (shared, name)


def test_ending_and_documentation() -> None:
    assert ending(Path("A.JSONL.GZ")) == ".jsonl"
    assert is_documentation("a/LICENSE")
    assert is_documentation("readme.txt")
    assert not is_documentation("readme.zip")
    assert not is_documentation("notices.txt")
