from __future__ import annotations

from collections.abc import Callable

import numpy as np

from analysis.corpus import Corpus
from analysis.vocabulary import keyness, keywords


def test_returning_headings_signatures_and_brands_are_marked_and_passed_over(
    make_corpus: Callable[..., Corpus],
) -> None:
    rng = np.random.default_rng(2)

    def said(words: int) -> str:
        return " ".join(f"w{chr(97 + k // 26)}{chr(97 + k % 26)}" for k in rng.integers(0, 300, words))

    records = []
    for i in range(12):
        body = f"The Ladle with Orla Quist {said(30)}.\n\n"
        body += f"{said(12)} grain {said(9)} told Harbour Post Deeper {said(8)}."
        records.append({"outlet": "Harbour Post", "title": f"Harbour {said(4)} {i}", "text": body})
        records.append(
            {"outlet": "Vale Star", "title": f"Vale {said(4)} {i}", "text": f"{said(40)}.\n\n{said(30)}."}
        )
    table = keyness(make_corpus(records), group="Harbour Post")
    marked = set(table[table["rubric"]]["word"])
    assert {"ladle", "orla", "quist", "deeper"} <= marked
    assert "grain" not in marked
    chosen = keywords(table, top=2)
    assert chosen["word"].iloc[0] == "grain"
    assert {"ladle", "quist", "harbour", "post"} <= set(chosen.attrs["passed_over"]["Harbour Post"])
    assert "ladle" in set(keywords(table, top=9, rubrics=True)["word"])
