"""Fixtures for all rooms: small corpora of this project's own making, and a private place for caches."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from analysis.corpus import Corpus, open_corpus
from analysis.paths import DERIVED_VARIABLE

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
