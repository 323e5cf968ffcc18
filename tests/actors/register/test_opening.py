"""The register of an open corpus: from the file beside the articles to the tables, ids of runs, the command."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis import actors, cli
from analysis.corpus import Corpus, open_corpus
from analysis.errors import InputError

TEXTS = [
    ("Harbour Post", "2024-06-01", 'Serzh Sargsyan met the union. "We will stay," Sargsyan said.'),
    ("Harbour Post", "2024-06-03", 'Sarkisyan returned to Yerevan. "We will go," Mr. Sarkisyan said.'),
    ("Valley Times", "2020-01-05", "Serzh Sarkisyan spoke in Yerevan. The Quay Council warned Armenia."),
]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    rows = [{"outlet": o, "date": d, "title": "A day", "text": t} for o, d, t in TEXTS]
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def _open(raw: Path) -> Corpus:
    return open_corpus(raw, workers=1)


def _decide(raw: Path, *rows: str) -> None:
    (raw / "actors.csv").write_text(
        "actor_id,action,target,where\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )


def _persons(table: pd.DataFrame, column: str) -> set[str]:
    return set(table.loc[table[column].str.startswith("person:"), column])


def test_mentions_and_quotations_name_the_same_actor(raw: Path) -> None:
    corpus = _open(raw)
    assert _persons(actors.mentions(corpus), "actor_id") == {"person:serzh-sargsyan"}
    assert _persons(actors.quotations(corpus), "speaker_id") == {"person:serzh-sargsyan"}


def test_an_edited_file_is_seen_at_once_and_is_no_article(raw: Path) -> None:
    corpus = _open(raw)
    before, articles = corpus.fingerprint, len(corpus)
    actors.mentions(corpus)
    _decide(raw, "person:serzh-sarkisyan,split,,", "person:serzh-sargsyan,rename,Mr S.,")
    assert corpus.fingerprint != before
    assert {"Mr S."} < set(actors.quotations(corpus)["speaker_name"])
    assert "Serzh Sargsyan" not in set(actors.quotations(corpus)["speaker_name"])
    assert "person:serzh-sarkisyan" in set(actors.mentions(corpus)["actor_id"])
    again = _open(raw)
    assert len(again) == articles
    assert again.rejected.empty
    (raw / "actors.csv").unlink()
    assert again.fingerprint == before


def test_a_split_by_condition_and_its_errors(raw: Path) -> None:
    corpus = _open(raw)
    _decide(raw, "person:serzh-sargsyan,split,Another Serzh,outlet = 'Valley Times'")
    assert _persons(actors.mentions(corpus), "actor_id") == {"person:serzh-sargsyan", "person:another-serzh"}
    _decide(raw, "person:serzh-sargsyan,split,Another Serzh,outlt = 'Valley Times'")
    with pytest.raises(InputError, match=r"actors.csv, line 2: .*Did you mean 'outlet'"):
        actors.mentions(corpus)


def test_an_own_list_beside_the_articles_is_read(raw: Path) -> None:
    before = _open(raw).fingerprint
    (raw / "own_actors.yaml").write_text(
        "- {name: Quay Council, kind: organisation, id: quay}\n", encoding="utf-8"
    )
    corpus = _open(raw)
    assert corpus.fingerprint != before
    assert "quay" in set(actors.mentions(corpus)["actor_id"])
    other = raw.parent / "other.yaml"
    other.write_text("- {name: Yerevan Union, kind: organisation}\n", encoding="utf-8")
    with_other = set(actors.mentions(corpus, actors_list=other)["actor_id"])
    assert "quay" not in with_other, "a list that is named takes the place of the one beside the articles"
    assert "quay" in set(actors.mentions(corpus)["actor_id"])


def test_the_command_writes_the_register(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _decide(raw, "person:nobody,ignore,,")
    out = tmp_path / "proposal.csv"
    monkeypatch.setattr(sys, "argv", ["analysis", "actors", "--raw", str(raw), "--out", str(out)])
    monkeypatch.setattr(cli.signal, "signal", lambda *_: None)
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert not end.value.code
    said = capsys.readouterr().out
    assert "2 ids merged into them" in said
    assert "Decisions that matched nothing" in said
    table = pd.read_csv(out)
    assert set(table["row"]) == {"actor", "merged", "decision"}
