"""Exports with invented articles, in the layouts that databases and programs write."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from analysis.corpus.readers import read_raw
from analysis.corpus.readers.raw import RawInput
from analysis.corpus.records import Record, Remark


@dataclass
class Told:
    """An invented article, as exports print it."""

    title: str
    body: list[str]
    outlet: str = "Harbour Post"
    date: str = "June 13, 2024 Thursday"
    byline: str = "Ada Penner"
    section: str = "NEWS; Pg. 4"


FERRY = Told(
    "Ferry returns to the bay after a year",
    [
        "The ferry across the bay sailed again on Thursday, a year after a storm tore it from its moorings and "
        "left the islands without a link.",
        "“We have waited for this morning,” a baker on the quay said. Élise, her daughter, had drawn the boat.",
        "The port authority said that it would sail four times a day until October.",
    ],
)
BRIDGE = Told(
    "Bridge toll to fall in autumn",
    [
        "Drivers will pay a third less to cross the Arda bridge from September, the council decided on Friday.",
        "Two members voted against it because the repairs of the northern pier are not paid for yet.",
    ],
    outlet="Valley Courier",
    date="June 14, 2024 Friday",
    byline="Tom Okafor",
    section="BUSINESS; Pg. 12, 13",
)
ARTICLES = [FERRY, BRIDGE]
HEADER = ["Title", "Full text", "Publication title", "Publication date"]
ROWS = [HEADER, *([a.title, "\n\n".join(a.body), a.outlet, "2024-06-13"] for a in ARTICLES)]
NEWS_PLEASE = [
    {
        "maintext": "\n".join(a.body),
        "title": a.title,
        "source_domain": "post.example",
        "date_publish": "2024-06-13 06:15:00",
        "authors": [a.byline, "Staff"],
        "language": "en",
        "url": f"https://post.example/{i}",
        "description": None,
    }
    for i, a in enumerate(ARTICLES)
]


def accession(number: int) -> str:
    """Return a number as Factiva gives to its articles."""
    return f"HBPT000020240613ek6d000{number:02d}"


def _tagged(tag: str, kind: str, texts: Sequence[str]) -> str:
    return "".join(
        f'<{tag} class="{kind}">{text}</{tag}>' if kind else f"<{tag}>{text}</{tag}>" for text in texts
    )


class Layouts:
    """Builders of layouts; those of the newer kind give paragraphs, for files of any kind."""

    articles, ferry, bridge, rows, news_please = ARTICLES, FERRY, BRIDGE, ROWS, NEWS_PLEASE
    told = Told

    @staticmethod
    def wrapped(text: str, width: int = 78) -> str:
        """Cut a text into lines as Nexis does."""
        lines, line = [], ""
        for word in text.split():
            if len(line) + len(word) + 1 > width:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        return "\n".join([*lines, line])

    def nexis_txt(self, articles: Sequence[Told] = ARTICLES, *, cover: bool = True) -> str:
        """The older layout of Nexis as text."""
        head = "\n\nDownload Request: Selected Items: 1-2\n\nSend To:\nSomebody\n\n\nTerms: (ferry or bridge)\n\n\n"
        parts = []
        for i, a in enumerate(articles, start=1):
            centred = [f"{i} of {len(articles)} DOCUMENTS", a.outlet, a.date]
            fields = [f"BYLINE: {a.byline}", f"SECTION: {a.section}", "LENGTH: 99 words"]
            tail = ["LOAD-DATE: June 15, 2024", "LANGUAGE: ENGLISH; ENGLISCH"]
            tail += ["GRAPHIC: A boat at the quay. Ada Penner", "PUBLICATION-TYPE: Newspaper"]
            top = "\n\n\n".join(f"{line:^78}" for line in centred)
            named = "\n\n".join([self.wrapped(a.title), *fields])
            text = "\n\n".join([*(self.wrapped(p) for p in a.body), *tail])
            owner = f"{'Copyright 2024 ' + a.outlet + ' Ltd':^78}\n{'All Rights Reserved':^78}"
            parts.append(f"{top}\n\n{named}\n\n\n{text}\n\n\n{owner}")
        return head * cover + "\n\n".join(parts) + "\n"

    @staticmethod
    def nexis_html(articles: Sequence[Told] = ARTICLES) -> str:
        """The older layout of Nexis as a page."""
        style = ".c0 { text-align: center; }\n.c3 { text-align: center; margin-left: 13%; }\n.c4 { text-align: left; }"

        def block(kind: str, *paragraphs: str) -> str:
            inside = "".join(f'<P CLASS="c5"><SPAN>{p}</SPAN></P>' for p in paragraphs)
            return f'<BR><DIV CLASS="{kind}">{inside}</DIV>'

        parts = []
        for i, a in enumerate(articles, start=1):
            labelled = {"BYLINE": a.byline, "SECTION": a.section, "LENGTH": "99 words"}
            below = {"LOAD-DATE": "June 15, 2024", "LANGUAGE": "ENGLISH"}
            head = (
                block("c0", f"{i} of {len(articles)} DOCUMENTS") + block("c3", a.outlet) + block("c3", a.date)
            )
            head += block("c4", f"{a.title}<BR>A second line below the headline")
            head += "".join(block("c4", f"{name}: </SPAN><SPAN>{value}") for name, value in labelled.items())
            tail = "".join(block("c4", f"{name}: </SPAN><SPAN>{value}") for name, value in below.items())
            document = head + block("c4", *a.body) + tail + block("c3", f"Copyright 2024 {a.outlet}")
            parts.append(
                f"<!-- Hide XML section\n<DOC NUMBER=1>\n<DOCFULL> -->{document}<!-- </DOCFULL></DOC> -->"
            )
        styled = f'<STYLE TYPE="text/css"><!--\n{style}\n--></STYLE>'
        return f"<HTML><HEAD>{styled}</HEAD><BODY>{''.join(parts)}</BODY></HTML>"

    @staticmethod
    def uni_lines(
        articles: Sequence[Told] = ARTICLES, *, cover: bool = True, end: str = "End of Document"
    ) -> list[str]:
        """The paragraphs of the newer layout of Nexis."""
        lines = []
        if cover:
            lines += [
                "Date and Time: Monday, June 17, 2024 9:31:00AM EDT",
                "Job Number: 1",
                f"Documents ({len(articles)})",
            ]
            for i, a in enumerate(articles, start=1):
                lines += [
                    f"{i}. {a.title}",
                    "Client/Matter: -None-",
                    "Search Terms: ferry",
                    "Narrowed by: ",
                    "News",
                    "",
                ]
        for a in articles:
            lines += ["", "", a.title, a.outlet, f"{a.date} 9:20 AM GMT", ""]
            lines += [f"\nCopyright 2024 {a.outlet} All Rights Reserved", "\n", f"Section:\xa0{a.section}"]
            lines += [
                "Length:\xa099 words",
                f"Byline:\xa0{a.byline}",
                "Highlight:\xa0What the morning was like",
                "Body",
                "",
            ]
            lines += [
                *a.body,
                "\nGraphic",
                "",
                "A boat at the quay.",
                "Classification",
                "",
                "Language:\xa0ENGLISH",
            ]
            lines += ["\nSubject:\xa0FERRIES (90%); PORTS (80%)", "\nLoad-Date:\xa0June 15, 2024", f"\n{end}"]
        return lines

    @staticmethod
    def factiva_html(articles: Sequence[Told] = ARTICLES, *, words: str = "words", date: str = "13 June 2024",
                     language: str = "English", document: str = "Document") -> str:  # fmt: skip
        """A page of Factiva without field codes."""
        parts = []
        for i, a in enumerate(articles):
            owner = f"Copyright 2024 {a.outlet}.  All Rights Reserved. "
            below = [f"99 {words}", date, "06:15", a.outlet, "HBPT", "Late Edition", "A4", language, owner]
            title = f'<div id="hd"><span class="enHeadline">{a.title}  </span>\n</div>'
            head = f"<p>\n</p><div>Foreign Desk; A</div>{title}" + _tagged(
                "div", "author", [f"By {a.byline}  "]
            )
            body = _tagged("p", "articleParagraph enarticleParagraph", [f"{p}  " for p in a.body])
            end = _tagged("p", "", ["Harbour Publishing", f"{document} {accession(i)}"])
            inside = (
                f'<div class="article enArticle">{head}{_tagged("div", "", below)}<p></p>\n{body}{end}</div>'
            )
            parts.append(f'<div id="article-{accession(i)}" class="article">{inside}</div><br><span></span>')
        return f"<html><head><title>Factiva</title></head><body>{''.join(parts)}</body></html>"

    @staticmethod
    def factiva_coded_html(articles: Sequence[Told] = ARTICLES) -> str:
        """A page of Factiva with field codes in a table."""
        parts = []
        for i, a in enumerate(articles):
            text = [_tagged("p", "articleParagraph enarticleParagraph", [p]) for p in a.body]
            rows = {"SE": "News", "HD": a.title, "BY": a.byline, "WC": "99 words", "PD": "13 June 2024", "SN": a.outlet,
                    "SC": "HBPT", "PG": "4", "LA": "English", "CY": f"(c) 2024 {a.outlet}", "LP": text[0],
                    "TD": "".join(text[1:]), "NS": "gcat : News", "AN": f"Document {accession(i)}"}  # fmt: skip
            cells = "".join(
                f"<tr><td><b>{code}</b>&nbsp;</td><td>{value}</td></tr>" for code, value in rows.items()
            )
            parts.append(f'<div class="article enArticle"><table>{cells}</table></div>')
        return f"<html><body>{''.join(parts)}</body></html>"

    @staticmethod
    def factiva_lines(articles: Sequence[Told] = ARTICLES) -> tuple[list[str], frozenset[int]]:
        """The paragraphs of a Factiva document without codes, and which of them are bold."""
        lines: list[str] = []
        bold = set()
        for i, a in enumerate(articles):
            lines += ["News"]
            bold.add(len(lines))
            lines += [
                a.title,
                a.byline,
                "99 words",
                "13 June 2024",
                "06:15",
                a.outlet,
                "HBPT",
                "4",
                "English",
            ]
            lines += [f"© 2024 {a.outlet}. All rights reserved.", "", *a.body, "Harbour Publishing Limited"]
            lines += [f"Document {accession(i)}", ""]
        return [*lines, "Search Summary", "Text ferry"], frozenset(bold)

    @staticmethod
    def factiva_coded_lines(articles: Sequence[Told] = ARTICLES) -> list[str]:
        """The paragraphs of a Factiva document with codes, code and value in cells of a row."""
        lines = []
        for i, a in enumerate(articles):
            fields = {"HD": a.title, "BY": a.byline, "WC": "99 words", "PD": "13 June 2024", "SN": a.outlet}
            fields |= {"SC": "HBPT", "LA": "English", "CY": f"(c) 2024 {a.outlet}", "LP": a.body[0]}
            lines += [f"{code}\t{value}" for code, value in fields.items()]
            lines += [
                "TD",
                *a.body[1:],
                "NS\tgcat : News",
                "PUB\tHarbour Publishing",
                f"AN\tDocument {accession(i)}",
            ]
            lines += [f"Document {accession(i)}"]
        return lines

    @staticmethod
    def proquest_txt(articles: Sequence[Told] = ARTICLES) -> str:
        """A text export of ProQuest."""
        rule = "_" * 60
        parts = []
        for i, a in enumerate(articles, start=1):
            fields = ["Subject: Ferries; Ports", f"Title: {a.title}", f"Publication title: {a.outlet}"]
            fields += ["First page: A4", "Publication year: 2024", "Publication date: Jun 13, 2024"]
            fields += ["Language of publication: English", f"ProQuest document ID: {i}"]
            fields += [
                f"Document URL: https://www.example.org/docview/{i}",
                f"Copyright: Copyright {a.outlet} Jun 13, 2024",
            ]
            fields += ["Database: Newsstream"]
            top = [a.title, f"Author: {a.byline}", "Abstract: None available."]
            parts.append("\n\n".join([*top, f"Full text: {a.body[0]}", *a.body[1:], *fields]))
        closing = "Contact ProQuest\n\nCopyright 2024 ProQuest LLC."
        return f"{rule}\n\n" + f"\n\n{rule}\n\n".join([*parts, closing]) + "\n"

    @staticmethod
    def page(article: Told = FERRY) -> str:
        """A web page."""
        head = f"<title>{article.title}</title><meta property='og:site_name' content='{article.outlet}'>"
        text = _tagged("p", "", article.body)
        body = f"<nav><a href='/'>Home</a></nav><article><h1>{article.title}</h1>{text}</article>"
        return f"<html lang='en'><head>{head}</head><body>{body}</body></html>"

    @staticmethod
    def rss(*, full: bool = True) -> str:
        """An RSS feed, with full contents or with summaries."""
        items = []
        for i, a in enumerate(ARTICLES):
            content = (
                f"<content:encoded><![CDATA[{_tagged('p', '', a.body)}]]></content:encoded>" if full else ""
            )
            items.append(
                f"<item><title>{a.title}</title><link>https://post.example/{i}</link>"
                f"<pubDate>Thu, 13 Jun 2024 06:15:00 GMT</pubDate><dc:creator>{a.byline}</dc:creator>"
                f"<category>News</category><description>{a.body[0]}</description>{content}</item>"
            )
        spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        channel = f"<channel><title>Harbour Post</title><language>en-gb</language>{''.join(items)}</channel>"
        return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {spaces}>{channel}</rss>'

    @staticmethod
    def atom() -> str:
        """An Atom feed."""
        entries = "".join(
            f'<entry><title>{a.title}</title><link href="https://post.example/{i}"/>'
            f"<updated>2024-06-13T06:15:00Z</updated><author><name>{a.byline}</name></author>"
            f'<content type="html">{_tagged("p", "", a.body).replace("<", "&lt;")}</content></entry>'
            for i, a in enumerate(ARTICLES)
        )
        feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>{entries}</feed>'
        return f'<?xml version="1.0"?>{feed}'

    @staticmethod
    def read(data: bytes, name: str) -> tuple[list[Record], list[Remark]]:
        """Read bytes as a file of that name."""
        items = list(read_raw(RawInput.of(data, name)))
        return [i for i in items if isinstance(i, Record)], [i for i in items if isinstance(i, Remark)]


@pytest.fixture(scope="session")
def layouts() -> Layouts:
    """Builders of layouts, and the function that reads."""
    return Layouts()


@pytest.fixture(scope="session")
def exports(layouts: Layouts, files: Any) -> dict[str, bytes]:
    """One export of each kind by file name; each holds the two articles, or the first."""
    lines, bold = layouts.factiva_lines()
    table = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in ROWS)
    kind = "text/html; charset=utf-8"
    served = [
        ("200 OK", kind, f"https://post.example/{i}", layouts.page(a).encode())
        for i, a in enumerate(ARTICLES)
    ]
    flat = [" ".join(part.split()) for part in layouts.nexis_txt().split("\n\n") if part.strip()]
    plain = [FERRY.title, *FERRY.body]
    found = {
        "nexis.txt": layouts.nexis_txt().encode(),
        "nexis.html": layouts.nexis_html().encode(),
        "uni.docx": files.docx(layouts.uni_lines()),
        "uni.rtf": files.rtf(layouts.uni_lines(), picture=True),
        "classic.rtf": files.rtf(flat),
        "factiva.html": layouts.factiva_html().encode(),
        "factiva-coded.html": layouts.factiva_coded_html().encode(),
        "factiva.rtf": files.rtf(lines, bold=bold),
        "factiva-coded.rtf": files.rtf(layouts.factiva_coded_lines()),
        "proquest.txt": layouts.proquest_txt().encode(),
        "plain.docx": files.docx(plain),
        "plain.rtf": files.rtf(plain),
        "plain.txt": "\n\n".join(plain).encode("cp1252"),
        "page.html": layouts.page().encode(),
        "page.mht": files.mhtml(layouts.page(), "https://post.example/ferry"),
        "plain.pdf": files.pdf([[FERRY.title, *layouts.wrapped(" ".join(FERRY.body)).split("\n")]]),
        "table.csv": table.encode("utf-8-sig"),
        "table.xlsx": files.xlsx({"notes": [["nothing", "here"]], "articles": ROWS}),
        "table.xls": files.xls(ROWS),
        "table.ods": files.ods(ROWS),
        "lines.jsonl": "\n".join(json.dumps(item) for item in NEWS_PLEASE).encode(),
        "list.json": json.dumps(NEWS_PLEASE).encode(),
        "pages.warc.gz": files.warc(served),
        "feed.rss": layouts.rss().encode(),
        "feed.atom": layouts.atom().encode(),
    }
    found["all.zip"] = files.zipped(
        {"in/uni.docx": found["uni.docx"], "nexis.txt.gz": gzip.compress(found["nexis.txt"])}
    )
    return found
