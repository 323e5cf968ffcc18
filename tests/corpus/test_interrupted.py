"""Real runs, killed at random moments: whatever is left, the next run ends with the same bytes.

A server process imports the package once and forks a child for each run, so that a kill hits the work
and not the imports. Every child reads, cleans, combines and annotates a corpus of its own, and reads its actors.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.paths import file_hash

KILLS = 12

SMALL_PARTS = """
from analysis.corpus import reading
# Small parts, so that a run has many places to be killed at.
reading._BATCH_FILES, reading._TASK_FILES = 3, 1
reading._LARGE, reading._TASK_RECORDS, reading._PIECE_RECORDS = 6000, 2, 4
"""

SERVER = f"""{SMALL_PARTS}
import os, sys
from pathlib import Path
from analysis.actors import reading as actors_reading
from analysis.annotation import annotate, batches
from analysis.annotation.pipeline import load_model
from analysis.corpus import DEFAULT_MODEL, building, open_corpus
from analysis.annotation import cache

cache.PART, cache.TASK = 40, 10
batches.ARTICLES = 8
load_model(DEFAULT_MODEL)
print("ready", flush=True)
for line in sys.stdin:
    raw, derived = line.rstrip("\\n").split("\\t")
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            corpus = open_corpus(raw, derived=derived, workers=1)
            annotate(corpus, workers=1, progress=False)
            actors_reading.read(corpus)
            corpus.articles.to_csv(Path(derived) / "articles.csv", index=False)
            corpus.sql("select * from tokens order by text_id, token").to_csv(Path(derived) / "tokens.csv")
            code = 0
        finally:
            os._exit(code)
    print(pid, flush=True)
    _, status = os.waitpid(pid, 0)
    print(status, flush=True)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield process
    assert process.stdin is not None
    process.stdin.close()
    process.wait(timeout=30)


def _start(server: subprocess.Popen[str], raw: Path, derived: Path) -> int:
    assert server.stdin is not None
    assert server.stdout is not None
    derived.mkdir(exist_ok=True)
    server.stdin.write(f"{raw}\t{derived}\n")
    server.stdin.flush()
    return int(server.stdout.readline())


def _end(server: subprocess.Popen[str]) -> int:
    assert server.stdout is not None
    return int(server.stdout.readline())


def _write_raw(raw: Path) -> None:
    raw.mkdir()
    random_words = random.Random(3)
    names = [
        "ferry",
        "harbour",
        "council",
        "minister",
        "bridge",
        "market",
        "fishers",
        "port",
        "winter",
        "dues",
    ]
    for number in range(14):
        lines = []
        for row in range(14 if number == 13 else 3):
            sentences = [
                f"The {random_words.choice(names)} {random_words.choice(['said', 'opened', 'closed'])} on day "
                f"{random_words.randrange(99)}, the {random_words.choice(names)} reported to the "
                f"{random_words.choice(names)} of {random_words.choice(['Arda', 'Lyne', 'Orva'])}."
                for _ in range(6)
            ]
            text = "\n".join(sentences)
            outlet = ["Post", "Courier"][number % 2]
            lines.append(json.dumps({"outlet": outlet, "date": f"2024-03-{number + 1:02d}", "title": f"Report {row}",
                                     "text": text}))  # fmt: skip
        (raw / f"{number:02d}.jsonl").write_text("\n".join(lines), encoding="utf-8")


def _bytes(derived: Path) -> dict[str, str]:
    """Return the hash of every file; what only remembers times of this machine is left out."""
    return {
        path.relative_to(derived).as_posix(): file_hash(path)
        for path in sorted(derived.rglob("*"))
        if path.is_file() and path.name != "hashes.parquet"
    }


def test_runs_killed_at_random_end_with_the_same_bytes(server: subprocess.Popen[str], tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    _write_raw(raw)
    seconds = min(_whole_run(server, raw, tmp_path / name) for name in ("first", "whole"))
    expected = _bytes(tmp_path / "whole")
    assert _bytes(tmp_path / "first") == expected
    moments = random.Random(11)
    killed, tries, derived = 0, 0, tmp_path / "derived"
    while killed < KILLS:
        tries += 1
        assert tries < 5 * KILLS, "the kills come too late to mean anything"
        pid = _start(server, raw, derived)
        time.sleep(moments.uniform(0, 0.9 * seconds))
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        hit = _end(server) == signal.SIGKILL
        killed += hit
        # Up to four kills of one corpus: a run also starts from what several killed ones have left.
        if not hit or killed % 4 == 0:
            _whole_run(server, raw, derived)
            assert _bytes(derived) == expected
            assert not list(derived.rglob(".writing-*"))
            shutil.rmtree(derived)


def _whole_run(server: subprocess.Popen[str], raw: Path, derived: Path) -> float:
    began = time.monotonic()
    _start(server, raw, derived)
    assert _end(server) == 0
    return time.monotonic() - began


def test_two_runs_at_once_end_with_the_same_bytes(tmp_path: Path, server: subprocess.Popen[str]) -> None:
    raw = tmp_path / "raw"
    _write_raw(raw)
    _whole_run(server, raw, tmp_path / "whole")
    program = (
        f"{SMALL_PARTS}\nimport sys\nfrom analysis.corpus import open_corpus\n"
        "open_corpus(sys.argv[1], derived=sys.argv[2], workers=1)\n"
    )
    both = tmp_path / "both"
    command = [sys.executable, "-c", program, str(raw), str(both)]
    runs = [subprocess.Popen(command) for _ in range(2)]
    assert [run.wait(timeout=120) for run in runs] == [0, 0]
    expected = {
        name: digest for name, digest in _bytes(tmp_path / "whole").items() if name.startswith("corpus/")
    }
    assert _bytes(both) == expected
