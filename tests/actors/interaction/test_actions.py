"""Who does what to whom: the constructions of the brief, one by one, and what must not be found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.actors import actions_table, find_actions, find_mentions, find_quotations
from analysis.actors.interaction.finding import ACTIONS, MOST, Action
from analysis.actors.types import Mention
from analysis.annotation import ParsedArticle, parse_text
from analysis.annotation.parse import ParsedSegment, Token


def actions(text: str) -> list[Action]:
    article = parse_text(text)
    return find_actions(article, find_mentions(article), find_quotations(article))


def who(text: str) -> set[tuple[str, str, str]]:
    """Return agent, verb and patient of each action as words."""
    return {
        (a.agent.words if a.agent else "", a.verb, a.patient.words if a.patient else "")
        for a in actions(text)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey attacked Greece.", ("Turkey", "attack", "Greece")),
        ("Greece was attacked by Turkey.", ("Turkey", "attack", "Greece")),
        ("The mayor was sacked on Friday.", ("", "sack", "mayor")),
        ("Norway accused Sweden of theft.", ("Norway", "accuse", "Sweden")),
        ("Armenia withdrew from the CSTO.", ("Armenia", "withdraw from", "CSTO")),
        ("Canada imposed sanctions on Belarus.", ("Canada", "impose sanction on", "Belarus")),
        ("Norway held talks with Sweden.", ("Norway", "hold talk with", "Sweden")),
        ("France provided Ukraine with tanks.", ("France", "provide", "Ukraine")),
        ("Italy gave Ukraine the old tanks.", ("Italy", "give", "Ukraine")),
        ("Sanctions were imposed on Iran.", ("", "impose sanction on", "Iran")),
        ("Poland launched an attack on Latvia.", ("Poland", "launch attack on", "Latvia")),
        ("Japan expressed support for Taiwan.", ("Japan", "express support for", "Taiwan")),
        ("Ukraine received support from Japan.", ("Japan", "receive support from", "Ukraine")),
        ("Armenia agreed to help Georgia.", ("Armenia", "help", "Georgia")),
        ("Merkel is expected to visit Poland.", ("Merkel", "visit", "Poland")),
        ("Russia forced Georgia to leave the alliance.", ("Georgia", "leave", "alliance")),
        ("The protesters arrested by police blamed Iran.", ("police", "arrest", "protesters")),
        ("Iran criticised France and threatened Germany.", ("Iran", "threaten", "Germany")),
        ("The rebels who attacked Ghana fled.", ("rebels", "attack", "Ghana")),
        ("The villages that Russia attacked lie far away.", ("Russia", "attack", "villages")),
        ("Armenia's withdrawal from the CSTO surprised nobody.", ("Armenia", "withdrawal from", "CSTO")),
        ("Russia's invasion of Ukraine went on.", ("Russia", "invasion", "Ukraine")),
        ("The arrest of Maria Novak angered voters.", ("", "arrest", "Maria Novak")),
        ("Turkey agreed a deal after Russian attacks on Ukraine.", ("Russian", "attack on", "Ukraine")),
        ("Hungary said it will support Serbia.", ("Hungary", "support", "Serbia")),
        ("Britain said that Libya must hand over the men.", ("Britain", "say must", "Libya")),
        ("Greece demanded that Turkey leave the island.", ("Greece", "demand", "Turkey")),
        ("The senator was critical of Hungary.", ("senator", "be critical of", "Hungary")),
        ("Police raided the homes of Maria Novak.", ("Police", "raid home of", "Maria Novak")),
        ("Canada lifted the curfew in Somalia.", ("Canada", "lift curfew in", "Somalia")),
    ],
)
def test_constructions(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in who(text)


@pytest.mark.parametrize(
    "text",
    [
        "Talks between Armenia and Turkey failed.",
        "Armenia and Turkey met.",
        "The Armenia-Turkey talks failed.",
    ],
)
def test_what_parties_do_to_one_another_runs_both_ways(text: str) -> None:
    ways = {(agent, patient) for agent, _, patient in who(text)}
    assert {("Armenia", "Turkey"), ("Turkey", "Armenia")} <= ways


def test_who_condemns_a_deed_condemns_who_did_it() -> None:
    got = who("Norway condemned Russia's attack on Ukraine.")
    assert {("Norway", "condemn attack", "Russia"), ("Russia", "attack on", "Ukraine")} == got


def test_two_guests_of_one_talk_did_not_talk_to_each_other() -> None:
    ways = {(agent, patient) for agent, _, patient in who("Norway's talks with Iran and Syria failed.")}
    assert ("Norway", "Iran") in ways
    assert ("Iran", "Syria") not in ways


def test_each_member_of_a_coordination_has_its_row() -> None:
    got = {(agent, patient) for agent, verb, patient in who("France and Italy criticised Iran and Syria.")}
    assert got == {(a, p) for a in ("France", "Italy") for p in ("Iran", "Syria")}


@pytest.mark.parametrize(
    "text",
    [
        "The talks were held in Paris.",
        "Merkel met Macron in Warsaw.",
        "The report came out on Monday.",
        "Prices rose by 5 percent.",
        "Officials said the weather was fine.",
    ],
)
def test_places_dates_and_speech_are_no_deeds(text: str) -> None:
    assert not {patient for _, _, patient in who(text)} & {"Paris", "Warsaw", "Monday", "weather"}
    assert not {verb for _, verb, _ in who(text)} & {"say", "come out", "rise"}


def test_what_one_does_to_oneself_is_no_relation() -> None:
    assert not [a for a in actions("Anna Petrosyan blamed herself.") if a.agent and a.patient]


def test_phrase_and_actor_of_a_government_and_its_people() -> None:
    (one,) = actions("Armenian troops attacked Georgian students.")
    assert one.agent is not None
    assert one.patient is not None
    assert (one.agent.words, one.agent.id) == ("Armenian troops", "state:armenia")
    # The students are no government: their words stand, without the state's id.
    assert (one.patient.words, one.patient.id) == ("Georgian students", "")


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Iran did not attack Iraq.", True),
        ("Iran never attacked Iraq.", True),
        ("Iran failed to attack Iraq.", True),
        ("Iran refused to help Iraq.", True),
        ("No country attacked Iraq.", True),
        ("Iran attacked Iraq without helping Syria.", True),
        ("Iran attacked Iraq.", False),
        ("Iran did not fail to help Iraq.", False),
    ],
)
def test_negation(text: str, negated: bool) -> None:
    assert actions(text)[-1].negated is negated


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Iran can attack Iraq.", "able"),
        ("Iran may attack Iraq.", "possible"),
        ("Iran must help Iraq.", "obliged"),
        ("Iran was allowed to help Iraq.", "allowed"),
        ("Iran plans to attack Iraq.", "intended"),
        ("Iran threatened to attack Iraq.", "hypothetical"),
        ("Iran would attack Iraq.", "hypothetical"),
        ("Iran attacked Iraq.", ""),
        ("Iran said it would help Iraq.", ""),
        ("Turkey accused Iran of bombing Iraq.", "possible"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    assert actions(text)[-1].modality == modality


def test_an_if_clause_is_hypothetical() -> None:
    found = {a.verb: a.modality for a in actions("If Iran attacks Iraq, Turkey will help Syria.")}
    assert found == {"attack": "hypothetical", "help": ""}


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("Iran attacked Iraq.", "past"),
        ("Iran has attacked Iraq.", "past"),
        ("Iran is attacking Iraq.", "present"),
        ("Iran will attack Iraq.", "future"),
        ("Iran said it would help Iraq.", "future"),
    ],
)
def test_tense(text: str, tense: str) -> None:
    assert actions(text)[-1].tense == tense


def test_passives_and_nouns_without_an_agent_are_flagged() -> None:
    found = {a.verb: (a.voice, a.agentless) for a in actions("Novak was sacked by Poland. Smith was jailed.")}
    assert found == {"sack": ("passive", False), "jail": ("passive", True)}
    (one,) = [a for a in actions("The invasion of Ukraine went on.") if a.verb == "invasion"]
    assert (one.voice, one.agentless) == ("nominal", True)


def test_according_to_is_whose_words_the_verb_stands_in() -> None:
    found = {
        a.verb: a.according_to
        for a in actions("“Iran attacked Iraq,” Nikol Pashinyan said. Iran helped Syria.")
    }
    assert found == {"attack": "person:nikol-pashinyan", "help": ""}
    (one,) = actions("Officials said Iran attacked Iraq.")
    assert (one.according_to, one.according_to_name) == ("anonymous", "officials")


def test_i_is_the_speaker() -> None:
    (one,) = [a for a in actions("“I will defend Armenia,” Nikol Pashinyan said.") if a.verb == "defend"]
    assert one.agent is not None
    assert (one.agent.words, one.agent.id) == ("I", "person:nikol-pashinyan")


def test_table_keeps_the_contract_with_and_without_rows() -> None:
    empty = actions_table([ParsedArticle("", "")])
    full = actions_table([parse_text("Smith was jailed. Turkey attacked Greece.")])
    assert list(empty.columns) == list(full.columns) == list(ACTIONS)
    assert empty.dtypes.astype(str).to_dict()["agent_start"] == "Int64"
    assert full["agent_start"].isna().tolist() == [True, False]
    assert full[["action_class", "sign"]].values.tolist() == [["coerce", -1], ["assault", -1]]


def test_a_list_of_names_is_bounded() -> None:
    names = ", ".join(["France", "Italy", "Spain", "Norway", "Poland", "Latvia", "Greece", "Cyprus", "Malta"])
    assert len(actions(f"{names} and Chile criticised {names} and Peru.")) <= MOST


_WORDS = [
    "Armenia",
    "troops",
    "attack",
    "its",
    "said",
    "it",
    "who",
    "by",
    "of",
    "against",
    "no",
    "’s",
    "I",
    "\n",
]
_DEPS = [
    "nsubj",
    "dobj",
    "pobj",
    "prep",
    "agent",
    "conj",
    "xcomp",
    "ccomp",
    "advcl",
    "acl",
    "relcl",
    "pcomp",
    "poss",
]
_TAGS = {"NN": "NOUN", "NNP": "PROPN", "VBD": "VERB", "VBN": "VERB", "VB": "VERB", "IN": "ADP", "PRP": "PRON"}


@st.composite
def scenes(draw: st.DrawFn) -> tuple[ParsedArticle, list[Mention]]:
    """Draw a tree of words that no parser would give, with mentions anywhere."""
    tokens: list[Token] = []
    at = 0
    for i in range(draw(st.integers(0, 25))):
        word, tag = draw(st.sampled_from(_WORDS)), draw(st.sampled_from(sorted(_TAGS)))
        head = draw(st.integers(0, i))
        dep = "ROOT" if head == i else draw(st.sampled_from(_DEPS))
        tokens.append(Token(i, at, at + len(word), word, word.lower(), _TAGS[tag], tag, dep, head, "", 0, 0))
        at += len(word) + 1
    text = " ".join(token.text for token in tokens)
    kinds, vias = (
        st.sampled_from(["state", "person", "place"]),
        st.sampled_from(["name", "pronoun", "demonym"]),
    )
    mentions = [
        Mention(t.start, t.end, draw(kinds), draw(vias), "", draw(st.integers(0, 2)), "A")
        for t in tokens
        if draw(st.booleans())
    ]
    return ParsedArticle("x", text, [ParsedSegment("body", 0, len(text))], tokens), mentions


@given(scenes())
def test_any_tree_gives_bounded_actions_inside_the_text(scene: tuple[ParsedArticle, list[Mention]]) -> None:
    article, mentions = scene
    found = find_actions(article, mentions, [])
    assert len(found) <= MOST * len(article.sentences)
    for one in found:
        assert 0 <= one.start < one.end <= len(article.text)
        assert one.sign in {-1, 0, 1}
        for end in (one.agent, one.patient):
            assert end is None or (one.start <= end.start < end.end <= one.end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Russia shelled ten villages, Ukrainian officials said Wednesday, killing two people.",
            ("Russia", "kill", "people"),
        ),
        (
            "The United States sanctioned China for attacking Taiwan.",
            ("China", "attack", "Taiwan"),
        ),
        (
            "A colonel from one of its agencies who attacked Armenia was seen.",
            ("colonel from one of its agencies", "attack", "Armenia"),
        ),
    ],
)
def test_whose_deed_it_is_where_the_nearest_word_misleads(text: str, expected: tuple[str, str, str]) -> None:
    found = {
        (a.agent.words if a.agent else "", a.verb, a.patient.words if a.patient else "")
        for a in actions(text)
    }
    agents = {agent for agent, verb, patient in found if (verb, patient) == expected[1:]}
    assert len(agents) == 1
    assert next(iter(agents)).startswith(expected[0].split()[0])


def test_one_who_defends_oneself_from_another_does_not_support_the_other() -> None:
    patients = {a.patient.words for a in actions("Armenia defended itself from Azerbaijan.") if a.patient}
    assert "Azerbaijan" not in patients


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("I don't think Armenia attacked Georgia.", True),
        ("Armenia no longer attacks Georgia.", True),
        ("I think Armenia attacked Georgia.", False),
    ],
)
def test_negation_by_belief_and_by_no_longer(text: str, negated: bool) -> None:
    assert {a.negated for a in actions(text) if a.verb == "attack"} == {negated}


def test_a_deed_of_a_noun_may_be_only_possible() -> None:
    told = {a.verb: a.modality for a in actions("A potential Russian invasion of Georgia worried Armenia.")}
    assert told["invasion"] == "possible"
