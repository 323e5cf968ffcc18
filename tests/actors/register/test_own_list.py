"""A researcher's own list of actors."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.actors import find_mentions, mentions_table
from analysis.actors.naming.gazetteer import gazetteer, using
from analysis.actors.register.own_list import (
    load_own_actors,
    own_gazetteer,
    own_list_beside,
    parse_own_actors,
)
from analysis.annotation import parse_text
from analysis.errors import InputError

YAML = """\
- id: union
  name: Union of Harbour Workers
  kind: organisation
  aliases: [Harbour Union, the Dockers]
  acronyms: UHW
  not_names: [Harbour Union Street]
- name: Vera Novak
  kind: person
  aliases: [Novakova]
- name: Quay House
  kind: place
  role: seat
  state: Armenia
"""


def test_yaml_and_csv_say_the_same() -> None:
    rows = "id,name,kind,aliases,acronyms,not-names,role,state\n" + (
        "union,Union of Harbour Workers,organisation,Harbour Union|the Dockers,UHW,Harbour Union Street,,\n"
        ",Vera Novak,person,Novakova,,,,\n,Quay House,place,,,,seat,Armenia\n"
    )
    assert parse_own_actors(rows, where="own_actors.csv") == parse_own_actors(YAML)


def test_its_names_are_found_and_its_ids_used() -> None:
    text = (
        "UHW called a strike. The Harbour Union met on Harbour Union Street. "
        "Novakova spoke. Quay House warned Russia."
    )
    article = parse_text(text, article_id="a")
    with using(own_gazetteer(parse_own_actors(YAML))):
        table = mentions_table([article])
    found = dict(zip(table["words"], table["actor_id"], strict=True))
    assert found["UHW"] == found["Harbour Union"] == "union"
    assert "Harbour Union" not in table.loc[table["start"] > text.index("met on"), "words"].tolist()
    assert found["Novakova"] == "person:vera-novak"
    assert found["Quay House"] == "state:armenia"
    assert table.loc[table["words"] == "Quay House", "via"].tolist() == ["metonym"]
    assert "union" not in set(mentions_table([article])["actor_id"])


def test_it_goes_before_what_ships() -> None:
    own = own_gazetteer(
        parse_own_actors("- {name: The Alliance, kind: organisation, aliases: [NATO], id: alliance}")
    )
    assert own.entry("North Atlantic Treaty Organization").id == "alliance"  # type: ignore[union-attr]
    assert own.entry("Armenia") == gazetteer().entry("Armenia")
    assert own.mark != gazetteer().mark == ""
    none = own_gazetteer(
        parse_own_actors("- {name: Georgia Power, kind: organisation, not_names: [Georgia]}")
    )
    assert none.entry("Georgia") is None


def test_a_careful_name_of_a_person_needs_support() -> None:
    own = own_gazetteer(
        parse_own_actors("- {name: Theresa May, kind: person, aliases: [May], careful: [May]}")
    )
    with using(own):
        found = find_mentions(parse_text("The talks begin in May and end in June."))
    assert not found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- name: A\n  kind: persn", "own_actors.yaml, line 2: 'persn' is no kind. Did you mean 'person'?"),
        ("- name: A\n  kind: person\n  alias: B", "line 3: unknown key 'alias'. Did you mean 'aliases'?"),
        ("- kind: person", "line 1: the key 'name' is missing"),
        ("- name: ''\n  kind: person", "line 1: name is ''"),
        ("- {name: A, kind: person, aliases: {a: b}}", "line 1: aliases is a dict"),
        (
            "- {name: A, kind: person}\n- {name: B, kind: person, aliases: [A]}",
            "line 2: 'A' is a name of two actors",
        ),
        (
            "- {name: A, kind: person, id: x}\n- {name: B, kind: person, id: x}",
            "line 2: the id 'x' is given twice",
        ),
        ("- {name: A, kind: person, id: 'x y'}", "'x y' is no id"),
        ("- {name: A, kind: person, not_names: [A]}", "'A' is both a name and no name"),
        ("- {name: A, kind: person, careful: [B]}", "'B' is careful, but no name of 'A'"),
        ("- {name: A, kind: place, state: Armenai}", "'Armenai' is no known state. Did you mean 'Armenia'?"),
        ("- {name: A, kind: place, role: sea}", "'sea' is no role. Did you mean 'seat'?"),
        ("name: A", "the file holds no list of actors"),
        ("- just words", "line 1"),
        ("- [", "line 1: not YAML"),
        ("- &x {name: A, kind: person}", "anchors"),
    ],
)
def test_errors_name_the_line(text: str, says: str) -> None:
    with pytest.raises(InputError) as error:
        parse_own_actors(text)
    assert says in str(error.value)


def test_errors_of_csv_files() -> None:
    for text, says in [
        ("name,kin\nA,person", "line 1: there is no column 'kind'"),
        ("name,kind,alias\n", "line 1: unknown column 'alias'. Did you mean 'aliases'?"),
        ("name,kind\nA,person\nB,robot\n", "line 3: 'robot' is no kind"),
        ("name,kind\nA,person,x\n", "line 2: the line has more cells"),
    ]:
        with pytest.raises(InputError) as error:
            parse_own_actors(text, where="own_actors.csv")
        assert says in str(error.value)


def test_where_it_lies(tmp_path: Path) -> None:
    assert own_list_beside(tmp_path) is None
    with pytest.raises(InputError, match="no such file"):
        load_own_actors(tmp_path / "own_actors.yaml")
    (tmp_path / "own_actors.yaml").write_text("actors:\n" + YAML, encoding="utf-8")
    assert own_list_beside(tmp_path) == tmp_path / "own_actors.yaml"
    assert len(load_own_actors(tmp_path / "own_actors.yaml")) == 3
    (tmp_path / "own_actors.csv").write_text("name,kind\n", encoding="utf-8")
    with pytest.raises(InputError, match="there are both"):
        own_list_beside(tmp_path)
