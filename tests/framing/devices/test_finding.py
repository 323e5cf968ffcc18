"""Places of devices: words, marks, passives and names, each in its voice."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.errors import ParameterError
from analysis.framing import devices
from analysis.framing.devices import parse_devices
from analysis.framing.devices.quoting import quoted_words

OWN = parse_devices(
    "devices:\n- id: doubt\n  label: D\n  definition: d\n  source: s\n"
    "  groups: [{id: maybe, label: m, terms: [perhaps, {term: could, not_near: [not], window: 1}]}]"
)
TEXT = "Perhaps the harbour will open. “Perhaps it will,” the mayor said. The “experts” left. They could not stay."
QUOTED = {
    "article_id": "a0",
    "start": 31,
    "end": 65,
    "content": [[31, 49]],
    "cue": "say",
    "speaker": "the mayor",
}


def quotations(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(QUOTED))


def test_places_stand_in_their_sentence_and_voice(corpus: Callable) -> None:
    tiny = corpus(TEXT)
    table = devices(tiny, words=OWN, quotations=quotations(QUOTED))
    found = [(row.device, tiny.text(row), row.voice, row.speaker) for row in table.itertuples()]
    assert found == [
        ("doubt", "Perhaps", "narrator", ""), ("doubt", "Perhaps", "quoted", "the mayor"),
        ("scare_quote", "“experts”", "narrator", ""),
    ]  # fmt: skip
    row = table.iloc[2]
    assert TEXT[row["sentence_start"] : row["sentence_end"]] == "The “experts” left."
    assert (row["group"], row["term"], row["segment_kind"]) == ("word", "experts", "body")


def test_what_was_not_looked_for_has_no_category(corpus: Callable) -> None:
    table = devices(corpus(TEXT), words=OWN)
    assert list(table["device"].cat.categories) == ["doubt"]
    assert set(table["voice"]) == {""}
    everything = devices(
        corpus("Nothing."), words=OWN, quotations=quotations(), actions=actions(), mentions=mentions()
    )
    assert everything.empty
    assert list(everything["device"].cat.categories) == ["doubt", "scare_quote", "agentless", "naming"]


def actions(*rows: tuple[object, ...]) -> pd.DataFrame:
    names = ["article_id", "start", "end", "verb", "verb_start", "verb_end", "voice", "agentless", "action_class",
             "sign", "negated"]  # fmt: skip
    return pd.DataFrame(list(rows), columns=names)


def test_passives_without_a_doer(corpus: Callable) -> None:
    text = "Two men were arrested. The guard was praised. The dam was built by Oran. Help is needed. Its siege ended."
    at = {
        word: (text.index(word), text.index(word) + len(word))
        for word in ("arrested", "praised", "built", "siege")
    }
    table = devices(corpus(text), words=OWN, actions=actions(
        ("a0", 0, 21, "arrest", *at["arrested"], "passive", True, "assault", -1, False),
        ("a0", 23, 44, "praise", *at["praised"], "passive", True, "support", 1, True),
        ("a0", 46, 71, "build", *at["built"], "passive", False, "aid", 1, False),
        ("a0", 73, 90, "need", 82, 88, "passive", True, "", 0, False),
        ("a0", 97, 102, "siege", *at["siege"], "nominal", True, "assault", -1, False),
    ))  # fmt: skip
    assert table[["group", "term", "negated"]].values.tolist() == [
        ["hostile_passive", "arrest", False], ["other_passive", "praise", True],
    ]  # fmt: skip
    assert table.loc[0, "sentence_end"] == 22


def mentions(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        list(rows), columns=["article_id", "start", "end", "via", "words", "actor_id", "name"]
    )


def test_names_given_to_actors(corpus: Callable) -> None:
    text = "Mayor Ana Lind spoke. The defiant mayor left. Lind stayed."
    roles = pd.DataFrame(
        [("a0", 0, 5, "office", "title", "Mayor", "p:lind", "Ana Lind"),
         ("a0", 22, 39, "description", "relative", "x", "p:lind", "Ana Lind")],
        columns=["article_id", "start", "end", "role_kind", "rule", "words", "actor_id", "name"],
    )  # fmt: skip
    named = mentions(
        ("a0", 0, 14, "title", "Mayor Ana Lind", "p:lind", "Ana Lind"),
        ("a0", 22, 39, "description", "The defiant mayor", "p:lind", "Ana Lind"),
        ("a0", 46, 50, "name", "Lind", "p:lind", "Ana Lind"),
    )
    table = devices(corpus(text), words=OWN, roles=roles, mentions=named)
    # The title is the role's place already; what a relative clause says is a statement; a name is a name.
    assert table[["start", "group", "term", "actor_id", "actor"]].values.tolist() == [
        [0, "office", "Mayor", "p:lind", "Ana Lind"],
        [22, "description", "The defiant mayor", "p:lind", "Ana Lind"],
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Their 'victory' lasted a day.", ["victory"]),
        ('The so-called "special operation," they wrote.', ["special operation"]),
        ('The "special operation" began.', []),  # several words are mostly cited
        ("The film “Harbour” opened.", []),  # a name
        ("He called it “absurd”.", []),  # attributed by a verb of calling
        ("It was “absurd”.", []),  # a judgement cited
        ("“no” votes and 'yes' votes", []),
        ("She shouted something, then “stop!”", []),
        ("They were “pushed,” “shoved”.", []),
        ("the '90s, the workers' hall and Oran's 'peace'", ["peace"]),
        ("He said, “we had no part in this 'reform' of theirs at all”.", ["reform"]),
        ('a lone " mark and “another', []),
        ("The port demanded “calm” of its men.", []),  # a speaker and a verb of saying
        ("The port demanded that the so-called “calm” end.", ["calm"]),  # a word of distance outweighs it
        ("These “experts” held “a thorough and honest inquiry” in May.", []),  # a piece of a longer quotation
        ("The “walrus” video went round; by “walrus,” she meant the mayor.", []),  # a name; a word as a word
        ("A note: “closed” doors.", []),
        ("They need “next-generation” cranes.", []),  # two words
        ("The yard was full of “friends.” Nobody came.", []),  # at the end of a clause mostly cited
    ],
)
def test_marks_that_keep_a_distance(text: str, expected: list[str]) -> None:
    assert [term for *_, term, _ in quoted_words(text)] == expected


def test_a_text_of_marks_takes_no_time() -> None:
    assert list(quoted_words("'a " * 20_000 + "“x" * 20_000)) == []


def test_words_inside_a_quotation_with_a_cue_are_its_own(corpus: Callable) -> None:
    text = "Oran denied the “plot” on Monday."
    whole = quotations({**QUOTED, "start": 0, "end": len(text), "content": [[5, 22]]})
    assert devices(corpus(text), words=OWN, quotations=whole).empty
    without_cue = whole.assign(cue="")
    assert devices(corpus(text), words=OWN, quotations=without_cue)["term"].tolist() == ["plot"]


@pytest.mark.parametrize("name", ["quotations", "actions", "roles", "mentions"])
def test_a_table_without_its_columns(corpus: Callable, name: str) -> None:
    with pytest.raises(ParameterError, match="no column"):
        devices(corpus(TEXT), words=OWN, **{name: pd.DataFrame({"article_id": ["a0"]})})
