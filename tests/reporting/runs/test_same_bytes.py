"""The same run on a machine that differs in all that should not matter: the same id and the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.notebooks,
    pytest.mark.skipif(os.name == "nt", reason="paths and locales of POSIX"),
]

FIRST = {"USER": "ada", "TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1", "OMP_NUM_THREADS": "1"}
SECOND = {"USER": "grace", "TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "77",
          "OMP_NUM_THREADS": "2"}  # fmt: skip


def _machine(place: Path, raw: Path, notebooks: Path, *, touched: int, reverse: bool) -> None:
    """Lay the same articles and notebooks somewhere, written in another order and at another time."""
    home = place / "home"
    (home / ".config/matplotlib").mkdir(parents=True)
    (place / "articles").mkdir()
    for path in sorted(raw.iterdir(), reverse=reverse):
        shutil.copyfile(path, place / "articles" / path.name)
        os.utime(place / "articles" / path.name, (touched, touched))
    shutil.copytree(notebooks, place / "books")


def _report(place: Path, environment: dict[str, str], *, workers: int, umask: int) -> dict[str, str]:
    """Write the reports of a machine, and return the hash of each file."""
    base = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    command = [sys.executable, "-m", "analysis.cli", "report", "--raw", "articles", "--notebooks", "plain,outlets",
               "--notebook-dir", "books", "--workers", str(workers)]  # fmt: skip
    done = subprocess.run(
        command, check=False, cwd=place, umask=umask, capture_output=True, text=True,
        env={**base, **environment, "HOME": str(place / "home"), "NEWS_PROFILES_DERIVED": str(place / "kept")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    out = place / "reports"
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(out.rglob("*")) if path.is_file()}  # fmt: skip


def test_another_machine_gives_the_same_bytes(raw: Path, notebooks: Path, tmp_path: Path) -> None:
    books = tmp_path / "some books"
    books.mkdir()
    for name in ("plain", "outlets"):
        notebook = json.loads((notebooks / f"{name}.ipynb").read_text())
        notebook["metadata"]["news_profiles"] = {"annotation": False}  # neither reads what the model says
        (books / f"{name}.ipynb").write_text(json.dumps(notebook))
    one, two = tmp_path / "one", tmp_path / "another user’s" / "deeper place"
    _machine(one, raw, books, touched=1_600_000_000, reverse=False)
    _machine(two, raw, books, touched=1_700_000_000, reverse=True)
    # A person's taste in figures is not part of a run.
    (two / "home/.config/matplotlib/matplotlibrc").write_text("axes.facecolor: yellow\nlines.linewidth: 9\n")
    first = _report(one, FIRST, workers=1, umask=0o022)
    second = _report(two, SECOND, workers=2, umask=0o077)
    assert first == second
    assert sum(name.endswith("run.json") for name in first) >= 2
    assert any(name.endswith(".png") for name in first)
