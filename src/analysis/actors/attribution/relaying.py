"""Through whom a statement reaches the article: the medium spoken to or quoting, and the statement around it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.actors.attribution.clauses import Clauses, length_of
from analysis.actors.attribution.speakers import Subject, subject_of
from analysis.actors.attribution.statements import Candidate
from analysis.actors.naming.gazetteer import words
from analysis.corpus.metadata.outlets import load_outlets

if TYPE_CHECKING:
    from analysis.actors.attribution.finding import Quotation

MAX_DEPTH = 6
"""Steps down from a cue in search of the medium spoken to."""

_DOWN = {"prep", "pobj", "pcomp", "advcl", "dobj", "dative", "acl", "agent"}
_INTO = {"to", "with", "by", "in", "on", "for", "from", "via", "through"}
_QUOTING = {"quote", "cite"}


@lru_cache(maxsize=1)
def _media() -> frozenset[str]:
    """Return the names of outlets in lower case, without article; not domains."""
    table = load_outlets()
    names = (str(name).lower().removeprefix("the ") for name in (*table["alias"], *table["outlet"]))
    return frozenset(name for name in names if "." not in name and len(name) > 1)


class Media:
    """The words of an article that name a medium: known outlets, "the newspaper", "state television"."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        tokens = clauses.tokens
        self._named: set[int] = set()
        for first, last, label in clauses.article.entities():
            name = clauses.text[tokens[first].start : tokens[last - 1].end].lower().removeprefix("the ")
            if name.removesuffix("'s").removesuffix("’s").strip() in _media() and label not in (
                "PERSON",
                "DATE",
            ):
                self._named.update(range(first, last))

    def __contains__(self, index: int) -> bool:
        token = self.clauses.tokens[index]
        return index in self._named or (
            token.pos in ("NOUN", "PROPN") and token.lemma.lower() in words("media_nouns")
        )

    def relays(self, one: Candidate) -> Subject | None:
        """Return who carried a statement, or None.

        Examples
        --------
        >>> from analysis.annotation.articles import parse_text
        >>> from analysis.actors.attribution.proposing import candidates
        >>> from analysis.actors.attribution.traits import ArticleTraits
        >>> from analysis.actors.attribution.weighing import choose, weigh
        >>> clauses = Clauses(parse_text("Pashinyan told Reuters that the treaty was frozen."))
        >>> statement = choose(weigh(ArticleTraits(clauses), candidates(clauses)))[0]
        >>> clauses.tokens[Media(clauses).relays(statement).head].text
        'Reuters'
        """
        if one.subject.head is None or one.rule == "floating":
            return None
        found = self._quoting(one.cue) or self._cited(one.subject.head) or self._spoken_to(one)
        return None if found is None or found.head == one.subject.head else found

    def source_cited(self, one: Candidate) -> Subject | None:
        """Return whom a medium cites for what it reports: "the agency reported, citing officials"."""
        clauses, tokens = self.clauses, self.clauses.tokens
        if one.subject.head is None or one.subject.head not in self:
            return None
        for i in (one.cue, *clauses.children[one.cue]):
            citing = i == one.cue or (tokens[i].dep in ("advcl", "prep") and tokens[i].tag == "VBG")
            if citing and tokens[i].lemma.lower() in _QUOTING:
                source = clauses.child(i, "dobj", "pobj")
                if source is not None:
                    return Subject(source, "cited")
        return None

    def _quoting(self, cue: int) -> Subject | None:
        """Return who quotes: "the agency quoted him as saying", "was quoted by the agency as saying"."""
        clauses, tokens = self.clauses, self.clauses.tokens
        above = tokens[tokens[cue].head]
        if above.lemma != "as" or tokens[above.head].lemma.lower() not in _QUOTING:
            return None
        verb = above.head
        agent = clauses.agent(verb) or clauses.agent(cue)
        if clauses.passive(verb) or agent is not None:
            return None if agent is None else Subject(agent, "agent")
        found = subject_of(clauses, verb)
        return found if found.head is not None else None

    def _cited(self, speaker: int) -> Subject | None:
        """Return who quotes a speaker: "according to officials cited by the agency"."""
        clauses = self.clauses
        for i in clauses.children[speaker]:
            if clauses.tokens[i].dep == "acl" and clauses.tokens[i].lemma.lower() in _QUOTING:
                agent = clauses.agent(i)
                if agent is not None:
                    return Subject(agent, "agent")
        return None

    def _spoken_to(self, one: Candidate) -> Subject | None:
        """Return the medium below the cue, outside the content: "told X", "in an interview with X", "on X"."""
        clauses, tokens = self.clauses, self.clauses.tokens
        level = [one.cue]
        for _ in range(MAX_DEPTH):
            below = []
            for i in (child for above in level for child in clauses.children[above]):
                token = tokens[i]
                if token.dep not in _DOWN or any(s <= token.start < e for s, e in one.content):
                    continue
                if i in self and self._reached(i, one.cue):
                    return Subject(i, "relayed")
                if token.dep != "advcl" or token.tag == "VBG":
                    below.append(i)
            level = below
        return None

    def _reached(self, medium: int, cue: int) -> bool:
        """Tell a medium that carries the words from one that is only spoken of."""
        tokens = self.clauses.tokens
        token = tokens[medium]
        above = tokens[token.head]
        if token.dep in ("dobj", "dative"):
            return above.lemma.lower() in ("tell", "inform", "assure", "brief") and above.index == cue
        if token.dep == "pobj" and above.lemma.lower() in _INTO:
            over = tokens[above.head]
            return over.index == cue or over.lemma.lower() in words("media_occasions") or over.pos == "VERB"
        return False


def parents(found: Sequence[Quotation]) -> list[int | None]:
    """Return for each statement of an article the number of the one whose content it stands in.

    Parameters
    ----------
    found : sequence of Quotation
        In the order of the text.

    Returns
    -------
    list of int or None
        Index into `found` of the narrowest content around a statement's cue and content.
    """
    spans = sorted((s, -e, k) for k, one in enumerate(found) for s, e in one.content)
    probes = sorted((_probe(one), k) for k, one in enumerate(found))
    out: list[int | None] = [None] * len(found)
    open_: list[tuple[int, int]] = []
    at = 0
    for point, k in probes:
        while at < len(spans) and spans[at][0] <= point:
            open_.append((-spans[at][1], spans[at][2]))
            at += 1
        open_ = [(end, n) for end, n in open_ if end > point]
        around = [n for _, n in open_ if n != k and _holds(found[n], found[k])]
        out[k] = min(around, key=lambda n: (length_of(found[n].content), n), default=None)
    return out


def _probe(one: Quotation) -> int:
    return one.content[0][0] if one.cue is None or one.rule == "floating" else one.cue[0]


def _holds(outer: Quotation, inner: Quotation) -> bool:
    inside = outer.content[0][0] <= inner.content[0][0] and inner.content[-1][1] <= outer.content[-1][1]
    return inside and length_of(inner.content) < length_of(outer.content)
