"""A small made-up corpus with scores, a design drawn from it, and sheets filled in by two coders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.framing import Codebook, parse_codebook
from analysis.framing.validation import draw_sample, sheet_rows, write_sheets

TEXT = """\
name: small
version: '1'
title: Small
description: Two frames.
source: made up
frames:
  - id: conflict
    label: Conflict
    definition: Sides quarrel.
    functions: [problem]
    rule: at least 2
    indicators:
      - {id: quarrel, question: "Is there a quarrel?", terms: [{term: quarrel}]}
      - {id: sides, question: "Are there two sides?", terms: [{term: side}]}
      - {id: war, question: "Is it told as war?", terms: [{term: war}]}
  - id: economic
    label: Economic consequences
    definition: What it costs <b>matters</b>.
    functions: [cause]
    indicators:
      - {id: costs, question: "Are costs mentioned?", terms: [{term: cost}]}
"""


@pytest.fixture
def book() -> Codebook:
    return parse_codebook(TEXT)


def make_corpus(n: int = 120, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return articles, units, machine scores and true codes."""
    rng = np.random.default_rng(seed)
    ids = [f"a{i:04d}" for i in range(n)]
    outlet = np.where(np.arange(n) % 3 == 0, "Harbour Post", "Valley Courier")
    articles = pd.DataFrame({"article_id": ids, "outlet": outlet, "story_id": ids})
    units = pd.DataFrame(
        {"article_id": ids, "start": 0, "end": 20, "text": [f"Article number {i} of many." for i in range(n)]}
    )
    truth, scores = [], []
    for frame, share in (("conflict", 0.4), ("economic", 0.12)):
        real = rng.random(n) < share
        found = np.where(rng.random(n) < 0.85, real, ~real)
        truth.append(pd.DataFrame({"article_id": ids, "frame": frame, "value": real.astype(float)}))
        scores.append(
            pd.DataFrame(
                {"article_id": ids, "frame": frame, "present": found, "score": found * 2.0 + rng.random(n)}
            )
        )
    return articles, units, pd.concat(scores, ignore_index=True), pd.concat(truth, ignore_index=True)


@pytest.fixture
def made() -> Callable[..., tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]]:
    """Return `make_corpus`."""
    return make_corpus


@pytest.fixture
def book_text() -> str:
    return TEXT


@pytest.fixture
def design(book: Codebook) -> pd.DataFrame:
    articles, units, scores, _ = make_corpus()
    return draw_sample(units, scores=scores, articles=articles, codebook=book, n=40, seed=2)


@pytest.fixture
def folder(tmp_path: Path, design: pd.DataFrame, book: Codebook) -> Callable[..., Path]:
    """Return a function that writes sheets and fills them in; each answer is an edit of the table."""

    def fill(*edits: Callable[[str, pd.DataFrame], pd.DataFrame | None], ask: str = "frames") -> Path:
        home = tmp_path / f"codings{len(list(tmp_path.iterdir()))}"
        write_sheets(design, home, codebook=book, ask=ask)
        for coder in ("A", "B"):
            rows = sheet_rows(design, coder, codebook=book, ask=ask)
            for name in [c for c in rows.columns if c.startswith(("conflict", "economic"))]:
                rows[name] = ["yes" if int(row[1:]) % 3 == 0 else "no" for row in rows["row_id"]]
            for edit in edits:
                changed = edit(coder, rows)
                rows = rows if changed is None else changed
            rows.to_csv(home / f"{coder}.csv", index=False)
        return home

    return fill
