from __future__ import annotations

import html
import json
import math
import re
from typing import Any

import lxml.html
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.labels import neutralise
from analysis.reporting.formatting import escape, guard, json_text, jsonable, latex, number, value_text

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=200)


@given(ANY_TEXT)
def test_escaped_text_is_text_in_an_element_and_in_an_attribute(text: str) -> None:
    page = lxml.html.fromstring(f'<div><p title="{escape(text)}">a{escape(text)}</p></div>')
    (paragraph,) = page
    assert len(paragraph) == 0
    assert paragraph.attrib.keys() == ["title"]
    assert html.unescape(escape(text)) == neutralise(text)


_INSTEAD = re.compile(
    r"\\npchar\{[^\x00-\x7f]\}"
    r"\{(\[U\+[0-9A-F]{4,6}\]|\\ensuremath\{(-|\\[a-zA-Z]+)\}|\{\\fontencoding\{T1\}\\selectfont [^\x00-\x7f]\})\}"
)
"""A character that pdfLaTeX does not know, with what it prints instead."""


@given(ANY_TEXT)
def test_latex_text_has_no_open_special_character(text: str) -> None:
    bare = _INSTEAD.sub("", latex(text)).replace("-{}-", "--")
    for command in (
        "textbackslash",
        "textasciicircum",
        "textasciitilde",
        "textless",
        "textgreater",
        "textbar",
        "textasciigrave",
        "char34",
    ):
        bare = bare.replace(f"\\{command}{{}}", "")
    for special in "{}$&#%_":
        bare = bare.replace(f"\\{special}", "")
    assert not set(bare) & set('\\{}$&#%_^~<>|"`')


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd", "-x", "@sum", "\tx", "\rx", "＝1", '=HYPERLINK("http://x")']
)
def test_formulas_are_quoted(cell: str) -> None:
    assert guard(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-5", "+3.2", "-1e-5", "word", "", "a=b", -5, 3.5, None, True])
def test_numbers_and_words_are_left_alone(cell: object) -> None:
    assert guard(cell) is cell or guard(cell) == cell


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (7, "7"), (2024, "2024"), (12345, "12,345"), (-12345, "-12,345"), (0.5, "0.500"), (3.14159, "3.14"),
        (167.23, "167.2"), (1789.54, "1,790"), (1e6 + 0.5, "1,000,000"), (0.00004, "4.0e-05"), (0.0, "0.000"),
        (math.nan, "–"), (math.inf, "∞"), (-math.inf, "−∞"), (np.int64(5), "5"), (np.float32(0.25), "0.250"),
    ],
)  # fmt: skip
def test_numbers_as_read(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (12.5, "%", "12.5%"), (3, "‰", "3‰"), (12041, "articles", "12,041 articles"), (0.3, "", "0.300"),
        (None, "%", "–%"), ("generic5", "", "generic5"), (True, "", "True"),
    ],
)  # fmt: skip
def test_a_named_value_as_printed(value: Any, unit: str, text: str) -> None:
    assert value_text({"value": value, "unit": unit}) == text


def test_json_holds_only_what_json_knows() -> None:
    value = {
        "a": np.int64(3), "b": np.float64("nan"), "c": pd.NA, "d": pd.NaT, "e": np.array([1, 2]).tolist(),
        "f": {2, 1}, "g": pd.Timestamp("2024-06-01"), "h": math.inf, "i": np.bool_(True), "j": ("x", None),
    }  # fmt: skip
    assert jsonable(value) == {
        "a": 3, "b": None, "c": None, "d": None, "e": [1, 2], "f": [1, 2], "g": "2024-06-01 00:00:00", "h": None,
        "i": True, "j": ["x", None],
    }  # fmt: skip


@given(st.dictionaries(ANY_TEXT, st.floats() | st.integers() | ANY_TEXT | st.none()))
def test_json_text_can_always_be_written_and_read(value: dict) -> None:
    text = json_text(value)
    assert json.loads(text.encode("utf-8")) is not None
    assert text == json_text(dict(reversed(value.items())))
