from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection

from analysis.errors import EmptySelectionError, ParameterError
from analysis.figures import vocabulary
from analysis.figures.theme import SMALLEST_POINTS, smallest_letters


def _network(words: int) -> pd.DataFrame:
    rows = [("node", f"w{i}", 1, 5 + i, 9.0 + i / words) for i in range(words)]
    rows += [("w0", f"v{i}", 2, 5, 7.0) for i in range(words)]
    table = pd.DataFrame(rows, columns=["node", "collocate", "step", "f", "log_dice"])
    table.attrs["nodes"] = ["node"]
    return table


def test_a_network_draws_nearest_words_first_and_says_what_they_are() -> None:
    figure = vocabulary.collocation_network(_network(6), nodes=9)
    names = {text.get_text() for text in figure.axes[0].texts}
    assert names == {"node", *(f"w{i}" for i in range(6)), "v0", "v1"}
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["node", "its collocates", "theirs"]
    assert smallest_letters(figure) >= SMALLEST_POINTS
    again = vocabulary.collocation_network(_network(6), nodes=9)
    for one, two in zip(figure.axes[0].texts, again.axes[0].texts, strict=True):
        assert one.get_position() == two.get_position()


def test_collocates_of_a_node_are_drawn_by_name_and_relation() -> None:
    table = pd.DataFrame({"collocate": ["city"], "relation": ["prep_on"], "f": [3], "pmi": [2.5]})
    figure = vocabulary.collocations(table, measure="pmi")
    axes = figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["city · prep_on"]
    assert axes.get_xlabel() == "PMI (bits)"
    with pytest.raises(ParameterError, match="It has pmi"):
        vocabulary.collocations(table, measure="log_dice")


def _xray(articles: int) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "query": ["war", "war", "$peace"],
            "number": [0, articles - 1, 0],
            "word": [3, 9, 5],
            "at": [0.3, 0.9, 0.5],
        }
    )
    table.attrs["queries"] = ["war", "$peace", "never"]
    table.attrs["articles"] = pd.DataFrame(
        {"date": [f"2024-01-{1 + i:02d}" for i in range(articles)], "words": 10, "outlet": "P"}
    )
    return table


def _strokes(figure: object) -> list[float]:
    (lines,) = (c for c in figure.axes[0].collections if isinstance(c, LineCollection))  # type: ignore[attr-defined]
    return [float(segment[0][0]) for segment in lines.get_segments()]


def test_one_article_is_drawn_along_its_words_and_many_by_date() -> None:
    one, many = vocabulary.xray(_xray(1)), vocabulary.xray(_xray(4))
    assert _strokes(one) == [3, 9, 5]
    assert _strokes(many) == pytest.approx([0.3, 3.9, 0.5])
    for figure in (one, many):
        assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == [
            "war\n2 ×", "$peace\n1 ×", "never\n0 ×",
        ]  # fmt: skip
        assert smallest_letters(figure) >= SMALLEST_POINTS
    assert many.axes[0].get_xticklabels()[0].get_text() == "2024-01-01"


def test_too_many_strokes_are_refused_and_stretches_drawn() -> None:
    table = pd.concat([_xray(4)] * 1001)
    table.attrs = _xray(4).attrs
    with pytest.raises(ParameterError, match="xray_bins"):
        vocabulary.xray(table)
    bins = pd.DataFrame(
        [
            (query, group, b, f"2024-0{b + 1}-01", 1, b, 100, b * 1e4 if group == "A" or b else np.nan)
            for query in ("war", "peace") for group in "AB" for b in range(3)
        ],
        columns=["query", "group", "bin", "date", "articles", "hits", "words", "per_million"],
    )  # fmt: skip
    rates = vocabulary.xray(bins[bins["group"] == "A"])
    assert [bar.get_height() for bar in rates.axes[0].patches] == [0, 10, 20]
    strips = vocabulary.xray(bins)
    mesh = strips.axes[0].collections[0]
    assert np.ma.filled(mesh.get_array().reshape(2, 3), -1).tolist() == [[0, 10, 20], [-1, 10, 20]]
    assert smallest_letters(strips) >= SMALLEST_POINTS


def test_dispersion_draws_words_chance_and_names() -> None:
    f = np.arange(20, 60)
    table = pd.DataFrame(
        {"word": [f"word{n}" for n in f], "f": f, "per_million": f * 10.0, "dp": 0.8 - f / 200,
         "dp_chance": 0.7 - f / 200, "function_word": f == 59}
    )  # fmt: skip
    figure = vocabulary.dispersion(table, named=4)
    axes = figure.axes[0]
    assert len(axes.collections[0].get_offsets()) == 39
    assert axes.get_lines()[0].get_ydata().tolist() == pytest.approx((0.7 - f[:-1] / 200).tolist())
    assert 1 <= len(axes.texts) <= 4
    assert "word59" not in {text.get_text() for text in axes.texts}
    assert smallest_letters(figure) >= SMALLEST_POINTS


@pytest.mark.parametrize("draw", [vocabulary.collocation_network, vocabulary.dispersion, vocabulary.xray])
def test_no_rows_are_refused(draw: object) -> None:
    empty = pd.DataFrame(
        columns=["node", "collocate", "step", "function_word", "f", "log_dice", "query"]
    ).astype({"function_word": bool})
    with pytest.raises(EmptySelectionError, match="there are no"):
        draw(empty)  # type: ignore[operator]
