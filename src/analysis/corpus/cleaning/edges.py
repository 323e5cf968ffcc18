"""Furniture that is part of a sentence: the words with which many sentences of an outlet begin or end alike.

Where paragraphs are lost, "Download the app for breaking news" runs into the
sentence after it. The words that stay the same are the furniture if wording
speaks for it and a new sentence visibly begins (or one ends) where they stop.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from analysis.corpus.cleaning.units import EDGE_WORDS, forms

LEAST_WORDS, MOST_WORDS = 4, 25
"""Words of an opening or closing."""

_TOKEN = re.compile(r"[^\W_]+|[@#©]")
_SAME = 0.6  # share of sentences that must go on alike for a word to belong to the opening
_CAPITAL = 0.8  # share of sentences that must go on with a capital
_LOOSE = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "our",
        "the",
        "this",
        "to",
        "with",
        "your",
    ]
)


def common_opening(sentences: Sequence[str], *, least: int) -> tuple[str, int]:
    """Return the words that sentences begin with alike, before each goes on in its own way.

    Parameters
    ----------
    sentences : sequence of str
        Sentences whose first words are the same.
    least : int
        How many of them must share the opening.

    Returns
    -------
    (str, int)
        The opening as it stands in the first sentence that has it, and how
        many have it; ``("", 0)`` if it is too short, or if no new sentence
        seems to begin after it.

    Examples
    --------
    >>> common_opening([f"Get our daily app here {name} said." for name in ("Maren", "Aldin", "She", "Osk")], least=4)
    ('Get our daily app here', 4)
    """
    words = [forms(sentence) for sentence in sentences]
    chosen, length = _descend(words, least)
    if not chosen or not LEAST_WORDS <= length <= MOST_WORDS or words[chosen[0]][length - 1] in _LOOSE:
        return "", 0
    capitals = sum(_goes_on_with_capital(sentences[i], length) for i in chosen)
    return (
        (opening(sentences[chosen[0]], length), len(chosen))
        if capitals >= _CAPITAL * len(chosen)
        else ("", 0)
    )


def common_closing(sentences: Sequence[str], *, least: int) -> tuple[str, int]:
    """Return the words that sentences end with alike, as `common_opening` does for their beginning.

    Examples
    --------
    >>> common_closing([f"The {name} sailed Share this now" for name in ("Osk", "Arda", "Lisa", "Tesk")], least=4)
    ('Share this now', 4)
    """
    words = [forms(sentence)[::-1] for sentence in sentences]
    chosen, length = _descend(words, least)
    if not chosen or not EDGE_WORDS <= length <= MOST_WORDS:
        return "", 0
    # Words before the first capital may belong to the sentences that end alike.
    for shorter in range(length, EDGE_WORDS - 1, -1):
        found = [closing(sentences[i], shorter) for i in chosen]
        if sum(text[:1].isupper() or text[:1] == "©" for text in found) >= _CAPITAL * len(chosen):
            return found[0], len(chosen)
    return "", 0


def _descend(words: Sequence[Sequence[str]], least: int) -> tuple[list[int], int]:
    """Follow the commonest next word as long as most go on alike; return which sentences, and how far."""
    chosen, length = list(range(len(words))) if len(words) >= least else [], EDGE_WORDS
    while chosen and length < MOST_WORDS + 1:
        following = Counter(words[i][length] for i in chosen if len(words[i]) > length)
        if not following:
            break
        # Ties are settled by the alphabet, so that the order of sentences does not matter.
        word, times = min(following.items(), key=lambda item: (-item[1], item[0]))
        if times < max(least, _SAME * len(chosen)):
            break
        chosen = [i for i in chosen if len(words[i]) > length and words[i][length] == word]
        length += 1
    return chosen, length


def _goes_on_with_capital(sentence: str, length: int) -> bool:
    rest = sentence[len(opening(sentence, length)) :].lstrip(" .:;!?)\"”'")
    return not rest or rest[0].isupper() or rest[0] in "“\"‘'([" or rest[0].isdigit()


def opening(sentence: str, length: int) -> str:
    """Return the first words of a sentence as they stand, without what follows them.

    Examples
    --------
    >>> opening("Get our app: The ferry sailed.", 3)
    'Get our app'
    """
    ends = [match.end() for _, match in zip(range(length), _TOKEN.finditer(sentence), strict=False)]
    return sentence[: ends[-1]] if ends else ""


def closing(sentence: str, length: int) -> str:
    """Return the last words of a sentence as they stand, with the marks after them.

    Examples
    --------
    >>> closing("The ferry sailed. (Osk Post)", 2)
    'Osk Post)'
    """
    starts = [match.start() for match in _TOKEN.finditer(sentence)][-length:]
    return sentence[starts[0] :] if starts else ""
