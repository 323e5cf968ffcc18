"""Attributed statements: what a source said, thought, knew or intended, and who the source is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analysis.actors.attribution.antecedents import PRONOUNS, Antecedents
from analysis.actors.attribution.clauses import Clauses, Span
from analysis.actors.attribution.leftovers import leftover_quotations
from analysis.actors.attribution.speakers import speaker_span
from analysis.actors.attribution.statements import Candidate
from analysis.actors.attribution.traits import quoted_share
from analysis.actors.attribution.weighing import candidates, choose, weigh
from analysis.actors.frames import frame, typed
from analysis.annotation.parse import ParsedArticle

DIRECT, INDIRECT = 0.9, 0.02
"""Shares of quoted letters above which a statement is direct, and below which it is indirect."""

COLUMNS = (
    "article_id",
    "start",
    "end",
    "content",
    "kind",
    "speaker_start",
    "speaker_end",
    "speaker",
    "antecedent_start",
    "antecedent_end",
    "cue",
    "cue_start",
    "cue_end",
    "cue_class",
    "negated",
    "rule",
)
"""Columns of the quotations table."""

OFFSETS = tuple(name for name in COLUMNS if name.endswith(("start", "end")))
"""Those of them that hold places in the text, missing where there is no such thing."""

SCHEMA = typed(COLUMNS, offsets=OFFSETS, flags=("negated",), spans=("content",))


@dataclass(frozen=True, slots=True)
class Quotation:
    """An attributed statement.

    Attributes
    ----------
    start, end : int
        Offsets of the whole: content, cue and speaker.
    content : tuple of (int, int)
        What was said, thought or intended; several spans where the cue splits it.
    speaker : (int, int) or None
        The words that name the source beside the cue; None if the source is not named there.
    antecedent : (int, int) or None
        The mention a pronoun stands for, or the source of a quotation that stands alone.
    cue : (int, int) or None
        The word that introduces the statement.
    cue_lemma, cue_class : str
    kind : str
        ``direct``, ``indirect`` or ``mixed``, by the share of letters inside quotation marks.
    negated : bool
        True for what was *not* said: "declined to comment", "did not say".
    rule : str
        Name of the rule that made it.
    sentence : int
        Sentence number of the cue in the article.
    """

    start: int
    end: int
    content: tuple[Span, ...]
    speaker: Span | None
    antecedent: Span | None
    cue: Span | None
    cue_lemma: str
    cue_class: str
    kind: str
    negated: bool
    rule: str
    sentence: int


def find_quotations(article: ParsedArticle, *, threshold: float | None = None) -> list[Quotation]:
    """Find the attributed statements of an article.

    Rules over quotation marks and over the parse propose candidates (direct, indirect and
    mixed speech; thoughts and intentions; passives, nouns, "according to", leads with a colon);
    a table of learned weights decides which to keep, and each keeps the name of its rule.

    Parameters
    ----------
    article : ParsedArticle
    threshold : float, optional
        Least probability of a statement. The default balances precision and recall, and
        gives every quoted sentence a speaker if it can;
        .7 keeps only what is fairly certain, .1 nearly everything that is possible.

    Returns
    -------
    list of Quotation
        In the order of the text.

    Notes
    -----
    The kinds of attribution follow Pareti (2015) and PolNeAR (Newell, Margolin & Ruths 2018);
    the weights are fitted to PolNeAR's training part (``benchmarks/fit_quotations.py``).

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> text = "“We are leaving,” the minister said."
    >>> found = find_quotations(parse_text(text))[0]
    >>> [text[start:end] for start, end in found.content], text[slice(*found.speaker)], found.kind
    (['“We are leaving,”'], 'the minister', 'direct')
    """
    clauses = Clauses(article)
    scored = weigh(clauses, candidates(clauses))
    kept = choose(scored, threshold=threshold)
    if threshold is None:
        kept += leftover_quotations(clauses, scored, kept)
    antecedents = Antecedents(clauses) if kept else None
    out = [_quotation(clauses, one, antecedents) for one in kept if antecedents is not None]
    return sorted(out, key=lambda quotation: (quotation.start, quotation.end, quotation.content))


def _quotation(clauses: Clauses, one: Candidate, antecedents: Antecedents) -> Quotation:
    speaker, antecedent = _source(clauses, one, antecedents)
    cue, lemma, group = _cue(clauses, one)
    parts = [*one.content, *(span for span in (cue, speaker if one.rule != "floating" else None) if span)]
    if one.rule == "floating":
        # The cue of a quotation that stands alone is in another sentence; it is evidence, not part of the whole.
        parts = list(one.content)
    return Quotation(
        start=min(start for start, _ in parts),
        end=max(end for _, end in parts),
        content=one.content,
        speaker=speaker,
        antecedent=antecedent,
        cue=cue,
        cue_lemma=lemma,
        cue_class=group,
        kind=kind_of(quoted_share(clauses, one.content)),
        negated=clauses.negated(one.cue),
        rule=one.rule,
        sentence=clauses.tokens[one.cue].sentence,
    )


def _source(clauses: Clauses, one: Candidate, antecedents: Antecedents) -> tuple[Span | None, Span | None]:
    head = one.subject.head
    if head is None:
        return None, None
    speaker = speaker_span(clauses, head)
    known = antecedents.resolve(head) if clauses.tokens[head].text.lower() in PRONOUNS else None
    if one.rule == "floating":
        return None, known or speaker
    return speaker, known


def _cue(clauses: Clauses, one: Candidate) -> tuple[Span, str, str]:
    """Return the cue's span, lemma and class, a particle or the "to" of "according to" with it."""
    token = clauses.tokens[one.cue]
    end, lemma = token.end, token.lemma.lower()
    following = clauses.tokens[one.cue + 1] if one.cue + 1 < len(clauses.tokens) else None
    if following is not None and (
        (following.dep == "prt" and following.head == one.cue) or (lemma in ("accord", "according"))
    ):
        end, lemma = following.end, f"{lemma} {following.lemma.lower()}"
    if lemma.startswith("accord"):
        lemma = "according to"
    return (token.start, end), lemma, clauses.lexicon.class_of(token.lemma, token.pos) or "neutral"


def kind_of(share: float) -> str:
    """Return the kind of a statement from the share of its letters inside quotation marks.

    Examples
    --------
    >>> [kind_of(share) for share in (0.0, 0.5, 1.0)]
    ['indirect', 'mixed', 'direct']
    """
    return "direct" if share > DIRECT else "indirect" if share < INDIRECT else "mixed"


def quotations_table(articles: Iterable[ParsedArticle], *, threshold: float | None = None) -> pd.DataFrame:
    """Return the attributed statements of many articles, one row each.

    Parameters
    ----------
    articles : iterable of ParsedArticle
    threshold : float, optional
        As in `find_quotations`.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`. ``content`` is a list of [start, end]; offsets point into the
        article's text and are missing (``<NA>``) where there is no speaker, antecedent or cue.

    Examples
    --------
    >>> from analysis.annotation.articles import parse_text
    >>> table = quotations_table([parse_text("Officials said the talks had failed.")])
    >>> table[["speaker", "cue", "kind"]].values.tolist()
    [['Officials', 'say', 'indirect']]
    """
    return frame(
        (
            quotation_row(article, quotation)
            for article in articles
            for quotation in find_quotations(article, threshold=threshold)
        ),
        SCHEMA,
    )


def quotation_row(article: ParsedArticle, one: Quotation) -> tuple[object, ...]:
    """Return the row of a statement in the quotations table."""
    speaker, antecedent, cue = (span or (None, None) for span in (one.speaker, one.antecedent, one.cue))
    words = article.text[one.speaker[0] : one.speaker[1]] if one.speaker else ""
    content = [list(span) for span in one.content]
    return (
        article.article_id,
        one.start,
        one.end,
        content,
        one.kind,
        *speaker,
        words,
        *antecedent,
        one.cue_lemma,
        *cue,
        one.cue_class,
        one.negated,
        one.rule,
    )
