"""What the tests of checking share: the example of the benchmark, written and checked once."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from analysis.reporting.known import Reports

BENCHMARKS = Path(__file__).resolve().parents[3] / "benchmarks"


@pytest.fixture(scope="session")
def seeded() -> Iterator[ModuleType]:
    """The module that writes manuscripts with seeded errors."""
    sys.path.insert(0, str(BENCHMARKS))
    import seeded_citations

    yield seeded_citations
    sys.path.remove(str(BENCHMARKS))


@pytest.fixture(scope="session")
def example(seeded: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    """The folder of the example, and by format its seeds and what was found."""
    folder = tmp_path_factory.mktemp("example")
    with contextlib.redirect_stdout(io.StringIO()):
        return folder, seeded.judged(folder)


@pytest.fixture
def reports(example: tuple[Path, dict]) -> Reports:
    """The reports of the example; nothing may write to them."""
    return Reports([example[0] / "reports"])
