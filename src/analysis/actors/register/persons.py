"""The make-up of a person's name, as far as it tells whether two names can be one person's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from analysis.actors.naming.forms import is_initial, plain, sound
from analysis.actors.naming.gazetteer import words

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’](?=\w))*\.?")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in its parts, each as the key that its spellings share.

    Attributes
    ----------
    given : str
        Key of the given name, or an initial; empty for a name of one word.
    middle : tuple of str
        First letters of what stands between given name and surname.
    surname : str
        Key of the last word.
    suffix : str
        Generation (jr, sr, ii …), or an empty string.
    """

    given: str
    middle: tuple[str, ...]
    surname: str
    suffix: str

    @property
    def initial_only(self) -> bool:
        """Whether of the given name only an initial is known."""
        return len(self.given) == 1


@lru_cache(maxsize=100_000)
def person_name(name: str) -> PersonName:
    """Take a person's name apart; particles are left out.

    Examples
    --------
    >>> person_name("Joseph R. Biden Jr.")
    PersonName(given='josef', middle=('r',), surname='biden', suffix='jr')
    >>> person_name("Volodymyr Zelenskyy").surname == person_name("Zelensky").surname
    True
    """
    parts = _WORD.findall(name)
    suffix = next((p.strip(".").lower() for p in parts[1:] if p.strip(".") in words("name_suffixes")), "")
    own = [p for p in parts if p.lower() not in words("particles")]
    own = [p for i, p in enumerate(own) if i == 0 or p.strip(".") not in words("name_suffixes")] or parts
    if not own:
        return PersonName("", (), plain(name), "")
    if len(own) == 1:
        return PersonName("", (), sound(own[0].strip(".")), suffix)
    first = own[0].strip(".")
    given = first.lower() if is_initial(first) else sound(first)
    return PersonName(given, tuple(p[0].lower() for p in own[1:-1]), sound(own[-1].strip(".")), suffix)


def opposed(one: PersonName, other: PersonName) -> str:
    """Return what of two names with one surname speaks against one person, or an empty string.

    Examples
    --------
    >>> opposed(person_name("George W. Bush"), person_name("George H. W. Bush"))
    'another middle name'
    >>> opposed(person_name("Donald Trump Jr."), person_name("Donald Trump"))
    'another generation'
    >>> opposed(person_name("Donald Trump Jr."), person_name("Donald J. Trump"))
    'another generation'
    >>> opposed(person_name("Joseph R. Biden Jr."), person_name("Joe Biden"))
    ''
    """
    shorter, longer = sorted((one.middle, other.middle), key=len)
    if shorter and longer[: len(shorter)] != shorter:
        return "another middle name"
    if len(shorter) == 1 and len(longer) > 1:
        return "another middle name"
    if one.suffix != other.suffix:
        # Names that are the same but for it tell father and son apart; in a form that is
        # fuller in other ways too it may just be part of the formal name.
        if one.suffix and other.suffix:
            return "another generation"
        elder, junior = sorted((one, other), key=lambda name: bool(name.suffix))
        if elder.middle or not junior.middle:
            return "another generation"
    return ""
