"""Layouts of Nexis as databases in several countries and decades print them; all texts are invented."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.corpus.records import Record


def _one(layouts: Any, text: str, name: str = "x.txt") -> Record:
    (record,), remarks = layouts.read(text.encode(), name)
    assert [remark for remark in remarks if remark.status != "ignored"] == []
    return record  # type: ignore[no-any-return]


def _document(*top: str, rest: str) -> str:
    """Return a document of the older layout: centred blocks, and what stands below them."""
    blocks = ["\n".join(f"{line:^78}" for line in block.split("\n")) for block in top]
    return "\n\n".join([*blocks, rest])


BODY = "Das Boot fuhr am Morgen aus dem Hafen.\n\nDie Bäckerin winkte ihm nach."


def test_german_fields(layouts: Any) -> None:
    owner = "Copyright 2011 Herausgebergemeinschaft der Hafenzeitung Penner, Okafor und Soehne\n"
    rest = (
        "Boot fährt wieder;\nNach einem Jahr Pause\n\nAUTOR: Ada Penner\n\nRUBRIK: WIRTSCHAFT; S. 7 Ausg. 167\n\n"
        f"LÄNGE: 306 Wörter\n\n{BODY}\n\nUPDATE: 2. September 2011\n\nSPRACHE: GERMAN; DEUTSCH\n\n"
        f"PUBLICATION-TYPE: Zeitung\n\n\n{owner}{'GmbH & Co. KG':^78}\n{'Alle Rechte Vorbehalten':^78}\n"
    )
    record = _one(
        layouts, _document("Dokument 1 von 1", "Hafenzeitung", "Mittwoch 31. August 2011", rest=rest)
    )
    assert record.text == BODY
    assert record.metadata == {
        "outlet": "Hafenzeitung",
        "date": "Mittwoch 31. August 2011",
        "title": "Boot fährt wieder; Nach einem Jahr Pause",
        "byline": "Ada Penner",
        "section": "WIRTSCHAFT; Ausg. 167",
        "page": "7",
        "language_stated": "GERMAN",
    }


def test_french_fields_above_and_headline_labelled(layouts: Any) -> None:
    rest = (
        "SECTION: Sports\n\nLONGUEUR: 876 mots\n\nTITRE: Le bateau est rentré;\nEnfin\n\nSIGNATURE: Ada Penner\n\n"
        "CHAPEAU:\n\n\nLe bateau revient après un an.\n\nARTICLE:\n\n\nLe bateau a quitté le port.\n\n"
        "On l'attendait depuis longtemps.\n\nLANGUE: FRENCH; FRANCAISE\n"
    )
    top = ("3 of 9 DOCUMENTS", "Copyright 2003 Le Port\nLe Port", "27 mars 2003")
    record = _one(layouts, _document(*top, rest=rest))
    assert record.text == "Le bateau a quitté le port.\n\nOn l'attendait depuis longtemps."
    assert record.metadata["title"] == "Le bateau est rentré; Enfin"
    assert record.metadata["byline"] == "Ada Penner"
    assert record.metadata["standfirst"] == "Le bateau revient après un an."
    assert record.metadata["date"] == "27 mars 2003"
    assert record.metadata["outlet"] == "Le Port"


def test_dutch_fields_and_a_body_label(layouts: Any) -> None:
    rest = (
        "LENGTE: 158 words\n\nKOP: Veerboot vaart weer\n\nAUTEUR: PENNER, ADA\n\nTEKST:\n\n\n"
        "De veerboot vaart weer.\n\n\nHij vaart elke dag.\n\nPUB-TYPE: Paper\n\nTAAL: Dutch / Nederlands\n\n"
        "LOAD-DATE: September 26, 2002\n"
    )
    top = (
        "1 of 62 DOCUMENTS",
        "Copyright 2002 De Haven",
        "De Haven",
        "24. September 2002",
        "September 24, 2002",
    )
    record = _one(layouts, _document(*top, rest=rest))
    assert record.text == "De veerboot vaart weer.\n\nHij vaart elke dag."
    assert record.metadata["title"] == "Veerboot vaart weer"
    assert record.metadata["date"] == "24. September 2002"
    assert record.metadata["language_stated"] == "Dutch"


def test_headline_above_the_date_and_fields_below_the_body(layouts: Any) -> None:
    date = f"{'April 20, 2003, Sunday':^78}\n{'23:22 Central European Time':^78}"
    first = (
        f"LEADALL: Ferry sails again, port says\n\n{date}\n\nDATELINE: Arda\n\n\nThe ferry sailed again on Sunday.\n\n"
        "Its makers name COST: 43 million.\nLENGTH: 19 metres. CREW: 2.\n\nSECTION: Politics\n\nLENGTH: 49 words\n\n"
        "LOAD-DATE: April 20, 2003\n\nLANGUAGE: ENGLISH\n\n\n"
    )
    second = (
        "SECTION: Politics\n\nLENGTH: 5 words\n\n\nFLASH: FERRY SAILS TODAY\n\nLOAD-DATE: April 21, 2003\n"
    )
    # No empty line parts the copyright of one document from the number of the next.
    owner = "Copyright 2003 Tri-Border Press\n2 of 2 DOCUMENTS"
    text = _document("1 of 2 DOCUMENTS", "Tri-Border Press", rest=first)
    text += _document(owner, "Tri-Border Press", "April 21, 2003, Monday", rest=second)
    (one, two), _ = layouts.read(text.encode(), "x.txt")
    assert one.metadata["title"] == "LEADALL: Ferry sails again, port says"
    assert one.metadata["date"] == "April 20, 2003, Sunday"
    assert one.metadata["section"] == "Politics"
    assert one.text == (
        "The ferry sailed again on Sunday.\n\nIts makers name COST: 43 million. LENGTH: 19 metres. CREW: 2."
    )
    assert ("boilerplate", "Copyright 2003 Tri-Border Press") in one.after
    assert "title" not in two.metadata
    assert two.text == "FLASH: FERRY SAILS TODAY"


def test_an_unlabelled_author_and_a_label_below_the_date(layouts: Any) -> None:
    rest = (
        f"BOOT WAERE BEZAHLBAR\n\n{'15. April 2003':^78}\n\nAda Penner\n\nORTSZEILE: Wien\n\n\n"
        "Wien. Das Boot waere bezahlbar.\n\nDas sagt der Hafen.\n\nRUBRIK: WIRTSCHAFT; Pg. 3\n\nLÄNGE: 382 Woerter\n\n"
        "UPDATE: 14. April 2003\n\nHIGHLIGHT:\n\n\nEin Jahr ohne Boot war teuer.\n\nGRAFIK: Das Boot im Hafen\n"
        f"und die Bäckerin\n\n{'Copyright 2003 Wirtschaftsbote Verlag AG':^78}\n"
    )
    record = _one(layouts, _document("1 of 4 DOCUMENTS", "Wirtschaftsbote", rest=rest))
    assert record.metadata["byline"] == "Ada Penner"
    assert record.metadata["title"] == "BOOT WAERE BEZAHLBAR"
    assert record.metadata["standfirst"] == "Ein Jahr ohne Boot war teuer."
    assert record.metadata["page"] == "3"
    assert record.text == "Wien. Das Boot waere bezahlbar.\n\nDas sagt der Hafen."
    assert ("caption", "Das Boot im Hafen und die Bäckerin") in record.after


def test_speakers_of_a_transcript_are_no_labels(layouts: Any) -> None:
    spoken = [
        "ADA PENNER, HOST: Good evening.",
        "GUEST: Good evening to you.",
        "ANNOUNCER: This is the bay.",
        "REPORTER: And this is the end.",
    ]
    rest = (
        "Ferry Talk\n\nBYLINE: Ada Penner\n\nGUESTS: Tom Okafor\n\nSECTION: NEWS; International\n\n"
        "LENGTH: 12567  words\n\n\n\nHIGHLIGHT: The ferry is back. Who pays?\n\n\n"
        + "\n\n".join(spoken)
        + "\n\nLOAD-DATE: January 12, 2009\n\n"
        "TRANSCRIPT: 011101CN.V12\n\nPUBLICATION-TYPE: Transcript\n"
    )
    top = (
        "1 of 1 DOCUMENT",
        "Bay Television",
        "January 11, 2009 Sunday",
        "SHOW: MORNING ON THE BAY 7:00 PM EST",
    )
    record = _one(layouts, _document(*top, rest=rest))
    assert record.metadata["title"] == "Ferry Talk"
    assert record.metadata["standfirst"] == "The ferry is back. Who pays?"
    assert record.text.split("\n\n") == spoken


def test_copyright_first_and_no_fields(layouts: Any) -> None:
    rest = (
        "Ferry sinks at its moorings\n\n   The ferry sank in the night, the port said.\n"
        "   Nobody was on board when the\nstorm came.\n"
    )
    owner = "Copyright 1999 Bay Press Ltd\nAll Rights Reserved"
    top = ("FOCUS - 1 of 3 DOCUMENTS", owner, "Bay Press -- English", "March 12, 1999 08:28 GMT")
    record = _one(layouts, _document(*top, rest=rest))
    assert record.metadata["outlet"] == "Bay Press -- English"
    assert record.metadata["date"] == "March 12, 1999 08:28 GMT"
    assert record.metadata["title"] == "Ferry sinks at its moorings"
    assert (
        record.text
        == "The ferry sank in the night, the port said.\n\nNobody was on board when the storm came."
    )


def test_a_picture_without_a_text_keeps_headline_and_caption(layouts: Any) -> None:
    rest = (
        "Ferry outcry\n\nSECTION: NEWS; Pg. 2\n\nLOAD-DATE: January 12, 2009\n\nLANGUAGE: ENGLISH\n\n"
        "GRAPHIC: A crowd on the quay.\n\nPUBLICATION-TYPE: Newspaper\n"
    )
    record = _one(
        layouts, _document("11 of 22 DOCUMENTS", "Harbour Post", "January 10, 2009 Saturday", rest=rest)
    )
    assert record.text == ""
    assert record.metadata["title"] == "Ferry outcry"
    assert ("caption", "A crowd on the quay.") in record.after


def test_lines_below_the_headline_of_a_page_are_the_standfirst(layouts: Any) -> None:
    records, _ = layouts.read(layouts.nexis_html().encode(), "x.html")
    assert records[0].metadata["standfirst"] == "A second line below the headline"


@pytest.mark.parametrize(
    "end", ["Ende des Dokuments", "Fin du document", "Fin del documento", "Fine del documento"]
)
def test_newer_layout_in_other_languages_of_the_interface(layouts: Any, files: Any, end: str) -> None:
    records, _ = layouts.read(files.docx(layouts.uni_lines(end=end)), "x.docx")
    assert [record.metadata["title"] for record in records] == [article.title for article in layouts.articles]
    assert records[1].text == "\n\n".join(layouts.bridge.body)


def test_newer_layout_without_cover(layouts: Any, files: Any) -> None:
    records, remarks = layouts.read(files.docx(layouts.uni_lines(cover=False)), "x.docx")
    assert remarks == []
    assert [record.metadata["outlet"] for record in records] == ["Harbour Post", "Valley Courier"]
    assert records[0].metadata["date"] == "June 13, 2024 Thursday 9:20 AM GMT"


def test_documents_that_a_cover_names_and_the_file_lacks_are_missed(layouts: Any, files: Any) -> None:
    lines = layouts.uni_lines()
    cut = lines.index("\nEnd of Document") + 1
    records, remarks = layouts.read(files.docx(lines[:cut]), "x.docx")
    assert len(records) == 1
    assert any("names 2 documents, 1 were found" in remark.reason for remark in remarks)


def test_newer_layout_tells_body_from_what_follows_it(layouts: Any, files: Any) -> None:
    sentences = [f"Sentence number {i} about the ferry, which is long enough." for i in range(9)]
    body = [
        "ABSTRACT",
        "What is in it.",
        "FULL TEXT",
        "The ferry sails.",
        "Notes",
        "Update: at noon it had sailed twice.",
    ]
    body += [
        *sentences,
        "PHOTOS: The ferry. (PHOTOGRAPH BY TOM OKAFOR)",
        "https://post.example/2024/06/ferry-sails",
    ]
    told = layouts.told(
        "A Ferry;\nSecond Part of the Headline", [*body, "Related Articles", "An older headline"]
    )
    (record,), _ = layouts.read(files.docx(layouts.uni_lines([told], cover=False)), "x.docx")
    assert record.metadata["title"] == "A Ferry; Second Part of the Headline"
    assert record.metadata["standfirst"] == "What the morning was like"
    assert record.text.startswith("The ferry sails.\n\nNotes\n\nUpdate: at noon")
    assert record.text.endswith("Sentence number 8 about the ferry, which is long enough.")
    assert record.metadata["url"] == "https://post.example/2024/06/ferry-sails"
    assert [text for kind, text in record.after if kind == "caption"] == [
        "PHOTOS: The ferry. (PHOTOGRAPH BY TOM OKAFOR)",
        "A boat at the quay.",
    ]
    furniture = [text for kind, text in record.after if kind == "boilerplate"]
    assert {"ABSTRACT", "FULL TEXT", "Related Articles", "An older headline"} <= set(furniture)


def test_one_document_without_the_line_that_counts_it(layouts: Any) -> None:
    text = layouts.nexis_txt([layouts.ferry], cover=False).replace("1 of 1 DOCUMENTS", "")
    record = _one(layouts, text)
    assert record.metadata["title"] == layouts.ferry.title
    assert record.text == "\n\n".join(layouts.ferry.body)


def test_newer_layout_without_date_or_heading(layouts: Any, files: Any) -> None:
    told = layouts.told("Ferry sails", ["The ferry sailed, the port said."], date="")
    lines = [line for line in layouts.uni_lines([told]) if line not in (" 9:20 AM GMT", "Body")]
    (record,), (cover,) = layouts.read(files.docx(lines), "x.docx")
    assert record.metadata["title"] == "Ferry sails"
    assert record.metadata["outlet"] == "Harbour Post"
    assert "date" not in record.metadata
    assert record.metadata["standfirst"] == "What the morning was like"
    assert record.text == "The ferry sailed, the port said."
    assert "1. Ferry sails" in cover.reason


def test_pages_and_texts_that_only_mention_documents_are_no_exports(layouts: Any) -> None:
    text = "Ferry papers found\n\nThe port found 3 of 5 documents on Monday.\n\nThat was the end of document work."
    (record,), _ = layouts.read(text.encode(), "x.txt")
    assert record.pasted
    (page,), _ = layouts.read(layouts.page().replace("ferry", "3 of 5 DOCUMENTS").encode(), "x.html")
    assert page.html
