"""Where terms are found: sentences written for the case, hits known beforehand."""

from __future__ import annotations

import pytest

from analysis.framing import frames


def hits(corpus, codebook) -> list[str]:
    return [corpus.text(row) for row in frames(corpus, codebook=codebook).itertuples()]


def test_lemmas_find_inflections_and_capitals_do_not_matter(corpus, book) -> None:
    texts = corpus("They accused him. They are ACCUSING him. He accuses nobody.")
    assert hits(texts, book("accuse")) == ["accused", "ACCUSING", "accuses"]
    assert hits(texts, book("{term: accuse, match: form}")) == []
    assert hits(texts, book("{term: accuses, match: form}")) == ["accuses"]


def test_inflected_words_in_a_headline_with_capitals(corpus, book) -> None:
    texts = corpus([("headline", "Quayside Levies Anger Harbour Firms")])
    assert hits(texts, book("levy")) == ["Levies"]


def test_phrases_need_their_words_in_a_row_and_in_one_sentence(corpus, book) -> None:
    codebook = book("trade war")
    assert hits(corpus("The trade war goes on. Trade wars hurt."), codebook) == ["trade war", "Trade wars"]
    assert hits(corpus("They trade in war bonds. They trade. War comes."), codebook) == []


def test_hyphens_make_no_difference(corpus, book) -> None:
    texts = corpus("A cost-of-living crisis came. The cost of living rose.")
    assert hits(texts, book("cost of living")) == ["cost-of-living", "cost of living"]
    assert hits(texts, book("cost-of-living")) == ["cost-of-living", "cost of living"]


def test_wildcard_is_bounded(corpus, book) -> None:
    texts = corpus("Polarisation grew and polarising words flew, polarisationalistically spoken.")
    assert hits(texts, book("polaris*")) == ["Polarisation", "polarising"]


def test_part_of_speech(corpus, book) -> None:
    texts = corpus("They object to the plan. A strange object lay there.")
    assert hits(texts, book("{term: object, pos: VERB}")) == ["object"]
    assert frames(texts, codebook=book("{term: object, pos: VERB}"))["start"].tolist() == [5]
    assert len(hits(texts, book("object"))) == 2


def test_near_and_not_near_look_inside_the_sentence_and_the_window(corpus, book) -> None:
    texts = corpus(
        "The energy bill doubled. The bill passed. It was about energy. Energy came up before they wrote the bill."
    )
    near = "{term: bill, near: [energy], window: 2}"
    assert frames(texts, codebook=book(near))["start"].tolist() == [11]
    assert len(hits(texts, book("{term: bill, near: [energy], window: 10}"))) == 2
    assert frames(texts, codebook=book("{term: bill, not_near: [energy]}"))["start"].tolist() == [29]
    assert len(hits(texts, book("{term: bill, not_near: [energ*], window: 2}"))) == 2


def test_a_term_is_not_its_own_context(corpus, book) -> None:
    assert hits(corpus("War again."), book("{term: war, near: [war]}")) == []


@pytest.mark.parametrize(
    "text",
    [
        "They did not attack the port.",
        "It isn't an attack.",
        "There was no attack.",
        "They left without any attack.",
        "He never attacked the plan.",
    ],
)
def test_negation_is_marked_or_dropped(corpus, book, text: str) -> None:
    texts = corpus(text)
    assert frames(texts, codebook=book("attack"))["negated"].tolist() == [True]
    assert hits(texts, book("{term: attack, negated: drop}")) == []


@pytest.mark.parametrize(
    "text",
    [
        "They attacked the port.",
        "It was not only an attack but a crime.",
        "The council did not condemn the attack.",
        "No doubt the attack came from the sea.",
    ],
)
def test_what_is_not_negated(corpus, book, text: str) -> None:
    assert frames(corpus(text), codebook=book("attack"))["negated"].tolist() == [False]


def test_a_term_that_negates_itself_is_not_negated_by_its_own_words(corpus, book) -> None:
    texts = corpus("The union did not intervene. The bloc will never not intervene, and nobody saw it.")
    found = frames(texts, codebook=book("not intervene"))
    assert [(texts.text(row), row.negated) for row in found.itertuples()] == [
        ("not intervene", False), ("not intervene", True),
    ]  # fmt: skip
    own = "{term: not intervene, negated: drop}"
    assert hits(corpus("The union did not intervene."), book(own)) == ["not intervene"]
    assert hits(corpus("This is not good for the harbour."), book("{term: not good, negated: drop}")) == [
        "not good"
    ]


def test_longest_hit_of_an_indicator_counts_and_other_indicators_keep_theirs(corpus, book) -> None:
    texts = corpus("A trade war began.")
    assert hits(texts, book("war, trade war")) == ["trade war"]
    both = frames(texts, codebook=book("war", "trade war"))
    assert set(zip(both["indicator"], both["term"], strict=True)) == {("i0", "war"), ("i1", "trade war")}
    heavier = frames(texts, codebook=book("{term: war, weight: 1}, {term: 'war*', weight: 2}"))
    assert heavier[["term", "weight"]].to_numpy().tolist() == [["war*", 2.0]]


def test_bylines_and_boilerplate_never_count_and_offsets_are_the_articles(corpus, book) -> None:
    texts = corpus(
        [("headline", "War at sea"), ("byline", "By War Reporter"), ("body", "It rained. The war went on."),
         ("boilerplate", "More on the war")]
    )  # fmt: skip
    rows = frames(texts, codebook=book("war"))
    assert [texts.text(row) for row in rows.itertuples()] == ["War", "war"]
    assert rows["segment_kind"].tolist() == ["headline", "body"]
    text = texts.articles["text"].iloc[0]
    sentences = [text[row.sentence_start : row.sentence_end] for row in rows.itertuples()]
    assert sentences == ["War at sea", "The war went on."]


def test_wire_copy_counts_in_every_article_that_carries_it(corpus, book) -> None:
    shared = ("body", "The war went on.")
    rows = frames(
        corpus([("headline", "One"), shared], [("headline", "Another head"), shared]), codebook=book("war")
    )
    assert rows["article_id"].tolist() == ["a0", "a1"]
    assert (rows["start"].iloc[1] - rows["start"].iloc[0]) == len("Another head") - len("One")


def test_no_hits_is_an_empty_table_with_all_columns(corpus, book) -> None:
    rows = frames(corpus("It rained."), codebook=book("war"))
    assert rows.empty
    assert {"article_id", "start", "end", "frame", "indicator", "term", "negated", "voice", "speaker"} <= set(
        rows.columns
    )


def test_parts_of_a_large_corpus_give_what_one_part_gives(corpus, book, monkeypatch) -> None:
    texts = corpus(*(f"The war number {i} went on." for i in range(20)))
    whole = frames(texts, codebook=book("war"))
    monkeypatch.setattr("analysis.framing.matching.finding.PART", 3)
    assert frames(texts, codebook=book("war")).equals(whole)
    assert len(whole) == 20


def test_one_sentence_of_100000_words_takes_time_in_proportion(corpus, book) -> None:
    # Joining the words of a sentence with each other would make five thousand million pairs here.
    n = 100_000
    texts = corpus("war")
    token = texts.sql("select * from tokens")
    long = token.loc[token.index.repeat(n)].reset_index(drop=True)
    long = long.assign(token=range(n), start=range(0, 4 * n, 4), end=range(3, 4 * n + 3, 4), head=0)
    texts.replace_tokens(long)
    rows = frames(texts, codebook=book("war, trade war, 'war*', {term: ware, near: [war]}"))
    assert len(rows) == n
    assert rows["sentence_end"].unique().tolist() == [4 * n - 1]


def test_whole_road_on_a_corpus(make_corpus, book) -> None:
    text = (
        "The trade war went on for a third year.\n\nTraders in the harbour accused the port of delay.\n\n" * 2
    )
    corpus = make_corpus(
        [{"outlet": "Harbour Post", "date": "2024-03-01", "title": "A war of tariffs", "text": text}]
    )
    # Nobody has annotated it.
    rows = frames(corpus, codebook=book("trade war, war", "accuse"))
    lines = corpus.kwic(rows)
    assert set(lines["hit"]) == {"war", "trade war", "accused"}
