"""Literature and software that reports cite: one file of facts, as a reader reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import yaml

from analysis.errors import ParameterError, suggestion
from analysis.paths import PACKAGE

_PLACE = re.compile(r"\[([a-z0-9; ]+)\]|@([a-z]+\d{4}[a-z]?)|\{([a-z]+\d{4}[a-z]?)\}")


@cache
def references() -> dict[str, dict[str, Any]]:
    """Return every reference by its key, with the fields of BibTeX.

    Examples
    --------
    >>> references()["entman1993"]["year"]
    1993
    """
    path = PACKAGE / "resources" / "reporting" / "references.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def reference(key: str) -> dict[str, Any]:
    """Return one reference.

    Raises
    ------
    ParameterError
        If there is none of this key.
    """
    known = references()
    if key not in known:
        raise ParameterError(
            f"there is no reference {key!r}",
            where="references.yaml",
            remedy=f"{suggestion(key, known)}Add it there, or cite another.",
        )
    return known[key]


def label(key: str) -> tuple[str, str]:
    """Return author and year as a text names them.

    Examples
    --------
    >>> label("mann1947"), label("lijffijt2016")
    (('Mann and Whitney', '1947'), ('Lijffijt et al.', '2016'))
    """
    entry = reference(key)
    names = [name.partition(",")[0] for name in entry["author"].split(" and ")]
    who = names[0] if len(names) == 1 else " and ".join(names) if len(names) == 2 else f"{names[0]} et al."
    return who, _year(key, entry)


def cited(text: str) -> tuple[str, list[str]]:
    """Return a text with its citations written out, and the keys it cites, in order.

    Parameters
    ----------
    text : str
        With ``[key; key]``, ``@key`` or ``{key}``.

    Examples
    --------
    >>> cited("Ranks [mann1947], after @evert2008 (see {gries2008}).")[0]
    'Ranks (Mann and Whitney 1947), after Evert (2008) (see Gries 2008).'
    """
    keys: list[str] = []

    def written(match: re.Match[str]) -> str:
        own = [key.strip() for key in (match[1] or match[2] or match[3]).split(";")]
        keys.extend(own)
        if match[2]:
            who, year = label(own[0])
            return f"{who} ({year})"
        bare = "; ".join(" ".join(label(key)) for key in own)
        return f"({bare})" if match[1] else bare

    return _PLACE.sub(written, text), keys


def reference_list(keys: Iterable[str]) -> list[str]:
    """Return the references of these keys, each once, in the order of a list of references."""
    return sorted((reference_text(key) for key in set(keys)), key=lambda text: text.casefold())


def reference_text(key: str) -> str:
    """Return one reference as a list of references prints it.

    Examples
    --------
    >>> reference_text("kilgarriff2001")
    'Kilgarriff, Adam (2001). Comparing corpora. International Journal of Corpus Linguistics 6(1), 97–133.'
    """
    entry = reference(key)
    head = f"{_authors(entry['author'])} ({_year(key, entry)}). {entry['title']}. "
    where = str(entry.get("journal") or entry.get("booktitle") or "")
    if "booktitle" in entry:
        where = f"In: {where}"
    if "volume" in entry:
        where += f" {entry['volume']}" + (f"({entry['number']})" if "number" in entry else "")
    parts = [
        where,
        f"{entry['edition']}rd edition" if "edition" in entry else "",
        *(str(entry[name]) for name in ("publisher", "school", "note") if name in entry),
        str(entry.get("pages", "")),
    ]
    return head + ", ".join(part for part in parts if part) + "."


def _year(key: str, entry: dict[str, Any]) -> str:
    """Return the year, with the letter of the key that tells two works of one year apart."""
    return f"{entry['year']}{key[-1] if key[-1].isalpha() else ''}"


def _authors(names: str) -> str:
    first, *others = names.split(" and ")
    if others and others[-1] == "others":
        return ", ".join([first, *(_turned(name) for name in others[:-1])]) + ", et al."
    if not others:
        return first
    return ", ".join([first, *(_turned(name) for name in others[:-1])]) + f", and {_turned(others[-1])}"


def _turned(name: str) -> str:
    family, _, given = name.partition(", ")
    return f"{given} {family}"
