"""Figures of the actors profile, tested by their artists."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch
from matplotlib.text import Annotation

from analysis.errors import EmptySelectionError
from analysis.figures import actors as figures
from analysis.figures.network import layout
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


def test_links_that_may_be_chance_are_dotted() -> None:
    table = pairs_table(6)
    figure = figures.cooccurrence(table.assign(q=[0.01] + [np.nan] * (len(table) - 1)))
    styles = [line.get_linestyle() for line in figure.axes[0].lines]
    assert styles.count("-") == 1
    assert styles.count(":") == len(styles) - 1 > 0


def test_parts_of_a_network_stay_near_one_another() -> None:
    graph = nx.Graph([("a", "b"), *combinations([f"n{i}" for i in range(12)], 2)])
    at = np.array(list(layout(graph, weight="pull").values()))
    middle = at[2:]
    assert np.ptp(middle[:, 0]) > 0.8  # a lone pair must not squeeze the others together
    assert np.abs(at).max() <= 1


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


NAMES = ("Armenia", "$5 & _x^2 Bank", "Ann Lee", "<script>")


def ledger_table() -> pd.DataFrame:
    rows = [
        {"actor_id": f"a{i}", "name": name, "kind": "state", "words_quoted": 40 * i, "words_paraphrased": 10,
         "words": 40 * i + 10 * (i > 0), "heard_in": i, "through_others_in": 1, "asked_in": 0, "unheard_in": 4 - i}
        for i, name in enumerate(NAMES)
    ]  # fmt: skip
    other = {
        **rows[0],
        "actor_id": "anonymous",
        "name": "anonymous sources",
        "kind": "anonymous",
        "words": 999,
    }
    return pd.DataFrame([*rows, other])


def balance_table(groups: int = 1) -> pd.DataFrame:
    rows = [
        {"group": f"Outlet {g}", "actor_id": f"a{i}", "name": name, "kind": "state", "n": 9 - g, "does": 3, "says": 2,
         "undergoes": 1, "about": i, "does_share": 0.4, "says_share": 0.3, "undergoes_share": 0.2, "about_share": 0.1,
         "agency": 0.25 * i, "agency_low": 0.2 if g else np.nan, "agency_high": 0.9 if g else np.nan}
        for g in range(groups)
        for i, name in enumerate(NAMES)
    ]  # fmt: skip
    return pd.DataFrame(rows) if groups > 1 else pd.DataFrame(rows).drop(columns="group")


def deeds_table(actors: int = 5) -> pd.DataFrame:
    rows = [
        {"source_id": f"a{i}", "target_id": f"a{j}", "source": f"Actor number {i}", "target": f"Actor number {j}",
         "source_kind": "state", "target_kind": "state", "count": 1 + i + j, "net": (i - j) % 3 - 1,
         "mean_sign": float((i - j) % 3 - 1)}
        for i in range(actors)
        for j in range(actors)
        if i != j and (i + j) % 2
    ]  # fmt: skip
    return pd.DataFrame(rows)


def cues_table() -> pd.DataFrame:
    rows = [
        {"speaker_id": f"a{i}", "name": name, "kind": "state", "cue_class": kind, "count": count, "statements": 9 - i,
         "articles": 6, "share": count / 9, "low": count / 12, "high": count / 7 + 0.1}
        for i, name in enumerate(NAMES)
        for kind, count in (("neutral", 6), ("accusing", 3 * (i == 0)), ("denying", 0))
    ]  # fmt: skip
    return pd.DataFrame(rows)


def timeline_table() -> pd.DataFrame:
    rows = [
        {"actor_id": f"a{i}", "name": name, "kind": "state", "period": f"2024-0{t + 1}-01", "every": "month",
         "n": 0 if t == 2 else 2 if t == 3 else 9, "articles": 3, "share": np.nan if t == 2 else 0.3 + 0.1 * i,
         "low": np.nan if t in (2, 3) else 0.1, "high": np.nan if t in (2, 3) else 0.8}
        for i, name in enumerate(NAMES)
        for t in range(6)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_the_ledger_shows_words_and_answers_of_named_actors() -> None:
    figure = figures.voice_ledger(ledger_table())
    words, answers = figure.axes
    labels = [label.get_text() for label in words.get_yticklabels()]
    assert labels == ["<script>", "Ann Lee", "$5 & _x^2 Bank", "Armenia"]
    widths = [bar.get_width() for bar in answers.patches]
    assert sum(widths) == 4 * 5
    with pytest.raises(EmptySelectionError, match="one group"):
        figures.voice_ledger(pd.concat([ledger_table().assign(group=g) for g in "ab"]))


def test_a_short_ledger_keeps_those_who_are_never_heard() -> None:
    figure = figures.voice_ledger(ledger_table(), top=2)
    assert {label.get_text() for label in figure.axes[0].get_yticklabels()} == {"<script>", "Armenia"}


def test_roles_fill_the_bar_and_agency_without_an_interval_is_hollow() -> None:
    figure = figures.role_balance(balance_table())
    bars, agency = figure.axes
    assert sum(bar.get_width() for bar in bars.patches) == pytest.approx(4 * 100)
    drawn = [c for c in agency.collections if isinstance(c, PathCollection)]
    assert [len(c.get_offsets()) for c in drawn] == [0, 4]
    assert to_hex(drawn[1].get_facecolors()[0]) == "#ffffff"


def test_roles_by_group_draw_agency_of_the_largest_groups() -> None:
    figure = figures.role_balance(balance_table(groups=7))
    assert len(points(figure)) == 5 * 4
    assert len(figure.legends[0].get_texts()) == 5


def test_the_matrix_writes_counts_and_leaves_empty_cells_empty() -> None:
    table = deeds_table(4)
    figure = figures.who_to_whom(table)
    written = [text.get_text() for text in figure.axes[0].texts]
    assert len(written) == len(table)
    assert "−1\nof 4" in written
    cells = figure.axes[0].collections[0].get_array()
    assert np.ma.count(cells) == len(table)
    assert float(np.ma.min(cells)) > -1  # a few clauses are never the strongest colour


def test_cue_classes_nobody_uses_have_no_panel() -> None:
    figure = figures.cue_classes(cues_table())
    shown = [axes.get_title(loc="left") for axes in figure.axes if axes.get_visible()]
    assert shown == ["neutral", "accusing"]


def test_time_has_gaps_and_says_what_is_not_drawn() -> None:
    figure = figures.prominence_over_time(timeline_table())
    assert len(figure.axes) == 4
    assert "not drawn: 1" in figure.get_supxlabel()
    values = figure.axes[0].lines[0].get_ydata()
    assert np.isnan(np.asarray(values, float)).tolist() == [False, False, True, True, False, False]
    with pytest.raises(EmptySelectionError, match="one period"):
        figures.prominence_over_time(timeline_table().query("period == '2024-01-01'"))


def test_arrows_tell_their_sign_by_colour_and_line() -> None:
    figure = figures.action_network(deeds_table())
    arrows = [p for p in figure.axes[0].patches if isinstance(p, FancyArrowPatch)]
    styles = {(to_hex(a.get_edgecolor()), a.get_linestyle()) for a in arrows}
    assert ("#d55e00", "--") in styles
    assert ("#0173b2", "-") in styles
    assert {text.get_text() for text in figure.legends[0].get_texts()} == {
        "state", "hostile", "mixed or neutral", "cooperative",
    }  # fmt: skip


def test_a_network_of_words_has_no_signs_and_few_nodes() -> None:
    table = deeds_table(40).drop(columns=["mean_sign", "net"])
    figure = figures.quotation_network(table)
    assert len(points(figure)) <= figures.MOST_NODES
    assert {text.get_text() for text in figure.legends[0].get_texts()} == {"state"}


@pytest.mark.parametrize("make", [
    lambda: figures.voice_ledger(ledger_table()), lambda: figures.role_balance(balance_table()),
    lambda: figures.role_balance(balance_table(3)), lambda: figures.who_to_whom(deeds_table()),
    lambda: figures.cue_classes(cues_table()), lambda: figures.prominence_over_time(timeline_table()),
    lambda: figures.action_network(deeds_table()),
])  # fmt: skip
def test_letters_can_be_read_and_text_is_no_mathematics(make: object) -> None:
    figure = make()  # type: ignore[operator]
    FigureCanvasAgg(figure).draw()
    assert smallest_letters(figure) >= 8


@pytest.mark.parametrize("draw", [
    figures.voice_ledger, figures.role_balance, figures.who_to_whom, figures.cue_classes,
    figures.prominence_over_time, figures.action_network, figures.quotation_network,
])  # fmt: skip
def test_an_empty_table_is_said(draw: object) -> None:
    columns = {*ledger_table(), *balance_table(), *deeds_table(), *cues_table(), *timeline_table()} - {
        "group"
    }
    with pytest.raises(EmptySelectionError, match="there are no"):
        draw(pd.DataFrame(columns=sorted(columns)))  # type: ignore[operator]
