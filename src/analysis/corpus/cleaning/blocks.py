"""What stands inside a block of furniture is furniture: "Here are some tips." between two calls to the reader."""

from __future__ import annotations

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.corpus.records import KINDS

LONGEST_RUN = 6
"""Repeated sentences in a row that furniture on both sides, or furniture and the article's edge, may enclose."""

_KNOWN = KINDS.index("boilerplate")


def enclosed(connection: duckdb.DuckDBPyConnection, units: pd.DataFrame, furniture: pd.DataFrame) -> pd.DataFrame:
    """Return how often repeated sentences stand inside, or beside, furniture.

    Parameters
    ----------
    connection : DuckDBPyConnection
        From `counting.connect`.
    units : DataFrame
        ``outlet, form`` of the repeated sentences asked about.
    furniture : DataFrame
        ``outlet, column, unit``: forms (heads) whose sentences are furniture.

    Returns
    -------
    DataFrame
        ``outlet, form, inside, beside``: shares of the unit's occurrences that
        are enclosed by furniture (or furniture and the article's edge), and that
        touch furniture on either side.
    """
    connection.register("_furniture", pa.Table.from_pandas(furniture[["outlet", "column", "unit"]], preserve_index=False))
    connection.register("_asked", pa.Table.from_pandas(units[["outlet", "form"]], preserve_index=False))
    answer = connection.execute(
        f"""
        with marked as (
            select u.doc, u.outlet, u.sentence, u.form, l.last,
                   case when u.kind = {_KNOWN} or f.unit is not null or h.unit is not null then 'furniture'
                        when a.form is not null then 'repeated' else 'other' end as status
            from units u join lengths l using (doc)
            left join _furniture f on f."column" = 'form' and f.unit = u.form and f.outlet = u.outlet
            left join _furniture h on h."column" = 'head' and h.unit = u.head and h.outlet = u.outlet
            left join _asked a on a.form = u.form and a.outlet = u.outlet
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
        select outlet, form,
               avg((left_side <> 'other' and right_side <> 'other'
                    and (left_side = 'furniture' or right_side = 'furniture')
                    and coalesce(ahead, last + 1) - coalesce(back, -1) <= {LONGEST_RUN + 1})::int) as inside,
               avg(((left_side = 'furniture' and back = sentence - 1)
                    or (right_side = 'furniture' and ahead = sentence + 1))::int) as beside
        from bounded group by outlet, form order by outlet, form
        """
    ).df()
    connection.unregister("_furniture")
    connection.unregister("_asked")
    return answer
