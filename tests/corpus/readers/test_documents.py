"""Documents and pages of one article each: DOCX, RTF, PDF, saved pages."""

from __future__ import annotations

from typing import Any

from analysis.corpus import building


def test_a_document_reads_breaks_tables_and_a_header_block(layouts: Any, files: Any) -> None:
    lines = ["Title: Ferry returns", "Outlet: Harbour Post\nDate: 2024-06-13", "", *layouts.ferry.body]
    (record,), _ = layouts.read(files.docx(lines, table=["First cell", "Second cell"]), "x.docx")
    assert record.pasted
    assert record.text.endswith("First cell\nSecond cell")
    article = building.build(record, given={})[0]  # type: ignore[index]
    assert (article["title"], article["outlet"], article["date"]) == (
        "Ferry returns",
        "Harbour Post",
        "2024-06-13",
    )


def test_deleted_text_field_codes_and_doubled_boxes_are_left_out(layouts: Any, files: Any) -> None:
    import io
    import zipfile

    data = files.docx(["KEPT", "Second paragraph of the text."])
    extra = (
        "<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r>"
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
        "<w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    document = members["word/document.xml"].decode()
    members["word/document.xml"] = document.replace("KEPT</w:t></w:r>", f"KEPT</w:t></w:r>{extra}").encode()
    (record,), _ = layouts.read(files.zipped(members), "x.docx")
    assert record.text == "KEPT\nboxed\nSecond paragraph of the text."


def test_rtf_escapes_pictures_and_links(layouts: Any) -> None:
    rtf = (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\pard One\'92s \'93quoted\'94 \u8217?pair \u55357?\u56832?\par"
        r"{\pict{\*\blipuid 00ff}89504e470d0a}{\*\themedata 0102}"
        '{\\field{\\*\\fldinst{HYPERLINK "http://x.example/"}}{\\fldrslt linked text}} after\\line next\\par'
        r"\u99999999? end\par}"
    )
    (record,), remarks = layouts.read(rtf.encode("ascii"), "x.rtf")
    assert remarks == []
    assert [" ".join(line.split()) for line in record.text.split("\n")] == [
        "One’s “quoted” ’pair 😀",
        "linked text after",
        "next",
        "� end",
    ]


def test_a_rtf_that_ends_in_a_picture_still_gives_the_text_before(layouts: Any) -> None:
    (record,), _ = layouts.read(rb"{\rtf1\ansi The ferry sailed.\par{\pict 8950", "x.rtf")
    assert record.text.strip() == "The ferry sailed."


def test_pdf_lines_are_joined_across_pages_and_heads_set_apart(layouts: Any, files: Any) -> None:
    text = ", ".join(f"the ferry called at quay number {i} in the morning" for i in range(20)) + "."
    lines = layouts.wrapped(text, 60).split("\n")
    lines[1] = lines[1] + " of the ad-"
    lines[2] = "ministration " + lines[2]
    pages = [
        ["Harbour Post, 13 June 2024", *lines[i : i + 5], f"Page {i // 5 + 1} of 4"]
        for i in range(0, len(lines), 5)
    ]
    (record,), remarks = layouts.read(files.pdf(pages), "x.pdf")
    assert remarks == []
    assert record.text.count("\n") == 0
    assert "of the administration" in record.text
    assert "Harbour Post" not in record.text
    ((kind, heads),) = record.after
    assert kind == "boilerplate"
    assert heads.count("Harbour Post, 13 June 2024") == len(pages)
    assert "Page 1 of 4" in heads


def test_pdf_short_lines_end_paragraphs(layouts: Any, files: Any) -> None:
    lines = ["Ferry returns", "The ferry across the bay sailed again on Thursday, a year", "after a storm.",
             "The port authority said that it would sail four times in", "all weathers."]  # fmt: skip
    (record,), _ = layouts.read(files.pdf([lines]), "x.pdf")
    assert record.text.split("\n") == [
        "Ferry returns",
        "The ferry across the bay sailed again on Thursday, a year after a storm.",
        "The port authority said that it would sail four times in all weathers.",
    ]


def test_pdf_without_text_layer_with_password_or_of_a_database_is_refused(layouts: Any, files: Any) -> None:
    _, (remark,) = layouts.read(files.pdf([[], []]), "x.pdf")
    assert "no text layer: 2 pages of pictures" in remark.reason
    assert "OCR" in remark.remedy
    _, (remark,) = layouts.read(
        files.pdf([["A line of text that is long enough."]], password="secret"), "x.pdf"
    )
    assert "protected with a password" in remark.reason
    _, (remark,) = layouts.read(
        files.pdf([["One text of the ferry", "End of Document"], ["Two", "End of Document"]]), "x.pdf"
    )
    assert "DOCX, RTF or HTML" in remark.remedy


def test_office_files_with_a_password_and_of_the_old_kind_are_named(layouts: Any, files: Any) -> None:
    protected = files.xls([["x"]]) + "EncryptedPackage".encode("utf-16-le")
    for name in ("x.docx", "x.xlsx"):
        _, (remark,) = layouts.read(protected, name)
        assert "protected with a password" in remark.reason, name
    _, (remark,) = layouts.read(files.xls([["x"]]), "x.doc")
    assert "old kind" in remark.reason


def test_a_saved_page_knows_its_address(layouts: Any, files: Any) -> None:
    page = "<!-- saved from url=(0027)https://post.example/ferry -->\n" + layouts.page()
    (record,), _ = layouts.read(page.encode(), "x.html")
    assert record.metadata["url"] == "https://post.example/ferry"
    (record,), _ = layouts.read(files.mhtml(layouts.page(), "https://post.example/ferry"), "x.mht")
    assert record.metadata["url"] == "https://post.example/ferry"
    _, (remark,) = layouts.read(
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", "x.mht"
    )
    assert "no part of it is a page" in remark.reason
