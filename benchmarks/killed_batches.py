"""Kill a batch at random moments, again and again, and compare its end with a batch that was never killed.

    python benchmarks/killed_batches.py [--kills 30] [--notebooks vocabulary,corpus,style] [--seed 0]

Each kill is SIGKILL to one of: the whole batch with all its processes, its first process
alone, one kernel. After each, nothing unfinished may stand among the reports, and no
process may be left. Then the batch is started again, and at the end runs undisturbed.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from analysis.annotation import annotate
from analysis.corpus import open_corpus
from analysis.reporting.reading import read_record
from analysis.reporting.runs.folders import is_finished
from analysis.reporting.runs.provenance import file_hashes

ROOT = Path(__file__).resolve().parents[1]
WAYS = ("all", "parent", "kernel")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--notebooks", default="vocabulary,corpus,style")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    annotate(open_corpus(ROOT / "data/raw"))
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        whole, killed = Path(folder) / "whole", Path(folder) / "killed"
        began = time.monotonic()
        batch(whole, options.notebooks).wait()
        length, wanted = time.monotonic() - began, file_hashes(whole)
        done = dict.fromkeys(WAYS, 0)
        while sum(done.values()) < options.kills:
            way = WAYS[sum(done.values()) % len(WAYS)]
            if kill(batch(killed, options.notebooks), way, after=chance.uniform(0, length)):
                done[way] += 1
                print(f"killed {way}; {read_all(killed)} reports stand", flush=True)
            assert_whole(killed)
            if read_all(killed) == len(options.notebooks.split(",")):
                start_again(killed, chance)
        assert batch(killed, options.notebooks).wait() == 0
        got = {name: one for name, one in file_hashes(killed).items() if not name.startswith(".superseded/")}
        print(f"kills: {done}; {len(wanted)} files, the same bytes: {got == wanted}")
        sys.exit(got != wanted)


def batch(out: Path, notebooks: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "analysis.cli", "report", "--notebooks", notebooks, "--workers", "2"]
    return subprocess.Popen([*command, "--out", str(out)], cwd=ROOT, start_new_session=True,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip


def kill(process: subprocess.Popen[bytes], way: str, *, after: float) -> bool:
    """Kill after some seconds and wait for the end of all; whether there was anything to kill."""
    until = time.monotonic() + after
    while time.monotonic() < until and process.poll() is None:
        time.sleep(0.02)
    family = descendants(process.pid)
    kernels = [one for one in family if stdout_of(one) == "kernel.log"]
    victims = {"all": [process.pid, *family], "parent": [process.pid], "kernel": kernels[:1]}[way]
    hit = process.poll() is None and bool(victims)
    for one in victims if hit else []:
        try:
            os.kill(one, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()
    deadline = time.monotonic() + 30
    while any(alive(one) for one in family):
        assert time.monotonic() < deadline, (
            f"left behind after {way}: {[one for one in family if alive(one)]}"
        )
        time.sleep(0.1)
    return hit


def assert_whole(out: Path) -> None:
    """Check that every folder that stands as a report is a finished one, with the hashes it states."""
    for folder in out.glob("*--*"):
        about = read_record(folder / "run.json")
        assert is_finished(folder, about.get("run", "")), f"unfinished: {folder.name}"
        assert file_hashes(folder, without=["run.json"]) == about["outputs"], f"damaged: {folder.name}"


def read_all(out: Path) -> int:
    return len(list(out.glob("*--*")))


def start_again(out: Path, chance: random.Random) -> None:
    """Take one finished report away, so that there is something to do."""
    one = chance.choice(sorted(out.glob("*--*")))
    (one / "index.html").unlink()


def descendants(parent: int) -> list[int]:
    """Return the processes below a process, by the tables of Linux."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    found = [parent]
    for one in found:
        found += [child for child, above in parents.items() if above == one]
    return found[1:]


def stdout_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/fd/1").readlink().name
    except OSError:
        return ""


def alive(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


if __name__ == "__main__":
    main()
