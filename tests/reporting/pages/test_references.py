from __future__ import annotations

import re

import pytest
import yaml

from analysis.errors import ParameterError
from analysis.paths import PACKAGE
from analysis.reporting.pages.references import cited, label, reference, reference_list, references


def test_every_reference_is_whole_and_told_apart_from_the_others() -> None:
    for key, entry in references().items():
        assert re.fullmatch(r"[a-z]+\d{4}[a-z]?", key)
        assert key.rstrip("abc").endswith(str(entry["year"]))
        assert {"type", "author", "title"} <= entry.keys()
        assert entry.keys() & {"journal", "booktitle", "publisher", "school", "note"}, key
        assert all(", " in name for name in entry["author"].split(" and ") if name != "others"), key
    assert len({label(key) for key in references()}) == len(references())


def test_all_that_methods_cite_is_there_and_all_that_is_there_is_cited() -> None:
    said = yaml.safe_load((PACKAGE / "resources/reporting/methods.yaml").read_text(encoding="utf-8"))
    keys = [key for entry in said["measures"] for key in cited(entry["says"])[1]]
    keys += [entry["cite"] for entry in said["software"] if "cite" in entry]
    assert set(keys) == set(references())


def test_functions_named_in_the_methods_exist() -> None:
    import importlib

    said = yaml.safe_load((PACKAGE / "resources/reporting/methods.yaml").read_text(encoding="utf-8"))
    for entry in said["measures"]:
        for name in entry["of"]:
            room, function = name.split(".")
            module = importlib.import_module(f"analysis.{'framing.' * (room == 'validation')}{room}")
            assert callable(getattr(module, function)), name


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a [mann1947]", "a (Mann and Whitney 1947)"),
        ("a [mann1947; lijffijt2016].", "a (Mann and Whitney 1947; Lijffijt et al. 2016)."),
        ("after @evert2008", "after Evert (2008)"),
        ("(see {vanleeuwen1996})", "(see van Leeuwen 1996)"),
        ("no citation, q < .05", "no citation, q < .05"),
    ],
)
def test_citations_are_written_out(text: str, written: str) -> None:
    assert cited(text)[0] == written


def test_a_list_has_each_reference_once_in_order() -> None:
    lines = reference_list(["waskom2021", "mann1947", "vanleeuwen1996", "mann1947"])
    assert [line.split()[0] for line in lines] == ["Mann,", "van", "Waskom,"]


def test_an_unknown_reference_is_refused() -> None:
    with pytest.raises(ParameterError, match="mann1974"):
        reference("mann1974")
