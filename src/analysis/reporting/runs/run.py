"""One run: a notebook, its parameters, its report folder.

A run works in a folder out of sight and is renamed into place when everything is
written, ``run.json`` last: what stands in ``reports/`` is finished. What failed or ran
out of time goes to ``reports/.failed/`` with one clear line first.
"""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from analysis.errors import AnalysisError, RunError
from analysis.paths import DERIVED_VARIABLE
from analysis.reporting.formatting import json_text
from analysis.reporting.reading import read_record
from analysis.reporting.runs import folders
from analysis.reporting.runs.executed import first_line, settled, warnings_in
from analysis.reporting.runs.kernel import SocketFolder, client_options
from analysis.reporting.runs.notebooks import read_notebook, title_of
from analysis.reporting.runs.parameters import assignments
from analysis.reporting.runs.provenance import RUN_VARIABLE, Scrubber, file_hashes


@dataclass(frozen=True)
class Run:
    """Everything a run needs, and everything its id depends on.

    Parameters
    ----------
    notebook : Path
    slug, run_id : str
        Name of the report, and the hash of what it depends on.
    parameters : dict
        Every parameter of the notebook except ``report_dir``; paths absolute.
    out : Path
        Folder of reports.
    facts : dict
        What the report says about its input: selection, articles, first, last, fingerprint, files.
    basis : dict
        Hashes of notebook and code, and versions of packages.
    names : dict
        What to call paths of this machine, by path.
    timeout : float, optional
        Seconds after which the run is given up.
    derived : str
        Folder of caches for the kernel; its own choice when empty.
    pdf : bool
        Whether the report is written as PDF too.
    """

    notebook: Path
    slug: str
    run_id: str
    parameters: dict[str, Any]
    out: Path
    facts: dict[str, Any] = field(default_factory=dict)
    basis: dict[str, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    timeout: float | None = None
    derived: str = ""
    pdf: bool = False

    @property
    def folder(self) -> Path:
        """Return the folder of the finished report."""
        return self.out / f"{self.slug}--{self.run_id}"


@dataclass(frozen=True)
class Outcome:
    """What became of a run: ``finished``, ``unchanged`` or ``failed``, with the reason."""

    run: Run
    status: str
    error: str = ""
    seconds: float = 0.0


def execute(run: Run) -> Outcome:
    """Carry out a run, or find that its report is there already.

    Returns
    -------
    Outcome
        Never raises for what is wrong with the notebook or its input; an interrupt leaves no trace.
    """
    began = time.monotonic()
    if folders.is_finished(run.folder, run.run_id):
        folders.forget_failure(run.out, run.slug)
        return _unchanged(run)
    draft = folders.draft_folder(run.out, run.slug)
    scrub = Scrubber({draft: ".", run.out: "reports", **{Path(p): name for p, name in run.names.items()}})
    try:
        notebook = _perform(run, draft, scrub)
        _finish(run, notebook, draft, scrub)
        folders.publish(draft, run.folder, slug=run.slug)
        return Outcome(run, "finished", seconds=time.monotonic() - began)
    except Exception as problem:
        line = scrub.paths(first_line(problem))
        folders.record_failure(
            run.out, run.slug, _failure(run, line, scrub), _details(problem, line, scrub), draft
        )
        return Outcome(run, "failed", line, time.monotonic() - began)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _unchanged(run: Run) -> Outcome:
    """Return that a report is there already, with its PDF if one is wanted."""
    from analysis.reporting.pages.pdf import add_pdf

    try:
        if run.pdf:
            add_pdf(run.folder)
    except AnalysisError as problem:
        return Outcome(run, "failed", first_line(problem))
    return Outcome(run, "unchanged")


def _perform(run: Run, draft: Path, scrub: Scrubber) -> NotebookNode:
    import papermill

    notebook = read_notebook(run.notebook)
    _inject(notebook, {**run.parameters, "report_dir": str(draft)})
    environment = {RUN_VARIABLE: run.run_id}
    if run.derived:
        environment[DERIVED_VARIABLE] = run.derived
    deadline = None if run.timeout is None else time.monotonic() + run.timeout
    with SocketFolder() as sockets:
        executed = sockets / "notebook.ipynb"
        try:
            done = papermill.execute_notebook(
                notebook,
                str(executed),
                progress_bar=False,
                request_save_on_cell_execute=False,
                kernel_name="python3",
                start_timeout=180,
                iopub_timeout=120,
                shutdown_kernel="immediate",
                resources={"metadata": {"path": str(run.notebook.parent)}},
                timeout_func=None if deadline is None else lambda _: max(deadline - time.monotonic(), 0.1),
                **client_options(sockets, {**environment, "IPYTHONDIR": str(sockets / "ipython")}),
            )
        except papermill.PapermillExecutionError:
            if executed.exists():
                broken = settled(nbformat.read(executed, as_version=4), scrub, keep_errors=True)
                _write_notebook(broken, draft / "notebook.ipynb")
            raise
        except TimeoutError:
            raise RunError(
                f"the run took longer than {run.timeout:g} seconds and was stopped",
                where=run.notebook.name,
                remedy="Allow more time (--timeout), or select fewer articles.",
            ) from None
    _complete(done, run.notebook.name)
    return done


def _inject(notebook: NotebookNode, values: dict[str, Any]) -> None:
    """Put the values in a cell after the parameters, as papermill does, but as Python writes them."""
    at = next(i for i, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", []))
    cell = nbformat.v4.new_code_cell(assignments(values), metadata={"tags": ["injected-parameters"]})
    cell["id"] = "injected-parameters"
    notebook.cells.insert(at + 1, cell)


def _complete(notebook: NotebookNode, name: str) -> None:
    """Raise unless every cell ran: a run cut short can look like a good one."""
    own = [cell for cell in notebook.cells if "injected-parameters" not in cell.metadata.get("tags", [])]
    for number, cell in enumerate(own, start=1):
        if cell.cell_type == "code" and cell.source.strip() and cell.get("execution_count") is None:
            raise RunError(f"the notebook stopped before cell {number}", where=name)


def _finish(run: Run, notebook: NotebookNode, draft: Path, scrub: Scrubber) -> None:
    from analysis.reporting.citing import write_citations
    from analysis.reporting.packaging import write_crate, write_dictionary
    from analysis.reporting.pages.methods import methods
    from analysis.reporting.pages.page import render_page
    from analysis.reporting.pages.pdf import write_pdf

    scrub.folder(draft)
    clean = settled(notebook, scrub)
    manifest = read_record(draft / "manifest.json")
    about = {
        **_about(run, scrub),
        "status": "finished",
        "title": scrub.paths(manifest.get("title") or title_of(notebook, run.notebook.stem)),
        "warnings": warnings_in(notebook, scrub),
        "read": manifest.get("read", {}),
    }
    _write_notebook(clean, draft / "notebook.ipynb")
    about["methods"] = methods(clean, about, draft, codebook=str(run.parameters.get("codebook", "")))
    write_citations(draft, about)
    (draft / "index.html").write_text(render_page(clean, about), encoding="utf-8", newline="\n")
    scrub.folder(draft)  # before anything is hashed
    write_dictionary(draft, about)
    write_crate(draft, about)
    if run.pdf:  # after the crate: a PDF can also be added to a finished report
        write_pdf(draft)
    about["outputs"] = file_hashes(draft)
    (draft / "run.json").write_text(json_text(about), encoding="utf-8", newline="\n")


def _about(run: Run, scrub: Scrubber) -> dict[str, Any]:
    about = {
        "slug": run.slug,
        "run": run.run_id,
        "notebook": {"name": run.notebook.stem, "sha256": run.basis.get("notebook", "")},
        "parameters": run.parameters,
        "inputs": run.facts,
        "code": run.basis.get("code", ""),
        "versions": run.basis.get("packages", {}),
    }
    return scrub.tree(about)  # type: ignore[no-any-return]


def _failure(run: Run, line: str, scrub: Scrubber) -> dict[str, Any]:
    return {**_about(run, scrub), "status": "failed", "error": line}


def _details(problem: Exception, line: str, scrub: Scrubber) -> str:
    """Return the text of error.txt: the clear line, then the traceback for whoever mends the notebook."""
    import traceback

    from analysis.reporting.runs.executed import without_colours

    if isinstance(problem, AnalysisError):
        return line + "\n"
    trace = getattr(problem, "traceback", None) or traceback.format_exception(problem)
    return f"{line}\n\n{scrub.text(without_colours(chr(10).join(trace)))}\n"


def _write_notebook(notebook: NotebookNode, path: Path) -> None:
    text = nbformat.writes(notebook, indent=1)
    path.write_bytes((text.rstrip("\n") + "\n").encode("utf-8", "replace"))
