"""The sentences of a part of a corpus as numbers: what is counted to learn what repeats.

For each sentence its place, and hashes of its words, of its first words and of
its last words. Nothing else is needed to count repetition over any number of
articles, so that a table of a part can be kept beside it and merged cheaply.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus import store
from analysis.corpus.cleaning.paragraphs import open_marks
from analysis.corpus.cleaning.sentences import sentence_spans
from analysis.corpus.records import KINDS

FILE = "sentences/sentences.parquet"
"""The table inside the folder of a part: a small part of its own, so that it is whole or made again."""

EDGE_WORDS = 3
"""Words by which sentences that begin or end alike are found."""

CANDIDATES = pa.schema(
    [("article", pa.int32()), ("sentence", pa.int32()), ("segment", pa.int32()), ("kind", pa.int8()),
     ("start", pa.int64()), ("end", pa.int64()), ("words", pa.int16()), ("alone", pa.bool_()),
     ("quoted", pa.bool_()), ("form", pa.int64()), ("head", pa.int64()), ("tail", pa.int64()),
     ("dateline", pa.int64())]
)  # fmt: skip
"""``article`` is the row of the part's articles table; ``kind`` the place in `records.KINDS`."""

_WORD = re.compile(r"[^\W_]+|[@#©]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATELINE = re.compile(r"(?:[A-Z][A-Z’'-]+[^()\n]{0,60})?\(([A-Z][\w .]{1,24})\)\s*[-–—―]+\s*")
_TYPES = {"article": "i", "sentence": "i", "segment": "i", "kind": "b", "start": "q", "end": "q", "words": "h",
          "alone": "b", "quoted": "b", "form": "q", "head": "q", "tail": "q",
          "dateline": "q"}  # fmt: skip
_MOST = 32_000


def forms(sentence: str) -> list[str]:
    """Return the words of a sentence as they are compared: lower case, every year alike.

    Examples
    --------
    >>> forms("© 2022 Osk Post. Call us at 555-12!")
    ['©', '0', 'osk', 'post', 'call', 'us', 'at', '555', '12']
    """
    found = _WORD.findall(sentence.lower())
    return ["0" if len(word) == 4 and _YEAR.fullmatch(word) else word for word in found]


def number(words: list[str]) -> int:
    """Return a number for a sequence of words: the first 64 bits of a BLAKE2 hash, signed.

    Examples
    --------
    >>> number(["follow", "us"]) == number(forms("Follow us!"))
    True
    """
    digest = hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def candidates_of(part: Path) -> pa.Table:
    """Return one row per sentence of a part.

    Parameters
    ----------
    part : Path
        Folder with ``articles.parquet`` and ``segments.parquet``.

    Returns
    -------
    pyarrow.Table
        With the schema `CANDIDATES`; without headlines and standfirsts. A
        sentence is ``alone`` when it is a whole segment, and ``quoted`` when it
        begins inside a quotation or with one. ``head`` and ``tail`` are zero
        for sentences too short to begin or end like others without being alike;
        ``dateline`` stands for the agency that opens the article, else zero.
    """
    columns = {name: array(code) for name, code in _TYPES.items()}
    for article, (text, rows) in enumerate(articles_of(part)):
        _count(columns, article, text, rows)
    return pa.table({name: pa.array(columns[name]).cast(CANDIDATES.field(name).type) for name in _TYPES})


def ensure_candidates(part: Path) -> Path:
    """Write the table of a part inside it, unless it is there, and return its path."""
    folder, name = FILE.split("/")

    def make(target: Path) -> None:
        pq.write_table(candidates_of(part), target / name, compression="zstd")

    return store.part(part, folder, make) / name


def articles_of(part: Path) -> Iterator[tuple[str, list[tuple[str, int, int]]]]:
    """Yield the text and the (kind, start, end) of the segments of each article of a part, in order."""
    segments = pq.read_table(part / "segments.parquet", columns=["segment", "kind", "start", "end"])
    first = [i for i, segment in enumerate(segments["segment"].to_pylist()) if segment == 0]
    at = 0
    for batch in pq.ParquetFile(part / "articles.parquet").iter_batches(batch_size=500, columns=["text"]):
        for text in batch.column(0).to_pylist():
            stop = first[at + 1] if at + 1 < len(first) else len(segments)
            rows = segments.slice(first[at], stop - first[at])
            yield text, list(zip(*(rows[name].to_pylist() for name in ("kind", "start", "end")), strict=True))
            at += 1


def _count(columns: dict[str, array[int]], article: int, text: str, rows: list[tuple[str, int, int]]) -> None:
    sentence = 0
    begun = False
    for segment, (kind, start, end) in enumerate(rows):
        if kind in ("headline", "standfirst"):
            continue
        spans = sentence_spans(text, start, end)
        for (first, stop), mark in zip(spans, open_marks(text, spans), strict=True):
            words = forms(text[first:stop])
            long = len(words) > EDGE_WORDS + 1
            row = (
                article, sentence, segment, KINDS.index(kind), first, stop, min(len(words), _MOST), len(spans) == 1,
                bool(mark) or text[first] in "\"“‘'«", number(words),
                number(words[:EDGE_WORDS]) if long else 0, number(words[-EDGE_WORDS:]) if long else 0,
                0 if begun or kind != "body" else _agency(text, first, stop),
            )  # fmt: skip
            for column, value in zip(columns.values(), row, strict=True):
                column.append(value)
            sentence += 1
            begun = begun or kind == "body"


def _agency(text: str, start: int, end: int) -> int:
    match = dateline(text, start, end)
    return number(forms(match.group(1))) if match else 0


def dateline(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the place and agency that open an article, such as ``OSK, Feb 3 (Basinfoto) -``; group 1 is the agency.

    Examples
    --------
    >>> dateline("OSK, Velland (Basinfoto) - The ferry sailed.", 0, 44).group()
    'OSK, Velland (Basinfoto) - '
    """
    return _DATELINE.match(text, start, end)
