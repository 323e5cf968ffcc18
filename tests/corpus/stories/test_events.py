from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.corpus.stories import events, find_events, find_stories, linkage, sign, similarity
from analysis.corpus.stories.runsets import run_sets
from analysis.corpus.stories.terms import FEATURES, packed_terms, telling_words, unpacked
from analysis.errors import ParameterError
from analysis.parallel import Inline, executor

PLACES = ["Arda", "Velm", "Osti", "Karun"]
SUBJECTS = {
    "flood": [
        "river",
        "dam",
        "water",
        "rescue",
        "boats",
        "levee",
        "rain",
        "evacuated",
        "shelter",
        "bridge",
        "swollen",
        "upstream",
    ],
    "vote": [
        "ballot",
        "mayor",
        "turnout",
        "recount",
        "candidate",
        "precinct",
        "polling",
        "tally",
        "winner",
        "runoff",
        "campaign",
    ],
    "fire": [
        "blaze",
        "smoke",
        "firefighters",
        "warehouse",
        "flames",
        "arson",
        "sprinkler",
        "ladder",
        "ash",
        "hydrant",
    ],
    "strike": [
        "union",
        "pickets",
        "wages",
        "walkout",
        "drivers",
        "depot",
        "timetable",
        "negotiators",
        "contract",
        "overtime",
    ],
}


def report(subject: str, place: str, seed: int) -> str:
    """Return a report on something in some place, in words of its own."""
    rng = random.Random(f"{subject}{place}{seed}")
    words = SUBJECTS[subject]
    local = random.Random(subject + place).sample(words, 8)
    return " ".join(
        f"The {rng.choice(local)} and the {rng.choice(local)} of {place} {rng.choice(['were', 'had', 'saw'])} "
        f"{rng.choice(words)} {rng.choice(['soon', 'late', 'again', 'twice', 'never'])}{rng.randrange(60)}."
        for _ in range(14)
    )


def records(dates: list[str]) -> list[dict]:
    return [
        {"id": f"{subject}-{place}-{n}", "outlet": f"O{n}", "date": date, "title": f"{subject.title()} in {place}",
         "text": report(subject, place, n)}
        for subject, place in zip(SUBJECTS, PLACES, strict=True) for n, date in enumerate(dates)
    ]  # fmt: skip


@pytest.fixture
def found(shelved: Callable) -> Callable[..., dict[str, str]]:
    """Return a function from records to the event of each article."""

    def run(rows: list[dict], **options: object) -> dict[str, str]:
        library = shelved(rows)
        table = find_events(library.connection, signatures=library.signatures, **options)
        assert list(table) == ["article_id", "event_id"]
        assert sorted(table["article_id"]) == sorted(row["id"] for row in rows)
        return dict(table.itertuples(index=False, name=None))

    return run


def test_reports_on_one_event_are_found_in_different_words(found: Callable) -> None:
    event = found(records(["2024-03-01", "2024-03-02", "2024-03-02", "2024-03-03"]))
    assert {key.rsplit("-", 1)[0]: value for key, value in event.items()} == {
        f"{subject}-{place}": f"e{subject}-{place}-0" for subject, place in zip(SUBJECTS, PLACES, strict=True)
    }
    assert len(set(event.values())) == 4


def test_the_same_thing_a_month_later_is_another_event(found: Callable) -> None:
    rows = records(["2024-03-01", "2024-03-02", "2024-04-10", "2024-04-11"])
    event = found(rows)
    assert event["flood-Arda-0"] == event["flood-Arda-1"] != event["flood-Arda-2"] == event["flood-Arda-3"]
    without_dates = found(rows, days=None)
    assert len(set(without_dates.values())) == 4


def test_undated_articles_are_compared_with_all(found: Callable) -> None:
    event = found(records(["2024-03-01", "2024-03-02", ""]))
    assert event["fire-Osti-2"] == event["fire-Osti-0"] == "efire-Osti-0"


def test_an_article_alone_has_an_event_of_its_own(found: Callable, invent: Callable) -> None:
    event = found(
        [*records(["2024-03-01"]), {"id": "empty", "text": ""}, {"id": "odd", "text": invent(1, 40)}]
    )
    assert all(value == f"e{key}" for key, value in event.items())
    assert found([{"id": "only", "text": "One article."}]) == {"only": "eonly"}


def test_copies_are_on_their_originals_event(shelved: Callable) -> None:
    rows = records(["2024-03-01", "2024-03-02"])
    text = rows[0]["text"]
    rows += [
        {"id": f"copy{i}", "outlet": "Wire", "date": f"2024-03-0{i + 1}", "text": text} for i in range(3)
    ]
    rows.append({"id": "later", "outlet": "Wire", "date": "2025-03-01", "text": text})
    library = shelved(rows)
    stories = find_stories(library.connection, signatures=library.signatures)
    table = find_events(library.connection, signatures=library.signatures, stories=stories)
    event = table.set_index("article_id")["event_id"]
    assert event[["copy0", "copy1", "copy2", "flood-Arda-1"]].nunique() == 1
    assert event["later"] == "elater"


def test_events_do_not_depend_on_the_order_of_articles(shelved: Callable) -> None:
    rows = records(["2024-03-01", "2024-03-02", "", "2024-03-04"])
    tables = []
    for seed in range(2):
        random.Random(seed).shuffle(rows)
        library = shelved(rows)
        tables.append(find_events(library.connection, signatures=library.signatures))
    pd.testing.assert_frame_equal(*tables)


def test_stretches_and_processes_change_nothing(found: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = records(["2024-03-01", "2024-03-02", "", "2024-03-04"])
    whole = found(rows)
    with executor(2) as pool:
        assert found(rows, executor=pool) == whole
    monkeypatch.setattr(similarity, "_BLOCK", 3)
    monkeypatch.setattr(similarity, "_CELLS", 10)
    monkeypatch.setattr(linkage, "_STRETCH", 2)
    assert found(rows) == whole


def test_of_many_alike_only_the_nearest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similarity, "NEIGHBOURS", 2)
    own = np.array([0, 0, 0, 0, 3, 3])
    cosine = np.array([0.5, 0.9, 0.5, 0.1, 0.2, 0.1], dtype=np.float32)
    assert similarity._most_alike(own, cosine).tolist() == [True, True, True, False, True, True]


def test_bad_options(found: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ParameterError, match="days = -1"):
        found(records(["2024-03-01"]), days=-1)
    monkeypatch.setattr(events, "MOST_UNDATED", 3)
    with pytest.raises(ParameterError, match="8 different texts would each be compared"):
        found(records(["2024-03-01", "2024-03-02"]), days=None)
    event = found(records(["2024-03-01", "2024-03-02", ""]))
    assert {key for key, value in event.items() if not value} == {key for key in event if key.endswith("-2")}
    assert len(set(event.values())) == 5


def test_similarity_is_scikit_learns(tmp_path: Path) -> None:
    texts = [("", report(subject, place, 1)) for subject in SUBJECTS for place in PLACES[:2]]
    expected = TfidfVectorizer(analyzer=telling_words, sublinear_tf=True).fit_transform(texts)
    expected = (expected @ expected.T).toarray()
    with run_sets(len(texts)) as terms:
        for number, packed in enumerate(packed_terms(texts)):
            terms.add(number, packed)
        terms.finish()
        numbers = np.arange(len(texts))
        frequency = np.bincount(
            np.concatenate([unpacked(terms.get(n))[0] for n in numbers]), minlength=FEATURES
        )
        weights = tmp_path / "weights.npy"
        np.save(weights, similarity.inverse_frequency(frequency, len(texts)))
        found = similarity.similar_pairs(
            np.full(len(texts), -1), numbers, terms, days=0, weights=weights, executor=Inline()
        )
    found = coo_matrix((found.total, (found.row, found.col)), expected.shape).toarray() / linkage.UNIT
    expected = np.triu(expected, 1)
    assert np.allclose(found, np.where(expected >= similarity.LOW, expected, 0), atol=2e-6)


@given(st.lists(st.integers(-1, 12), min_size=1, max_size=40), st.integers(0, 4), st.integers(1, 7))
def test_windows_cover_every_pair_to_be_compared_once(values: list[int], days: int, block: int) -> None:
    day = np.array(sorted(v for v in values if v >= 0) + [v for v in values if v < 0], dtype=np.int64)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(similarity, "_BLOCK", block)
        stretches = list(similarity.windows(day, days=days))
    seen: list[tuple[int, int]] = []
    for start, end, other_start, other_end in stretches:
        rows, columns = (
            places.ravel()
            for places in np.meshgrid(np.arange(start, end), np.arange(other_start, other_end), indexing="ij")
        )
        compared = (rows < columns) & similarity._close(day[rows], day[columns], days)
        seen += zip(rows[compared].tolist(), columns[compared].tolist(), strict=True)
    expected = {
        (i, j) for j in range(len(day)) for i in range(j)
        if day[i] < 0 or day[j] < 0 or abs(day[i] - day[j]) <= days
    }  # fmt: skip
    assert len(seen) == len(set(seen))
    assert set(seen) == expected


def test_names_and_headline_weigh_more() -> None:
    assert telling_words(("Flood", "the flood in Arda's north")) == ["flood"] * 4 + [
        "flood",
        "arda",
        "arda",
        "north",
    ]
    long = "word " * 1000
    assert len(telling_words(("", long))) == 120
    assert sign([("a", "", long)]).to_pylist()[0]["words"] == 1000
