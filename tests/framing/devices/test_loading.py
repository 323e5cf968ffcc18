"""Lists of devices: what is read, and what one line says of what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.errors import CodebookError
from analysis.framing import device_list, device_table, devices
from analysis.framing.devices import parse_devices
from analysis.framing.devices.model import RULED, as_codebook

HEAD = "devices:\n- id: doubt\n  label: Doubt\n  definition: d\n  source: s\n  groups:\n"


def test_shipped_devices_are_read_once_and_cited() -> None:
    assert device_list() is device_list()
    table = device_table()
    assert (table["source"].str.len() > 5).all()
    assert (table["terms"] > 0).all()
    assert not set(table["device"]) & set(RULED)
    book = as_codebook(device_list())
    assert sum(len(i.terms) for f in book.frames for i in f.indicators) == table["terms"].sum()


def test_an_own_list(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(HEAD + "  - {id: seem, label: seeming, terms: [seem, {term: looks like, match: form}]}\n")
    (device,) = device_list(file).devices
    assert [term.term for term in device.groups[0].terms] == ["seem", "looks like"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + "  - {id: seem, label: l, terms: [{term: a, poss: X}]}\n", "line 7: unknown key 'poss'. Did you"),
        (HEAD + "  - {id: seem, label: l, terms: [a, a]}\n", "line 7: the term 'a' stands twice"),
        (HEAD + "  - {id: seem, label: l, terms: []}\n", "line 7: 'terms' is empty"),
        (HEAD + "  - {id: seem, terms: [a]}\n", "line 7: the key 'label' is missing. A group needs id, label, terms"),
        (HEAD.replace("doubt", "naming") + "  - {id: x, label: l, terms: [a]}\n", "line 2: 'naming' is found by"),
        (HEAD.replace("label", "lable") + "  - {id: x, label: l, terms: [a]}\n", "line 3: unknown key 'lable'"),
        ("devices:\n- x\n", "line 2"),
        ("", "the file holds no list of devices"),
        ("- a\n", "the file holds no list of devices"),
    ],
)  # fmt: skip
def test_errors_name_the_line(text: str, message: str) -> None:
    with pytest.raises(CodebookError) as error:
        parse_devices(text, where="own.yaml")
    assert message in str(error.value)
    assert "own.yaml" in str(error.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="there is no such file"):
        device_list(tmp_path / "none.yaml")


def test_negated_possibility_is_no_hedge(corpus: Callable) -> None:
    found = devices(corpus("They could not stay. It could rain. It is not really cold. It is really cold."))
    assert found[["device", "term"]].values.tolist() == [["hedge", "could"], ["booster", "really"]]
