"""Web archives and feeds."""

from __future__ import annotations

from typing import Any

from analysis.corpus import building


def test_only_pages_served_with_success_are_read_and_the_rest_is_counted(layouts: Any, files: Any) -> None:
    page = layouts.page().encode()
    data = files.warc(
        [
            ("200 OK", "text/html", "https://post.example/ferry", page),
            ("404 Not Found", "text/html", "https://post.example/gone", page),
            ("404 Not Found", "text/html", "https://post.example/gone2", page),
            ("200 OK", "image/png", "https://post.example/x.png", b"\x89PNG"),
            ("200 OK", "text/html", "https://post.example/binary", bytes(range(256)) * 9),
            (
                "200 OK",
                "text/html; charset=windows-1251",
                "https://post.example/ru",
                "<p>Паром вернулся</p>".encode("cp1251"),
            ),
        ]
    )
    for packed in (
        data,
        files.warc([("200 OK", "text/html", "https://post.example/ferry", page)], packed=False),
    ):
        records, remarks = layouts.read(packed, "x.warc.gz" if packed is data else "x.warc")
        assert records[0].metadata["url"] == "https://post.example/ferry"
        assert building.build(records[0], given={})[0]["title"] == layouts.ferry.title  # type: ignore[index]
    records, remarks = layouts.read(data, "x.warc.gz")
    assert "Паром" in records[1].html
    reasons = sorted(remark.reason for remark in remarks)
    assert [reason.removesuffix(" are not read") for reason in reasons] == [
        "1 pages that are not text",
        "1 records of type 'warcinfo'",
        "1 responses of type image/png",
        "2 responses with status 404",
    ]
    assert {remark.status for remark in remarks} == {"notice"}


def test_an_archive_that_breaks_off_keeps_what_came_before(layouts: Any, files: Any) -> None:
    pages = [("200 OK", "text/html", f"https://post.example/{i}", layouts.page().encode()) for i in range(3)]
    data = files.warc(pages)
    records, remarks = layouts.read(data[:-60], "x.warc.gz")
    assert len(records) == 2
    assert remarks[-1].status == "rejected"
    _, (remark,) = layouts.read(b"no archive at all, only text\n", "x.warc")
    assert "no web archive" in remark.reason


def test_archives_of_the_older_kind_are_read(layouts: Any) -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + layouts.page().encode()
    about = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n"
    head = b"filedesc://x.arc 0.0.0.0 20240613000000 text/plain %d\n" % len(about)
    entry = b"https://post.example/ferry 192.0.2.1 20240613000000 text/html %d\n" % len(page)
    (record,), _ = layouts.read(head + about + b"\n" + entry + page + b"\n", "x.arc")
    assert record.metadata["url"] == "https://post.example/ferry"
    assert layouts.ferry.title in record.html


def test_feeds_give_contents_or_say_that_they_hold_summaries(layouts: Any) -> None:
    records, remarks = layouts.read(layouts.rss(full=False).encode(), "x.xml")
    assert records[0].text == layouts.ferry.body[0]
    assert records[0].metadata["title"] == layouts.ferry.title
    assert "2 of 2 entries hold a summary" in remarks[0].reason
    records, remarks = layouts.read(layouts.atom().encode(), "x.atom")
    assert remarks == []
    article = building.build(records[0], given={})[0]  # type: ignore[index]
    assert (article["outlet"], article["date"], article["byline"]) == (
        "Harbour Post",
        "2024-06-13",
        "Ada Penner",
    )
    assert article["text"].startswith(layouts.ferry.title)


def test_other_xml_and_xml_with_entities_is_refused(layouts: Any) -> None:
    _, (remark,) = layouts.read(b"<?xml version='1.0'?><books><book/></books>", "x.xml")
    assert "no RSS or Atom feed" in remark.reason
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        + b"<rss>&b;</rss>"
    )
    for data in (bomb, bomb.decode().encode("utf-16")):
        _, (remark,) = layouts.read(data, "x.rss")
        assert "declares XML entities" in remark.reason
