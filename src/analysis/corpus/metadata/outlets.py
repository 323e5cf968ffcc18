"""One name for each outlet, whatever a database, a page or a domain calls it.

Two tables say so: the one that ships (``resources/corpus/outlets.csv``) and,
before it, ``outlets.csv`` in the raw folder. A name neither knows stays as it
is stated, save that spellings of one normal form are joined. Names are never
joined by likeness: *The Times* and *The Irish Times* have nothing to do with
each other, and what stands in brackets counts unless it is the outlet's own place.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import pandas as pd
from babel import Locale

from analysis.corpus.encoding import decode
from analysis.corpus.metadata.columns import plain
from analysis.corpus.metadata.outlet_names import (
    Stated,
    hosts_above,
    in_parts,
    normal_form,
    registered,
    squeezed,
)
from analysis.errors import InputError

OUTLETS = "outlets.csv"
"""Name of the user's table in the raw folder: columns ``alias, outlet``."""

RULES = ("own table", "alias", "domain", "normal form", "variant", "as stated")
"""How a name was found, surest first."""

_ALSO = {
    "GB": "uk|england|britain|great britain",
    "US": "us|usa|america",
    "AE": "uae",
    "KR": "south korea|korea",
    "IE": "republic of ireland",
    "TR": "turkey",
    "XK": "kosovo",
}
_REMEDY = "Mend that line; the table has a column alias (name or domain as stated) and a column outlet (its one name)."


def load_outlets(raw_folder: str | Path | None = None) -> pd.DataFrame:
    """Return the table of outlets: the user's, if the raw folder has one, and the one that ships.

    Parameters
    ----------
    raw_folder : str or Path, optional
        Folder that may hold ``outlets.csv`` with the columns ``alias`` and ``outlet``.

    Returns
    -------
    DataFrame
        ``alias`` (name or domain), ``outlet`` (canonical name), ``places``
        (normal forms that may stand beside the name, separated by ``|``), ``own``
        (whether the user's table says so); the user's rows first.

    Raises
    ------
    InputError
        If a column is missing, a cell empty, or an alias given to two outlets.

    Examples
    --------
    >>> table = load_outlets()
    >>> table.loc[table["alias"] == "NYT", "outlet"].item()
    'The New York Times'
    """
    shipped = _shipped()
    path = Path(raw_folder) / OUTLETS if raw_folder is not None else None
    if path is None or not path.is_file():
        return shipped.copy()
    own = pd.DataFrame(_own_rows(path), columns=["alias", "outlet"]).assign(places="", own=True)
    return pd.concat([own, shipped], ignore_index=True)


def canonical(
    stated: Sequence[str] | pd.Series, *, table: pd.DataFrame, counts: Sequence[int] | pd.Series | None = None
) -> pd.DataFrame:
    """Map stated outlets to one name each.

    Parameters
    ----------
    stated : sequence of str or Series
        Outlets as stated; once for each article, or distinct with `counts`.
    table : DataFrame
        As `load_outlets` returns it.
    counts : sequence of int, optional
        Articles of each entry of `stated`; 1 if not given. They decide which
        spelling stands for names the table does not know.

    Returns
    -------
    DataFrame
        ``stated, outlet, rule``: one row for each distinct stated value, in
        alphabetical order. ``rule`` is one of `RULES`.

    Examples
    --------
    >>> names = ["nytimes.com", "THE IRISH TIMES", "Guardian (Nigeria)", "HARBOUR POST", "Harbour Post", "Harbour Post"]
    >>> canonical(names, table=load_outlets())["outlet"].tolist()
    ['The Guardian (Nigeria)', 'Harbour Post', 'Harbour Post', 'The Irish Times', 'The New York Times']
    """
    total: dict[str, int] = defaultdict(int)
    for name, n in zip(stated, counts if counts is not None else [1] * len(stated), strict=True):
        total[str(name)] += int(n)
    index = _Index(table)
    found: dict[str, tuple[str, str]] = {}
    unknown: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(total):
        parts = in_parts(squeezed(name))
        hit = index.find(squeezed(name), parts)
        if hit:
            found[name] = hit
        else:
            unknown[_key(name, parts)].append(name)
    for names in unknown.values():
        best = min(names, key=lambda name: (-total[name], name))
        for name in names:
            found[name] = (squeezed(best), "as stated" if name == best else "variant")
    rows = [(name, *found[name]) for name in sorted(total)]
    return pd.DataFrame(rows, columns=["stated", "outlet", "rule"])


def _key(name: str, parts: Stated) -> tuple[str, ...]:
    """Return what spellings of one unknown outlet have in common."""
    if parts.host:
        # What follows the domain may tell outlets of one host apart.
        _, _, path = name.removeprefix("https://").removeprefix("http://").partition("/")
        return ("domain", registered(parts.host), "" if parts.base else path.rstrip("/"))
    form = parts.base or parts.full
    return ("name", form, *parts.beside) if form else ("as written", name)


class _Index:
    """The table turned round: from names, domains and normal forms to outlets."""

    def __init__(self, table: pd.DataFrame) -> None:
        rows: tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]] = ([], [])
        for alias, outlet, places, own in table[["alias", "outlet", "places", "own"]].itertuples(index=False):
            rows[0 if own else 1].append((alias, outlet, places))
        self.tables = [_names(tuple(part)) for part in rows]

    def find(self, name: str, parts: Stated) -> tuple[str, str] | None:
        """Return outlet and rule of a name, or nothing."""
        for names, own in zip(self.tables, (True, False), strict=True):
            for rule, outlet in names.candidates(name, parts):
                if outlet:
                    return outlet, "own table" if own else rule
        return None


@lru_cache(maxsize=4)
def _names(rows: tuple[tuple[str, str, str], ...]) -> _Names:
    return _Names(rows)


class _Names:
    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        self.exact: dict[str, str] = {}
        self.hosts: dict[str, str] = {}
        self.places: dict[str, set[str]] = {}
        full, base = defaultdict(set), defaultdict(set)
        for alias, outlet, places in rows:
            self.exact[alias] = outlet
            self.places.setdefault(outlet, set()).update(filter(None, places.split("|")))
            parts = in_parts(alias)
            if parts.host:
                self.hosts[parts.host] = outlet
                continue
            for form in (parts.full, parts.full.replace(" ", ""), "the" + parts.full.replace(" ", "")):
                full[form].add(outlet)
            base[parts.base].add(outlet)
        # A form that two outlets share is neither's.
        self.full = {form: outlets.pop() for form, outlets in full.items() if len(outlets) == 1 and form}
        self.base = dict(base)

    def candidates(self, name: str, parts: Stated) -> Iterable[tuple[str, str | None]]:
        yield "alias", self.exact.get(name)
        if parts.host:
            yield "domain", next(filter(None, map(self.hosts.get, hosts_above(parts.host))), None)
            return
        yield "normal form", self.full.get(parts.full) or self.full.get(parts.full.replace(" ", ""))
        if not parts.beside:
            yield "normal form", self.full.get(parts.base)
            return
        fits = [
            outlet for outlet in self.base.get(parts.base, ())
            if all(part in self.places[outlet] or self.full.get(part) == outlet for part in parts.beside)
        ]  # fmt: skip
        yield "normal form", fits[0] if len(fits) == 1 else None


@lru_cache(maxsize=1)
def _shipped() -> pd.DataFrame:
    text = files("analysis.resources").joinpath(f"corpus/{OUTLETS}").read_text(encoding="utf-8")
    rows = []
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        places = "|".join(_places(row))
        for alias in dict.fromkeys([row["outlet"], *row["aliases"].split("|"), *row["domains"].split("|")]):
            if alias:
                rows.append((alias, row["outlet"], places, False))
    return pd.DataFrame(rows, columns=["alias", "outlet", "places", "own"])


def _places(row: Mapping[str, str]) -> list[str]:
    """Return the normal forms that name where an outlet is published."""
    country = row["country"]
    names = [*row["place"].split("|"), *_ALSO.get(country, "").split("|")]
    names.append(str(_countries().get(country, "")) if country else "")
    return list(dict.fromkeys(filter(None, map(normal_form, names))))


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, str]:
    return dict(Locale("en").territories)


def _own_rows(path: Path) -> list[tuple[str, str]]:
    """Read the user's table, with an error for the first line that cannot be right."""
    text, _ = decode(path.read_bytes())
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        where = f"{path.name}, line {reader.line_num}"
        raise InputError(f"the table of outlets is no CSV ({error})", where=where, remedy=_REMEDY) from error
    header = [plain(cell) for cell in lines[0][1]] if lines else []
    missing = [name for name in ("alias", "outlet") if name not in header]
    if missing:
        raise InputError(
            f"the table of outlets has no column {missing[0]!r}", where=f"{path.name}, line 1", remedy=_REMEDY
        )
    seen: dict[str, tuple[str, int]] = {}
    for number, cells in lines[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        where = f"{path.name}, line {number}"
        row = dict(zip(header, map(squeezed, cells), strict=False))
        alias, outlet = row.get("alias", ""), row.get("outlet", "")
        if not alias or not outlet:
            empty = "alias" if not alias else "outlet"
            raise InputError(f"the cell in column {empty!r} is empty", where=where, remedy=_REMEDY)
        before = seen.setdefault(alias, (outlet, number))
        if before[0] != outlet:
            raise InputError(
                f"{alias!r} is given to {outlet!r}, but in line {before[1]} to {before[0]!r}", where=where,
                remedy="Keep one of the two lines.",
            )  # fmt: skip
    named = {alias: outlet for alias, (outlet, _) in seen.items()}
    # An outlet is known by its own name, too.
    return list((named | {outlet: outlet for outlet in named.values() if outlet not in named}).items())
