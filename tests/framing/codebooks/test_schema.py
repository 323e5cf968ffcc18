"""The schema for editors: current, and of one mind with the reader."""

from __future__ import annotations

from importlib import resources

import pytest
import yaml
from jsonschema import Draft202012Validator

from analysis.errors import CodebookError
from analysis.framing import parse_codebook, shipped_codebooks
from analysis.framing.codebooks.schema import codebook_schema, schema_text

FOLDER = resources.files("analysis.resources") / "codebooks"
CHANGE = """\
extends: generic5
name: own
version: 1.0
drop: [conflict]
frames:
  - id: economic
    label: Money
    drop: consequence
    indicators:
      - {id: cost, drop: [fee], terms: [{term: levy, near: tax}, 1914]}
"""


def complaints(text: str) -> list[str]:
    return [
        error.message for error in Draft202012Validator(codebook_schema()).iter_errors(yaml.safe_load(text))
    ]


def test_the_schema_that_ships_is_the_one_that_is_made() -> None:
    assert (FOLDER / "schema.json").read_text(encoding="utf-8") == schema_text(), (
        "run: analysis codebook schema --out src/analysis/resources/codebooks/schema.json"
    )


def test_it_is_a_schema_and_says_something_about_every_key() -> None:
    schema = codebook_schema()
    Draft202012Validator.check_schema(schema)
    for name, one in schema["$defs"].items():
        definition = one.get("anyOf", [one])[-1]
        assert definition["description"], name
        for key, value in definition["properties"].items():
            assert value["description"], (name, key)


@pytest.mark.parametrize("name", shipped_codebooks())
def test_shipped_codebooks_meet_it(name: str) -> None:
    assert complaints((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")) == []


def test_a_file_that_changes_another_meets_it() -> None:
    parse_codebook(CHANGE.replace("[fee]", "[cost]"))
    assert complaints(CHANGE) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("label: Money", "lable: Money"),
        ("near: tax", "nere: tax"),
        ("near: tax", "weight: 11"),
        ("version: 1.0\n", ""),
        ("id: economic", "id: The economy"),
        ("label: Money", "voice: anybody"),
        ("extends: generic5\n", ""),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(old: str, new: str) -> None:
    assert CHANGE.count(old) == 1
    text = CHANGE.replace("[fee]", "[cost]").replace(old, new)
    assert complaints(text)
    with pytest.raises(CodebookError):
        parse_codebook(text)
