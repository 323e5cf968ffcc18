"""The rows of actors.csv with an action."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.actors.register.decisions import Decision, load_decisions, parse_decisions
from analysis.errors import InputError

HEAD = "actor_id,name,kind,action,target,words,where\n"


def test_rows_without_an_action_decide_nothing_but_are_known() -> None:
    found = parse_decisions(HEAD + "person:a-b,A B,person,,,,\nperson:c,C,person,Merge into,person:a-b,,\n")
    assert found.rows == (Decision(3, "person:c", "merge", "person:a-b"),)
    assert found.known["person:a-b"] == ("A B", "person")


def test_a_split_names_words_or_a_condition() -> None:
    text = HEAD + "person:a-b,,,split,A B (poet),A. B.|Mr B,\"outlet = 'Harbour Post', or so\"\n"
    (row,) = parse_decisions(text).rows
    assert row.words == ("A. B.", "Mr B")
    assert row.where == "outlet = 'Harbour Post', or so"
    assert not row.takes_back


def test_semicolons_and_guarded_cells_are_read() -> None:
    (row,) = parse_decisions("actor_id;action;target\nperson:a;rename;'=Anna\n").rows
    assert row.target == "=Anna"


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            "person:a,,,marge,x,,",
            "line 2: 'marge' is no action. Did you mean 'merge'? Allowed: merge, split, rename",
        ),
        (",,,ignore,,,", "line 2: the cell in column 'actor_id' is empty"),
        ("person:a,,,merge,,,", "line 2: the cell in column 'target' is empty, which merge needs"),
        ("person:a,,,merge,person:a,,", "cannot go into itself"),
        ("person:a,,,ignore,x,,", "ignore takes no target here ('x')"),
        ("person:a,,,split,x,,", "split takes no target here ('x')"),
        ("person:a,,,retype,persn,,", "'persn' is no kind of actor. retype: target is one of person, state"),
        ("person:a,,,rename,A,words,", "words and where belong to a split, not to rename"),
        ("person:a,,,rename," + "A" * 300 + ",,", "300 characters"),
        (
            "person:a,,,merge,b,,\nperson:a,,,merge,c,,",
            "line 3: 'person:a' has the target 'c', but in line 2 'b'",
        ),
        ("person:a,,,ignore,,,\nperson:a,,,rename,c,,", "has the action rename, but in line 2 ignore"),
        ("person:a,,,rename,c,,\nperson:a,,,merge,b,,", "has the action merge, but in line 2 rename"),
        ("a,,,merge,b,,\nb,,,merge,c,,\nc,,,merge,a,,", "the merges of lines 2, 3, 4 lead in a circle"),
    ],
)
def test_errors_name_the_line_and_what_is_allowed(rows: str, says: str) -> None:
    with pytest.raises(InputError) as error:
        parse_decisions(HEAD + rows + "\n")
    assert says in str(error.value)


def test_missing_columns_and_broken_quotes() -> None:
    with pytest.raises(InputError, match="no column 'action'"):
        parse_decisions("actor_id,name\n")
    with pytest.raises(InputError, match="no CSV"):
        parse_decisions('actor_id,action\n"person:a"x,ignore\n')


def test_the_file_lies_beside_the_articles(tmp_path: Path) -> None:
    assert load_decisions(tmp_path).rows == ()
    (tmp_path / "actors.csv").write_text("\ufeffactor_id,action\nperson:a,ignore\n", encoding="utf-8")
    assert load_decisions(tmp_path).rows == load_decisions(tmp_path / "actors.csv").rows
    assert load_decisions(tmp_path / "articles.jsonl").rows == ()
