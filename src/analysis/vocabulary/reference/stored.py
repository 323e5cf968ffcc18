"""Reference counts as a file: one Parquet table of counts, with what is known of them in its head."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from analysis.corpus.words import WORD
from analysis.errors import InputError, ParameterError
from analysis.paths import PACKAGE
from analysis.vocabulary.reference.facts import Facts, Unit, having

SHIPPED = {"news": "resources/vocabulary/reference_news.parquet"}
"""References that ship with the package, by name."""

MOST_BYTES = 500_000_000
"""Size of a reference file above which it is refused."""

_HEAD = b"news_profiles_reference"


def word_definition() -> str:
    """Return a hash of the definition of a word, which counts must share to be compared."""
    return hashlib.sha256(WORD.encode()).hexdigest()[:12]


@dataclass(frozen=True, eq=False)
class Reference:
    """Counts of words (and pairs of words) in a body of articles, to compare others with; it holds no text.

    Made by `load_reference` or `build_reference`.

    Attributes
    ----------
    facts : Facts
        What it was counted from, totals, thresholds, quantiles of single articles.
    table : DataFrame
        One row per unit that stands in enough articles and outlets: ``n`` (1 for
        a word, 2 for a pair), ``word``, ``f, df``, ``ff`` and ``fn`` (sums over
        articles of f² and of f · words), ``dp`` (dispersion over articles),
        ``outlets``, f and df in each source, and the articles with at least 1,
        2, 3, 5, 10 occurrences in each class of length.
    """

    facts: Facts
    table: pd.DataFrame

    def __str__(self) -> str:
        """Return what it is in words, as captions state it."""
        facts = self.facts
        words = next((unit.total for unit in facts.units if unit.n == 1), 0)
        return f"reference {facts.name!r}: {facts.articles:,} articles, {words / 1e6:.1f} million words"

    def unit(self, n: int) -> Unit:
        """Return the totals of words (n = 1) or pairs (n = 2).

        Raises
        ------
        ParameterError
            If the reference does not count them.
        """
        for unit in self.facts.units:
            if unit.n == n:
                return unit
        raise ParameterError(
            f"the reference {self.facts.name!r} holds no counts of {n}-word units", where="counts",
            remedy="Compare counts of " + " or ".join(f"n = {u.n}" for u in self.facts.units) + ".",
        )  # fmt: skip

    def words(self, n: int = 1) -> pd.DataFrame:
        """Return the rows of words (n = 1) or pairs (n = 2), by word."""
        self.unit(n)
        return self._by_size[n]

    @cached_property
    def _by_size(self) -> dict[int, pd.DataFrame]:
        return {
            unit.n: self.table[self.table["n"] == unit.n].drop(columns="n").set_index("word")
            for unit in self.facts.units
        }

    def save(self, path: str | Path) -> None:
        """Write the reference to a file; the same counts give the same bytes.

        Parameters
        ----------
        path : str or Path
            Ending in ``.parquet``.
        """
        table = pa.Table.from_pandas(self.table, preserve_index=False)
        table = table.replace_schema_metadata({_HEAD: self.facts.model_dump_json().encode()})
        pq.write_table(
            table, path, compression="zstd", compression_level=19, row_group_size=1 << 24,
            use_dictionary=False, column_encoding={"word": "DELTA_BYTE_ARRAY"}, write_statistics=False,
        )  # fmt: skip


def load_reference(name: str | Path = "news") -> Reference:
    """Return a reference that ships with the package, or one from a file.

    Parameters
    ----------
    name : str or Path
        ``news``, or the path of a file written by `Reference.save`.

    Raises
    ------
    ParameterError
        If there is no such name and no such file.
    InputError
        If the file is no reference, is damaged, or was counted with another definition of a word.

    Examples
    --------
    >>> load_reference("news").unit(1).least_df
    5
    """
    if str(name) in SHIPPED:
        return _load(PACKAGE / SHIPPED[str(name)], 0, 0)
    path = Path(name).expanduser()
    if not path.is_file():
        raise ParameterError(
            f"{str(name)!r} is neither a reference that ships with the package nor a file", where="reference",
            remedy=f"Use {', '.join(map(repr, SHIPPED))}, or the path of a file written by Reference.save.",
        )  # fmt: skip
    stat = path.stat()
    return _load(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4)
def _load(path: Path, _changed: int, size: int) -> Reference:
    if size > MOST_BYTES:
        raise InputError(
            f"the file has {size:,} bytes, more than {MOST_BYTES:,}", where=path.name,
            remedy="Build the reference with a larger least_df.",
        )  # fmt: skip
    try:
        head = pq.read_schema(path).metadata or {}
    except (pa.ArrowException, OSError) as error:
        raise _foreign(path, "the file is no whole Parquet file") from error
    if _HEAD not in head:
        raise _foreign(path, "the Parquet file holds no reference counts")
    try:
        facts = Facts.model_validate_json(head[_HEAD])
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "head"
        raise _foreign(path, f"{place}: {first['msg']}") from error
    if facts.words != word_definition():
        raise InputError(
            "the counts were made with another definition of a word", where=path.name,
            remedy="Build the reference again with this version.",
        )  # fmt: skip
    try:
        table = pq.read_table(path).to_pandas()
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise _foreign(path, "the counts cannot be read") from error
    _check(path, facts, table)
    return Reference(facts, table)


def _check(path: Path, facts: Facts, table: pd.DataFrame) -> None:
    """Raise if the counts contradict themselves or the head."""
    missing = [name for name in facts.columns() if name not in table.columns]
    if missing:
        raise _foreign(path, f"the column {missing[0]!r} is missing")
    numbers = table.drop(columns="word")
    if not all(pd.api.types.is_numeric_dtype(kind) for kind in numbers.dtypes) or (numbers < 0).any(
        axis=None
    ):
        raise _foreign(path, "some counts are no counts")
    if table.duplicated(["n", "word"]).any() or numbers.isna().any(axis=None):
        raise _foreign(path, "words are listed twice or have no counts")
    sources = range(len(facts.sources))
    classes = [name for name in table.columns if name.startswith(having(1, 0)[:-1])]
    for unit in facts.units:
        own = table[table["n"] == unit.n]
        wrong = {
            "the number of listed words": len(own) != unit.listed,
            "the occurrences of the listed words": own["f"].sum() != unit.listed_total,
            "f by source": (own[[f"f_source_{i}" for i in sources]].sum(axis=1) != own["f"]).any(),
            "df by source": (own[[f"df_source_{i}" for i in sources]].sum(axis=1) != own["df"]).any(),
            "df by length": (own[classes].sum(axis=1) != own["df"]).any(),
            "the least df": (own["df"] < unit.least_df).any(),
            "f, f² and df": ((own["f"] < own["df"]) | (own["ff"] < own["f"])).any(),
        }
        for what, is_wrong in wrong.items():
            if is_wrong:
                raise _foreign(path, f"{what} (n = {unit.n}) does not agree with the rest of the file")


def _foreign(path: Path, what: str) -> InputError:
    return InputError(
        what, where=path.name, remedy="Give a file written by Reference.save, or build it again."
    )
