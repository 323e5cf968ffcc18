"""Attributed statements: what a source said, thought, knew or intended, and who the source is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from analysis.actors.attribution.antecedents import PRONOUNS, Antecedents
from analysis.actors.attribution.clauses import Clauses, Span
from analysis.actors.attribution.content_traits import quoted_share
from analysis.actors.attribution.leftovers import leftover_quotations
from analysis.actors.attribution.proposing import candidates
from analysis.actors.attribution.refusals import is_no_comment, refused_statements
from analysis.actors.attribution.relaying import Media, parents
from analysis.actors.attribution.repeats import without_repeats
from analysis.actors.attribution.speakers import speaker_span
from analysis.actors.attribution.statements import Candidate
from analysis.actors.attribution.traits import ArticleTraits
from analysis.actors.attribution.transcripts import RULE as TRANSCRIPT
from analysis.actors.attribution.transcripts import with_turns
from analysis.actors.attribution.weighing import choose, weigh
from analysis.annotation.parse import ParsedArticle

DIRECT, INDIRECT = 0.9, 0.02
"""Shares of quoted letters above which a statement is direct, and below which it is indirect."""


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
        ``direct``, ``indirect`` or ``mixed``, by the share of letters inside quotation marks (a turn
        of a transcript is direct without marks); ``refused`` for speech that was refused.
    negated : bool
        True for what was *not* said: "declined to comment", "did not say".
    rule : str
        Name of the rule that made it.
    sentence : int
        Sentence number of the cue in the article.
    refused : bool
        True for a refusal to speak: "declined to comment", "could not be reached". Its content
        is what was kept back, and nobody's words.
    via : (int, int) or None
        The medium or person through whom the statement is known: "told *Reuters*".
    parent : int or None
        Number, in the list of the article's statements, of the one whose content this one stands in.
    quoted, paraphrased : int
        Words of the content inside and outside quotation marks; none of a refusal.
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
    refused: bool = False
    via: Span | None = None
    parent: int | None = None
    quoted: int = 0
    paraphrased: int = 0


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
    kept, refused = refused_statements(clauses, _kept(clauses, threshold))
    if not kept:
        return []
    antecedents, media = Antecedents(clauses), Media(clauses)
    found = sorted(
        (_quotation(clauses, one, antecedents, media, one.cue in refused) for one in kept),
        key=lambda one: (one.start, one.end, one.content),
    )
    return [
        one if above is None else replace(one, parent=above)
        for one, above in zip(found, parents(found), strict=True)
    ]


def _kept(clauses: Clauses, threshold: float | None) -> list[Candidate]:
    """Return the likely statements, those of leftover quotations and of the turns of a transcript."""
    known = ArticleTraits(clauses)
    scored = weigh(known, candidates(clauses, known=known))
    kept = choose(scored, threshold=threshold)
    if threshold is None:
        kept += leftover_quotations(clauses, scored, kept)
    return with_turns(clauses, without_repeats(clauses, kept))


def _quotation(
    clauses: Clauses, one: Candidate, antecedents: Antecedents, media: Media, refused: bool
) -> Quotation:
    relay, source = media.relays(one), media.source_cited(one)
    if source is not None:
        relay, one = one.subject, replace(one, subject=source)
    speaker, antecedent = _source(clauses, one, antecedents)
    cue, lemma, group = _cue(clauses, one)
    # The cue of a quotation that stands alone is in another sentence; it is evidence, not part of the whole.
    alone = one.rule == "floating"
    parts = [*one.content, *(span for span in (cue, speaker) if span and not alone)]
    refused = refused or (len(one.content) == 1 and is_no_comment(clauses.text[slice(*one.content[0])]))
    turn = one.rule == TRANSCRIPT
    kind = "refused" if refused else "direct" if turn else kind_of(quoted_share(clauses, one.content))
    said = (0, 0) if refused else _words(clauses, one.content, all_quoted=turn)
    return Quotation(
        start=min(start for start, _ in parts),
        end=max(end for _, end in parts),
        content=one.content,
        speaker=speaker,
        antecedent=antecedent,
        cue=cue,
        cue_lemma=lemma,
        cue_class=group,
        kind=kind,
        negated=refused or clauses.negated(one.cue),
        rule=one.rule,
        sentence=clauses.tokens[one.cue].sentence,
        refused=refused,
        via=None if relay is None or relay.head is None else speaker_span(clauses, relay.head),
        quoted=said[0],
        paraphrased=said[1],
    )


def _words(clauses: Clauses, content: Iterable[Span], *, all_quoted: bool) -> tuple[int, int]:
    """Count the words of a content inside and outside quotation marks."""
    inside = total = 0
    for start, end in content:
        first, last = (bisect_left(clauses.article.starts, at) for at in (start, end))
        for token in clauses.tokens[first:last]:
            if clauses.letters(token.start, token.end):
                total += 1
                inside += all_quoted or clauses.marked(token)
    return inside, total - inside


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
    end, lemma = token.end, clauses.lexicon.forms.get(token.text.lower(), token.lemma.lower())
    plain = lemma
    following = clauses.tokens[one.cue + 1] if one.cue + 1 < len(clauses.tokens) else None
    if following is not None and (
        (following.dep == "prt" and following.head == one.cue) or (lemma in ("accord", "according"))
    ):
        end, lemma = following.end, f"{lemma} {following.lemma.lower()}"
    if lemma.startswith("accord"):
        lemma = "according to"
    return (token.start, end), lemma, clauses.lexicon.class_of(plain, token.pos) or "neutral"


def kind_of(share: float) -> str:
    """Return the kind of a statement from the share of its letters inside quotation marks.

    Examples
    --------
    >>> [kind_of(share) for share in (0.0, 0.5, 1.0)]
    ['indirect', 'mixed', 'direct']
    """
    return "direct" if share > DIRECT else "indirect" if share < INDIRECT else "mixed"
