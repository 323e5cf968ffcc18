"""Who does what to whom in one article, and in whose words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from analysis.actors.attribution.finding import Quotation, find_quotations
from analysis.actors.frames import frame, typed
from analysis.actors.interaction.lexicon import action_lexicon
from analysis.actors.interaction.nominal import Nominal
from analysis.actors.interaction.parties import Parties, Party
from analysis.actors.interaction.subjects import Subjects
from analysis.actors.interaction.verbal import Found, Verbal
from analysis.actors.interaction.voices import Voices
from analysis.actors.mentions import find_mentions
from analysis.actors.tables import actor_ids
from analysis.actors.types import Mention
from analysis.annotation.parse import ParsedArticle

ACTIONS = (
    "article_id", "start", "end",
    "agent_id", "agent_name", "agent_kind", "agent", "agent_start", "agent_end",
    "patient_id", "patient_name", "patient_kind", "patient", "patient_start", "patient_end",
    "verb", "verb_start", "verb_end", "action_class", "sign", "voice", "agentless", "negated", "modality", "tense",
    "according_to", "according_to_name", "rule", "sentence", "segment", "paragraph",
)  # fmt: skip
"""Columns of the actions table."""

ACTION_SCHEMA = typed(
    ACTIONS,
    offsets=("agent_start", "agent_end", "patient_start", "patient_end"),
    numbers=("start", "end", "verb_start", "verb_end", "sign", "sentence", "paragraph"),
    flags=("agentless", "negated"),
)

MOST = 12
"""Actions of one sentence; a list of a hundred names is no hundred deeds."""

_LONGEST = 200
_FIRST = frozenset({"i", "me", "my", "myself"})


@dataclass(frozen=True, slots=True)
class Doer:
    """Who acts or is acted on: words and place, and the actor's id, name and kind ("" if none).

    A pronoun whose antecedent stands in the same sentence is given as its antecedent.
    """

    id: str
    name: str
    kind: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Action:
    """Who does what to whom.

    Attributes
    ----------
    start, end : int
        From the first to the last character of agent, verb and patient.
    agent, patient : Doer or None
    verb : str
        Lemma, with its particle and preposition; with its object where that is no party
        ("impose sanction on"); of a noun its lemma.
    verb_start, verb_end : int
    action_class : str
        After PLOVER, or an empty string.
    sign : int
        -1 hostile, 0 neutral or none, 1 cooperative; of the class, whether negated or not.
    voice : str
        ``active``, ``passive`` or ``nominal``.
    agentless : bool
        A passive or a noun that leaves out who acted.
    negated : bool
        Not done: "did not", "failed to", "refused to".
    modality : str
        One of `lexicon.MODALITIES`, or empty for what is simply reported.
    tense : str
        past, present, future or empty.
    according_to, according_to_name : str
        Speaker of the quotation the verb stands in: actor id or ``anonymous``; empty for the narrator.
    rule : str
        What made the action: how the agent was found, and the patient.
    sentence, segment : int
        Numbers in the article.
    """

    start: int
    end: int
    agent: Doer | None
    patient: Doer | None
    verb: str
    verb_start: int
    verb_end: int
    action_class: str
    sign: int
    voice: str
    agentless: bool
    negated: bool
    modality: str
    tense: str
    according_to: str
    according_to_name: str
    rule: str
    sentence: int
    segment: int


def find_actions(
    article: ParsedArticle, mentions: list[Mention], quotations: list[Quotation]
) -> list[Action]:
    """Find who does what to whom in an article.

    Parameters
    ----------
    article : ParsedArticle
    mentions : list of Mention
        From `find_mentions`.
    quotations : list of Quotation
        From `find_quotations`; they tell whose words an action stands in.

    Returns
    -------
    list of Action
        In order of the verb; at least one side of each names a party (an actor, people, a body).

    Notes
    -----
    Rules over the dependency parse. Classes follow PLOVER (Halterman et al. 2023); the
    words are this project's own (``resources/actors/action_verbs.yaml``). Time grows
    linearly with the text.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> article = parse_text("Armenia was accused by Russia of planning to leave the alliance.")
    >>> found = find_actions(article, find_mentions(article), find_quotations(article))
    >>> [(a.agent.name, a.verb, a.patient.words, a.action_class, a.voice) for a in found][0]
    ('Russia', 'accuse', 'Armenia', 'accuse', 'passive')
    """
    parties = Parties(article, mentions)
    ids = actor_ids(article.article_id, mentions)
    voices = Voices(article, mentions, quotations, ids)
    return [_action(article, one, ids, voices) for one in _found(article, parties)]


def _found(article: ParsedArticle, parties: Parties) -> Iterator[Found]:
    """Yield what verbs and nouns tell, sentence by sentence."""
    subjects = Subjects(parties)
    verbal, nominal = Verbal(subjects), Nominal(subjects)
    nouns, lemmas = parties.lexicon.nouns, parties.lemmas
    for first, last in article.sentences:
        own = article.tokens[first:last]
        found = [one for token in own if token.pos in _TELLING for one in verbal.actions(token.index)]
        deeds = [token.index for token in own if token.pos == "NOUN" and lemmas[token.index] in nouns]
        found += [one for i in deeds for one in nominal.actions(i) if _untold(one, verbal)]
        if found:
            yield from sorted(_once(found), key=lambda one: one.token)[:MOST]


_TELLING = frozenset({"VERB", "AUX", "ADJ"})


def _untold(one: Found, verbal: Verbal) -> bool:
    """Tell whether a noun's action is not already its verb's: "launched an attack" is one action."""
    used = verbal.objects.nouns_used
    return one.token not in used or (
        not used[one.token] and one.agent is not None and one.patient is not None
    )


def _once(found: Iterable[Found]) -> list[Found]:
    """Drop what is found twice: the same word between the same parties."""
    out: dict[tuple[int, int, int], Found] = {}
    for one in found:
        agent, patient = (-1 if party is None else party.head for party in (one.agent, one.patient))
        out.setdefault((one.token, agent, patient), one)
    return list(out.values())


def _action(article: ParsedArticle, one: Found, ids: dict[int, str], voices: Voices) -> Action:
    token = article.tokens[one.token]
    agent, patient = (_doer(article, party, ids, voices) for party in (one.agent, one.patient))
    speaker, speaker_name = voices.speaker(one.token)
    ends = [doer for doer in (agent, patient) if doer is not None]
    return Action(
        start=min([token.start, *(doer.start for doer in ends)]),
        end=max([token.end, *(doer.end for doer in ends)]),
        agent=agent,
        patient=patient,
        verb=one.verb,
        verb_start=token.start,
        verb_end=token.end,
        action_class=one.action_class,
        sign=action_lexicon().signs.get(one.action_class, 0),
        voice=one.voice,
        agentless=agent is None and one.voice != "active",
        negated=one.negated,
        modality=one.modality,
        tense=one.tense,
        according_to=speaker,
        according_to_name=speaker_name,
        rule=one.rule,
        sentence=token.sentence,
        segment=token.segment,
    )


def _doer(article: ParsedArticle, party: Party | None, ids: dict[int, str], voices: Voices) -> Doer | None:
    if party is None:
        return None
    mention = party.mention
    words = " ".join(article.text[party.start : party.end].split())[:_LONGEST]
    if mention is None and words.lower() in _FIRST:
        mention = voices.first_person(party.head)
    if mention is None:
        return Doer("", "", "", words, party.start, party.end)
    return Doer(ids[mention.cluster], mention.name, mention.kind, words, party.start, party.end)


def actions_table(articles: Iterable[ParsedArticle]) -> pd.DataFrame:
    """Return the actions of parsed articles, one row each; columns `ACTIONS`.

    Parameters
    ----------
    articles : iterable of ParsedArticle

    Returns
    -------
    DataFrame
        Attributes of `Action`; id, name and kind of agent and patient are empty where
        they are no known actor, their offsets missing (``<NA>``) where there is none;
        ``segment`` is the segment's kind, ``paragraph`` its number.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> table = actions_table([parse_text("Turkey did not accuse Greece.")])
    >>> table[["agent_id", "verb", "patient_id", "sign", "negated"]].values.tolist()
    [['state:turkey', 'accuse', 'state:greece', -1, True]]
    """
    return frame(
        (
            row
            for article in articles
            for row in action_rows(
                article, find_actions(article, find_mentions(article), find_quotations(article))
            )
        ),
        ACTION_SCHEMA,
    )


def action_rows(article: ParsedArticle, found: Iterable[Action]) -> Iterable[tuple[object, ...]]:
    """Yield a row of the actions table for each action of an article."""
    nobody: tuple[object, ...] = ("", "", "", "", None, None)
    for one in found:
        ends = [
            nobody if d is None else (d.id, d.name, d.kind, d.words, d.start, d.end)
            for d in (one.agent, one.patient)
        ]
        yield (
            article.article_id, one.start, one.end, *ends[0], *ends[1],
            one.verb, one.verb_start, one.verb_end, one.action_class, one.sign, one.voice, one.agentless,
            one.negated, one.modality, one.tense, one.according_to, one.according_to_name, one.rule,
            one.sentence, article.segments[one.segment].kind, one.segment,
        )  # fmt: skip
