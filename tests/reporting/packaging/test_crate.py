"""The crate of a report holds to the rules of RO-Crate 1.1 and of the Process Run Crate profile.

The rules are written out here because the public validator asks the network for a context;
`benchmarks/validate_crates.py` runs it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from analysis.paths import file_hash
from analysis.reporting.packaging.crate import EARLIEST, PROFILE, crate, write_crate

ABOUT: dict[str, Any] = {
    "slug": "plain", "run": "0123456789ab", "title": "A plain report", "code": "c0de",
    "notebook": {"name": "plain", "sha256": "abcdef"},
    "parameters": {"least": 5, "where": "", "terms": ["b", "a"], "none": None, "by": "outlet"},
    "inputs": {"articles": 3, "selection": "all articles", "raw": "articles", "fingerprint": "f00d",
               "first": "2024-01-01", "last": "2024-03-01", "files": {"a b/ü.txt": "11", "c.jsonl": "22"}},
    "versions": {"python": "3.11", "numpy": "2.0", "news-profiles": "0.1.0"},
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"index.html": "<p>", "notebook.ipynb": "{}", "figures/fig-a.png": "png",
                       "figures/fig-a.csv": "x\n1\n"}.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    item = {"name": "fig-a", "kind": "figure", "number": 1, "caption": "A.",
            "files": ["figures/fig-a.png", "figures/fig-a.csv"]}  # fmt: skip
    (tmp_path / "manifest.json").write_text(json.dumps({"items": [item]}))
    return tmp_path


def _entities(folder: Path, about: dict[str, Any] = ABOUT) -> dict[str, dict[str, Any]]:
    found = crate(folder, about)
    entities = {entity["@id"]: entity for entity in found["@graph"]}
    assert len(entities) == len(found["@graph"])  # no id twice
    return entities


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        return (
            [value["@id"]] if set(value) == {"@id"} else [r for v in value.values() for r in _references(v)]
        )
    return [r for one in value for r in _references(one)] if isinstance(value, list) else []


def test_the_descriptor_and_the_root_are_as_the_specification_asks(folder: Path) -> None:
    entities = _entities(folder)
    descriptor, root = entities["ro-crate-metadata.json"], entities["./"]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert root["@type"] == "Dataset"
    assert all(root[name] for name in ("name", "description", "license"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", root["datePublished"])
    assert root["conformsTo"] == {"@id": PROFILE}
    assert entities[PROFILE]["@type"] == "CreativeWork"
    assert {"@id": "#run"} in root["mentions"]


def test_every_reference_leads_somewhere_and_no_entity_stands_alone(folder: Path) -> None:
    entities = _entities(folder)
    referred = {r for entity in entities.values() for value in entity.values() for r in _references(value)}
    assert referred - set(entities) == {"https://w3id.org/ro/crate/1.1"}
    assert set(entities) - referred == {"ro-crate-metadata.json"}


def test_the_run_says_what_was_run_on_what_with_what_result(folder: Path) -> None:
    entities = _entities(folder)
    action = entities["#run"]
    assert action["@type"] == "CreateAction"
    assert entities[action["instrument"]["@id"]]["@type"] in ("SoftwareSourceCode", "SoftwareApplication")
    assert entities[action["agent"]["@id"]]["name"] == "News Profiles"
    objects = [entities[one["@id"]] for one in action["object"]]
    values = {one["name"]: one["value"] for one in objects if one["@type"] == "PropertyValue"}
    assert values == {"least": 5, "where": "", "terms": '[\n  "b",\n  "a"\n]', "none": "null", "by": "outlet"}
    collection = next(one for one in objects if one["@type"] == "Collection")
    assert [entities[one["@id"]]["sha256"] for one in collection["hasPart"]] == ["11", "22"]
    assert {one["@id"] for one in action["result"]} == {
        "index.html", "notebook.ipynb", "manifest.json", "figures/fig-a.png", "figures/fig-a.csv"}  # fmt: skip
    assert "endTime" not in action
    assert "startTime" not in action


def test_every_file_is_a_part_with_its_hash_and_format(folder: Path) -> None:
    entities = _entities(folder)
    files = {key: one for key, one in entities.items() if one["@type"] == "File"}
    assert {one["@id"] for one in entities["./"]["hasPart"]} == set(files)
    assert set(files) == {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} | {
        "run.json"
    }
    for name, entity in files.items():
        assert entity["encodingFormat"] != "application/octet-stream", name
        if name != "run.json":  # written after the crate, and holds its hash
            assert entity["sha256"] == file_hash(folder / name)
    picture = entities["figures/fig-a.png"]
    assert picture["isBasedOn"] == {"@id": "figures/fig-a.csv"}
    assert picture["identifier"] == "plain--0123456789ab/index.html#fig-a"


def test_the_date_is_the_earliest_day_possible_and_not_that_of_the_clock(folder: Path) -> None:
    assert _entities(folder)["./"]["datePublished"] == EARLIEST
    later = {**ABOUT, "inputs": {**ABOUT["inputs"], "last": "2031-05-06"}}
    assert _entities(folder, later)["./"]["datePublished"] == "2031-05-06"
    undated = {**ABOUT, "inputs": {**ABOUT["inputs"], "first": "", "last": ""}}
    assert "temporalCoverage" not in _entities(folder, undated)["./"]


def test_a_notebook_that_reads_no_articles_has_a_crate_too(folder: Path) -> None:
    entities = _entities(folder, {**ABOUT, "inputs": {}})
    assert "#articles" not in entities
    assert entities["./"]["mentions"] == [{"@id": "#run"}]


def test_the_same_run_has_the_same_crate(folder: Path) -> None:
    write_crate(folder, ABOUT)
    first = (folder / "ro-crate-metadata.json").read_bytes()
    (folder / "run.json").write_text("{}")  # as when the folder is finished
    write_crate(folder, ABOUT)
    assert (folder / "ro-crate-metadata.json").read_bytes() == first
