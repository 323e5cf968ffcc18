"""Zip archives: members of any format, names that lead nowhere, and nothing written to disk."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from analysis.corpus import building, open_corpus
from analysis.corpus.readers import raw as raw_module


def test_members_of_any_format_are_read_in_order_of_name(
    layouts: Any, files: Any, exports: dict[str, bytes]
) -> None:
    members = {f"in/{name}": data for name, data in exports.items()}
    records, remarks = layouts.read(files.zipped(members), "export.zip")
    assert [remark for remark in remarks if remark.status == "rejected"] == []
    assert len(records) == sum(len(layouts.read(data, name)[0]) for name, data in exports.items())
    sources = list(dict.fromkeys(record.source for record in records))
    assert sources == sorted(sources)
    assert "export.zip/in/all.zip/in/uni.docx" in sources
    assert "export.zip/in/all.zip/nexis.txt.gz" in sources


def test_documentation_hidden_files_and_sidecars_are_set_aside_and_counted(layouts: Any, files: Any) -> None:
    text = "\n".join(layouts.ferry.body).encode()
    members = {"a.txt": text, "README.md": b"about", "__MACOSX/._a.txt": b"\0" * 200, ".DS_Store": b"\0" * 200,
               "metadata.csv": b"file,title\na.txt,T\n"}  # fmt: skip
    records, remarks = layouts.read(files.zipped(members), "x.zip")
    assert [record.source for record in records] == ["x.zip/a.txt"]
    assert sorted((remark.status, remark.reason) for remark in remarks) == [
        ("ignored", "1 files of documentation"),
        ("ignored", "2 hidden files that programs leave in archives"),
        ("notice", "a table of metadata inside an archive is not used"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "a/../../evil.txt",
        "/etc/evil.txt",
        "C:/evil.txt",
        "..\\evil.txt",
        "\\\\host\\evil.txt",
        "C:evil.txt",
    ],
)
def test_paths_that_lead_out_are_refused_and_the_rest_goes_on(
    layouts: Any, files: Any, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "\n".join(layouts.ferry.body).encode()
    records, (remark,) = layouts.read(files.zipped({name: text, "good.txt": text}), "x.zip")
    assert [record.source for record in records] == ["x.zip/good.txt"]
    assert remark.status == "rejected"
    assert "leads out" in remark.reason
    assert remark.source.startswith("x.zip/")
    assert ".." not in remark.source
    assert list(tmp_path.iterdir()) == []


def test_links_null_characters_and_doubled_names(layouts: Any) -> None:
    text = "\n".join(layouts.ferry.body).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("same.txt", text)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("same.txt", text + b"\nTwice.")
        archive.writestr("nullX.txt", text)
    data = stream.getvalue().replace(b"nullX.txt", b"null\0.txt")
    records, remarks = layouts.read(data, "x.zip")
    assert sorted(record.source for record in records) == ["x.zip/same (2).txt", "x.zip/same.txt"]
    assert sorted(remark.reason for remark in remarks) == [
        "it is a link, not a file",
        "its name has a null character or is too long",
    ]


def test_members_with_a_password_are_named(layouts: Any, files: Any) -> None:
    data = bytearray(
        files.zipped({"a.txt": b"The ferry sailed on Thursday.", "b.txt": b"It will sail again."})
    )
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    records, (remark,) = layouts.read(bytes(data), "x.zip")
    assert [record.source for record in records] == ["x.zip/b.txt"]
    assert "protected with a password" in remark.reason


def test_a_member_that_is_broken_does_not_spoil_the_rest(layouts: Any, files: Any) -> None:
    data = bytearray(
        files.zipped({"a.txt": b"The ferry sailed on Thursday. " * 40, "b.txt": b"It will sail again."})
    )
    data[data.index(b"a.txt") + 9] ^= 0xFF
    records, (remark,) = layouts.read(bytes(data), "x.zip")
    assert [record.source for record in records] == ["x.zip/b.txt"]
    assert remark.source == "x.zip/a.txt"


def test_archives_inside_archives_end_at_a_depth(layouts: Any, files: Any) -> None:
    data = b"The ferry sailed on Thursday."
    name = "a.txt"
    for i in range(raw_module.DEEPEST):
        data, name = files.zipped({name: data}), f"{i}.zip"
    (record,), _ = layouts.read(data, "x.zip")
    assert record.source == "x.zip/1.zip/0.zip/a.txt"
    _, (remark,) = layouts.read(files.zipped({"2.zip": data}), "x.zip")
    assert "limit DEEPEST" in remark.reason


def test_the_folder_of_a_member_gives_its_outlet_and_the_archive_none(
    files: Any, layouts: Any, tmp_path: Path
) -> None:
    text = "\n".join(layouts.ferry.body).encode()
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/export.zip").write_bytes(
        files.zipped({"harbour-post/a.txt": text, "b.txt": text + b"\nMore."})
    )
    corpus = open_corpus(tmp_path / "raw", workers=1)
    assert dict(zip(corpus.articles["source"], corpus.articles["outlet"], strict=True)) == {
        "export.zip/harbour-post/a.txt": "Harbour Post",
        "export.zip/b.txt": "",
    }


def test_what_follows_the_text_keeps_its_kind_and_the_segments_tile(
    layouts: Any, exports: dict[str, bytes]
) -> None:
    (record, _), _ = layouts.read(exports["nexis.txt"], "nexis.txt")
    article, segments = building.build(record, given={})  # type: ignore[misc]
    kinds = [(row["kind"], article["text"][row["start"] : row["end"]]) for row in segments]
    assert kinds[0] == ("headline", layouts.ferry.title)
    assert ("caption", "A boat at the quay. Ada Penner") in kinds
    assert ("boilerplate", "LOAD-DATE: June 15, 2024") in kinds
    assert "".join("".join(text.split()) for _, text in kinds) == "".join(article["text"].split())
    counted = sum(len(text.split()) for kind, text in kinds if kind in ("headline", "body", "caption"))
    assert article["words"] == counted
