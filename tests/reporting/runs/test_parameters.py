from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.errors import ParameterError
from analysis.reporting.runs.parameters import assignments, check_parameters, notebook_parameters

CELL = '''
"""what may be set"""
raw = "../data/raw"   # a = comment with = in it
least: int = 5
share = 0.5
deep = False
words = ["a", "b"]
pair = (1, 2)
table = {"k": 1}
nothing = None
limit: int | None = None
name: "str | None" = "x = y"
other: Optional[float] = None
report_dir = ""
'''


def notebook(source: str, *, tags: tuple[str, ...] = ("parameters",)):
    return new_notebook(
        cells=[new_markdown_cell("# T"), new_code_cell(source, metadata={"tags": list(tags)})]
    )


KNOWN = notebook_parameters(notebook(CELL), where="n.ipynb")


def test_names_defaults_and_types_are_read_as_python() -> None:
    assert list(KNOWN) == [
        "raw", "least", "share", "deep", "words", "pair", "table", "nothing", "limit", "name", "other", "report_dir",
    ]  # fmt: skip
    assert KNOWN["name"].default == "x = y"
    assert KNOWN["limit"].kind is int
    assert KNOWN["limit"].optional
    assert KNOWN["other"].kind is float


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("raw", "outlet = 'x'", "outlet = 'x'"), ("raw", "None", "None"), ("least", "12", 12), ("least", " -3 ", -3),
        ("share", "1", 1.0), ("share", "1e-3", 0.001), ("deep", "yes", True), ("deep", "FALSE", False),
        ("words", "x, y", ["x", "y"]), ("words", '["x, y"]', ["x, y"]), ("words", "", []), ("pair", "3,4", ("3", "4")),
        ("pair", "(3, 4)", (3, 4)), ("table", '{"a": [1]}', {"a": [1]}), ("nothing", "text", "text"),
        ("limit", "7", 7), ("limit", "None", None), ("other", "0.5", 0.5),
    ],
)  # fmt: skip
def test_text_becomes_a_value_of_the_type(name: str, text: str, value: object) -> None:
    found = check_parameters(KNOWN, {name: text}, where="n")[name]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("least", "twelve", "a whole number"), ("least", "1.5", "a whole number"), ("least", True, "a whole number"),
        ("least", None, "a whole number"), ("share", "half", "a number"), ("deep", "maybe", "true or false"),
        ("deep", 1, "true or false"), ("raw", 5, "text"), ("table", "[1]", "a table"), ("table", "{", "a table"),
        ("words", '["a"', "a list"), ("words", {"a": 1}, "a list"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_what_is_right(name: str, value: object, says: str) -> None:
    with pytest.raises(
        ParameterError, match=f"n.ipynb: .* is not right for the parameter '{name}'.*takes {says}"
    ):
        check_parameters(KNOWN, {name: value}, where="n.ipynb")


def test_an_unknown_name_is_told_the_nearest() -> None:
    with pytest.raises(ParameterError, match=r"no parameter 'lest'. Did you mean 'least'\?") as caught:
        check_parameters(KNOWN, {"lest": 1}, where="n.ipynb")
    assert "report_dir" not in str(caught.value)


@pytest.mark.parametrize(
    ("source", "tags", "says"),
    [
        ("a = 1", (), "no cell is tagged `parameters`"),
        ("a = ", ("parameters",), "line 1 of the parameters cell is not Python"),
        ("a = b + 1", ("parameters",), "'a' has a computed default"),
        ("import os", ("parameters",), "`import os` in the parameters cell is not of the form"),
        ("a = b = 1", ("parameters",), "is not of the form `name = value`"),
        ("a, b = 1, 2", ("parameters",), "is not of the form `name = value`"),
        ("a: int", ("parameters",), "is not of the form `name = value`"),
    ],
)
def test_a_cell_that_sets_no_parameters_is_refused(source: str, tags: tuple[str, ...], says: str) -> None:
    with pytest.raises(ParameterError, match=rf"n\.ipynb: .*{says}"):
        notebook_parameters(notebook(source, tags=tags), where="n.ipynb")


def test_two_tagged_cells_are_refused() -> None:
    double = notebook("a = 1")
    double.cells.append(new_code_cell("b = 2", metadata={"tags": ["parameters"]}))
    with pytest.raises(ParameterError, match="2 cells are tagged"):
        notebook_parameters(double, where="n")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
).filter(
    lambda value: not (isinstance(value, (list, dict)) and ("nan" in repr(value) or "inf" in repr(value)))
)


@given(VALUES)
def test_any_value_reaches_the_notebook_as_it_is(value: object) -> None:
    namespace: dict = {}
    exec(assignments({"value": value}), namespace)
    found = namespace["value"]
    both_nan = isinstance(value, float) and math.isnan(value) and math.isnan(found)
    assert both_nan or (found == value and type(found) is type(value))
