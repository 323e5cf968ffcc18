"""Captions of the actors notebook."""

from __future__ import annotations

import pandas as pd

from analysis.actors import validity
from analysis.corpus import Corpus
from analysis.figures.over_time import LEAST_PERIODS
from analysis.reporting.captions.common import Told, undated

_INTERVALS = "95 % intervals (Korn–Graubard, article as unit; no interval below five articles (hollow marks))"

LEDGER_COLUMNS = [
    "name", "articles", "statements", "refused", "words_quoted", "words_paraphrased", "share", "against_in",
    "unheard_in", "unheard",
]  # fmt: skip
"""What the table of the voice ledger shows of `actors.voice_ledger`."""

CARD_COLUMNS = ["part", "what", "detail", "count", "articles"]
"""What the table of a card shows of `actors.actor_card`; its rows open through `Corpus.kwic`."""

TEST_COLUMNS = [
    "name_a", "name_b", "count", "articles", "both_in", "together_in", "together_expected", "npmi", "p", "q",
]  # fmt: skip
"""What the table of pairs shows of `actors.cooccurrence`."""

VOICE_COLUMNS = {
    "name": "source", "quotations": "statements", "articles": "", "words": "", "share": "share of words", "corrected":
    "statements, corrected", "corrected_low": "", "corrected_high": "",
}  # fmt: skip
"""What the table of sources shows of `actors.corrected`, and what it calls it."""

ROLE_COLUMNS = ["name", "role", "role_kind", "former", "of_name", "articles", "outlets", "first", "last"]
"""What the table of roles shows of `actors.role_names`."""

MERGE_COLUMNS = ["name", "into_name", "into_kind", "reason", "articles"]
"""What the table of merges shows of a register's ``merges``."""


def prominence(table: pd.DataFrame, corpus: Corpus) -> Told:
    """Say what a figure of prominence shows, overall or by group."""
    ranked = table.sort_values(["articles", "actor_id"], ascending=[False, True])
    first, grouped = ranked.iloc[0], _groups(table)
    rest = (
        [] if grouped else [f"{row['name']} in {row['articles']:,}" for row in ranked[1:3].to_dict("records")]
    )
    return {
        "caption": f"The actors named in most articles{grouped}: share of articles, with 95 % bootstrap intervals "
        "(article as unit).",
        "alt": f"{first['name']} is named in {first['articles']:,} of {first['n']:,} articles"
        + (f" of {first['group']}." if grouped else "".join(f", {part}" for part in rest) + "."),
        "n": str(corpus),
        "method": "Names, acronyms, titles, metonyms and resolved pronouns; adjectives and picture credits do not "
        f"count. {validity.sentence('names')}",
        "status": validity.status("names"),
    }


def voice_shares(table: pd.DataFrame, corpus: Corpus) -> Told:
    """Say what a figure of words given to speakers shows, overall or by group."""
    named = table[~table["kind"].isin(["anonymous", "none"])]
    first = (named if len(named) else table).iloc[0]
    grouped = _groups(table)
    return {
        "caption": f"Words given to each speaker, in quotation marks and paraphrased{grouped}.",
        "alt": f"The named speaker with most words is {first['name']}: {first['words']:,}.",
        "n": f"{table['quotations'].sum():,} statements in {corpus}",
        "method": f"Refusals (“declined to comment”) are no statements. {validity.sentence('voices')}",
        "status": validity.status("voices"),
    }


def roles_table(corpus: Corpus) -> Told:
    """Say what the columns of a table of roles are."""
    return {
        "caption": f"What actors are said to be, in {corpus}; the article is the unit.",
        "note": "first, last: dates of the articles that say so; the role need not have been held then.",
    }


def namings(table: pd.DataFrame, corpus: Corpus) -> Told:
    """Say what a figure of forms of reference shows."""
    name = table["name"].iloc[0] if len(table) else "the actor"
    found = (
        int((table.drop_duplicates(["actor_id", "form_kind", "form"])["q"] < 0.05).sum())
        if "q" in table
        else 0
    )
    return {
        "caption": f"How each group refers to {name}: share of its articles that refer to the actor (n in the key); "
        "lines: 95 % exact binomial limits at the effective number of units, none below five.",
        "alt": f"{found} of the forms shown differ{'s' * (found == 1)} between groups at q < .05.{_widest(table)}",
        "n": str(corpus),
        "method": "Permutation of articles, Benjamini–Hochberg over all forms; roles inside quotation marks left out.",
        "status": validity.status("names"),
    }


def merges_table(table: pd.DataFrame, corpus: Corpus) -> Told:
    """Say what a table of merges holds, and how to overrule it."""
    return {
        "caption": f"{len(table):,} name{'s' * (len(table) != 1)} of single articles joined with an actor of others in "
        f"{corpus}, each on two signals.",
        "note": "The command analysis actors writes all of it as a table; a copy named actors.csv beside the articles, "
        "with what to merge, split, rename, retype or ignore, is obeyed in every later run.",
    }


def voice_ledger(table: pd.DataFrame, corpus: Corpus) -> Told:
    """Say what a figure of the voice ledger shows.

    Parameters
    ----------
    table : DataFrame
        From `actors.voice_ledger`.
    corpus : Corpus
    """
    unheard = table[table["unheard_in"] > 0].sort_values("unheard_in", ascending=False, kind="stable")
    alt = (
        f"Most often accused or opposed without a word is {unheard['name'].iloc[0]}: in "
        f"{unheard['unheard_in'].iloc[0]:,} of {unheard['against_in'].iloc[0]:,} articles."
        if len(unheard)
        else "Nobody is accused or opposed without a word."
    )
    return {
        "caption": "Words given to actors, quoted and paraphrased; beside them the articles that accuse an actor or "
        "tell of something hostile done to it, by who speaks in them: the actor, others for it, nobody. Sources "
        "without a name are left out.",
        "alt": alt,
        "n": f"{table['statements'].sum():,} statements in {corpus}",
        "method": "Accused: object of a verb of accusing; opposed: patient of a clause with a hostile verb; what is "
        "negated or not said to happen does not count. An article without words of the accused may still be fair: "
        f"read it. {validity.sentence('voices')}",
        "status": validity.status("voices"),
    }


def voice_ledger_table() -> Told:
    """Say what the columns of the voice ledger are."""
    return {
        "caption": "Voice ledger: words, place and cues of each actor, and whether it is heard where it is accused.",
        "note": "Refused: negated statements (“declined to comment”). Share: of all attributed words, weighted. "
        "Articles against it: those that accuse or oppose it. Share unheard: of these, without a word of its own or "
        "of those who speak for it; exact 95 % limits (article as unit) are in the CSV file.",
    }


def cue_classes(table: pd.DataFrame, corpus: Corpus) -> Told:
    """Say what a figure of cue classes shows."""
    first = table[table["cue_class"] != "neutral"].sort_values("share", ascending=False).head(1)
    who = next((first[name].iloc[0] for name in ("name", "group") if name in first and len(first)), "")
    return {
        "caption": "How statements are introduced: share of each class of cue in the statements of a row, with "
        f"{_INTERVALS}. Most cues are neutral (“said”).",
        "alt": f"The largest share of a class that is not neutral: {first['cue_class'].iloc[0]}, {who}, "
        f"{first['share'].iloc[0]:.0%}."
        if len(first)
        else "All cues are neutral.",
        "n": f"{table.groupby([c for c in ('group', 'speaker_id') if c in table])['statements'].first().sum():,} "
        f"statements in {corpus}",
        "method": "Classes are the project's own; a cue outside its list counts as neutral, a negated one not at all. "
        f"{validity.sentence('voices')}",
        "status": validity.status("voices"),
    }


def role_balance(table: pd.DataFrame, corpus: Corpus) -> Told:
    """Say what a figure of role balance shows."""
    known = table.dropna(subset=["agency_low"]).sort_values("agency", kind="stable")
    alt = (
        f"Share of clauses in which the actor is the agent: least {_whose(known.iloc[0])}, "
        f"most {_whose(known.iloc[-1])}."
        if len(known)
        else "No actor stands in enough articles for an interval."
    )
    drawn = (
        "Of the clauses with an actor as agent or patient, the share in which it is the agent"
        if "group" in table.columns
        else "Roles: shares of an actor's clauses and mentions in which it does something, says something, undergoes "
        "something, or is only named. Right: of clauses with it as agent or patient, the share as agent"
    )
    return {
        "caption": f"{drawn}, with {_INTERVALS}.",
        "alt": alt,
        "n": f"{int(table[['does', 'undergoes']].sum().sum()):,} places of agents and patients in {corpus}",
        "method": "Agent and patient after passives are turned; verbs that only introduce words are no deeds; negated "
        f"clauses count. {validity.sentence('actions')}",
        "status": validity.status("actions"),
    }  # fmt: skip


def who_to_whom(table: pd.DataFrame, corpus: Corpus) -> Told:
    """Say what a signed matrix shows."""
    voice = table["voice"].iloc[0] if len(table) else "narrator"
    whose = {
        "narrator": "in the articles' own words",
        "quoted": "in the words of their sources",
        "all": "in the articles' own words and those of their sources",
    }.get(voice, f"in the words of {voice}")
    first = table.iloc[0] if len(table) else None
    return {
        "caption": f"Who does what to whom, {whose}: above, cooperative less hostile clauses; below, all clauses. "
        "Colour: net ÷ (clauses + 1), so that one clause stays pale; white: none. The sign belongs to the class of "
        "action (after PLOVER), not to the deed.",
        "alt": f"Most clauses: {first['source']} to {first['target']}, {first['count']:,}, net {first['net']:+d}."
        if first is not None
        else "No deeds between two actors.",
        "n": f"{table['count'].sum():,} clauses between {len(table.attrs.get('actors', [])):,} actors, {corpus}",
        "method": f"Left out: {_clauses(table.attrs.get('left_out', 0))} negated, possible, hypothetical, obliged or "
        f"allowed. {validity.sentence('actions')}",
        "status": validity.status("actions"),
    }


def network(table: pd.DataFrame, corpus: Corpus, *, of: str) -> Told:
    """Say what a network with a direction shows.

    Parameters
    ----------
    table : DataFrame
        From `actors.quotation_network` or `actors.action_network`.
    corpus : Corpus
    of : str
        ``words`` or ``deeds``.
    """
    shown = {
        "words": "Who speaks about whom: an arrow leads from a speaker to the actors its statements mention",
        "deeds": "Who acts on whom: an arrow leads from agent to patient, dashed where mostly hostile",
    }[of]
    first = table.iloc[0] if len(table) else None
    return {
        "caption": f"{shown}; the wider, the more often. At most 25 actors; nothing is tested.",
        "alt": f"The widest arrow leads from {first['source']} to {first['target']} ({first['count']:,})."
        if first is not None
        else "No arrows.",
        "n": f"{table['count'].sum():,} {'statements' if of == 'words' else 'clauses'} in {corpus}",
        "method": validity.sentence("voices" if of == "words" else "actions"),
        "status": validity.status("voices" if of == "words" else "actions"),
        "value": "count",
    }


def cooccurrence(table: pd.DataFrame, corpus: Corpus) -> Told:
    """Say what a network of co-occurrence shows, and what its test is."""
    tested, edges = int(table["p"].notna().sum()), int((table["q"] < 0.05).sum())
    return {
        "caption": "Actors named in one sentence more often than chance (normalised PMI above 0); dotted: may be "
        f"chance. {edges:,} of the {tested:,} pairs in the table that could be tested stand together in more "
        "articles than chance would have it (q < .05).",
        "alt": f"The pair most often together is {table['name_a'].iloc[0]} and {table['name_b'].iloc[0]}, in "
        f"{table['count'].iloc[0]:,} sentences."
        if len(table)
        else "No pairs.",
        "n": f"{table['units'].iloc[0]:,} sentences with an actor in {corpus}" if len(table) else str(corpus),
        "method": "Null: in each article that has both, their sentences are drawn freely; each article counts once "
        f"(exact; Benjamini–Hochberg among all pairs that three articles share). {validity.sentence('names')}",
        "status": validity.status("names"),
        "value": "count",
    }


def prominence_over_time(table: pd.DataFrame, corpus: Corpus) -> Told:
    """Say what lines of prominence show."""
    every = table["every"].iloc[0]
    one = table[table["actor_id"] == table["actor_id"].iloc[0]]
    banded = one["low"].notna().sum() >= LEAST_PERIODS  # as the figure decides
    drawn = table.dropna(subset=["low" if banded else "share"])
    bands = (
        "with 95 % intervals (article as unit). A gap: no articles, or too few for an interval."
        if banded
        else f"without intervals: hardly a {every} has articles enough for one, and one article moves it far."
    )
    return {
        "caption": f"Share of articles that name an actor, by {every}, {bands}",
        "alt": "; ".join(
            _between(str(name), rows["share"]) for name, rows in drawn.groupby("name", sort=False)
        )
        + f" of the articles of a {every}.",
        "n": f"{table.drop_duplicates(['period', *(['group'] if 'group' in table else [])])['n'].sum():,} dated "
        f"articles of {corpus}",
        "method": undated(table.attrs["undated"]),
        "status": validity.status("names"),
    }


def _between(name: str, shares: pd.Series) -> str:
    low, high = shares.min(), shares.max()
    return f"{name} {high:.0%}" if low == high else f"{name} between {low:.0%} and {high:.0%}"


def actor_card(card: pd.DataFrame) -> Told:
    """Say what the card of an actor holds."""
    about = card.attrs
    return {
        "caption": f"{about['name']} ({about['kind']}), in {about['articles']:,} of {about['n']:,} articles: names, "
        "roles, words, deeds, what is done to it, accusations without an answer.",
        "note": "The most frequent of each; count and articles as read. did and undergone: clauses said to happen, "
        "with who is at the other end (→ to whom, ← by whom).",
    }


def _whose(row: pd.Series) -> str:
    group = f" in {row['group']}" if "group" in row.index else ""
    return f"{row['name']}{group} ({row['agency']:.0%})"


def _clauses(count: int) -> str:
    return f"{count:,} clause{'s' * (count != 1)} that {'is' if count == 1 else 'are'}"


def _widest(table: pd.DataFrame) -> str:
    """Describe the form whose share differs most between groups."""
    spread = table.groupby(["form_kind", "form"], sort=False)["share"].agg(["min", "max"]).dropna()
    if spread.empty or table["group"].nunique() < 2:
        return ""
    kind, form = spread.index[int((spread["max"] - spread["min"]).to_numpy().argmax())]
    rows = table[(table["form_kind"] == kind) & (table["form"] == form)].sort_values("share", kind="stable")
    low, high = rows.iloc[0], rows.iloc[-1]
    return f" Most apart is “{form}”: {high['share']:.0%} in {high['group']}, {low['share']:.0%} in {low['group']}."


def _groups(table: pd.DataFrame) -> str:
    """Say in how many groups a figure is, or nothing without groups."""
    return f", in {table['group'].nunique()} groups" if "group" in table.columns else ""
