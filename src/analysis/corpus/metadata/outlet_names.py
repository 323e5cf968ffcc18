"""How the name of an outlet is taken apart: normal form, domain, and what stands in brackets behind it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from tld import get_fld

LONGEST = 200
"""Characters of a stated name that are looked at."""

_HOST = re.compile(r"(?:https?://)?(?:[^\s/@]*@)?((?:[\w-]{1,63}\.)+[^\W\d_]{2,24})(?::\d+)?(/\S*)?", re.I)
_SHARED = frozenset({
    "substack.com", "medium.com", "tumblr.com", "livejournal.com", "wordpress.com", "blogspot.com",
    "wixsite.com", "weebly.com", "facebook.com", "twitter.com", "x.com", "youtube.com", "instagram.com", "t.me",
})  # fmt: skip
"""Domains that many outlets live under."""

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_APART = re.compile(r"\s*;\s*|\s+[-–—|]\s+|\s*\|\s*|,\s+")
_EDITION = re.compile(
    r"\b(?:(?:early|late|first|second|third|final|city|national|international|metro|morning|evening|weekday|eastern|"
    r"western|regional|print|web|online|digital|all|home|main|\d(?:st|nd|rd|th)) )*edition(?: final)?$|"
    r"^(?:online|print|web|digital|website|newspaper|magazine|index only|abstracts|late|final|east coast|west coast)$|"
    r"(?<=[^\W_]) online$"
)
_DROPPED = str.maketrans("", "", ".'’‘`´")
_SIGNS = re.compile(r"[^\w]+|_+")


@dataclass(frozen=True)
class Stated:
    """A stated name in its parts.

    Attributes
    ----------
    full : str
        Normal form of the whole.
    base : str
        Normal form of the name alone.
    beside : tuple of str
        Normal forms of what stands in brackets, after a semicolon, comma or dash:
        places mostly. Words for an edition are left out.
    host : str
        The domain the name is, or has beside it.
    """

    full: str
    base: str
    beside: tuple[str, ...]
    host: str


def squeezed(name: object) -> str:
    """Return a name as written, with single spaces."""
    return " ".join(str(name).split())[:LONGEST].strip()


def normal_form(name: str) -> str:
    """Return a name without case, accents, punctuation and leading article.

    Examples
    --------
    >>> normal_form("THE IRISH TIMES"), normal_form("Público, The"), normal_form("N.Y. Times")
    ('irish times', 'publico', 'ny times')
    """
    text = name.lower() if name.isascii() else _unaccented(name)
    text = _SIGNS.sub(" ", text.translate(_DROPPED).replace("&", " and ")).strip()
    text = text.removesuffix(" the")
    return text.removeprefix("the ") or text


def _unaccented(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f")


def host_of(name: str) -> str:
    """Return the host if a name is a domain or an address, without ``www.``, or an empty string.

    Examples
    --------
    >>> host_of("https://www.nytimes.com/section/world"), host_of("edition.cnn.com"), host_of("St. Louis")
    ('nytimes.com', 'edition.cnn.com', '')
    """
    found = _HOST.fullmatch(name)
    if found is None:
        return ""
    host = found[1].lower().removeprefix("www.")
    return host if registered(host) else ""


@lru_cache(maxsize=65_536)
def registered(host: str) -> str:
    """Return the registered domain of a host by the public suffix list, or an empty string.

    A host under a domain that many outlets share (``harbour.substack.com``) is a domain of its own.

    Examples
    --------
    >>> registered("news.bbc.co.uk"), registered("harbour.blogspot.com"), registered("no.suchsuffix")
    ('bbc.co.uk', 'harbour.blogspot.com', '')
    """
    try:
        domain = get_fld(f"https://{host}", fail_silently=True) or ""
    except (ValueError, UnicodeError):
        return ""
    return host if domain in _SHARED else domain


def hosts_above(host: str) -> list[str]:
    """Return a host and the domains above it, down to the registered one.

    Examples
    --------
    >>> hosts_above("africa.chinadaily.com.cn")
    ['africa.chinadaily.com.cn', 'chinadaily.com.cn']
    """
    last = registered(host)
    labels = host.split(".")
    return [".".join(labels[i:]) for i in range(len(labels) - last.count("."))] if last else []


def in_parts(name: str) -> Stated:
    """Take a stated name apart.

    Examples
    --------
    >>> in_parts("The Guardian, Late Edition; London (UK)")
    Stated(full='guardian late edition london uk', base='guardian', beside=('london', 'uk'), host='')
    >>> in_parts("The Guardian (guardian.ng)")
    Stated(full='guardian guardianng', base='guardian', beside=(), host='guardian.ng')
    """
    host = host_of(name)
    if host:
        return Stated("", "", (), host)
    inside = [part for group in _BRACKETS.findall(name) for part in _APART.split(group)]
    outside = [part for part in _APART.split(_BRACKETS.sub(" ", name)) if part.strip()] or [""]
    outside[1:] = [part for part in outside[1:] if normal_form(part) != "the"]  # Irish Times, The
    beside = []
    for part in (*outside[1:], *inside):
        if domain := host_of(part.strip()):
            host = host or domain
        elif form := _EDITION.sub("", normal_form(part)).strip():
            beside.append(form)
    base = normal_form(outside[0])
    return Stated(normal_form(name), _EDITION.sub("", base).strip() or base, tuple(beside), host)
