"""The register as a table a person can edit: every actor, every merge and its reason, every decision."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from analysis.actors.register.applying import apply_register
from analysis.actors.register.decisions import Decision, Decisions
from analysis.actors.register.relations import related
from analysis.actors.register.resolving import Register
from analysis.actors.tables import actor_names, actors, outright
from analysis.corpus.beside import DECISIONS
from analysis.errors import ParameterError

REGISTER = (
    "row", "actor_id", "name", "kind", "action", "target", "words", "where", "into", "reason", "aliases",
    "relation", "part_of", "articles", "mentions", "article_id", "start", "end",
)  # fmt: skip
"""Columns of the register."""


def register_table(
    mentions: pd.DataFrame,
    register: Register,
    *,
    decisions: Decisions | None = None,
    namesakes: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the register: all actors, below each what was merged into it, and all decisions.

    Parameters
    ----------
    mentions : DataFrame
        Columns `tables.MENTIONS`, before the register was applied.
    register : Register
    decisions : Decisions, optional
        Those in `register`; they stand in the table again, so that it can take the place of their file.
    namesakes : DataFrame, optional
        From `namesakes.namesakes`: what to look at.

    Returns
    -------
    DataFrame
        Columns `REGISTER`. ``row`` is *actor*; *merged* for an id that went ``into``
        another, with the reason and a place that names it (article_id, start, end); *ignored*; or
        *decision* for a further decision, and one that matched nothing. action, target,
        words and where are a person's; see `decisions.parse_decisions`.
    """
    decisions = decisions or Decisions()
    after = apply_register(mentions, register)
    own = actors(after).assign(row="actor", into="")
    kept = related(after).set_index("actor_id")
    own["relation"] = own["actor_id"].map(kept["relation"]).fillna("")
    own["part_of"] = own["actor_id"].map(kept["part_of"]).fillna("")
    own["reason"] = ""
    if namesakes is not None and len(namesakes):
        own["reason"] = own["actor_id"].map(namesakes.set_index("actor_id")["reason"]).fillna("")
    own["order"] = range(len(own))
    given = _given_up(mentions, register, decisions)
    order = own.set_index("actor_id")["order"]
    end = len(own)
    given["order"] = given["into"].map(lambda one: order.get(register.decided.get(one, one), end))
    table = pd.concat([own, given], ignore_index=True).sort_values("order", kind="stable", ignore_index=True)
    table = table.reindex(columns=list(REGISTER))
    texts = [name for name in REGISTER if name not in {"articles", "mentions", "start", "end"}]
    table[texts] = table[texts].astype(object).fillna("")
    numbers = dict.fromkeys(("articles", "mentions", "start", "end"), "Int64")
    return _with_decisions(table.astype(numbers), decisions, register)


def _given_up(mentions: pd.DataFrame, register: Register, decisions: Decisions) -> pd.DataFrame:
    """Return the ids that were merged or ignored, with what the articles say of them."""
    merges = register.merges.rename(columns={"into_id": "into"})
    merged = merges[["actor_id", "name", "into", "reason", "article_id", "start", "end"]].assign(row="merged")
    there = actor_names(mentions)
    mine = [row for row in decisions.rows if row.actor_id in there.index]
    rows = [
        {"row": "merged", "actor_id": row.actor_id, "into": row.target, "reason": f"decided in line {row.line}"}
        for row in mine if row.action == "merge"
    ]  # fmt: skip
    rows += [
        {"row": "ignored", "actor_id": row.actor_id, "into": ""} for row in mine if row.action == "ignore"
    ]
    out = pd.concat([merged, pd.DataFrame(rows, columns=list(merged.columns))], ignore_index=True)
    named = outright(mentions)
    named = named[named["actor_id"].isin(out["actor_id"])]
    by_actor = named.groupby("actor_id")
    out["name"], out["kind"] = out["actor_id"].map(there["name"]), out["actor_id"].map(there["kind"])
    out["articles"] = out["actor_id"].map(by_actor["article_id"].nunique())
    out["mentions"] = out["actor_id"].map(by_actor.size())
    return out


def _with_decisions(table: pd.DataFrame, decisions: Decisions, register: Register) -> pd.DataFrame:
    """Write a person's decisions beside the ids they are about; what finds no row there goes to the end."""
    at = {actor: i for i, actor in reversed(list(enumerate(table["actor_id"])))}
    nothing = {(row.line, row.actor_id): row.reason for row in register.unmatched.itertuples(index=False)}
    cells = {name: table[name].tolist() for name in ("action", "target", "words", "where")}
    more = []
    for row in decisions.rows:
        i = at.pop(row.actor_id, None)
        filled = _cells(row)
        if i is None:
            name, kind = decisions.known.get(row.actor_id, ("", ""))
            reason = nothing.get((row.line, row.actor_id), "")
            about = {"actor_id": row.actor_id, "name": name, "kind": kind, "reason": reason}
            more.append({"row": "decision", **about, **filled})
            continue
        for name, value in filled.items():
            cells[name][i] = value
    table = table.assign(**cells)
    if not more:
        return table
    added = pd.DataFrame(more, columns=list(REGISTER), dtype=object).fillna(dict.fromkeys(REGISTER[:12], ""))
    return pd.concat([table, added.astype(table.dtypes)], ignore_index=True)


def _cells(row: Decision) -> dict[str, str]:
    return {"action": row.action, "target": row.target, "words": "|".join(row.words), "where": row.where}


def write_register(table: pd.DataFrame, path: str | Path, *, raw: str | Path | None = None) -> Path:
    """Write a register as CSV, for a person to edit and to lay beside the raw articles as ``actors.csv``.

    Parameters
    ----------
    table : DataFrame
        From `register_table`.
    path : str or Path
        Not inside the raw folder: what lies there is a person's.
    raw : str or Path, optional
        The raw folder.

    Returns
    -------
    Path

    Raises
    ------
    ParameterError
        If the file would lie inside the raw folder.
    """
    target = Path(path).expanduser()
    home = Path(raw).expanduser().resolve() if raw is not None else None
    if home is not None and home.is_dir() and target.resolve().is_relative_to(home):
        raise ParameterError(
            f"{target.name} would be written beside the raw articles", where=str(path),
            remedy=f"Write it elsewhere, edit it, and lay it there yourself as {DECISIONS}.",
        )  # fmt: skip
    target.parent.mkdir(parents=True, exist_ok=True)
    text = table.map(_guarded).to_csv(index=False, lineterminator="\n")
    part = target.with_name(f".{target.name}.{os.getpid()}")
    part.write_text(text, encoding="utf-8")
    part.replace(target)
    return target


def _guarded(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    if not isinstance(cell, str):
        return cell
    text = " ".join(cell.encode("utf-8", "replace").decode("utf-8").replace("\0", "").split())
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text
