"""Figures of the actors profile, tested by their artists."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from analysis.errors import EmptySelectionError
from analysis.figures import actors as figures
from analysis.figures.theme import smallest_letters

ALLOWED = {"#0173b2", "#029e73", "#d55e00", "#cc78bc", "#949494"}


ACTORS = (("Armenia", "state"), ("$5 & _x^2 Bank", "organisation"), ("Ann Lee", "person"))


def prominence_table(groups: int = 1) -> pd.DataFrame:
    rows = [
        {"group": f"Outlet {g}", "actor_id": f"a{i}", "name": name, "kind": kind, "n": 20, "articles": 20 - i,
         "share": 1 - i / 20, "share_low": max(0, 0.8 - i / 20), "share_high": min(1, 1.1 - i / 20), "mentions": 40 - i}
        for g in range(groups)
        for i, (name, kind) in enumerate(ACTORS)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def pairs_table(actors: int = 40) -> pd.DataFrame:
    rows = [
        {"actor_a": f"a{i:02}", "actor_b": f"a{j:02}", "name_a": f"Actor number {i}", "name_b": f"Actor number {j}",
         "kind_a": "person", "kind_b": "person" if j % 2 else "state", "count": 1 + (i * j) % 7,
         "npmi": 0.1 + (i % 3) / 10}
        for i, j in combinations(range(actors), 2)
        if (i + j) % 5 == 0
    ]  # fmt: skip
    for row in rows:
        row["kind_a"] = "person" if int(row["actor_a"][1:]) % 2 else "state"
    return pd.DataFrame(rows)


def points(figure: Figure) -> list[tuple[float, float]]:
    found = []
    for axes in figure.axes:
        for drawn in axes.collections:
            if isinstance(drawn, PathCollection):
                found += [tuple(np.asarray(xy, dtype=float)) for xy in np.asarray(drawn.get_offsets())]
    return found


def test_prominence_draws_each_share() -> None:
    figure = figures.prominence(prominence_table().drop(columns="group"))
    assert sorted(x for x, _ in points(figure)) == pytest.approx([90, 95, 100])
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert labels == ["Armenia", "$5 & _x^2 Bank", "Ann Lee"]


def test_prominence_has_a_panel_for_each_group_up_to_six() -> None:
    figure = figures.prominence(prominence_table(groups=9))
    assert sum(axes.get_visible() for axes in figure.axes) == figures.MOST_PANELS
    assert "n = 20" in figure.axes[0].get_title(loc="left")


def test_voices_draw_named_speakers_and_write_the_others() -> None:
    table = pd.DataFrame(
        {"speaker_id": ["a", "b"], "name": ["Ann Lee", "anonymous sources"], "kind": ["person", "anonymous"],
         "words_quoted": [30, 5], "words_paraphrased": [10, 50], "words": [40, 55]}
    )  # fmt: skip
    figure = figures.voice_shares(table)
    assert sorted(x for x, _ in points(figure)) == [10, 30]
    assert "anonymous sources: 55" in figure.axes[0].get_xlabel()


def test_network_is_capped_and_leaves_out_pairs_at_chance() -> None:
    table = pairs_table()
    figure = figures.cooccurrence(table)
    assert len(points(figure)) <= figures.MOST_NODES
    with pytest.raises(EmptySelectionError):
        figures.cooccurrence(table.assign(npmi=0.0))


def test_names_in_the_network_do_not_overlap() -> None:
    figure = figures.cooccurrence(pairs_table())
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    boxes = [t.get_window_extent(renderer) for t in figure.axes[0].texts if isinstance(t, Annotation)]
    assert len(boxes) == len(points(figure))
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    inside = figure.bbox
    assert all(b.x0 >= inside.x0 and b.x1 <= inside.x1 for b in boxes)


@pytest.mark.parametrize("make", [
    lambda: figures.prominence(prominence_table(groups=2)),
    lambda: figures.cooccurrence(pairs_table(12)),
])  # fmt: skip
def test_colours_and_letters(make: object) -> None:
    figure = make()  # type: ignore[operator]
    used = {
        to_hex(colour)
        for axes in figure.axes
        for drawn in axes.collections
        if isinstance(drawn, PathCollection)
        for colour in drawn.get_facecolors()
    }
    assert used <= ALLOWED
    assert smallest_letters(figure) >= 8


def test_article_text_is_never_mathematics(tmp_path: object) -> None:
    table = prominence_table().assign(name=["$unbalanced", "a_b^c", "<script>"])
    figure = figures.prominence(table)
    FigureCanvasAgg(figure).draw()  # an unbalanced dollar sign would raise here
    assert all(not text.get_parse_math() for text in figure.axes[0].get_yticklabels())


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(EmptySelectionError, match="no actors"):
        figures.prominence(prominence_table().iloc[:0])
