"""Exports of Factiva and ProQuest, with and without field codes, in several languages of the interface."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.corpus.readers.blocks import looks_dated


@pytest.mark.parametrize(
    ("words", "date", "language", "document"),
    [
        ("Wörter", "13 Juni 2024", "Englisch", "Dokument"),
        ("mots", "13 juin 2024", "Anglais", "Document"),
        ("palabras", "13 junio 2024", "Inglés", "Documento"),
        ("parole", "13 giugno 2024", "Inglese", "Documento"),
        ("palavras", "13 Junho 2024", "Inglês", "Documento"),
        ("слов", "13 Июнь 2024", "Английский", "Документ"),
        ("字", "2024 年 6 月 13 日", "英文", "文件"),
        ("단어", "2024년 6월 13일", "영어", "문서"),
    ],
)
def test_unnamed_fields_in_languages_of_the_interface(
    layouts: Any, words: str, date: str, language: str, document: str
) -> None:
    html = layouts.factiva_html(words=words, date=date, language=language, document=document)
    records, remarks = layouts.read(html.encode(), "x.html")
    assert remarks == []
    assert records[0].metadata == {
        "title": "Ferry returns to the bay after a year",
        "section": "Foreign Desk; A",
        "byline": "By Ada Penner",
        "date": date,
        "time": "06:15",
        "outlet": "Harbour Post",
        "page": "A4",
        "language_stated": "en",
    }
    assert records[1].text == "\n\n".join(layouts.bridge.body)
    furniture = "\n".join(text for kind, text in records[0].after if kind == "boilerplate")
    for line in (f"99 {words}", date, "HBPT", "Late Edition", language, "Harbour Publishing", document):
        assert line in furniture


def test_headlines_of_older_pages_are_bold_without_a_place_of_their_own(layouts: Any) -> None:
    html = layouts.factiva_html().replace(
        '<div id="hd"><span class="enHeadline">', '<div><b class="enHeadline">'
    )
    records, _ = layouts.read(html.replace("</span>\n</div>", "</b></div>").encode(), "x.html")
    assert [record.metadata["title"] for record in records] == [a.title for a in layouts.articles]


def test_fields_by_code_give_captions_and_section(layouts: Any) -> None:
    row = "<tr><td><b>ART</b></td><td>The ferry at the quay</td></tr>"
    html = layouts.factiva_coded_html().replace("<tr><td><b>NS", f"{row}<tr><td><b>NS")
    records, _ = layouts.read(html.encode(), "x.html")
    assert ("caption", "The ferry at the quay") in records[0].after
    assert ("boilerplate", "NS: gcat : News") in records[0].after
    assert records[0].metadata["section"] == "News"
    assert records[0].text == "\n\n".join(layouts.ferry.body)


def test_a_document_without_bold_type_takes_the_longest_line_that_is_no_byline(
    layouts: Any, files: Any
) -> None:
    lines, _ = layouts.factiva_lines()
    lines = [
        "By Ada Penner of the Harbour Post, reporting from the quay" if line == "Ada Penner" else line
        for line in lines
    ]
    records, remarks = layouts.read(files.docx(lines), "x.docx")
    assert records[0].metadata["title"] == layouts.ferry.title
    assert records[0].metadata["byline"].startswith("By Ada Penner")
    assert records[0].metadata["section"] == "News"
    assert records[0].text == "\n\n".join(layouts.ferry.body)
    assert "Search Summary" in remarks[0].reason


def test_a_headline_list_of_factiva_is_rejected(layouts: Any) -> None:
    html = '<html><body><span class="article enArticle">Headlines</span></body></html>'
    _, (remark,) = layouts.read(html.encode(), "x.html")
    assert "without articles" in remark.reason


def test_proquest_abstracts_stand_in_only_where_there_is_no_text(layouts: Any) -> None:
    text = layouts.proquest_txt().replace("None available.", "What an indexer wrote about it.")
    records, _ = layouts.read(text.encode(), "x.txt")
    assert "standfirst" not in records[0].metadata
    assert ("boilerplate", "Abstract: What an indexer wrote about it.") in records[0].after
    bare = text.replace(f"Full text: {layouts.ferry.body[0]}", "Full text: Not available").replace(
        "\n\n".join(["", *layouts.ferry.body[1:]]), ""
    )
    records, _ = layouts.read(bare.encode(), "x.txt")
    assert records[0].text == ""
    assert records[0].metadata["standfirst"] == "What an indexer wrote about it."


@pytest.mark.parametrize("date", ["June 17, 1995, CITY EDITION", "9 Januar 1993", "24. September 2002", "17 mai 2003",
                                  "mardi 10 décembre 2019", "2019-07-05", "5/7/2019", "10 grudnia 2019",
                                  "2018年5月28日"])  # fmt: skip
def test_dates_are_known_when_seen(date: str) -> None:
    assert looks_dated(date)


@pytest.mark.parametrize(
    "line", ["The Times (London)", "Edition 1;", "1984", "Copyright 2010 Guardian", "Highlights of 1995"]
)
def test_other_lines_are_no_dates(line: str) -> None:
    assert not looks_dated(line)
