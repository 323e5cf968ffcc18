"""Opening a corpus: read what is new, combine what belongs together, select."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import parallel
from analysis.corpus import selection
from analysis.corpus.cleaning import furniture
from analysis.corpus.cleaning.overrules import Overrule, load_overrules
from analysis.corpus.corpus import DEFAULT_MODEL, Corpus, column
from analysis.corpus.design import Design
from analysis.corpus.metadata.outlets import load_outlets
from analysis.corpus.raw import RawFile, raw_files
from analysis.errors import EmptySelectionError
from analysis.paths import derived_folder, raw_path

if TYPE_CHECKING:
    from analysis.corpus.combining import Combined

SMALL = 8_000_000
"""Bytes of new raw files up to which one process reads them."""


def open_corpus(
    raw: str | Path,
    *,
    where: str = "",
    language: str = "",
    stories: str = "published",
    sample: int = 0,
    sample_by: str = "",
    seed: int = 1,
    derived: str | Path | None = None,
    model: str = DEFAULT_MODEL,
    workers: int | None = None,
    scheduler: str = "",
    allow_empty: bool = False,
) -> Corpus:
    """Open a folder of news articles: read what is new, clean it, select.

    Parameters
    ----------
    raw : str or Path
        Folder of articles in any format of `readers.FORMATS`, plain, gzipped or
        zipped, or one such file. It is only read.
    where : str
        Condition on the articles table, such as ``outlet = 'Harbour Post'``.
    language : str
        Keep articles in this language only (ISO 639-1, such as ``en``); the
        others are counted in `Corpus.other_languages`. Empty for all.
    stories : str
        ``published`` counts every article, ``once`` keeps the first article of
        each story, ``weighted`` lets the copies of a story share one weight.
    sample : int
        Draw at most so many articles, of each value of `sample_by` if that is
        given; 0 for all. Weights carry the draw into every later number.
    sample_by : str
        Column of the articles table whose values are sampled apart.
    seed : int
        Of the draw.
    derived : str or Path, optional
        Folder for caches; see `analysis.paths.derived_folder`.
    model : str
        Package name of the language model that will annotate the articles.
    workers : int, optional
        Processes for reading and annotation; one for each core if not given.
    scheduler : str
        Address of a Dask scheduler whose workers shall do that instead; see
        `analysis.parallel.executor`.
    allow_empty : bool
        Open a corpus whose records were all rejected, to see why.

    Raises
    ------
    InputError
        If `raw` does not exist.
    ParameterError
        If `where` is no condition.
    EmptySelectionError
        If no article is selected.
    """
    design = Design(language, stories, sample, sample_by, seed)
    if sample_by:
        column(sample_by)
    folder = raw_path(raw)
    caches = derived_folder(derived, near=folder)
    home = caches / "corpus" / _place(folder)
    files, remarks = raw_files(folder, cache=home)
    if not files:
        raise EmptySelectionError(
            "the folder holds no file to read",
            where=str(raw),
            remedy="Put articles into it; see data/raw/README.md.",
        )
    overrules = load_overrules(folder) if folder.is_dir() else ()
    parts, combined = _made(files, home, overrules=overrules, workers=workers, scheduler=scheduler)
    connection = selection.connect(
        parts,
        allowed=[caches],
        outlets=load_outlets(folder if folder.is_dir() else None),
        combined=combined,
    )
    remarks += furniture.remarks(combined.cleaned.folders)
    corpus = Corpus(
        folder, where, caches, model, workers or parallel.cores(), connection, remarks, design, scheduler,
        tuple(zip(parts, combined.cleaned.folders, strict=True)),
    )  # fmt: skip
    corpus.rejected.to_csv(home / "rejected.csv", index=False)
    selection.select(connection, where, design=design, allow_empty=allow_empty)
    return corpus


def _made(
    files: list[RawFile],
    home: Path,
    *,
    overrules: Sequence[Overrule],
    workers: int | None,
    scheduler: str,
) -> tuple[list[Path], Combined]:
    """Return the parts of the files and what is known of them together, made where it is not there yet."""
    from analysis.corpus import covering, reading  # the extraction libraries are slow to import
    from analysis.corpus.combining import combine

    folder = home / "read"
    missing = covering.missing(files, folder)
    # Starting workers takes longer than reading a few megabytes.
    few = not scheduler and sum(file.stamp[0] for file in missing) < SMALL
    with parallel.executor(1 if few else workers, scheduler=scheduler) as pool:
        if missing:
            reading.read(missing, folder, pool=pool)
        parts = covering.current(files, folder, tables=reading.SCHEMAS)
        return parts, combine(parts, home=home, overrules=overrules, pool=pool)


def _place(raw: Path) -> str:
    """Name the folder of a corpus' parts so that two raw folders never share one."""
    resolved = raw.resolve()
    return f"{resolved.name}-{hashlib.sha256(str(resolved).encode()).hexdigest()[:8]}"
