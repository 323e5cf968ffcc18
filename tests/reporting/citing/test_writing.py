from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.errors import ParameterError, RunError
from analysis.reporting.citing.items import read_citable
from analysis.reporting.reading import read_record

WRITE = """
import json, sys, pathlib
from analysis.reporting.citing import write_citations
folder = pathlib.Path(sys.argv[1])
write_citations(folder, json.loads((folder / "run.json").read_text(encoding="utf-8")))
"""


def test_another_place_locale_time_zone_and_hash_seed_give_the_same_bytes(bad: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "über dort"
    shutil.copytree(bad, elsewhere, ignore=shutil.ignore_patterns("cite"))
    setting = {
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Yerevan",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "USER": "nobody",
    }
    command = [sys.executable, "-c", WRITE, str(elsewhere)]
    subprocess.run(command, cwd=tmp_path, env={**os.environ, **setting}, check=True, timeout=60)
    for path in sorted((bad / "cite").iterdir()):
        assert (elsewhere / "cite" / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize(
    ("key", "value"), [("run", "../../etc"), ("run", ""), ("slug", "a/b"), ("slug", "x}\\input{y")]
)
def test_what_is_no_run_is_refused(good: Path, key: str, value: str) -> None:
    about = read_record(good / "run.json") | {key: value}
    with pytest.raises(RunError, match="no report that can be cited"):
        read_citable(good, about)


def test_a_name_that_is_a_path_is_refused(good: Path, tmp_path: Path) -> None:
    shutil.copytree(good, tmp_path / "r")
    manifest = (tmp_path / "r/manifest.json").read_text()
    (tmp_path / "r/manifest.json").write_text(manifest.replace('"fig-words"', '"fig-/../../x"'))
    with pytest.raises(ParameterError, match="is not a name"):
        read_citable(tmp_path / "r", read_record(good / "run.json"))
