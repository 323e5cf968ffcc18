"""Names: of items in a report, and of folders made from whatever an outlet calls itself."""

from __future__ import annotations

import re
import unicodedata

from analysis.errors import ParameterError
from analysis.labels import clip
from analysis.reporting.formatting import sha256

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
_LONGEST = 80


def slugify(text: object) -> str:
    """Return text as small letters, digits and hyphens; empty if it has none of them.

    Examples
    --------
    >>> slugify("The Harbour/Post — Élan")
    'the-harbour-post-elan'
    """
    plain = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-")


def exact_slug(text: object) -> str:
    """Return a slug that differs whenever the text differs in more than case and blanks.

    Examples
    --------
    >>> exact_slug("Harbour Post"), exact_slug("Harbour/Post").startswith("harbour-post-")
    ('harbour-post', True)
    """
    slug = slugify(text)
    plain = " ".join(str(text).lower().split()).replace(" ", "-")
    return (
        slug if slug and slug == plain else "-".join(part for part in (slug, sha256(str(text))[:6]) if part)
    )


def check_name(name: str, prefix: str) -> None:
    """Raise unless a name can be an id, a file name and a label of LaTeX at once.

    Parameters
    ----------
    name : str
    prefix : str
        What it begins with, such as ``"fig"``; nothing when empty.

    Raises
    ------
    ParameterError
        With a name that would be right.
    """
    wanted = f"{prefix}-" if prefix else ""
    if isinstance(name, str) and len(name) <= _LONGEST and name.startswith(wanted) and _NAME.match(name):
        return
    example = f"{wanted}{slugify(str(name).removeprefix(wanted))[:40].strip('-') or 'name'}"
    beginning = f"{wanted!r} and " if wanted else ""
    raise ParameterError(
        f"{clip(name, 60)!r} is not a name for this",
        remedy=f"Use {beginning}small letters, digits and hyphens, such as {example!r}.",
    )
