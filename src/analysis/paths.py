"""Where things are kept: the one place that decides on folders.

`data/raw` belongs to a person and is never written to. Everything computed
from it goes to a *derived* folder, which may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

DERIVED_VARIABLE = "NEWS_PROFILES_DERIVED"
"""Environment variable that names the derived folder for every run below it."""

PACKAGE = Path(__file__).resolve().parent


def derived_folder(derived: str | Path | None = None, *, near: Path | None = None) -> Path:
    """Return the folder for caches, and create it.

    The first of these that is given or exists: the argument, the environment
    variable ``NEWS_PROFILES_DERIVED``, ``data/derived`` in the nearest folder
    above `near` (or the working folder) that has a ``data/raw``, the user's
    cache folder.
    """
    chosen = derived or os.environ.get(DERIVED_VARIABLE) or None
    if chosen is None:
        starts = [path.resolve() for path in (near, Path.cwd()) if path is not None]
        project = next(
            (p for start in starts for p in (start, *start.parents) if (p / "data/raw").is_dir()), None
        )
        chosen = project / "data/derived" if project else platformdirs.user_cache_path("news-profiles")
    folder = Path(chosen).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def derived_in(folder: str | Path) -> Iterator[None]:
    """Let everything below use a folder of caches, and forget it afterwards; nothing changes if it is empty."""
    before = os.environ.get(DERIVED_VARIABLE)
    if str(folder):
        os.environ[DERIVED_VARIABLE] = str(folder)
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(DERIVED_VARIABLE, None)
        else:
            os.environ[DERIVED_VARIABLE] = before


def shipped_notebooks() -> Path:
    """Return the folder of this package's notebooks: inside an installed package, else beside the source.

    Examples
    --------
    >>> (shipped_notebooks() / "vocabulary.ipynb").is_file()
    True
    """
    installed = PACKAGE / "notebooks"
    return installed if installed.is_dir() else PACKAGE.parents[1] / "notebooks"


def raw_path(raw: str | Path) -> Path:
    """Return where raw articles are: as given, or seen from the folder ``notebooks``.

    The notebooks name the sample corpus from their own folder; papermill, run
    from the project's folder, executes them there.

    Examples
    --------
    >>> raw_path("/no/such/folder").as_posix()
    '/no/such/folder'
    """
    given = Path(raw).expanduser()
    beside = Path("notebooks") / given
    return beside if not given.exists() and beside.exists() else given


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def code_hash(rooms: Iterable[str]) -> str:
    """Return a hash over the source and data files of some rooms of this package.

    Caches carry it, so that no result of older code is ever taken for a new one.

    Examples
    --------
    >>> len(code_hash(["corpus", "resources/corpus"]))
    12
    """
    digest = hashlib.sha256()
    for room in sorted(rooms):
        base = PACKAGE / room
        files = [base] if base.is_file() else sorted(p for p in base.rglob("*") if p.is_file())
        for path in files:
            if "__pycache__" not in path.parts:
                digest.update(path.relative_to(PACKAGE).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
