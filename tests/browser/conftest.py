"""A Chromium that talks to nobody, or a reason why there is none."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.reporting.pages.catalogue import write_catalogue
from analysis.reporting.runs.batch import run_notebook
from analysis.reporting.showing.annotated import annotated_html

PLAIN = Path(__file__).resolve().parents[1] / "fixtures" / "notebooks" / "plain.ipynb"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip(
            "Chromium is not installed (Debian: apt-get install chromium; elsewhere name it in CHROMIUM)"
        )
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed (extra `dev`)"
    )
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def annotated() -> Callable[[Path, str], Path]:
    """A function that writes a text with a frame, a device and a speaker marked in it as a page."""

    def write(file: Path, text: str) -> Path:
        at, body = text.index("grave"), text.index("\n\n") + 2
        evidence = pd.DataFrame({
            "start": [at], "end": [at + 12], "frame": ["risk"], "indicator": ["i"], "term": ["t"], "negated": [False],
            "voice": ["quoted"], "speaker": ["the mayor"],
        })  # fmt: skip
        segments = pd.DataFrame(
            {"kind": ["headline", "body"], "start": [0, body], "end": [body - 2, len(text)]}
        )
        said = pd.DataFrame({"content": [[[text.index("the port"), at + 20]]], "speaker": ["the mayor"]})
        page = annotated_html(text, segments, evidence, quotations=said, title="Port")
        file.write_text(page, encoding="utf-8")
        return file

    return write


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Path:
    """A folder with one finished report, an earlier run of it, a failure, and the page that compares the runs."""
    out = tmp_path_factory.mktemp("reports")
    assert run_notebook(PLAIN, out_dir=out).status == "finished"
    current = next(out.glob("plain--*"))
    earlier = out / ".superseded" / f"plain--{'a' * 12}"
    shutil.copytree(current, earlier)
    for file, changed in (
        ("run.json", {"run": "a" * 12, "code": "older"}),
        ("figures/fig-words.json", {"data_sha256": ""}),
    ):
        about = json.loads((earlier / file).read_text(encoding="utf-8"))
        (earlier / file).write_text(json.dumps(about | changed), encoding="utf-8")
    failed = out / ".failed" / "broken"
    failed.mkdir(parents=True)
    (failed / "error.txt").write_text("no article")
    inputs = {"selection": "outlet: <b>O'Brien</b>", "first": "2023-01-01", "last": "2024-01-01"}
    about = {"slug": "broken", "run": "b" * 12, "status": "failed", "error": "no article", "inputs": inputs}
    (failed / "run.json").write_text(json.dumps({**about, "notebook": {"name": "broken"}}))
    write_catalogue(out)
    return out
