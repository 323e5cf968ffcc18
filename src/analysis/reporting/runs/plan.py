"""From a study to its runs: every check that can be made is made before a kernel starts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import ParameterError, suggestion
from analysis.paths import derived_folder
from analysis.reporting.formatting import json_text, sha256
from analysis.reporting.names import exact_slug, slugify
from analysis.reporting.pages.pdf import require_pdf
from analysis.reporting.runs.notebooks import (
    compares_groups,
    find_notebooks,
    needs_annotation,
    read_notebook,
    source_hash,
)
from analysis.reporting.runs.parameters import Parameter, check_parameters, describe, notebook_parameters
from analysis.reporting.runs.provenance import package_hash, run_id, versions
from analysis.reporting.runs.run import Run
from analysis.reporting.runs.selections import Corpora, Selection, selections
from analysis.reporting.runs.study import FILES, Study

if TYPE_CHECKING:
    from analysis.corpus import Corpus

_CHOOSING = ("language", "stories", "sample", "sample_by", "seed")
"""Parameters of a notebook that decide which articles it takes and how each counts."""

_OWN = ("raw", "where", "report_dir")

_UNNAMED = ("quote_limit",)
"""Parameters that change what is shown and no result: another value replaces a report instead of standing beside it."""


@dataclass(frozen=True)
class Notebook:
    """A notebook with its parameters read."""

    path: Path
    hash: str
    known: dict[str, Parameter]
    whole: bool
    annotated: bool
    given: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """The runs of a batch, the corpus they share (None if no notebook reads one), and whether it is to be annotated."""

    runs: list[Run]
    corpus: Corpus | None
    out: Path
    annotated: bool = True


def plan_study(study: Study) -> Plan:
    """Return the runs of a study.

    Raises
    ------
    AnalysisError
        If a notebook, a parameter, the condition or the column is wrong, or nothing is selected.
    """
    if study.pdf:
        require_pdf()
    books = [
        _notebook(path) for path in find_notebooks(Path(study.notebook_dir).expanduser(), study.notebooks)
    ]
    books = _with_values(study, books)
    raw = _raw(study, books)
    out = Path(study.out).expanduser().resolve()
    if raw is None:
        runs = [_run(study, book, None, None, out, code=package_hash()) for book in books]
        return Plan(_distinct(runs), None, out)
    corpora = Corpora(study, raw)
    code = package_hash()
    runs = [
        _run(study, book, selection, raw, out, code=code)
        for book in books
        for selection in selections(study, corpora, _design(book), whole=book.whole)
    ]
    return Plan(_distinct(runs), corpora.open(_shared_design(books)), out, any(map(_annotated, books)))


def _design(book: Notebook) -> dict[str, Any]:
    """Return how a notebook chooses and counts articles, as options of `open_corpus`."""
    values = {name: p.default for name, p in book.known.items()} | book.given
    return {name: values[name] for name in _CHOOSING if name in values}


def _annotated(book: Notebook) -> bool:
    """Tell whether the whole selection of a notebook is to be annotated beforehand; a sample is when it is drawn."""
    # Lemmas are the model's, whatever the notebook needs otherwise.
    values = {name: p.default for name, p in book.known.items()} | book.given
    needed = book.annotated or str(values.get("unit", "word")) != "word"
    return needed and not values.get("sample")


def _shared_design(books: list[Notebook]) -> dict[str, Any]:
    """Return the design under which all that any notebook needs annotated is selected."""
    languages = {str(_design(book)["language"]) for book in books if _design(book).get("language")}
    return {"language": languages.pop()} if len(languages) == 1 else {}


def _notebook(path: Path) -> Notebook:
    notebook = read_notebook(path)
    known = notebook_parameters(notebook, where=path.name)
    if "report_dir" not in known:
        raise ParameterError(
            "the notebook has no parameter 'report_dir'",
            where=path.name,
            remedy='Add report_dir = "" to its parameters and open_report(report_dir) below.',
        )
    return Notebook(path.resolve(), source_hash(notebook), known, compares_groups(path, notebook),
                    needs_annotation(notebook))  # fmt: skip


def _with_values(study: Study, books: list[Notebook]) -> list[Notebook]:
    """Return the notebooks with the values set for each of them, checked."""
    stems = {book.path.stem for book in books}
    for name in study.notebook:
        if name not in stems:
            raise ParameterError(
                f"[notebook.{name}] is for a notebook that is not in this batch",
                remedy=f"{suggestion(name, stems)}In the batch: {', '.join(sorted(stems))}.",
            )
    shared = dict(study.parameters)
    if study.codebook:
        shared["codebook"] = study.codebook
    if study.quote_limit is not None:
        shared["quote_limit"] = study.quote_limit
    shared = _located(shared)
    union = {name: p for book in books for name, p in book.known.items()}
    for name in [*shared, *(key for values in study.notebook.values() for key in values)]:
        if name in _OWN:
            raise ParameterError(
                f"the parameter {name!r} is set by the batch itself",
                remedy=f"Use --{name.removesuffix('_dir')}.",
            )
    for name in shared:
        if name not in union:
            raise ParameterError(
                f"no notebook of this batch has a parameter {name!r}",
                remedy=f"{suggestion(name, union)}They have: {describe(union)}.",
            )
    filled = []
    for book in books:
        fitting = {name: value for name, value in shared.items() if name in book.known}
        values = fitting | _located(study.notebook.get(book.path.stem, {}))
        filled.append(replace(book, given=check_parameters(book.known, values, where=book.path.name)))
    return filled


def _located(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters with the full path of each file they name, so that it is found from everywhere and hashed."""
    out = dict(values)
    for name in FILES.keys() & out.keys():
        path = Path(str(out[name])).expanduser().resolve()
        if out[name] and path.suffix:
            if not path.is_file():
                raise ParameterError(f"there is no such {FILES[name]} file", where=str(out[name]))
            out[name] = str(path)
    return out


def _raw(study: Study, books: list[Notebook]) -> Path | None:
    """Return the raw folder: as given, else data/raw here, else the first notebook's own default."""
    readers = [book for book in books if "raw" in book.known]
    if (study.where or study.by) and not all("where" in book.known for book in books):
        book = next(book for book in books if "where" not in book.known)
        raise ParameterError(
            "the notebook has no parameter 'where', so no articles can be selected for it",
            where=book.path.name,
            remedy='Add where = "" to its parameters, or leave out --where and --by.',
        )
    if not readers:
        return None
    if study.raw:
        return Path(study.raw).expanduser().resolve()
    here = Path("data/raw")
    return here.resolve() if here.is_dir() else _default_raw(readers[0])


def _default_raw(book: Notebook) -> Path:
    return (book.path.parent / str(book.known["raw"].default)).resolve()


def _run(
    study: Study, book: Notebook, selection: Selection | None, raw: Path | None, out: Path, *, code: str
) -> Run:
    values = {name: p.default for name, p in book.known.items() if name != "report_dir"} | book.given
    slugs, names = [slugify(book.path.stem) or "notebook"], {str(book.path.parent): book.path.parent.name}
    facts: dict[str, Any] = {}
    if selection is not None and raw is not None and "raw" in book.known:
        values |= {"raw": str(raw)} | ({"where": selection.where} if "where" in book.known else {})
        names[str(raw)] = raw_name(raw)
        facts = {**selection.facts, "raw": raw_name(raw)}
        if raw != _default_raw(book):
            slugs.append(exact_slug(raw.name.partition(".")[0]))
        slugs.append(selection.slug)
    if book.whole and study.by and "compare" in book.known and "compare" not in book.given:
        values["compare"] = study.by
        slugs.append(f"by-{slugify(study.by)}" if study.by != book.known["compare"].default else "")
    changed = {
        name: value
        for name, value in book.given.items()
        if value != book.known[name].default and name not in _UNNAMED
    }
    if changed:
        slugs.append(sha256(json_text(changed))[:6])
    names |= {changed[name]: Path(changed[name]).name for name in FILES if changed.get(name)}
    basis: dict[str, Any] = {"notebook": book.hash, "code": code, "packages": versions()}
    return Run(
        notebook=book.path,
        slug="-".join(part for part in slugs if part),
        run_id=run_id(values, fingerprint=facts.get("fingerprint", ""), **basis),
        parameters=values,
        out=out,
        facts=facts,
        basis=basis,
        names=names,
        timeout=study.timeout,
        pdf=study.pdf,
        derived=str(derived_folder(near=raw)) if raw is not None else "",
    )


def raw_name(raw: Path) -> str:
    """Return what a report calls the raw folder: its path below the working folder, else its name."""
    here = Path.cwd()
    return raw.relative_to(here).as_posix() if raw.is_relative_to(here) and raw != here else raw.name


def _distinct(runs: list[Run]) -> list[Run]:
    """Give runs that would share a folder's name names of their own."""
    counts = Counter(run.slug for run in runs)
    return [
        run
        if counts[run.slug] == 1
        else replace(run, slug=f"{run.slug}-{sha256(json_text(run.parameters))[:6]}")
        for run in runs
    ]
