"""What a methods section says of a corpus, against hand counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.corpus import Corpus, data_paragraph, languages, lengths, missing_metadata, open_corpus
from analysis.errors import EmptySelectionError

RECORDS = [
    {"outlet": "Harbour Post", "date": "2024-03-02", "title": "Dues rise", "byline": "Ada Penner",
     "text": "The council raised the harbour dues on Monday after a long and loud meeting."},
    {"outlet": "Harbour Post", "date": "2024-03-09", "title": "Dues fall",
     "text": "The council lowered the harbour dues again after the fishermen came to its door."},
    {"outlet": "Valley Courier", "date": "", "title": "Snow",
     "text": "Snow fell on the valley for the first time since the bridge was built."},
    {"outlet": "Valley Courier", "text": "x"},
]  # fmt: skip


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    return make_corpus(RECORDS)


def test_lengths_are_quantiles_of_words(corpus: Corpus) -> None:
    table = lengths(corpus).set_index("group")
    # 14 and 14 words of text, with titles of two words each.
    assert table.loc["Harbour Post", ["articles", "shortest", "median", "longest"]].tolist() == [
        2,
        16,
        16,
        16,
    ]
    assert table.index.tolist() == ["Harbour Post", "Valley Courier"]


def test_missing_metadata_counts_by_group_and_field(corpus: Corpus) -> None:
    table = missing_metadata(corpus).set_index(["group", "field"])
    assert table.loc[("Harbour Post", "byline"), ["articles", "missing", "share"]].tolist() == [2, 1, 0.5]
    assert table.loc[("Valley Courier", "date"), "missing"] == 1
    assert table.loc[("Harbour Post", "date"), "missing"] == 0


def test_the_paragraph_states_what_the_tables_state(corpus: Corpus) -> None:
    text = data_paragraph(corpus)
    assert "The data are 3 articles (" in text
    assert (
        "of 2 outlets (Harbour Post 2, Valley Courier 1), dated between 2 March 2024 and 9 March 2024."
        in text
    )
    assert (
        "They come from 1 file (JSONL 1) with 4 records, of which 3 became articles and 1 was rejected"
        in text
    )
    assert "1 article states no date and 2 articles state no byline." in text
    assert "Every article counts as published." in text


def test_the_paragraph_states_condition_and_draw(make_corpus: Callable[..., Corpus]) -> None:
    text = data_paragraph(make_corpus(RECORDS, where="date <> ''", sample=1, sample_by="outlet", seed=7))
    assert "1 article under the condition date <> ''" in text
    assert "At most 1 article of each outlet was drawn at random (seed 7): 1 of 2" in text


def test_the_paragraph_holds_markup_as_text(make_corpus: Callable[..., Corpus]) -> None:
    records = [{**RECORDS[0], "outlet": "<script>alert(1)</script>"}]
    assert "<script>" in data_paragraph(make_corpus(records)), "escaping is the report's business"


GERMAN = (
    "Die Stadt hat am Montag beschlossen, die Gebühren im Hafen zu erhöhen, weil die Arbeiten an der Brücke länger "
    "dauern als geplant. Die Fischer sind dagegen und wollen im Frühjahr vor dem Rathaus protestieren."
)


def test_other_languages_are_set_aside_and_counted(make_corpus: Callable[..., Corpus]) -> None:
    records = [
        *RECORDS,
        {"outlet": "Hafenpost", "language": "en", "text": GERMAN},
        {"outlet": "Hafenpost", "text": "Ja, nein."},
    ]
    corpus = make_corpus(records, language="en")
    assert languages(corpus)[["language", "articles", "stated_otherwise", "kept"]].values.tolist() == [
        ["en", 3, 0, True], ["de", 1, 1, False], ["und", 1, 0, True],
    ]  # fmt: skip
    assert corpus.other_languages["language"].tolist() == ["de"]
    assert "1 article in other languages (German 1) was set aside." in data_paragraph(corpus)
    everything = make_corpus(records)
    assert len(everything) == 5
    assert everything.other_languages.empty
    with pytest.raises(EmptySelectionError, match="'fr'; there are: en"):
        make_corpus(RECORDS, language="fr")


def test_outlets_have_one_name_and_a_persons_table_outranks(make_corpus: Callable[..., Corpus]) -> None:
    records = [
        {**RECORDS[0], "outlet": name}
        for name in ("www.bbc.co.uk", "BBC News", "Harbour Post", "HARBOUR POST")
    ]
    corpus = make_corpus([*records, {**RECORDS[1], "outlet": "Harbour Post"}])
    assert sorted(corpus.articles["outlet"].unique()) == ["BBC News", "Harbour Post"]
    assert set(corpus.articles["outlet_stated"]) == {record["outlet"] for record in records}
    before = corpus.fingerprint, set(corpus.articles["article_id"])
    (corpus.raw / "outlets.csv").write_text("alias,outlet\nHarbour Post,The Post\nHARBOUR POST,The Post\n")
    changed = open_corpus(corpus.raw, workers=1)
    assert sorted(changed.articles["outlet"].unique()) == ["BBC News", "The Post"]
    assert set(changed.articles["article_id"]) == before[1]
    assert changed.fingerprint != before[0], "a result depends on what outlets are called"
    assert changed.outlet_names.set_index("stated").loc["HARBOUR POST", "rule"] == "own table"
