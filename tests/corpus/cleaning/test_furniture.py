from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from analysis.corpus import covering, open_corpus, reading, selection
from analysis.corpus.cleaning import counting
from analysis.corpus.cleaning.applying import apply
from analysis.corpus.cleaning.furniture import Cleaned, clean, load_overrules, overlay, remarks
from analysis.corpus.cleaning.learning import learn
from analysis.corpus.cleaning.units import candidates_of, ensure_candidates
from analysis.corpus.metadata.outlets import load_outlets
from analysis.corpus.raw import raw_files
from analysis.corpus.words import count
from analysis.errors import InputError
from analysis.parallel import Inline

NAMES = ["Maren", "Aldin", "Arvik", "Penner", "Quist", "Lund", "Tesk", "Halm", "Orre", "Vik"]
DEEDS = [
    "closed the harbour", "opened the quay", "left the council", "met the crew", "sold a ferry", "lost the vote",
    "raised the dues", "found the wreck", "saved a whale", "built a mole", "painted the pier", "called a strike",
]  # fmt: skip
PLACES = ["Osk", "Osthaven", "Brannland", "the Lower Isles", "Velland", "Arda", "the north bay", "Tesk"]
TIMES = ["on Monday", "last week", "in March", "after the storm", "before dawn", "at noon", "in the spring"]

BACKGROUND = (
    "Velland left the North Basin Treaty in May after a raid on the island of Arda that killed four people."
)
CALL = "Want the Basin Post app for your ferry times and tides?"
BIO = "Ada Penner is a reporter for the Basin Post."


def story(seed: int, sentences: int = 9) -> list[str]:
    """Return sentences that no other seed gives."""
    draw = random.Random(seed)
    return [
        f"{draw.choice(NAMES)} and {draw.choice(NAMES)} of {draw.choice(PLACES)} {draw.choice(DEEDS)} "
        f"{draw.choice(TIMES)}, the {draw.choice(['port', 'crew', 'court', 'mayor'])} said in statement {seed}-{i}."
        for i in range(sentences)
    ]


def articles(
    n: int, *, outlet: str = "Basin Post", end: Sequence[str] = (), start: Sequence[str] = (), first: int = 0
) -> list[dict[str, str]]:
    return [
        {
            "outlet": outlet,
            "date": f"2024-{1 + i % 12:02}-{1 + i % 28:02}",
            "title": f"Report {outlet} {i}",
            "text": " ".join([*start, *story(first + i), *end]),
        }
        for i in range(n)
    ]


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., tuple[list[Path], Path]]:
    """Return a function from lists of records, one a raw file, to parts, and the raw folder."""
    number = iter(range(100))

    def make(*batches: Iterable[dict[str, Any]], apart: bool = False) -> tuple[list[Path], Path]:
        folder = tmp_path / f"corpus{next(number)}"
        raw, parts = folder / "raw", folder / "parts"
        raw.mkdir(parents=True)
        for i, records in enumerate(batches):
            lines = "".join(json.dumps(record) + "\n" for record in records)
            (raw / f"{i}.jsonl").write_text(lines, encoding="utf-8")
        files, _ = raw_files(raw, cache=folder)
        for group in [[file] for file in files] if apart else [files]:
            reading.read(group, parts, pool=Inline())
        found = covering.current(files, parts, tables=reading.SCHEMAS)
        for part in found:
            ensure_candidates(part)
        return found, raw

    return make


def learned(files: list[Path]) -> dict[str, str]:
    return {row["text"]: row["kind"] for row in learn(files).to_pylist()}


def test_what_repeats_and_speaks_for_furniture_is_learned(made: Any) -> None:
    files, _ = made(articles(30, end=[BACKGROUND, CALL, BIO]))
    assert learned(files) == {CALL: "sentence", BIO: "sentence"}


def test_few_articles_teach_nothing(made: Any) -> None:
    few, _ = made(articles(counting.LEAST_OUTLET - 1, end=[CALL]))
    assert learned(few) == {}
    rare, _ = made([*articles(27), *articles(counting.LEAST_ARTICLES - 1, end=[CALL], first=50)])
    assert learned(rare) == {}


def test_one_article_many_times_is_no_furniture(made: Any) -> None:
    wire = " ".join([*story(900), "You can download the app of the port, and you can tell us."])
    copies = [{"outlet": "Basin Post", "title": f"Wire {i}", "text": f"{i} {wire}"} for i in range(12)]
    files, _ = made([*articles(25), *copies])
    assert learned(files) == {}
    files, _ = made(
        [
            *articles(25),
            *articles(12, end=["You can download the app of the port, and you can tell us."], first=70),
        ]
    )
    assert len(learned(files)) == 1


def test_quotations_that_repeat_are_no_furniture(made: Any) -> None:
    files, _ = made(articles(30, end=["“You can sign up for our newsletter and tell us,” said Maren."]))
    assert learned(files) == {}


def test_lines_that_are_no_sentence_are_learned_at_the_edges_only(made: Any) -> None:
    inside = [
        {
            "outlet": "Basin Post",
            "title": f"T{i}",
            "text": "\n".join([*story(i)[:5], "What else?", *story(i)[5:]]),
        }
        for i in range(30)
    ]
    assert learned(made(inside)[0]) == {}
    outside = [
        {"outlet": "Basin Post", "title": f"T{i}", "text": "\n".join([*story(i), "Tide desk of the Basin"])}
        for i in range(30)
    ]
    assert learned(made(outside)[0]) == {"Tide desk of the Basin": "line"}
    figures = [
        {"outlet": "Basin Post", "title": f"T{i}", "text": "\n".join([*story(i), "Ferries 12, ships 8"])}
        for i in range(30)
    ]
    assert learned(made(figures)[0]) == {}


def test_the_beginning_of_a_sentence_can_be_furniture(made: Any) -> None:
    records = [
        {"outlet": "Basin Post", "title": f"T{i}", "date": f"2024-02-{1 + i % 28:02}",
         "text": " ".join([*story(i)[:4], "Get the Basin app for tide news " + story(i)[4], *story(i)[5:]])}
        for i in range(30)
    ]  # fmt: skip
    files, _ = made(records)
    assert learned(files) == {"Get the Basin app for tide news": "opening"}
    segments, words = apply(files[0], learn(files))
    assert {row["before"] - row["words"] for row in words.to_pylist()} == {7}
    texts = [row["text"] for row in pq.read_table(files[0] / "articles.parquet").to_pylist()]
    set_aside = [
        texts[row["record"]][row["start"] : row["end"]]
        for row in segments.to_pylist()
        if row["kind"] == "boilerplate"
    ]
    assert set_aside == ["Get the Basin app for tide news"] * 30


def test_datelines(made: Any) -> None:
    files, _ = made(
        [{**record, "text": f"OSK, {place} (Basinfoto) — {record['text']}"}
         for record, place in zip(articles(24), PLACES * 3, strict=True)]
    )  # fmt: skip
    assert list(learned(files).values()) == ["dateline"]
    segments, _ = apply(files[0], learn(files))
    set_aside = [row for row in segments.to_pylist() if row["kind"] == "boilerplate"]
    assert len(set_aside) == 24
    assert all(row["start"] == 0 or row["segment"] == 1 for row in set_aside)


def test_what_furniture_encloses_is_furniture(made: Any) -> None:
    end = [CALL, "It is all there.", BIO, "She has a dog."]
    files, _ = made(articles(30, end=[BACKGROUND, *end]))
    assert set(learned(files)) == set(end)


def test_several_outlets_teach_what_each_shows_too_seldom(made: Any) -> None:
    batches = [articles(5, outlet=f"Outlet {i}", end=[CALL], first=100 * i) for i in range(6)]
    rows = learn(made([record for batch in batches for record in batch])[0]).to_pylist()
    assert [(row["outlet"], row["text"], row["articles"]) for row in rows] == [("", CALL, 30)]


def test_the_division_into_parts_and_the_order_of_files_do_not_matter(made: Any) -> None:
    records = articles(40, end=[BACKGROUND, CALL, BIO, "She has a dog."])
    one, _ = made(records)
    many, _ = made(*(records[i::7] for i in range(7)), apart=True)
    assert len(many) == 7
    first, second, third = (learn(files).to_pylist() for files in (one, many, many[::-1]))
    assert first == second == third
    assert len(first) == 3


def cleaned_of(files: list[Path], folder: Path, **options: Any) -> tuple[Cleaned, list[dict[str, Any]]]:
    cleaned = clean(files, folder=folder, **options)
    return cleaned, [
        row for path in cleaned.folders for row in pq.read_table(path / "segments.parquet").to_pylist()
    ]


def test_marked_articles_keep_their_text_and_offsets(made: Any, tmp_path: Path) -> None:
    first = "The Basin Post morning headlines are here for you."
    records = articles(30, start=[first], end=[CALL, BIO])
    files, _ = made(records)
    cleaned, rows = cleaned_of(files, tmp_path / "cleaned")
    assert pq.read_metadata(cleaned.furniture).num_rows == 3
    own = pq.read_table(files[0] / "articles.parquet").to_pylist()
    words = {row["record"]: row for row in pq.read_table(cleaned.folders[0] / "words.parquet").to_pylist()}
    for article in own:
        pieces = [row for row in rows if row["record"] == article["record"]]
        assert [row["segment"] for row in pieces] == list(range(len(pieces)))
        end = 0
        for row in pieces:
            assert not article["text"][end : row["start"]].strip()
            shown = article["text"][row["start"] : row["end"]]
            assert shown == shown.strip() != ""
            end = row["end"]
        assert not article["text"][end:].strip()
        set_aside = [article["text"][r["start"] : r["end"]] for r in pieces if r["kind"] == "boilerplate"]
        assert set_aside == [first, f"{CALL} {BIO}"]
        prose = [article["text"][r["start"] : r["end"]] for r in pieces if r["kind"] in ("headline", "body")]
        assert words[article["record"]]["words"] == count(prose)
        assert words[article["record"]]["before"] == article["words"]


def test_views_show_cleaned_articles_and_leave_the_others(made: Any, tmp_path: Path) -> None:
    files, _ = made(articles(30, end=[CALL]), articles(5, outlet="Osk News", first=700), apart=True)
    cleaned, _ = cleaned_of(files, tmp_path / "cleaned")
    connection = selection.connect(files, allowed=[tmp_path], outlets=load_outlets())
    before = connection.execute(
        "select outlet, sum(words) from raw_articles group by 1 order by 1"
    ).fetchall()
    texts = connection.execute("select count(distinct text_id) from raw_segments").fetchone()
    overlay(connection, cleaned.folders)
    after = connection.execute("select outlet, sum(words) from raw_articles group by 1 order by 1").fetchall()
    assert before[0][1] - after[0][1] == 30 * count([CALL])
    assert before[1] == after[1]
    kinds = connection.execute("select count(*) from raw_segments where kind = 'boilerplate'").fetchone()
    assert kinds == (30,)
    assert texts is not None
    assert connection.execute("select count(*) from all_articles").fetchone() == (35,)


def test_work_is_kept_and_can_be_done_elsewhere(made: Any, tmp_path: Path, monkeypatch: Any) -> None:
    files, _ = made(articles(30, end=[CALL]), articles(30, outlet="Osk News", first=700), apart=True)
    with ThreadPoolExecutor(2) as executor:
        cleaned, rows = cleaned_of(files, tmp_path / "one", pool=executor)
    again, same = cleaned_of(files, tmp_path / "two")
    assert rows == same
    assert again.furniture.read_bytes() == cleaned.furniture.read_bytes()

    def never(*_: Any) -> None:
        raise AssertionError("done twice")

    monkeypatch.setattr("analysis.corpus.cleaning.furniture.apply", never)
    assert clean(files, folder=tmp_path / "one").folders == cleaned.folders


def test_candidates_are_one_row_a_sentence(made: Any) -> None:
    files, _ = made(articles(3, end=["He said: “We go. Now.”"]))
    table = candidates_of(files[0]).to_pylist()
    assert [row["sentence"] for row in table if row["article"] == 0] == list(range(11))
    assert [row["quoted"] for row in table if row["article"] == 1][-2:] == [False, True]
    assert {row["form"] for row in table if row["article"] == 0} & {
        row["form"] for row in table if row["article"] == 1
    }


def write_overrules(
    raw: Path, *rows: Sequence[str], head: Sequence[str] = ("text", "outlet", "decision")
) -> None:
    with (raw / "furniture.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *rows])


def test_a_person_keeps_and_removes(made: Any, tmp_path: Path) -> None:
    files, raw = made(articles(30, end=[BACKGROUND, CALL, BIO]), articles(5, outlet="Osk News", first=700))
    write_overrules(raw, [CALL.upper(), "", "keep"], ["velland left the north basin*", "Basin Post", "remove"],
                    ["said in statement 700-3", "", "remove"])  # fmt: skip
    cleaned, rows = cleaned_of(files, tmp_path / "cleaned", overrules=load_overrules(raw))
    decisions = {row["text"]: row["decision"] for row in pq.read_table(cleaned.furniture).to_pylist()}
    assert decisions == {
        CALL: "kept by user", BIO: "learned", "velland left the north basin*": "removed by user",
        "said in statement 700-3": "removed by user",
    }  # fmt: skip
    texts = {(row["source"], row["record"]): row["text"]
             for row in pq.read_table(files[0] / "articles.parquet").to_pylist()}  # fmt: skip
    set_aside = {
        texts[row["source"], row["record"]][row["start"] : row["end"]]
        for row in rows
        if row["kind"] == "boilerplate"
    }
    assert set_aside == {BACKGROUND, BIO, "said in statement 700-3."}


def test_a_person_keeps_what_the_rules_take(made: Any, tmp_path: Path) -> None:
    line = "Read more about the treaty here."
    files, raw = made(articles(3, end=[line]))
    write_overrules(raw, ["*the treaty here", "", "keep"])
    _, rows = cleaned_of(files, tmp_path / "cleaned", overrules=load_overrules(raw))
    assert {row["record"] for row in rows} == {0, 1, 2}
    assert "boilerplate" not in {row["kind"] for row in rows}


@pytest.mark.parametrize(
    ("head", "row", "message"),
    [
        (("text", "decision"), ("a", "keep"), "no column 'outlet'"),
        (("text", "outlet", "decision"), ("a", "", "kepp"), "Did you mean 'keep'"),
        (("text", "outlet", "decision"), ("*", "", "keep"), "line 2"),
        (("text", "outlet", "decision"), ("a" * 600, "", "keep"), "500 characters"),
    ],
)
def test_a_table_of_furniture_that_cannot_be_followed(
    tmp_path: Path, head: Sequence[str], row: Sequence[str], message: str
) -> None:
    write_overrules(tmp_path, row, head=head)
    with pytest.raises(InputError, match=message):
        load_overrules(tmp_path)


def test_contradictions_and_no_table(tmp_path: Path) -> None:
    assert load_overrules(tmp_path) == ()
    write_overrules(tmp_path, ["Read more!", "", "keep"], ["read  more", "", "remove"])
    with pytest.raises(InputError, match="both kept and removed"):
        load_overrules(tmp_path)


def test_an_article_of_nothing_but_furniture_is_kept_and_remarked_on(made: Any, tmp_path: Path) -> None:
    alone = {"outlet": "Basin Post", "title": "", "text": f"{CALL} {BIO}"}
    files, _ = made([*articles(30, end=[CALL, BIO]), alone])
    cleaned, _ = cleaned_of(files, tmp_path / "cleaned")
    (remark,) = remarks(cleaned.folders)
    assert (remark.record, remark.status) == (30, "notice")
    assert remark.reason.startswith("0 of 20 words")


def test_clean_corpora_stay_as_they_are(made: Any, sample_raw: Path, tmp_path: Path) -> None:
    files, _ = made(articles(60, end=[BACKGROUND]))
    cleaned, rows = cleaned_of(files, tmp_path / "cleaned")
    assert pq.read_metadata(cleaned.furniture).num_rows == 0
    assert rows == pq.read_table(files[0] / "segments.parquet").to_pylist()
    assert len(open_corpus(sample_raw, workers=1)) == 30
