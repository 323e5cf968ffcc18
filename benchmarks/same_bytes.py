"""Run all notebooks on two machines that differ in all that should not matter, and compare every byte.

    python benchmarks/same_bytes.py [--notebooks corpus,vocabulary,…]

The machines are folders with another user, home, path, locale, time zone, seed of
hashes, umask, number of workers, time and order of the raw files, a matplotlibrc, and
caches of their own: each reads and annotates for itself.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from analysis.reporting.runs.provenance import file_hashes

ROOT = Path(__file__).resolve().parents[1]
ONE = {"USER": "ada", "TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
TWO = {"USER": "grace", "TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "77",
       "OMP_NUM_THREADS": "2", "COLUMNS": "40"}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notebooks", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        one = machine(Path(folder) / "one", reverse=False)
        two = machine(Path(folder) / "another user’s" / "deep" / "place", reverse=True)
        (two / "home/.config/matplotlib").mkdir(parents=True)
        (two / "home/.config/matplotlib/matplotlibrc").write_text("axes.facecolor: yellow\n")
        first = report(one, ONE, options.notebooks, workers=1, umask=0o022)
        second = report(two, TWO, options.notebooks, workers=2, umask=0o077)
    different = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
    for name in different:
        print(f"differs: {name}")
    print(
        f"{sum(name.endswith('/run.json') for name in first)} reports, {len(first)} files, {len(different)} differ"
    )
    sys.exit(bool(different))


def machine(place: Path, *, reverse: bool) -> Path:
    """Lay the sample and the notebooks somewhere, files in another order and at another time."""
    shutil.copytree(ROOT / "notebooks", place / "notebooks", ignore=shutil.ignore_patterns(".*"))
    shutil.copytree(ROOT / "data/codings", place / "data/codings")
    raw = ROOT / "data/raw"
    for path in sorted((p for p in raw.rglob("*") if p.is_file()), reverse=reverse):
        target = place / "data/raw" / path.relative_to(raw)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        os.utime(target, (1_700_000_000, 1_700_000_000 + reverse))
    (place / "home").mkdir()
    return place


def report(
    place: Path, environment: dict[str, str], notebooks: str, *, workers: int, umask: int
) -> dict[str, str]:
    """Write the reports of a machine and return the hash of each file."""
    base = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    command = [sys.executable, "-m", "analysis.cli", "report", "--workers", str(workers)]
    command += ["--notebooks", notebooks] if notebooks else []
    subprocess.run(command, cwd=place, umask=umask, check=True, stdout=subprocess.DEVNULL,
                   env={**base, **environment, "HOME": str(place / "home")})  # fmt: skip
    return file_hashes(place / "reports")


if __name__ == "__main__":
    main()
