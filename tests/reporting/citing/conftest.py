"""Two reports to cite: one with words as they should be, one whose words mean no good."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

GOOD_RUN, BAD_RUN = "12345678abcd", "0a1b2c3d4e5f"

HOSTILE = (
    r"\input{/etc/passwd} \write18{id} \end{document} $x_1^2$ 50% & more #1 ~ {open {{< meta title >}} "
    "`r system(1)` `{python} 1+1` <script>alert(1)</script> [a](http://example.org) ![b](c.png) **bold** @cite "
    "\u202eevil\u202c \x00\x07\x1b null «quoted» „so” ‚or’ naïve Łódź Ташкент Հայաստան 東京 📰 "
    "e\u0301 α ≥ −3 ∞ \ufffe \ud800 "
    "\"double\" 'single' `tick` ~/ C:\\temp -- --- ... |pipe| ^caret^ }close} \\\\ %comment\n\nnew paragraph"
)
"""Commands, markup, shortcodes and characters of every kind; nothing in it may do anything."""

VALUES = {
    "articles": {"value": 1204, "unit": "articles", "label": "Articles read"},
    "share": {"value": 34.2, "unit": "%", "label": "Share on security", "n": 1204, "low": 31.5, "high": 36.9},
    "rate-2024": {"value": -1234.5, "unit": "per million words", "label": "Change of the rate"},
    "none": {"value": None, "label": "What could not be measured"},
}


@pytest.fixture(scope="session")
def reports(make_report: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the reports ``plain`` and ``hostile``."""
    out = tmp_path_factory.mktemp("citing") / "my reports_1"
    make_report(out, "plain", GOOD_RUN, caption="Words by frequency", values=VALUES)
    bad = {"worst": {"value": HOSTILE}, "hyphens-2": {"value": "a -- b"}}
    make_report(out, "hostile", BAD_RUN, caption=HOSTILE * 3, alt=HOSTILE, values=bad)
    return out


@pytest.fixture(scope="session")
def good(reports: Path) -> Path:
    """The report with words as they should be."""
    return reports / f"plain--{GOOD_RUN}"


@pytest.fixture(scope="session")
def bad(reports: Path) -> Path:
    """The report whose words mean no good."""
    return reports / f"hostile--{BAD_RUN}"


@pytest.fixture
def typeset(tmp_path: Path) -> Callable[..., tuple[str, str]]:
    """Return a function from a body in LaTeX to the text of its pages and the log."""

    def compile_(
        body: str, *, engine: str = "pdflatex", preamble: str = "", times: int = 1
    ) -> tuple[str, str]:
        if shutil.which(engine) is None or shutil.which("pdftotext") is None:
            pytest.skip(f"{engine} or pdftotext is not installed")
        head = r"\documentclass{article}\usepackage{graphicx,booktabs}" + "\n"
        source = f"{head}{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
        (tmp_path / "main.tex").write_text(source, encoding="utf-8")
        command = [
            engine,
            "-interaction=nonstopmode",
            "-halt-on-error",
            "-no-shell-escape",
            "-recorder",
            "main.tex",
        ]
        for _ in range(times):
            done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
            log = (tmp_path / "main.log").read_text(encoding="utf-8", errors="replace")
            assert done.returncode == 0, log[-3000:]
        shown = subprocess.run(
            ["pdftotext", "-layout", "main.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
        )
        return shown.stdout.decode("utf-8"), log

    return compile_
