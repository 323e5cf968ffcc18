"""JSON files: a list of articles, one article, or an object around such a list, read item by item."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.corpus.encoding import encoding_of
from analysis.corpus.metadata.columns import field_columns
from analysis.corpus.readers.raw import LARGEST_WHOLE, RawInput, beyond
from analysis.corpus.readers.rows import Rows
from analysis.corpus.records import Record, Remark
from analysis.errors import InputError

_SPACE = " \t\r\n\ufeff"
_CHUNK = 2**18
_REMEDY = "Check that the file is complete; export it again."
_OBJECTS = 'Articles are objects such as {"title": "…", "text": "…"}.'
_DEEPEST = 3
"""Objects around each other in which a list of articles is looked for."""
_MARGIN = 16
"""Characters from the end of what is held within which an error may be a matter of reading on."""
_DECODER = json.JSONDecoder()


def read(raw: RawInput) -> Iterator[Record | Remark]:
    """Yield a record for each article.

    Raises
    ------
    InputError
        If it is no JSON, or holds no articles.
    """
    rows = Rows(raw.source)
    number = 0
    with raw.open() as stream:
        encoding = encoding_of(stream)
    with raw.open() as stream:
        for item in _items(io.TextIOWrapper(stream, encoding=encoding, errors="replace")):
            for article in _articles(item):
                yield from _record(rows, number, article)
                number += 1
    if not number:
        raise InputError("it holds no articles", remedy=_OBJECTS)
    yield from rows.notices()


def _record(rows: Rows, number: int, article: Any) -> Iterator[Record | Remark]:
    if not isinstance(article, dict):
        yield Remark(
            rows.source, number, "rejected", f"the item is no object but {type(article).__name__}", _OBJECTS
        )
        return
    try:
        yield from rows.read(number, article)
    except InputError as error:
        yield Remark(rows.source, number, "rejected", error.what, error.remedy)


def _articles(item: Any) -> Iterator[Any]:
    """Yield the article that an item is, or those that it holds.

    An item may be an object around a list of articles, one around articles by
    their ids, or a table by columns, as data frames are written.
    """
    if not isinstance(item, dict) or not item or _names_article(item, headlines=False):
        yield item
    elif len({len(value) if isinstance(value, list) else -1 for value in item.values()} - {-1}) == 1 and all(
        isinstance(value, list) for value in item.values()
    ):
        yield from (dict(zip(item, values, strict=True)) for values in zip(*item.values(), strict=True))
    elif all(isinstance(value, dict) for value in item.values()) and _names_article(item, headlines=True):
        for key in next(iter(item.values())):
            yield {name: column.get(key) for name, column in item.items()}
    elif all(isinstance(value, dict) and _names_article(value, headlines=True) for value in item.values()):
        yield from item.values()
    else:
        yield from max(_lists(item, 0), key=len, default=[item])


def _names_article(item: Mapping[str, Any], *, headlines: bool) -> bool:
    try:
        columns = field_columns(item, headlines=headlines)
    except InputError:
        return False
    return headlines or isinstance(item[columns.get("text") or columns["html"]], str)


def _lists(item: Mapping[str, Any], depth: int) -> Iterator[list[dict[str, Any]]]:
    """Yield the lists of articles inside an object, and inside objects in it."""
    for value in item.values():
        if isinstance(value, dict) and depth < _DEEPEST:
            yield from _lists(value, depth + 1)
        elif (
            isinstance(value, list)
            and value
            and all(isinstance(entry, dict) for entry in value)
            and _names_article(value[0], headlines=True)
        ):
            yield value


class _Text:
    """A text of which only the part in hand is kept."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self.stream, self.held, self.at, self.ended = stream, "", 0, False

    def more(self) -> None:
        """Read on, twice as much each time, so that long items are not parsed over and over."""
        self.held = self.held[self.at :]
        self.at = 0
        if len(self.held) > LARGEST_WHOLE:
            raise beyond(
                f"an item has more than {LARGEST_WHOLE:,} characters",
                "LARGEST_WHOLE",
                remedy="Give the articles as JSON lines, one a line.",
            )
        new = self.stream.read(max(_CHUNK, len(self.held)))
        self.held += new
        self.ended = not new

    def peek(self) -> str:
        """Return the next character that is no white space; nothing at the end."""
        while True:
            while self.at < len(self.held) and self.held[self.at] in _SPACE:
                self.at += 1
            if self.at < len(self.held) or self.ended:
                return self.held[self.at : self.at + 1]
            self.more()

    def item(self) -> Any:
        """Return the next value."""
        while True:
            try:
                item, end = _DECODER.raw_decode(self.held, self.at)
            except (ValueError, RecursionError) as error:
                if self.ended or not self._unfinished(error):
                    reason = " ".join(str(error).split())[:200]
                    raise InputError(f"no valid JSON ({reason})", remedy=_REMEDY) from error
                self.more()
                continue
            # A number or word at the end of what is held may go on.
            if end == len(self.held) and not self.ended and not isinstance(item, dict | list | str):
                self.more()
                continue
            self.at = end
            return item

    def _unfinished(self, error: Exception) -> bool:
        """Whether an error may only mean that the value goes on beyond what is held."""
        return isinstance(error, json.JSONDecodeError) and (
            error.msg.startswith("Unterminated string") or error.pos > len(self.held) - _MARGIN
        )


def _items(stream: io.TextIOWrapper) -> Iterator[Any]:
    """Yield the values of a list, or the values that follow one another."""
    text = _Text(stream)
    if text.peek() != "[":
        while text.peek():
            yield text.item()
            if text.peek() == ",":
                text.at += 1
        return
    text.at += 1
    while (mark := text.peek()) and mark != "]":
        yield text.item()
        if text.peek() == ",":
            text.at += 1
        elif text.peek() != "]":
            raise InputError("no valid JSON (a comma is missing between two items)", remedy=_REMEDY)
    if not mark:
        raise InputError("no valid JSON (the list is not closed)", remedy=_REMEDY)
