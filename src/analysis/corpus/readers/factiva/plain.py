"""Factiva articles in documents: RTF, DOCX or text, each article closed by its accession number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.corpus.readers.blocks import Block
from analysis.corpus.readers.factiva.fields import CODES, COPYRIGHT, by_code, unnamed, words_line
from analysis.corpus.readers.nexis.labels import Draft
from analysis.corpus.records import Record, Remark

_NUMBER = r"[A-Za-z0-9]{6,10}(?:1[89]|20)\d{6}[a-z0-9]{7,10}"
STAMP = re.compile(r"(?:1[89]|20)\d{6}[a-z][a-z0-9]{6}")
"""What is in every accession number: the day, and letters and figures after it."""
_END = re.compile(rf"\s*(?:\(?[^\W\d_]{{2,12}}\)?[\s:.]{{1,3}})?({_NUMBER})\s*")
_INDEXED = re.compile(r"\s*([A-Z]{2,4})(?:[\s\xa0:|]+(.*))?", re.S)
_BYLINE = re.compile(r"\s*(?:by|von|par|por|di|da|door|av|af|przez|oleh)\s+\S", re.I)
_MOST_HEADER = 12
"""Lines that a header without codes can have below the number of words."""


def is_end(line: str) -> bool:
    """Say whether a line closes an article: a word such as "Document", and the accession number.

    Examples
    --------
    >>> is_end("Dokument HBPT000020240613ek6d0001x"), is_end("The document of 2024")
    (True, False)
    """
    return _END.fullmatch(line) is not None


def articles(blocks: list[Block], source: str) -> Iterator[Record | Remark]:
    """Yield a record for each article.

    Parameters
    ----------
    blocks : list of Block
    source : str
        Name of the file in the records.
    """
    lines: list[tuple[str, bool]] = []
    number = 0
    for block in blocks:
        for line in block.lines:
            if is_end(line):
                yield _article(lines, line).record(source, number)
                lines, number = [], number + 1
            else:
                lines.append((line, block.bold))
    rest = " | ".join(line.strip() for line, _ in lines)
    if rest:
        shown = rest if len(rest) <= 400 else rest[:400] + " …"
        yield Remark(source, -1, "ignored", f"after the last article, no article: {shown}", "")


def _article(lines: list[tuple[str, bool]], end: str) -> Draft:
    texts = [line for line, _ in lines]
    pairs = _pairs(texts)
    draft = by_code(Draft(), pairs) if any(code == "HD" for code, _ in pairs) else _unnamed(lines)
    draft.furniture.append(end.strip())
    return draft


def _pairs(lines: list[str]) -> list[tuple[str, list[str]]]:
    """Return field codes with the lines that follow them."""
    pairs: list[tuple[str, list[str]]] = []
    for line in lines:
        found = _INDEXED.fullmatch(line)
        if found and found[1] in CODES and (found[1] not in ("IN", "ART", "RE") or pairs):
            pairs.append((found[1], [found[2] or ""]))
        elif pairs:
            pairs[-1][1].append(line)
    return pairs


def _unnamed(lines: list[tuple[str, bool]]) -> Draft:
    """Read an article whose fields follow one another without names."""
    draft = Draft()
    texts = [line.strip() for line, _ in lines]
    start = _body_start(texts)
    found = unnamed(texts[:start])
    for key, value in found.metadata.items():
        draft.metadata.setdefault(key, value)
    title = _title(found.above, [bold for _, bold in lines])
    draft.title(found.above[title : title + 1], wrapped=True)
    if title:
        draft.metadata["section"] = "; ".join(found.above[:title][-2:])
    signed = found.above[title + 1 :]
    if signed:
        draft.metadata["byline"] = signed[0]
    body = texts[start:]
    if len(body) > 1 and len(body[-1].split()) <= 8 and body[-1][-1:].isalnum():
        draft.furniture.append(body.pop())
    draft.body = [" ".join(line.split()) for line in body]
    head = texts[:title] + texts[title + 1 : start]
    draft.furniture[:0] = ["\n".join(head)] if any(head) else []
    return draft


def _body_start(lines: list[str]) -> int:
    """Return where the text begins: after the copyright line, or after the short lines of the header."""
    count = words_line(lines)
    if count is None:
        return min(1, len(lines))
    last = min(count + 2 + _MOST_HEADER, len(lines))
    owned = next((i for i in range(count + 2, last) if COPYRIGHT.match(lines[i])), None)
    if owned is not None:
        return owned + 1
    return next((i for i in range(count + 2, last) if len(lines[i].split()) > 6), last)


def _title(lines: list[str], bold: list[bool]) -> int:
    """Return which line above the number of words is the headline."""
    if not lines:
        return 0
    marked = next((i for i in range(len(lines)) if bold[i]), None)
    if marked is not None:
        return marked
    unsigned = [i for i, line in enumerate(lines) if not _BYLINE.match(line)]
    return max(unsigned or [0], key=lambda i: len(lines[i]))
