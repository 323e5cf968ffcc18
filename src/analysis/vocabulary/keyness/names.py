"""Words that are an outlet's own name, which sets it apart from others and says nothing of its journalism."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tld import get_tld

from analysis.corpus import Corpus
from analysis.vocabulary.counting import function_words

_MEDIA = ("digital", "live", "media", "network", "news", "online", "plus", "podcast", "radio", "tv", "web")
"""Words that make a brand of a name: a word put together of a name and one of these is the name."""


def group_names(corpus: Corpus, by: str, group: str) -> list[str]:
    """Return the names a group goes by: its own, and as an outlet those its articles state."""
    if by != "outlet":
        return [group]
    stated = corpus.outlet_names
    return [group, *stated["stated"][stated["outlet"] == group]]


def own_words(names: Iterable[str]) -> frozenset[str]:
    """Return the words by which a group of these names would name itself.

    Parts of a name and their beginnings of three letters and more, parts put
    together with a word for a medium, and the initials of three words and more.
    Function words, remarks in brackets and endings of domains are none.

    Examples
    --------
    >>> own = own_words(["Daily Mail", "dailymail.co.uk"])
    >>> [word in own for word in ("mail", "mailonline", "dailymail", "uk", "war")]
    [True, True, True, False, False]
    >>> "nyt" in own_words(["The New York Times"]), "abc" in own_words(["abcnews.go.com"])
    (True, True)
    """
    own: set[str] = set()
    for name in names:
        parts = _parts(name)
        for part in parts:
            own |= {part, *(part[:length] for length in range(3, len(part)))}
            own |= {both for medium in _MEDIA for both in (part + medium, medium + part, f"{part}-{medium}")}
        initials = "".join(part[0] for part in parts)
        if len(initials) > 2:
            own |= {initials, ".".join(initials) + "."}
    return frozenset(own - function_words())


def _parts(name: str) -> list[str]:
    text = re.sub(r"\(.*?\)|\bwww\.", " ", name.lower()).strip()
    ending = get_tld(text, fix_protocol=True, fail_silently=True) if "." in text and " " not in text else None
    if ending:
        text = text.removesuffix(f".{ending}")
        long = [part for part in re.split(r"[^\w]+", text) if len(part) > 2]
        return long or [text]
    return [part for part in re.split(r"[^\w.&]+", text) if part and part not in {"the", "of", "and"}]
