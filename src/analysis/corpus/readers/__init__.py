"""Readers: one small module a format, behind one registry.

A reader module has a function ``read`` that takes a `RawInput` and yields a
`Record` for each record and a `Remark` for each one it cannot use. Where
several formats share a file name ending, it also has ``recognises``, which
looks at the content. To add a format, write a module with these functions and
name it here.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path, PurePosixPath
from types import ModuleType

from analysis.corpus.readers.date_orders import with_date_order
from analysis.corpus.readers.raw import RawInput
from analysis.corpus.records import Record, Remark
from analysis.errors import AnalysisError, InputError

_PAGES = (".html", ".htm", ".xhtml")

FORMATS: dict[str, tuple[str, ...]] = {
    "archive": (".zip",),
    "nexis": (".docx", ".doc", ".rtf", ".txt", ".text", *_PAGES),
    "factiva": (".rtf", ".doc", ".docx", ".txt", ".text", *_PAGES),
    "proquest": (".txt", ".text", ".rtf", ".doc", ".docx"),
    "rtf": (".rtf", ".doc", ".txt"),
    "docx": (".docx", ".docm", ".doc"),
    "mhtml": (".mht", ".mhtml", *_PAGES),
    "html": (*_PAGES, ".doc"),
    "text": (".txt", ".text"),
    "pdf": (".pdf",),
    "spreadsheet": (".xlsx", ".xls", ".xlsm", ".ods"),
    "tabular": (".csv", ".tsv", ".xls"),
    "jsonlines": (".jsonl", ".ndjson", ".json"),
    "jsonfile": (".json",),
    "parquet": (".parquet",),
    "warc": (".warc", ".arc"),
    "feed": (".rss", ".atom", ".xml"),
}
"""Reader modules and the file name endings (before an optional ``.gz``) they are asked about, in this order."""

READABLE = frozenset(ending for endings in FORMATS.values() for ending in endings)
"""File name endings that some reader reads."""

SIDECAR = "metadata.csv"
"""A table of metadata for the files beside and below it: a column ``file`` and columns as in an export."""

_DOCUMENTATION = ("readme", "licence", "license", "copying", "notice")
_DATA = frozenset([".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".xlsx", ".xls", ".ods", ".zip", ".warc"])


def ending(path: Path) -> str:
    """Return the file name's ending in lower case, without ``.gz``.

    Examples
    --------
    >>> ending(Path("export.JSONL.gz"))
    '.jsonl'
    """
    return (Path(path.stem) if path.suffix.lower() == ".gz" else path).suffix.lower()


def is_documentation(name: str) -> bool:
    """Say whether a file's name is that of a description or licence, not of articles.

    Examples
    --------
    >>> is_documentation("data/README.md"), is_documentation("notice.csv")
    (True, False)
    """
    path = PurePosixPath(name)
    return path.stem.lower() in _DOCUMENTATION and ending(Path(path.name)) not in _DATA


def read_file(path: Path, source: str) -> Iterator[Record | Remark]:
    """Yield the records of one raw file; whatever goes wrong ends as a `Remark`.

    Parameters
    ----------
    path : Path
        The file.
    source : str
        Its path inside the raw folder, for the reader of the remark.
    """
    try:
        raw = RawInput.at(path, source)
    except OSError as error:
        yield _broken(source, error, 0)
        return
    yield from with_date_order(read_raw(raw))


def read_raw(raw: RawInput) -> Iterator[Record | Remark]:
    """Yield the records of one input, from disk or from an archive; whatever goes wrong ends as a `Remark`.

    Parameters
    ----------
    raw : RawInput
    """
    count = 0
    said = False
    try:
        for item in _reader(raw).read(raw):
            said = True
            if isinstance(item, Record):
                count += 1
                _make_storable(item)
            yield item
        if not said:
            yield Remark(raw.source, -1, "rejected", "it holds no records", "Export it again, or remove it.")
    except InputError as error:
        reason = f"after {count:,} records: {error.what}" if count else error.what
        yield Remark(raw.source, -1, "rejected", reason, error.remedy)
    except (AnalysisError, MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # parsers raise many types; those written in Rust even outside Exception
        yield _broken(raw.source, error, count)


def _make_storable(record: Record) -> None:
    """Replace halves of characters, which no file can store, as broken exports have them."""
    record.text, record.html = _storable(record.text), _storable(record.html)
    record.metadata = {key: _storable(value) for key, value in record.metadata.items()}
    record.after = [(kind, _storable(text)) for kind, text in record.after]


def _storable(text: str) -> str:
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _reader(raw: RawInput) -> ModuleType:
    """Return the first reader module that the ending allows and that recognises the content."""
    if raw.ending not in READABLE:
        raise InputError(
            f"no reader for files ending in {raw.ending or 'nothing'!r}",
            remedy=f"Convert it to one of: {', '.join(sorted(READABLE))}.",
        )
    for name, endings in FORMATS.items():
        if raw.ending in endings:
            module = import_module(f"analysis.corpus.readers.{name}")
            if not hasattr(module, "recognises") or module.recognises(raw):
                return module
    raise InputError(
        f"the content is none that a file ending in {raw.ending!r} can have",
        remedy="Export or save it again, with the ending that fits its format.",
    )


def _broken(source: str, error: BaseException, count: int) -> Remark:
    after = f"after {count:,} records " if count else ""
    reason = " ".join(f"{after}the file cannot be read ({type(error).__name__}: {error})".split())[:300]
    return Remark(source, -1, "rejected", reason, "Check that it is complete; export or save it again.")
