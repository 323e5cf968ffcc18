"""Scare quotes: a few words in quotation marks that nobody is said to have said.

Marks around few words do many things. Set aside are those that attribute (a cue, a verb of calling
before them, a verb of saying in the same sentence), that stand beside a longer quotation of the sentence,
that name (titles, names, words spoken of as words, plans and videos), that hold an utterance or a cited
judgement, a word the writer also uses without marks, and those around several words, or at the end of a
clause, without a word of distance ("so-called") before them: mostly somebody said these. What remains are
marks by which a writer keeps a distance. Headlines are left out: what stands in marks there is mostly
attributed in the text below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.corpus.records import PROSE
from analysis.errors import require

if TYPE_CHECKING:
    from analysis.corpus import Corpus

MOST_WORDS = 4
"""Words that scare quotes hold."""

ARTICLES = 5_000
"""Articles whose text leaves the database in one go."""

# A mark opens after a space, a bracket or a dash and closes before what is no letter; an apostrophe does neither.
_SPAN = re.compile(
    r"""(?<![^\s(\[—–/-])(?:
        ["“„«](?=[^\s"“”„«»])(?P<double>[^"“”„«»\n]{1,2000})(?<=\S)["”“»]
      | ['‘‚](?=[^\s'‘’‚])(?P<single>(?:[^'‘’‚"“”\n]|(?<=\w)['’](?=\w)){1,2000})(?<=\S)['’]
    )(?!\w)""",
    re.VERBOSE,
)
_INNER = re.compile(
    r"""(?<![^\s(\[—–/-])["“'‘](?=[^\s"“”'‘’])(?P<inner>(?:[^"“”'‘’\n]|(?<=\w)['’](?=\w)){1,80})(?<=\S)["”'’](?!\w)"""
)
_WORD = re.compile(r"\w[\w'’.&-]*")
# What stands before marks that attribute or that speak of a word as a word.
_NAMED = re.compile(
    r"""\b(?:call(?:ed|s|ing)?|dub(?:bed|s)|label(?:led|ed|s|ling|ing)?|brand(?:ed|s|ing)|term(?:ed|s)?|nicknamed?
        |describ(?:ed?|es|ing)|refer(?:red|s|ring)?|denounc(?:ed?|es|ing)|condemn(?:ed|s|ing)?|accus(?:ed?|es|ing)
        |titled|entitled|code-?named|named|known|reads?|reading|sa(?:y|ys|id|ying)|meaning|means|translat(?:ed?|es)
        |words?|terms?|phrases?|slogans?|hashtags?|chant(?:ed|s|ing)?|shout(?:ed|s|ing)?|cr(?:y|ied|ies|ying)|marked
        |hailed|deemed|warn(?:ed|s|ing)?|quot(?:ed?|es|ing)|according|graffitied|scrawled|painted|inscriptions?|captions?|placards?|banners?|signs?
        |allegations?|claims?|charges|calls\s+for|demands?|accusations?|complaints?|threats?|promises?|pledges?
        )\b[^.;!?"“”]{0,40}$""",
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE = 60
"""Characters before a mark in which a verb of calling is looked for."""

# "It was 'a disaster'": a predicate in marks is mostly somebody's judgement cited; so is one of several in a row.
_PREDICATE = re.compile(
    r"""(?:\b(?:is|are|was|were|be|been|being|am|becom(?:e|es|ing)|became|feels?|felt|seem(?:s|ed)?|look(?:s|ed)?
        |remain(?:s|ed)?|has|have|had|as(?:\s+(?:an?|the))?|(?:mention|talk)\s+of(?:\s+(?:an?|the))?|that|because|why|how
        |to|not)|[”"’'][,;]?(?:\s+(?:and|or|but))?)\s+$""",
    re.VERBOSE | re.IGNORECASE,
)
# Several words in marks are mostly cited; they count where a word before them keeps the distance.
_DISTANCE = re.compile(
    r"\b(?:(?P<called>so[- ]called|self-(?:styled|proclaimed|described))"
    r"|(?:supposed|alleged|purported|ostensibl[ey])(?:ly)?)"
    r"(?:\s+\w+){0,1}\s+$",
    re.IGNORECASE,
)
"""What somebody is supposed to do may be the word of a speaker; what is called so is not the writer's."""

# A verb of saying or judging in the sentence has a subject, and the marks are that speaker's words.
_SAYING = re.compile(
    r"""\b(?:sa(?:id|ys?|ying)|told|tells|telling|learn(?:ed|t)|add(?:ed|ing)|claim(?:ed|s|ing)|stat(?:ed|ing)|argu(?:ed|es|ing)|warn(?:ed|s|ing)
        |insist(?:ed|s|ing)|noted|noting|explain(?:ed|s|ing)|wr(?:ote|ites|itten|iting)|tweet(?:ed|s|ing)|posted|accus(?:ed|es|ing)
        |blam(?:ed|es|ing)|alleg(?:ed|es|ing)|demand(?:ed|s|ing)|urg(?:ed|es|ing)|stress(?:ed|es|ing)|acknowledg(?:ed|es|ing)
        |admit(?:ted|s)|conced(?:ed|es|ing)|believ(?:ed?|es)|respond(?:ed|s|ing)|repl(?:ied|ies|ying)|reiterat(?:ed|es|ing)
        |promis(?:ed|es|ing)|pledg(?:ed|es|ing)|vow(?:ed|s|ing)|threaten(?:ed|s|ing)|announc(?:ed|es|ing)|declar(?:ed|es|ing)
        |emphasi[sz](?:ed|es|ing)|critici[sz](?:ed|es|ing)|complain(?:ed|s|ing)|suggest(?:ed|s)|maintain(?:ed|s)
        |point(?:ed|s|ing)\s+out|equat(?:ed|es|ing)|liken(?:ed|s|ing)|compar(?:ed|es|ing)|consider(?:ed|s)|remark(?:ed|s|ing)|comment(?:ed|ing)|recall(?:ed|s|ing)|conclud(?:ed|es)
        |praised|slammed|blasted|mocked|dismissed|rejected|refer(?:red|s)|describ(?:ed|es|ing)|testified|asked|asks|asking
        |report(?:ed|s|ing)|cit(?:ed|es|ing)|according\s+to|pushed\s+back|in\s+(?:his|her|their|its)\s+(?:words|view|opinion))\b""",
    re.VERBOSE | re.IGNORECASE,
)
# "the 'gimbal' video", "his 'armageddon' comment": what the word names says that it is a name or was said.
_THING = re.compile(
    r"""\s+(?:comments?|remarks?|claims?|statements?|slogans?|speech(?:es)?|labels?|lines?|quotes?|rhetoric|narratives?|videos?
        |footage|clips?|films?|movies?|songs?|albums?|books?|shows?|series|plans?|program(?:me)?s?|projects?|operations?
        |initiatives?|campaigns?|drills?|exercises?|models?|virus|variants?|missiles?|drones?|tweets?|posts?|memes?|symbols?
        |letters?|signs?|buttons?|keys?|options?|lists?|tags?|files?|documents?|e-?mails?|classified
        |in\s+(?:\w+(?:ese|ian|ish)|Arabic|Hebrew|Greek|German|French|Latin|Czech|Hindi|Urdu|Hungarian))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_MENTIONED = re.compile(r"(?:\b(?:by|means?|meaning|word|or)|[:,])\s+$", re.IGNORECASE)
"""By "stumps" he meant; an inscription: "liquidated"; papers, "secret" ones: words that are spoken of."""

_END = re.compile(r"""(?<=[.!?])(?:["“”'’»]\s{0,2}|\s{1,2})(?=["“‘']?[A-Z])|\n""")
"""Where a sentence ends, near enough to look for its verb."""

_REACH = 400
"""Characters of a sentence before and after the marks."""

_LONGER = 3
"""Words of another quotation in the sentence that make few words a piece of it."""

_OPENING = frozenset("\"“„«'‘‚")
"""Marks in front of a quoted word."""

_VOTES = frozenset(("yes", "no", "aye", "nay", "yea", "present"))
_CLAUSE = re.compile(r"\b(?:i|he|she|it|we|they|you|there)\b|n['’]t\b", re.IGNORECASE)
"""Words that make what stands in marks a piece of speech."""


def scare_quotes(corpus: Corpus, *, quotations: pd.DataFrame) -> pd.DataFrame:
    """Return short quoted spans that are nobody's quotation, no name and no utterance.

    Parameters
    ----------
    corpus : Corpus
    quotations : DataFrame
        From `actors.quotations`: article_id, start, end, cue.

    Returns
    -------
    DataFrame
        article_id, start, end (with the marks), group (word, phrase), term (the words).

    Raises
    ------
    ParameterError
        If `quotations` lacks a column.
    """
    require(
        quotations,
        ("article_id", "start", "end", "cue"),
        what="the quotations have",
        where="quotations",
        remedy="Give the table that actors.quotations makes.",
    )
    attributed = quotations[quotations["cue"] != ""]
    # The whole of a quotation and not its content alone: words of a speaker also stand beside what is taken for it.
    said = {
        str(key): own[["start", "end"]].to_numpy(dtype=int)
        for key, own in attributed.groupby("article_id", sort=False)
    }
    rows = [
        (article_id, first + start, first + end, "word" if words == 1 else "phrase", term)
        for article_id, first, text, whole in _prose(corpus)
        for start, end, words, term, nested in quoted_words(text)
        if nested
        or not (
            _inside(said.get(article_id), first + start, first + end)
            or (words == 1 and _used_plainly(whole, term, said.get(article_id)))
        )
    ]
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "group", "term"])


def quoted_words(text: str) -> Iterator[tuple[int, int, int, str, bool]]:
    """Yield the short quoted spans of a paragraph that neither name, attribute nor hold an utterance.

    Yields
    ------
    tuple
        Start and end (with the marks), number of words, the words, and whether it stands in a longer quotation.

    Examples
    --------
    >>> [found[3] for found in quoted_words('The “experts” met. He read “War and Peace”, called “dull”.')]
    ['experts']
    """
    for span in _SPAN.finditer(text):
        inside = span["double"] if span["double"] is not None else span["single"]
        if len(_WORD.findall(inside)) <= MOST_WORDS:
            yield from _kept(text, span.start(), span.end(), inside, nested=False)
            continue
        for inner in _INNER.finditer(text, span.start() + 1, span.end() - 1):
            yield from _kept(text, inner.start(), inner.end(), inner["inner"], nested=True)


def _kept(
    text: str, start: int, end: int, inside: str, *, nested: bool
) -> Iterator[tuple[int, int, int, str, bool]]:
    term = inside.rstrip(",.;:").strip()
    # "next-generation" is two words as a writer cites them.
    words = len(_WORD.findall(term.replace("-", " ")))
    utterance = not term or not term[0].islower() or term[-1] in "!?…-"
    before = text[max(0, start - _BEFORE) : start]
    if utterance or not 1 <= words <= MOST_WORDS or _CLAUSE.search(term):
        return
    distance = _DISTANCE.search(before)
    if distance is None and (words > 1 or _cited(text, start, end, before, nested=nested)):
        return
    if (
        distance
        and not distance["called"]
        and any(_SAYING.search(part) for part in _sentence(text, start, end))
    ):
        return
    if term.lower() not in _VOTES:
        yield start, end, words, term.lower(), nested


def _cited(text: str, start: int, end: int, before: str, *, nested: bool) -> bool:
    """Tell whether one word in marks is likely somebody's own word, or a name, by what stands around it."""
    closing = text[start + 1 : end].rstrip("\"“”'’»")
    if (
        _NAMED.search(before) or _PREDICATE.search(before) or _MENTIONED.search(before)
        or _THING.match(text, end) or closing[-1:] in ".,"
    ):  # fmt: skip
        return True
    if nested:
        # The sentence is the speaker's, and the marks are those of who is quoted.
        return False
    own, later = _sentence(text, start, end)
    beside = any(
        len(_WORD.findall(other.group())) >= _LONGER
        and not other.group().startswith("'")  # "the '90s workers'"
        for part in (own, later)
        for other in _SPAN.finditer(part)
    )
    return bool(beside or _SAYING.search(own) or _SAYING.search(later))


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the sentence of a place before it and after it, at most `_REACH` characters of each."""
    before = text[max(0, start - _REACH) : start]
    begins = max((found.end() for found in _END.finditer(before)), default=0)
    after = text[end : end + _REACH]
    ends = _END.search(after)
    return before[begins:], after[: ends.start()] if ends else after


def _used_plainly(text: str, term: str, said: np.ndarray | None) -> bool:
    """Tell whether the writer uses a word elsewhere without marks: then it is no word the writer keeps away from."""
    return any(
        text[max(0, found.start() - 1) : found.start()] not in _OPENING
        and not _inside(said, found.start(), found.end())
        for found in re.finditer(rf"\b{re.escape(term)}\b", text, re.IGNORECASE)
    )


def _prose(corpus: Corpus) -> Iterator[tuple[str, int, str, str]]:
    """Yield article_id, start and text of each paragraph of prose with a quotation mark, and the whole text."""
    ids = corpus.sql(
        "select article_id from articles where regexp_matches(text, $marks) order by article_id",
        marks="[\"“„«'‘‚]",
    )["article_id"].tolist()  # fmt: skip
    for first in range(0, len(ids), ARTICLES):
        own = ids[first : first + ARTICLES]
        texts = corpus.sql(
            "select article_id, text from articles where article_id in (select unnest($ids::varchar[]))",
            ids=own,
        )
        text = dict(zip(texts["article_id"], texts["text"], strict=True))
        segments = corpus.sql(
            'select article_id, "start", "end" from segments where article_id in (select unnest($ids::varchar[])) '
            "and kind in (select unnest($kinds::varchar[])) order by article_id, segment",
            ids=own, kinds=[kind for kind in PROSE if kind != "headline"],
        )  # fmt: skip
        for article_id, start, end in segments.itertuples(index=False, name=None):
            whole = text[article_id]
            yield str(article_id), int(start), whole[int(start) : int(end)], whole


def _inside(spans: np.ndarray | None, start: int, end: int) -> bool:
    return spans is not None and bool(((spans[:, 0] < end) & (start < spans[:, 1])).any())
