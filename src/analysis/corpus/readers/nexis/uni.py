"""The newer layout of Nexis (Nexis Uni, Lexis Advance): "Body" above, "End of Document" below each text."""

from __future__ import annotations

import re

from analysis.corpus.readers.blocks import Block, is_copyright, looks_dated
from analysis.corpus.readers.nexis.labels import Draft, label_of, paragraphs

_END = re.compile(
    r"\s*(?:End of Document|Ende des Dokuments?|Dokumentende|Fin du document|Fin del documento|Fine del documento|"
    r"Einde van (?:het )?document|Fim do documento)\s*",
    re.I,
)
_BODY = re.compile(r"\s*(?:Body|Full Text|Textkörper|Haupttext|Text|Corps|Cuerpo|Corpo|Hoofdtekst|Tekst)\s*")
_SIGN = re.compile(
    r"\s*(?:Load-Date|Date-chargement|Update|Length|Länge|Longueur|Longitud|Lunghezza|Lengte)\s*:", re.I
)
_LOADED = re.compile(
    r"\s*(?:(?:Load-Date|Date-chargement)\s*:|(?:Update|Language|Langue|Sprache|Publication-Type):\xa0)"
)
_AFTER = re.compile(
    r"\s*(?:(?P<caption>Graphic|Grafik|Graphique|Gráfico|Grafico|Grafiek)|(?P<related>Related Articles?)|"
    r"Classification|Klassifi(?:zierung|kation)|Clasificación|Classificazione|Classificatie|Classificação|"
    r"(?P<note>Notes?|Correction|Correction-Date|References))\s*"
)
_LONGEST = {"related": 12, "note": 6}
"""Blocks that may follow a heading an article could have too, up to the end or a heading only Nexis sets."""
_COVER = re.compile(
    r"\s*(?:User Name|Date and Time|Job Number|Client/Matter|Search Terms|Search Type|Narrowed by|"
    r"Datum und Uhrzeit|Auftragsnummer|(?:Documents?|Dokumente?|Documentos?|Documenti|Documenten)\s?\(\d[\d.,]*\))",
    re.I,
)
_NUMBER = re.compile(r"\s*[^\W\d_]{6,12}\s?\((\d[\d.,]{0,9})\)\s*")
_ADDRESS = re.compile(r"https?://\S+")
_ABSTRACT, _FULL = re.compile(r"\s*ABSTRACT\s*"), re.compile(r"\s*(?:FULL TEXT|BODY)\s*")
_LINK = re.compile(
    r"\s*(?:Link to (?:Image|PDF|Original Document|the original story\.?)|\(.{0,100}\))\s*", re.I
)


def is_uni(blocks: list[Block]) -> bool:
    """Say whether blocks are of this layout: closing lines, and headings or labels that Nexis sets."""
    closed = any(_END.fullmatch(block.text) for block in blocks if len(block.text) < 40)
    return closed and any(
        _BODY.fullmatch(block.text) or _SIGN.match(block.text) for block in blocks if len(block.text) < 60
    )


def documents(blocks: list[Block]) -> tuple[list[Block], list[list[Block]]]:
    """Return the cover page, and the blocks of each document without its closing line."""
    found: list[list[Block]] = [[]]
    for block in blocks:
        if len(block.text) < 40 and _END.fullmatch(block.text):
            found.append([])
        else:
            found[-1].append(block)
    if not found[-1] or not any(_BODY.fullmatch(block.text) for block in found[-1]):
        rest = found.pop()
        if rest and found:
            found[-1] += rest
    cover = _cover_length(found[0])
    return found[0][:cover], [found[0][cover:], *found[1:]]


def stated_number(cover: list[Block]) -> int:
    """Return the number of documents that a cover page names; 0 if it names none."""
    for block in cover:
        if found := _NUMBER.fullmatch(block.text):
            return int(re.sub(r"\D", "", found[1]))
    return 0


def _cover_length(blocks: list[Block]) -> int:
    """Return how many blocks stand before the first headline."""
    end = _header_end(blocks)
    marks = [i for i, block in enumerate(blocks[:end]) if _COVER.match(block.lines[0])]
    if not marks:
        return 0
    bare = ["".join(block.text.split()) for block in blocks[:end]]
    listed = next((text[2:] for text in bare if text.startswith("1.")), None)
    if listed in bare:
        return max(i for i, text in enumerate(bare) if text == listed)
    date = _date(blocks, end)
    return date - 2 if date is not None and date - 2 > marks[-1] else marks[-1] + 1


def _header_end(blocks: list[Block]) -> int:
    """Return where the body begins: at its heading, or after the last label of the header."""
    short = [(i, block.text) for i, block in enumerate(blocks) if len(block.text) < 20]
    headings = [i for i, text in short if text == "Body"] or [i for i, text in short if _BODY.fullmatch(text)]
    if headings:
        return headings[0]
    labels = [label_of(block, capitals=False) for block in blocks]
    named = [i for i, label in enumerate(labels) if label and label[1] in ("length", "byline", "section")]
    if not named:
        return min(len(blocks), 4)
    end = named[-1] + 1
    while end < len(labels) and (label := labels[end]) and label[1] in ("dateline", "standfirst"):
        end += 1
    return end


def _date(blocks: list[Block], end: int) -> int | None:
    """Return the place of the date: the last dated line above labels, copyright and body."""
    for i in range(end - 1, -1, -1):
        block = blocks[i]
        if is_copyright(block) or ((label := label_of(block, capitals=False)) and label[1]):
            continue
        if any(looks_dated(line.strip()) for line in block.lines) and not _COVER.match(block.lines[0]):
            return i
    return None


def parse(blocks: list[Block], *, wrapped: bool) -> Draft:
    """Read one document.

    Parameters
    ----------
    blocks : list of Block
        As `documents` gives them.
    wrapped : bool
        Whether lines are cut at a fixed width.
    """
    draft = Draft()
    start = _header_end(blocks)
    _head(draft, blocks[:start], wrapped=wrapped)
    rest = blocks[start:]
    if rest and _BODY.fullmatch(rest[0].text):
        rest = rest[1:]
    end = _body_end(rest)
    draft.body = paragraphs(_abstract(draft, rest[:end]), wrapped=wrapped)
    _tail(draft, rest[end:])
    return draft


def _body_end(blocks: list[Block]) -> int:
    """Return where the fields and notices below the body begin."""
    soft: list[tuple[int, int]] = []
    for i, block in enumerate(blocks):
        heading = _AFTER.fullmatch(block.text) if len(block.text) < 24 else None
        kind = heading.lastgroup if heading else None
        if kind in _LONGEST:
            soft.append((i, _LONGEST[kind]))
        elif heading or (_LOADED.match(block.lines[0]) and len(block.text) < 80):
            break
    else:
        i = len(blocks)
    return next((at for at, longest in soft if i - at <= longest + 1), i)


def _head(draft: Draft, blocks: list[Block], *, wrapped: bool) -> None:
    """Read the header: headline, outlet and date by their order, the rest by labels."""
    date = _date(blocks, len(blocks))
    if date is None:
        date = min(2, len(blocks))
    named = [block for block in blocks[:date] if not _LINK.fullmatch(block.text)]
    draft.furniture += [block.text for block in blocks[:date] if _LINK.fullmatch(block.text)]
    title, outlet = (named[:-1], named[-1:]) if len(named) > 1 else (named, [])
    draft.title([line for block in title for line in block.lines], wrapped=wrapped)
    draft.metadata["outlet"] = " ".join(block.text for block in outlet)
    for block in blocks[date : date + 1]:
        if any(looks_dated(line.strip()) for line in block.lines):
            draft.metadata["date"] = block.text
        else:
            draft.furniture.append(block.text)
    for block in blocks[date + 1 :]:
        label = label_of(block, capitals=False)
        if label and label[1]:
            draft.take(*label)
        else:
            draft.furniture.append(block.text)


def _abstract(draft: Draft, blocks: list[Block]) -> list[Block]:
    """Take the abstract that some outlets put before the text, and drop the headings of both."""
    if not blocks or not _ABSTRACT.fullmatch(blocks[0].text):
        return blocks
    full = next((i for i, block in enumerate(blocks) if _FULL.fullmatch(block.text)), 0)
    if not 1 < full <= 6:
        return blocks
    draft.metadata.setdefault("standfirst", " ".join(block.text for block in blocks[1:full]))
    draft.furniture += [blocks[0].text, blocks[full].text]
    return blocks[full + 1 :]


def _tail(draft: Draft, blocks: list[Block]) -> None:
    """Read what stands below the body: captions, pointers, keywords."""
    caption = False
    for block in blocks:
        heading = _AFTER.fullmatch(block.text) if len(block.text) < 24 else None
        label = label_of(block, capitals=False)
        if heading:
            caption = heading["caption"] is not None
            draft.furniture.append(block.text)
        elif label and label[1] in ("language", "url", "section") and not caption:
            draft.take(*label)
        elif _LOADED.match(block.lines[0]) or not caption:
            caption = False
            draft.furniture.append(block.text)
            if address := _ADDRESS.fullmatch(block.text):
                draft.metadata.setdefault("url", address[0])
        else:
            draft.captions.append(block.text)
