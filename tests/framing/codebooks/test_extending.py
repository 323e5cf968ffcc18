"""Codebooks that extend others: what is merged, what is dropped, and who is to blame for a mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import CodebookError
from analysis.framing import codebook_files, fingerprint, load_codebook, parse_codebook

BASE = """\
name: base
version: "1"
title: A base
description: For tests.
source: This project.
language: en
authors: Somebody
license: MIT
frames:
  - id: conflict
    label: Conflict
    definition: Sides against each other.
    functions: [problem]
    include: Quarrels.
    rule: at least 2
    opposes: [peace]
    indicators:
      - id: words
        question: Do they quarrel?
        terms: [quarrel, {term: row, pos: NOUN}, dispute]
      - id: arms
        question: Do they fight?
        terms: [war]
        actors:
          - {part: agent, kinds: state, sign: -1}
  - id: peace
    label: Peace
    definition: Sides come together.
    functions: remedy
    indicators:
      - {id: talks, question: 'Do they talk?', terms: [talk]}
"""

OWN = """\
extends: base.yaml
name: own
version: "2"
drop: peace
frames:
  - id: conflict
    label: Strife
    indicators:
      - id: words
        drop: [dispute]
        terms:
          - {term: Row, pos: NOUN, weight: 2}
          - feud
      - id: blame
        question: Do they blame?
        terms: [blame]
  - id: money
    label: Money
    definition: What it costs.
    functions: [problem]
    indicators:
      - {id: costs, question: 'Does it cost?', terms: [cost]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    return tmp_path


def own(folder: Path, text: str = OWN) -> Path:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def error(path: Path) -> str:
    with pytest.raises(CodebookError) as caught:
        load_codebook(path)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_frames_and_indicators_merge_by_id_and_terms_are_added(folder: Path) -> None:
    codebook = load_codebook(own(folder))
    assert [frame.id for frame in codebook.frames] == ["conflict", "money"]
    conflict = codebook.frame("conflict")
    assert (conflict.label, conflict.definition, conflict.rule) == (
        "Strife",
        "Sides against each other.",
        "at least 2",
    )
    assert [indicator.id for indicator in conflict.indicators] == ["words", "arms", "blame"]
    words, arms, _ = conflict.indicators
    assert [(term.term, term.weight) for term in words.terms] == [("quarrel", 1), ("Row", 2), ("feud", 1)]
    assert [part.label for part in arms.actors] == ["agent: state (hostile)"]


def test_a_dropped_frame_is_no_opponent_any_more(folder: Path) -> None:
    assert load_codebook(own(folder)).frame("conflict").opposes == ()


def test_what_is_inherited_and_what_is_kept_as_lineage(folder: Path) -> None:
    codebook, base = load_codebook(own(folder)), load_codebook(folder / "base.yaml")
    assert (codebook.name, codebook.version, codebook.title, codebook.language) == (
        "own",
        "2",
        "A base",
        "en",
    )
    assert (codebook.authors, codebook.license) == ((), "")
    (origin,) = codebook.lineage
    assert origin.model_dump() == {
        "name": "base", "version": "1", "source": "This project.", "fingerprint": fingerprint(base),
    }  # fmt: skip


def test_every_part_knows_its_file_and_line(folder: Path) -> None:
    places = load_codebook(own(folder)).places
    assert places.of("frames", 0, "label") == f"{folder / 'own.yaml'}, line 7"
    assert places.of("frames", 0, "definition") == f"{folder / 'base.yaml'}, line 12"
    assert places.of("frames", 0, "indicators", 0, "terms", 0) == f"{folder / 'base.yaml'}, line 20"
    assert places.of("frames", 0, "indicators", 0, "terms", 1, "weight") == f"{folder / 'own.yaml'}, line 12"
    assert places.files == (str(folder / "own.yaml"), str(folder / "base.yaml"))


def test_a_condition_on_actors_is_dropped_by_its_label(folder: Path) -> None:
    text = OWN.replace(
        "      - id: words\n        drop: [dispute]",
        "      - {id: arms, drop: 'agent: state (hostile)'}\n      - id: words",
    )
    assert load_codebook(own(folder, text)).frame("conflict").indicators[1].actors == ()


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("extends: base.yaml", "extends: bsae.yaml", ["line 1", "no such file", "bsae.yaml"]),
        ("extends: base.yaml", "extends: generic", ["line 1", "Did you mean 'generic5'?"]),
        ("extends: base.yaml", "extends: /etc/passwd", ["line 1", "as seen from this file"]),
        ("extends: base.yaml", "extends: [base.yaml]", ["line 1", "names one codebook"]),
        ("extends:", "extend:", ["line 1", "unknown key 'extend'", "Did you mean 'extends'?"]),
        ('version: "2"\n', "", ["line 1", "'version' is missing"]),
        ("drop: peace", "drop: paece", ["line 4", "no frame 'paece'", "Did you mean 'peace'?"]),
        ("drop: peace", "drop: {peace: 1}", ["line 4", "list of frames"]),
        ("drop: [dispute]", "drop: [dispoot]", ["line 10", "no term 'dispoot'", "Did you mean 'dispute'?"]),
        ("drop: [dispute]", "dorp: [dispute]", ["line 10", "'dorp'", "Did you mean 'drop'?"]),
        ("- id: conflict", "- id: conflct", ["line 6", "no frame 'conflct'", "Did you mean 'conflict'?"]),
        ("- id: blame\n        question: Do they blame?", "- id: words", ["line 14", "'words' stands twice", "line 9"]),
        ("label: Strife", "lable: Strife", ["line 7", "Did you mean 'label'?"]),
        ("label: Strife", "rule: at least 4", ["line 7", "cannot be met"]),
        ("label: Strife", "drop: [words, arms]", ["line 9", "leaves out the indicator 'words'"]),
        ("label: Strife", "opposes: peace", ["line 7", "opposes 'peace'"]),
        ("- {term: Row, pos: NOUN, weight: 2}", "- {term: Row, pos: NOUN, weight: 0}", ["line 12", "'weight'"]),
        ("label: Money", "drop: x\n    label: Money", ["line 18", "nothing to drop"]),
        ("drop: peace", "lineage: []\ndrop: peace", ["line 4", "filled by 'extends'"]),
    ],
)  # fmt: skip
def test_every_mistake_names_the_file_that_made_it(
    folder: Path, old: str, new: str, parts: list[str]
) -> None:
    assert OWN.count(old) == 1
    message = error(own(folder, OWN.replace(old, new)))
    assert message.startswith(f"{folder / 'own.yaml'}, line "), message
    for part in parts:
        assert part in message


def test_a_mistake_in_what_is_extended_names_that_file(folder: Path) -> None:
    (folder / "base.yaml").write_text(BASE.replace("pos: NOUN", "pos: NUON"), encoding="utf-8")
    assert error(own(folder)).startswith(f"{folder / 'base.yaml'}, line 20: 'NUON'")


def test_what_is_wrong_only_together_is_the_fault_of_the_change(folder: Path) -> None:
    text = "extends: base.yaml\nname: own\nversion: '2'\nframes:\n  - id: conflict\n    drop: arms\n"
    message = error(own(folder, text))
    assert message.startswith(f"{folder / 'own.yaml'}, line 5: the rule 'at least 2' cannot be met")


def test_drop_needs_something_to_drop_from(folder: Path) -> None:
    path = own(folder, BASE.replace("license: MIT", "drop: x"))
    assert "line 8: only a codebook that extends another can drop" in error(path)


def test_circles_and_long_chains_are_refused(folder: Path) -> None:
    (folder / "base.yaml").write_text(BASE + "extends: own.yaml\n", encoding="utf-8")
    assert "circle: own.yaml → base.yaml → own.yaml" in error(own(folder))
    assert "circle: own.yaml → own.yaml" in error(own(folder, OWN.replace("base.yaml", "./own.yaml")))
    (folder / "c0.yaml").write_text(BASE, encoding="utf-8")
    for i in range(1, 7):
        text = f"extends: c{i - 1}.yaml\nname: c{i}\nversion: '1'\n"
        (folder / f"c{i}.yaml").write_text(text, encoding="utf-8")
    assert [origin.name for origin in load_codebook(folder / "c4.yaml").lineage] == ["c3", "c2", "c1", "base"]
    assert "more than 4 codebooks" in error(folder / "c6.yaml")


def test_a_shipped_codebook_can_be_extended_by_name_and_from_text() -> None:
    text = "extends: generic5\nname: own\nversion: '1'\ndrop: [conflict, human_interest, economic, morality]"
    codebook = parse_codebook(text)
    assert [frame.id for frame in codebook.frames] == ["responsibility"]
    with pytest.raises(CodebookError, match="only a codebook file can extend a file"):
        parse_codebook(text.replace("generic5", "base.yaml"))


def test_the_files_of_a_codebook_in_order(folder: Path) -> None:
    (folder / "sub").mkdir()
    path = folder / "sub" / "own.yaml"
    path.write_text(OWN.replace("base.yaml", "../base.yaml"), encoding="utf-8")
    assert load_codebook(path).name == "own"
    assert codebook_files(path) == [path.resolve(), (folder / "base.yaml").resolve()]
    (folder / "base.yaml").write_text(": broken [", encoding="utf-8")
    assert codebook_files(path) == [path.resolve(), (folder / "base.yaml").resolve()]


def test_the_fingerprint_is_of_what_a_codebook_says(folder: Path) -> None:
    path = own(folder)
    before = fingerprint(load_codebook(path))
    path.write_text("# a remark\n" + OWN, encoding="utf-8")
    assert fingerprint(load_codebook(path)) == before
    (folder / "base.yaml").write_text(BASE.replace("[war]", "[war, battle]"), encoding="utf-8")
    assert fingerprint(load_codebook(path)) != before


def test_no_device_or_folder_is_read_as_a_codebook(folder: Path) -> None:
    assert "this is no file" in error(folder)
    assert "this is no file" in error(Path("/dev/zero"))
