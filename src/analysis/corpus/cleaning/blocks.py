"""What stands inside a block of furniture is furniture: "Here are some tips." between two calls to the reader."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from analysis.corpus.cleaning.counting import register_pairs
from analysis.corpus.records import KINDS

LONGEST_RUN = 6
"""Repeated sentences in a row that furniture on both sides, or furniture and the article's edge, may enclose."""

_KNOWN = KINDS.index("boilerplate")

Pair = tuple[int, int]


def company(
    connection: duckdb.DuckDBPyConnection,
    asked: Iterable[Pair],
    *,
    forms: Iterable[Pair],
    heads: Iterable[Pair],
) -> dict[Pair, tuple[float, float]]:
    """Return how often repeated sentences stand inside, or beside, furniture.

    Parameters
    ----------
    connection : DuckDBPyConnection
        From `counting.connect`.
    asked : iterable of (house, form)
        The repeated sentences asked about.
    forms, heads : iterable of (house, number)
        Sentences that are furniture, by their form or by their first words.

    Returns
    -------
    dict
        For each (house, form): the share of its occurrences that is enclosed by
        furniture (or furniture and the article's edge), and the share that touches
        furniture on either side.
    """
    register_pairs(connection, "_forms", forms)
    register_pairs(connection, "_heads", heads)
    register_pairs(connection, "_asked", asked)
    rows = connection.execute(
        f"""
        with marked as (
            select u.doc, u.house, u.sentence, u.form, l.last,
                   case when u.kind = {_KNOWN} or f.number is not null or h.number is not null then 'furniture'
                        when a.number is not null then 'repeated' else 'other' end as status
            from units u join lengths l using (doc)
            left join _forms f on f.number = u.form and f.house = u.house
            left join _heads h on h.number = u.head and h.house = u.house
            left join _asked a on a.number = u.form and a.house = u.house
            where u.house in (select house from _asked)
        ), placed as (
            select *, max(case when status <> 'repeated' then sentence end) over before as back,
                   min(case when status <> 'repeated' then sentence end) over after as ahead
            from marked
            window before as (partition by doc order by sentence rows between unbounded preceding and current row),
                   after as (partition by doc order by sentence rows between current row and unbounded following)
        ), bounded as (
            select p.*, coalesce(b.status, 'edge') as left_side, coalesce(e.status, 'edge') as right_side
            from placed p left join marked b on b.doc = p.doc and b.sentence = p.back
            left join marked e on e.doc = p.doc and e.sentence = p.ahead
            where p.status = 'repeated'
        )
        select house, form,
               avg((left_side <> 'other' and right_side <> 'other'
                    and (left_side = 'furniture' or right_side = 'furniture')
                    and coalesce(ahead, last + 1) - coalesce(back, -1) <= {LONGEST_RUN + 1})::int) as inside,
               avg(((left_side = 'furniture' and back = sentence - 1)
                    or (right_side = 'furniture' and ahead = sentence + 1))::int) as beside
        from bounded group by house, form
        """
    ).fetchall()
    for name in ("_forms", "_heads", "_asked"):
        connection.unregister(name)
    return {(house, form): (inside, beside) for house, form, inside, beside in rows}
