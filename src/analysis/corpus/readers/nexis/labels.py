"""What Nexis calls the fields of a document, in the languages of its interface, and what becomes of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.corpus.readers.blocks import Block
from analysis.corpus.records import Record

_NAMES = {
    "title": "headline title kop titre titulo título titolo titel überschrift",
    "byline": "byline author autor auteur autore auteurs autoren signature by-line",
    "section": "section rubrik rubrique sección sezione sectie seção sektion",
    "length": "length länge longueur longitud lunghezza lengte tamanho comprimento",
    "dateline": "dateline ortszeile",
    "standfirst": "highlight chapeau zusammenfassung",
    "body": "body text tekst texte article texto testo",
    "caption": "graphic grafik graphique gráfico grafico grafiek caption photo photos",
    "language": "language sprache langue idioma lingua taal língua",
    "url": "url",
    "other": "load-date update date-chargement publication-type pub-type type-publication publicatietype journal-code "
    "code-revue publication-code subject pub-subject person people organization organisation company ticker "
    "industry geographic city state country region name bio series column type document-type doc-type transcript "
    "correction correction-date distribution notes note acc-no anchors anchor guests guest show reporter content "
    "edition encart insert sujet societe secteur-activite localisation-geo symbole-boursier stock-symbol "
    "enhancement cite-code category keyword keywords key-words references bibliography issn isbn publisher "
    "abstract-type copyright-notice firma branche person-name thema themen land ausgabe datum-geladen",
}
LABELS = {name: field for field, names in _NAMES.items() for name in names.split()}
"""What a label in lower case means."""

_LABEL = re.compile(
    r"\s{0,80}([^\W\d_][^\W\d_' -]{0,24}(?:[ '-][^\W\d_]{1,16}){0,2}):(?:[\s\xa0]+|$)(.*)", re.S
)
_PAGE = re.compile(
    r"(?:Pgs?|Pages?|Blz|Seiten?|S|pág|pag|sid|s)\b\.?\s{0,9}(?:"
    r"(?P<page>[A-Z]{0,3}\d{1,4}[A-Za-z]?(?:\s?[,&-]\s?[A-Z]{0,3}\d{1,4}[A-Za-z]?){0,5})(?:$|\s(?P<rest>.*))"
    r"|(?P<supplement>Supplement\b.{0,20}\d)$)"
)
_EMPTY_PARTS = frozenset(["", "pg", "page", "section", "text"])
_PICTURED = re.compile(
    r"(?:photo|picture|chart|drawing|map|graphic|graph|illustration|diagram|cartoon|image|table|foto|grafik)s?"
    r"\s?(?:\([^()]{0,40}\))?(?::(?:\s|$)|$)",
    re.I,
)
_ADDRESS = re.compile(r"https?://\S+")
_LAST = 8
"""Paragraphs from the end among which captions stand that an export leaves in the body."""


def label_of(block: Block, *, capitals: bool) -> tuple[str, str, str] | None:
    """Return the label a block begins with, what it means, and its value.

    Parameters
    ----------
    block : Block
    capitals : bool
        Whether labels are in capitals, as in exports of the older kind.

    Returns
    -------
    tuple of (str, str, str) or None
        Label as printed; field, empty if the label is not known; value.

    Examples
    --------
    >>> label_of(Block(("BYLINE: Ada Penner",)), capitals=True)
    ('BYLINE', 'byline', 'Ada Penner')
    """
    lines = (line.strip() for line in block.lines)
    found = _LABEL.match("\n".join(lines))
    if found is None or (capitals and found[1] != found[1].upper()):
        return None
    return found[1], LABELS.get(found[1].lower(), ""), " ".join(found[2].split())


@dataclass
class Draft:
    """An article as it is put together from the blocks of an export."""

    metadata: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)

    def take(self, label: str, meaning: str, value: str) -> None:
        """Take a labelled field: into the metadata what it says, and its line to the furniture."""
        if not value:
            return
        if meaning == "caption":
            self.captions.append(value)
            return
        if meaning == "section":
            self._section(value)
        elif meaning == "standfirst":
            self.metadata[meaning] = " ".join(filter(None, [self.metadata.get(meaning, ""), value]))
        elif meaning in ("title", "byline", "url"):
            self.metadata.setdefault(meaning, value)
        elif meaning == "language":
            self.metadata.setdefault("language_stated", re.split(r"[;,/]", value)[0].strip())
        if meaning != "standfirst" and not (meaning == "title" and self.metadata["title"] == value):
            self.furniture.append(f"{label}: {value}")

    def title(self, lines: Sequence[str], *, wrapped: bool) -> None:
        """Take a headline; lines of their own below it are the standfirst, unless a semicolon joins them."""
        parts: list[str] = []
        for line in (" ".join(line.split()) for line in lines):
            if parts and (wrapped or parts[-1].endswith(";")):
                parts[-1] = f"{parts[-1]} {line}"
            else:
                parts.append(line)
        self.metadata["title"] = parts[0] if parts else ""
        if len(parts) > 1:
            self.metadata.setdefault("standfirst", " ".join(parts[1:]))

    def _section(self, value: str) -> None:
        """Part the page from the name of the section."""
        names: list[str] = []
        for part in (part.strip(" .") for part in value.split(";")):
            page = _PAGE.match(part)
            if page:
                self.metadata.setdefault("page", page["page"] or page["supplement"])
            name = (page["rest"] or "") if page else part
            if name.lower() not in _EMPTY_PARTS and name not in names:
                names.append(name)
        if names:
            self.metadata.setdefault("section", "; ".join(names))

    def _pictures(self) -> None:
        """Take captions and an address out of the end of the body."""
        while self.body and _ADDRESS.fullmatch(self.body[-1]):
            address = self.body.pop()
            self.furniture.append(address)
            if address.count("/") > 3:
                self.metadata.setdefault("url", address)
        last = max(1, len(self.body) - _LAST)
        self.captions[:0] = [text for text in self.body[last:] if _PICTURED.match(text)]
        self.body[last:] = [text for text in self.body[last:] if not _PICTURED.match(text)]

    def record(self, source: str, number: int) -> Record:
        """Return the record: the body as its text, captions and furniture after it."""
        self._pictures()
        after = [("caption", text) for text in self.captions]
        after += [("boilerplate", text) for text in self.furniture if text.strip()]
        metadata = {key: value for key, value in self.metadata.items() if value}
        return Record(source, number, text="\n\n".join(self.body), metadata=metadata, apart=True, after=after)


def paragraphs(blocks: list[Block], *, wrapped: bool) -> list[str]:
    r"""Return the paragraphs of a body: one a block if lines are cut at a fixed width, else one a line.

    Inside a block of cut lines an indented line begins a new paragraph.

    Examples
    --------
    >>> paragraphs([Block(("   The first line", "and the second.", "   A new one."))], wrapped=True)
    ['The first line and the second.', 'A new one.']
    """
    found: list[str] = []
    for block in blocks:
        if not wrapped:
            found += [" ".join(line.split()) for line in block.lines]
            continue
        indents = [len(line) - len(line.lstrip()) for line in block.lines]
        for i, line in enumerate(block.lines):
            if i == 0 or indents[i] >= min(indents) + 2:
                found.append(" ".join(line.split()))
            else:
                found[-1] = f"{found[-1]} {' '.join(line.split())}"
    return [text for text in found if text]
