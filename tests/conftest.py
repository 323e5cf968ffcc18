"""Fixtures for all rooms: small corpora of this project's own making, and a private place for caches."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import settings

from analysis.corpus import Corpus, open_corpus
from analysis.figures.theme import new_figure
from analysis.paths import DERIVED_VARIABLE
from analysis.reporting.citing import write_citations
from analysis.reporting.formatting import json_text
from analysis.reporting.report import Report
from analysis.reporting.runs.provenance import file_hashes

# Machines differ in speed; a slow one must not fail a property. Examples are the same in every run.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def derived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for caches in a test session, so that each text is annotated once."""
    return tmp_path_factory.mktemp("derived")


@pytest.fixture(autouse=True)
def _private_derived(derived: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DERIVED_VARIABLE, str(derived))


@pytest.fixture
def make_corpus(tmp_path: Path) -> Callable[..., Corpus]:
    """Return a function from records (outlet, date, title, text, …) to an opened corpus."""
    number = iter(range(1000))

    def make(records: list[dict[str, Any]], **options: Any) -> Corpus:
        raw = tmp_path / f"raw{next(number)}"
        raw.mkdir()
        lines = "".join(json.dumps(record) + "\n" for record in records)
        (raw / "articles.jsonl").write_text(lines, encoding="utf-8")
        return open_corpus(raw, **{"workers": 1, **options})

    return make


@pytest.fixture(scope="session")
def sample_raw() -> Path:
    """The sample corpus that ships with the project."""
    return ROOT / "data/raw"


@pytest.fixture
def sample(sample_raw: Path) -> Corpus:
    """The sample corpus, opened."""
    return open_corpus(sample_raw, workers=1)


@pytest.fixture(scope="session")
def make_report() -> Callable[..., Path]:
    """Return a function that writes a finished report with one figure, one table and the values given."""

    def make(
        out: Path, slug: str, run: str, *, caption: str, alt: str = "Two bars.", values: dict[str, Any]
    ) -> Path:
        folder = out / f"{slug}--{run}"
        report = Report(folder, title=caption[:60] if slug == "hostile" else slug.capitalize(), run_id=run)
        rows = pd.DataFrame({"word": [caption[:200], "treaty"], "count": [3, 12345]})
        figure, axes = new_figure(height_mm=30)
        axes.barh([0, 1], rows["count"])
        with redirect_stdout(StringIO()):
            report.paragraph("par-data", f"The data are 2 articles. {caption}")
            report.figure("fig-words", figure, data=rows, caption=caption, alt=alt, n=2)
            report.table("tbl-words", rows, caption=caption)
            for name, entry in values.items():
                report.value(name, **{"label": caption, **entry})
        about = {
            "slug": slug, "run": run, "title": report.title, "status": "finished", "code": "c0de",
            "notebook": {"name": slug}, "versions": {"news-profiles": "0.1.0"}, "warnings": [], "parameters": {},
            "inputs": {
                "articles": 2, "first": "2024-01-15", "last": "2024-02-15", "fingerprint": "f1" * 8,
                "selection": caption[:80], "raw": "data/raw", "files": {"a.txt": "0", "b.txt": "1"},
            },
        }  # fmt: skip
        write_citations(folder, about)
        (folder / "index.html").write_text("<!doctype html><title>A page</title>", encoding="utf-8")
        (folder / "run.json").write_text(
            json_text({**about, "outputs": file_hashes(folder)}), encoding="utf-8"
        )
        return folder

    return make
