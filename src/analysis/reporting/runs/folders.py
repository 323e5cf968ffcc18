"""The folder of reports: what is finished, superseded, failed or half done.

reports/<slug>--<run id>/   finished, and current for its slug
reports/.superseded/        finished earlier; kept, because someone may have cited it
reports/.failed/<slug>/     the last failure of a slug: error.txt, run.json, notebook.ipynb
reports/.partial/           being written; nothing in it is a result
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from analysis.errors import RunError
from analysis.reporting.formatting import json_text
from analysis.reporting.reading import read_record, table

SUPERSEDED, FAILED, PARTIAL = ".superseded", ".failed", ".partial"

_OLD = 24 * 3600.0


def is_finished(folder: Path, run_id: str) -> bool:
    """Return whether a folder holds the finished report of a run, with all its files."""
    about = read_record(folder / "run.json")
    files = table(about, "outputs")
    return (
        about.get("status") == "finished"
        and about.get("run") == run_id
        and "index.html" in files
        and all((folder / name).is_file() for name in files)
    )


def draft_folder(out: Path, slug: str) -> Path:
    """Make and return a folder to write a report in, beside where it will stand."""
    try:
        partial = out / PARTIAL
        partial.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-{slug[:40]}-", dir=partial))
    except OSError as problem:
        raise RunError(
            f"the folder of reports cannot be written to ({problem.strerror})",
            where=str(out),
            remedy="Use --out.",
        ) from None


def publish(draft: Path, folder: Path, *, slug: str) -> None:
    """Rename a finished draft into place, and put what it supersedes aside.

    A report that stood there with another run id moves to ``.superseded``; nothing
    finished is deleted.
    """
    draft.chmod(0o755)
    out = folder.parent
    for other in out.glob(f"{slug}--*"):
        if other != folder and read_record(other / "run.json").get("slug") == slug:
            _put_aside(other, out / SUPERSEDED)
    if folder.exists():  # damaged, or it would have been found unchanged
        _put_aside(folder, out / SUPERSEDED)
    draft.rename(folder)
    forget_failure(out, slug)


def _put_aside(folder: Path, place: Path) -> None:
    place.mkdir(parents=True, exist_ok=True)
    target = place / folder.name
    if target.exists():
        shutil.rmtree(target)  # the same run id: the same content
    folder.rename(target)


def record_failure(out: Path, slug: str, about: dict[str, Any], details: str, draft: Path) -> None:
    """Keep why a run failed, and the notebook as far as it came, in ``.failed/<slug>``."""
    place = out / FAILED / slug
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    (place / "error.txt").write_bytes(details.encode("utf-8", "replace"))
    notebook = draft / "notebook.ipynb"
    if notebook.exists():
        shutil.copyfile(notebook, place / "notebook.ipynb")
    (place / "run.json").write_text(json_text(about), encoding="utf-8", newline="\n")


def forget_failure(out: Path, slug: str) -> None:
    """Remove the record of an earlier failure of a slug that has now succeeded."""
    shutil.rmtree(out / FAILED / slug, ignore_errors=True)
    for name in (FAILED, PARTIAL):
        _remove_if_empty(out / name)


def clear_partial(out: Path, *, all_of: int | None = None) -> None:
    """Remove drafts of processes that are gone.

    Parameters
    ----------
    out : Path
    all_of : int, optional
        Remove the drafts of this process even if it lives.
    """
    for draft in (out / PARTIAL).glob("*"):
        owner = draft.name.partition("-")[0]
        gone = not owner.isdigit() or int(owner) == all_of or not _alive(int(owner))
        if gone or time.time() - draft.stat().st_mtime > _OLD:
            shutil.rmtree(draft, ignore_errors=True)
    _remove_if_empty(out / PARTIAL)


def _alive(process: int) -> bool:
    if os.name == "nt":  # os.kill would end the process there
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return
