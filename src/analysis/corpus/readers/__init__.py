"""Readers: one small module a format, behind one registry.

A reader takes the path of a file and its name inside the raw folder, and
yields a `Record` for each record and a `Remark` for each one it cannot use. To
add a format, write a module with such a function and name it here.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from analysis.corpus.records import Record, Remark
from analysis.errors import AnalysisError, InputError

Reader = Callable[[Path, str], Iterator[Record | Remark]]

READERS: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".csv": "tabular",
    ".tsv": "tabular",
    ".jsonl": "jsonlines",
    ".ndjson": "jsonlines",
    ".parquet": "parquet",
}
"""File name endings (before an optional ``.gz``) and the module that reads them."""


def ending(path: Path) -> str:
    """Return the file name's ending in lower case, without ``.gz``.

    Examples
    --------
    >>> ending(Path("export.JSONL.gz"))
    '.jsonl'
    """
    return (Path(path.stem) if path.suffix.lower() == ".gz" else path).suffix.lower()


def read_file(path: Path, source: str) -> Iterator[Record | Remark]:
    """Yield the records of one raw file; whatever goes wrong ends as a `Remark`.

    Parameters
    ----------
    path : Path
        The file.
    source : str
        Its path inside the raw folder, for the reader of the remark.
    """
    module = READERS.get(ending(path))
    if module is None:
        yield Remark(
            source, -1, "rejected", f"no reader for files ending in {path.suffix or 'nothing'!r}",
            f"Convert it to one of: {', '.join(sorted(READERS))}.",
        )  # fmt: skip
        return
    reader: Reader = import_module(f"analysis.corpus.readers.{module}").read
    try:
        yield from reader(path, source)
    except InputError as error:
        yield Remark(source, -1, "rejected", error.what, error.remedy)
    except AnalysisError:
        raise
    except (OSError, EOFError, zlib.error, ValueError, RecursionError) as error:
        reason = " ".join(f"the file cannot be read ({type(error).__name__}: {error})".split())[:300]
        yield Remark(source, -1, "rejected", reason, "Check that it is complete; export or save it again.")
