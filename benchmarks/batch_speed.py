"""Measure how much faster a batch is than the same notebooks run by papermill one after another.

    python benchmarks/batch_speed.py [--outlets 4] [--notebooks corpus,vocabulary,…] [--workers 2]

Six notebooks on each of the sample's outlets: 24 reports. Both sides write every figure
in three formats, every table and list of evidence, and find the texts annotated; the
batch also writes pages, dictionaries, crates, hashes and the catalogue. Ratios are given
of the clock and of processor time; on a machine that others use only the second is
steady, and with n free cores the clock gains up to n times that ratio.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from analysis.annotation import annotate
from analysis.corpus import open_corpus

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = "corpus,vocabulary,style,actors,voices,framing"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--outlets", type=int, default=4)
    parser.add_argument("--notebooks", default=NOTEBOOKS)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    corpus = open_corpus(ROOT / "data/raw")
    annotate(corpus)
    outlets = corpus.sql("select outlet from articles group by 1 order by 1")["outlet"].tolist()[
        : options.outlets
    ]
    books = options.notebooks.split(",")
    ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER: count processes whose parent has ended, too
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        batch = [sys.executable, "-m", "analysis.cli", "report", "--notebooks", options.notebooks,
                 "--workers", str(options.workers), "--out", str(out / "reports"), "--by", "outlet",
                 "--where", f"outlet in ({', '.join(map(_quoted, outlets))})"]  # fmt: skip
        first = _timed([batch])
        plain = _timed([_papermill(book, outlet, out) for outlet in outlets for book in books])
        again = _timed([batch])
    count = len(books) * len(outlets)
    for name, (clock, used) in (("papermill", plain), ("batch", first), ("nothing changed", again)):
        print(f"{name:16} {count} reports  {clock:7.1f} s by the clock  {used:7.1f} s of processor time")
    print(f"ratio {plain[0] / first[0]:.2f} by the clock, {plain[1] / first[1]:.2f} of processor time "
          f"({options.workers} workers, load {os.getloadavg()[0]:.1f})")  # fmt: skip


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _papermill(book: str, outlet: str, out: Path) -> list[str]:
    where = f"coalesce(outlet, '') = {_quoted(outlet)}"
    return [sys.executable, "-m", "papermill", str(ROOT / f"notebooks/{book}.ipynb"), str(out / "plain.ipynb"),
            "--cwd", str(ROOT / "notebooks"), "--log-level", "ERROR", "--no-progress-bar",
            "-r", "raw", str(ROOT / "data/raw"), "-r", "where", where,
            "-r", "report_dir", str(out / f"plain-{book}-{outlet}")]  # fmt: skip


def _timed(commands: list[list[str]]) -> tuple[float, float]:
    """Return seconds by the clock and of processor time of commands and of all they start."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    for command in commands:
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    clock = time.monotonic() - began
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
