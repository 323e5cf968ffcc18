"""Found merges and decisions applied to tables."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.actors.register.applying import apply_register
from analysis.actors.register.decisions import parse_decisions
from analysis.actors.register.identities import identities
from analysis.actors.register.resolving import Register, resolve, selecting
from analysis.errors import InputError, ParameterError

Making = Callable[..., pd.DataFrame]
HEAD = "actor_id,action,target,words,where\n"


@pytest.fixture
def table(make: Making) -> pd.DataFrame:
    return make(
        a=["person:Ani Petrosyan", "person:Ani Petrosyan=she", "person:Vera Novak"],
        b=["person:Ani Petrossyan", "organisation:Harbour Union"],
        c=["person:Ani Petrosyan=Ani", "person:Ani Petrosyan", "person:Ani Petrosyan=she"],
    )


def _register(table: pd.DataFrame, rows: str, **options: object) -> Register:
    return resolve(table, parse_decisions(HEAD + rows), merges=identities(table), **options)  # type: ignore[arg-type]


def _after(table: pd.DataFrame, rows: str, **options: object) -> pd.DataFrame:
    return apply_register(table, _register(table, rows, **options))


def test_found_merges_are_applied_with_the_name_that_stays(table: pd.DataFrame) -> None:
    after = _after(table, "")
    assert after.loc[after["article_id"] == "b", "name"].tolist() == ["Ani Petrosyan", "Harbour Union"]
    assert len(after) == len(table)
    assert list(after.columns) == list(table.columns)


def test_actors_named_inside_anonymous_sources_are_renamed_too(table: pd.DataFrame) -> None:
    said = pd.DataFrame({
        "article_id": ["a", "a", "b", "c"],
        "speaker_id": "anonymous", "speaker_name": "official", "speaker_kind": "anonymous",
        "affiliation": ["Harbour Union", "", "Vera Novak", "Quay Council"],
    })  # fmt: skip
    rows = "organisation:harbour-union,rename,Harbour Workers,,\nperson:vera-novak,ignore,,,\n"
    after = apply_register(said, _register(table, rows))
    assert after["affiliation"].tolist() == ["Harbour Workers", "", "", "Quay Council"]


def test_a_split_without_more_takes_a_merge_back(table: pd.DataFrame) -> None:
    after = _after(table, "person:ani-petrossyan,split,,,\n")
    assert "person:ani-petrossyan" in set(after["actor_id"])


def test_a_merge_of_a_person_wins_and_takes_what_was_merged_along(table: pd.DataFrame) -> None:
    after = _after(table, "person:ani-petrosyan,merge,person:vera-novak,,\n")
    assert set(after.loc[after["kind"] == "person", "name"]) == {"Vera Novak"}
    other = _after(table, "person:ani-petrossyan,merge,person:vera-novak,,\n")
    assert other.loc[other["article_id"] == "b", "name"].iloc[0] == "Vera Novak"
    assert other.loc[other["article_id"] == "a", "name"].iloc[0] == "Ani Petrosyan"


def test_rename_retype_ignore(table: pd.DataFrame) -> None:
    rows = "organisation:harbour-union,retype,group,,\norganisation:harbour-union,rename,The Union,,\n"
    after = _after(table, rows + "person:vera-novak,ignore,,,\n")
    union = after[after["actor_id"] == "organisation:harbour-union"].iloc[0]
    assert (union["name"], union["kind"]) == ("The Union", "group")
    assert "person:vera-novak" not in set(after["actor_id"])


def test_a_split_by_condition_moves_whole_articles(table: pd.DataFrame) -> None:
    articles = pd.DataFrame(
        {"article_id": list("abc"), "outlet": ["Harbour Post", "Harbour Post", "Valley Times"]}
    )
    rows = "person:ani-petrosyan,split,Ani Petrosyan (poet),,outlet = 'Valley Times'\n"
    after = _after(table, rows, select=selecting(articles))
    assert set(after.loc[after["article_id"] == "c", "actor_id"]) == {"person:ani-petrosyan-poet"}
    assert set(after.loc[after["article_id"] == "c", "name"]) == {"Ani Petrosyan (poet)"}
    assert "person:ani-petrosyan" in set(after.loc[after["article_id"] == "a", "actor_id"])


def test_a_split_by_words_moves_places_where_an_article_names_both(table: pd.DataFrame) -> None:
    after = _after(table, "person:ani-petrosyan,split,Ani the dog,Ani,\n")
    assert after.loc[after["article_id"] == "c", "name"].tolist() == [
        "Ani the dog",
        "Ani Petrosyan",
        "Ani Petrosyan",
    ]
    whole = _after(table, "person:ani-petrosyan,split,Another,Ani Petrossyan,\n")
    assert whole.loc[whole["article_id"] == "b", "name"].iloc[0] == "Another"


def test_every_column_that_holds_an_actor_follows(table: pd.DataFrame) -> None:
    rows = "person:ani-petrosyan,split,Ani the dog,Ani,\nperson:vera-novak,ignore,,,\n"
    register = _register(table, rows)
    one = "person:ani-petrosyan"
    quotations = pd.DataFrame(
        {"article_id": ["c", "c", "a"], "speaker_id": [one, one, "person:vera-novak"], "speaker_name": "x",
         "speaker_kind": "person", "speaker_start": pd.array([0, 20, pd.NA], dtype="Int64"),
         "speaker_end": pd.array([3, 33, pd.NA], dtype="Int64"),
         "antecedent_start": pd.array([pd.NA] * 3, dtype="Int64"),
         "antecedent_end": pd.array([pd.NA] * 3, dtype="Int64")}
    )  # fmt: skip
    spoken = apply_register(quotations, register)
    assert spoken["speaker_name"].tolist() == ["Ani the dog", "Ani Petrosyan", ""]
    assert spoken["speaker_id"].tolist()[2] == ""
    actions = pd.DataFrame(
        {"article_id": ["b"], "agent_id": ["person:ani-petrossyan"], "agent_name": ["x"], "agent_kind": ["person"],
         "patient_id": [""], "patient_name": [""], "patient_kind": [""], "according_to": ["person:ani-petrossyan"],
         "according_to_name": ["x"]}
    )  # fmt: skip
    done = apply_register(actions, register).iloc[0]
    assert (done["agent_id"], done["according_to_name"], done["patient_id"]) == (one, "Ani Petrosyan", "")


def test_decisions_that_match_nothing_are_listed(table: pd.DataFrame) -> None:
    rows = (
        "person:ani-petrosian,ignore,,,\nperson:vera-novak,split,X,Verochka,\n"
        "person:vera-novak,split,,,\nperson:ani-petrossyan,rename,Y,,\n"
    )
    register = _register(table, rows)
    assert register.unmatched["line"].tolist() == [2, 3, 4, 5]
    assert "Did you mean 'person:ani-petros" in register.unmatched["reason"].iloc[0]
    assert "no mention has these words" in register.unmatched["reason"].iloc[1]
    assert "no merge of this actor was found" in register.unmatched["reason"].iloc[2]
    assert "it was merged into person:ani-petrosyan" in register.unmatched["reason"].iloc[3]


def test_a_target_unknown_here_is_named_by_the_file_or_its_id(table: pd.DataFrame) -> None:
    decisions = parse_decisions(
        "actor_id,name,kind,action,target\nperson:vera-novak,,,merge,person:v-n\nperson:v-n,V. N.,person,,\n"
    )
    after = apply_register(table, resolve(table, decisions))
    assert "V. N." in set(after["name"])
    assert "V N" in set(_after(table, "person:vera-novak,merge,person:v-n,,\n")["name"])


def test_strict_resolving_refuses_unknown_ids(table: pd.DataFrame) -> None:
    with pytest.raises(InputError, match=r"actors.csv, line 2: no mention has the actor 'person:nobody'"):
        _register(table, "person:nobody,ignore,,,\n", strict=True)


def test_a_condition_that_is_none_names_its_line(table: pd.DataFrame) -> None:
    articles = pd.DataFrame({"article_id": ["a"], "outlet": ["x"]})
    with pytest.raises(InputError, match=r"actors.csv, line 2.*not a condition"):
        _register(table, "person:vera-novak,split,X,,outlet =\n", select=selecting(articles))
    with pytest.raises(ParameterError, match="needs the articles"):
        _register(table, "person:vera-novak,split,X,,true\n")


def test_nothing_decided_changes_nothing(table: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(apply_register(table, Register()), table)
    empty = table.iloc[:0]
    assert apply_register(empty, _register(table, "")).empty
