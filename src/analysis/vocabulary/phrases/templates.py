"""Template phrases: what an outlet writes the same way in many different stories, and others hardly ever do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus import PROSE, Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary.grouping import with_groups
from analysis.vocabulary.phrases.grams import Grams, Text, distinct, recurring, spelled, text_of
from analysis.vocabulary.running import located, running_words

Array = np.ndarray

SHORTEST, FORMULA, LONGEST = 4, 7, 25
"""Words of the shortest and the longest formula, and of the longest passage: what recurs over more words."""

PART = 0.8
"""Share of its stories from which a run is taken for a part of the longer run they share."""

COLUMNS = [
    "group", "phrase", "words", "kind", "f", "df", "stories", "days", "share", "stories_elsewhere", "groups_elsewhere",
    "share_elsewhere", "log_ratio", "article_id", "start", "end",
]  # fmt: skip


def template_phrases(
    corpus: Corpus,
    *,
    by: str = "outlet",
    kinds: Sequence[str] = PROSE,
    least_stories: int = 10,
    least_log_ratio: float = 3.0,
    longest: int = FORMULA,
) -> pd.DataFrame:
    """Return the formulas of each group, such as *did not immediately respond to a request for*.

    Parameters
    ----------
    corpus : Corpus
    by : str
        Column of the articles table whose values are the groups.
    kinds : sequence of str
        Kinds of segment that are searched. What is set aside as furniture is in none of them.
    least_stories : int
        Stories of the group a formula must stand in; a story that several
        articles carry counts once, so that wire copy makes no formula.
    least_log_ratio : float
        By how many doublings its share of stories must exceed that elsewhere.
    longest : int
        Words of the longest runs, `SHORTEST` to `LONGEST`. Above `FORMULA` they
        are passages: background that goes from story to story word for word.
        What is part of a still longer run is not listed.

    Returns
    -------
    DataFrame
        Per group, most stories first: ``phrase, words, kind`` (formula or
        passage); ``f, df`` in the group; ``stories, days`` (different dates)
        and ``share`` (of the group's stories); ``stories_elsewhere,
        groups_elsewhere, share_elsewhere``; ``log_ratio`` (binary, of the two
        shares; no story is taken as half a one); and its first place in
        order of date, ``article_id, start, end``. ``attrs["left_out"]`` has the groups of
        fewer than ``2 * least_stories`` stories.

    Raises
    ------
    EmptySelectionError
        If there are fewer than two groups, or no formula.

    Notes
    -----
    Runs of words without punctuation between them. A run of which at
    least `PART` of the stories have it inside one longer run that recurs is
    a part of that and not listed; of runs that overlap in the text and in at least
    `PART` of their stories, the one in most stories stands for all.

    A phrase of a topic that one outlet alone follows is a formula by this
    count: compare outlets on one topic, and read the list. Counts are of stories,
    and weights of articles play no part.

    Examples
    --------
    >>> template_phrases(corpus).head()  # doctest: +SKIP
    """
    if least_stories < 2 or not SHORTEST <= longest <= LONGEST:
        raise ParameterError(
            f"least_stories = {least_stories}, longest = {longest}",
            remedy=f"Use 2 or more stories, and {SHORTEST} to {LONGEST} words.",
        )
    text = text_of(corpus, kinds=kinds)
    stories = _Stories(corpus, text, by, least=2 * least_stories)
    levels = recurring(
        corpus, text, longest=longest + 1, least_f=least_stories, least_df=least_stories, by="story_id"
    )
    counts = [stories.of(grams) if grams.n >= SHORTEST else np.zeros((0, 0)) for grams in levels]
    rows = []
    for i, grams in enumerate(levels[:longest]):
        if grams.n < SHORTEST:
            continue
        own = np.flatnonzero(~_part_of_longer(levels, counts, i))
        rows.append(
            _compared(
                text, grams, counts[i], stories, own=own, least=least_stories, least_ratio=least_log_ratio
            )
        )
    table = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame()
    if table.empty:
        raise EmptySelectionError(
            f"no run of {SHORTEST} to {longest} words stands in {least_stories} stories of one {by} "
            "and hardly elsewhere",
            remedy="Lower least_stories or least_log_ratio, or widen the selection (`where`).",
        )  # fmt: skip
    table = _without_overlaps(levels, stories, table)
    table = table.join(_examples(corpus, text, levels, stories=stories, table=table, kinds=kinds))
    table.attrs["left_out"] = stories.left_out
    return table[COLUMNS]


class _Stories:
    """Which story each place belongs to, and which group each story; a story in several groups is in each."""

    def __init__(self, corpus: Corpus, text: Text, by: str, *, least: int) -> None:
        articles = text.articles
        labels = with_groups(corpus, by=by).set_index("article_id")["group"].loc[articles["article_id"]]
        group, names = pd.factorize(labels, sort=True)
        story = pd.factorize(articles["story_id"])[0]
        both, self.groups = np.unique(np.column_stack([group, story]), axis=0), len(names)
        sizes = np.bincount(both[:, 0], minlength=len(names))
        large = sizes >= least
        if large.sum() < 1 or len(names) < 2:
            listed = ", ".join(f"{name!r} ({n})" for name, n in zip(names, sizes, strict=True))
            raise EmptySelectionError(
                f"template phrases by {by} need a group of {least} stories and another to compare; "
                f"there are: {listed[:400]}",
                remedy="Widen the selection (`where`), lower least_stories, or compare by another column.",
            )
        self.left_out = {str(name): int(n) for name, n in zip(names[~large], sizes[~large], strict=True)}
        self.names, self.sizes, self.large = names, sizes, large
        self.group, self.story = group.astype(np.int64), story.astype(np.int64)
        self.day = pd.factorize(articles["date"])[0]
        self.article = text.article

    def of(self, grams: Grams) -> Array:
        """Return the number of stories of each group that have each run."""
        return self._table(grams, self.story)

    def days(self, grams: Grams) -> Array:
        """Return the number of dates on which each group has each run."""
        return self._table(grams, self.day)

    def articles(self, grams: Grams) -> tuple[Array, Array]:
        """Return the occurrences and articles of each run in each group."""
        keys = grams.number.astype(np.int64) * self.groups + self.group[self.article[grams.starts]]
        f = np.bincount(keys, minlength=len(grams.f) * self.groups).reshape(len(grams.f), self.groups)
        return f, self._table(grams, np.arange(len(self.group)))

    def _table(self, grams: Grams, what: Array) -> Array:
        article = self.article[grams.starts]
        keys = grams.number.astype(np.int64) * self.groups + self.group[article]
        size = len(grams.f) * self.groups
        return distinct(keys, what[article], size=size).reshape(len(grams.f), self.groups)


def _part_of_longer(levels: Sequence[Grams], counts: Sequence[Array], i: int) -> Array:
    """Say which runs have, in the group with most of their stories, nearly all of them inside one longer run."""
    most = counts[i].argmax(axis=1)
    own = counts[i][np.arange(len(most)), most]
    part = np.zeros(len(most), dtype=bool)
    if i + 1 < len(levels):
        longer = levels[i + 1]
        for shift in (0, 1):
            inner = levels[i].at(longer.place + shift)
            part[inner[counts[i + 1][np.arange(len(inner)), most[inner]] >= PART * own[inner]]] = True
    return part


def _compared(
    text: Text,
    grams: Grams,
    counts: Array,
    stories: _Stories,
    *,
    own: Array,
    least: int,
    least_ratio: float,
) -> pd.DataFrame:
    counts = counts[own]
    elsewhere, others = counts.sum(axis=1, keepdims=True) - counts, stories.sizes.sum() - stories.sizes
    share = counts / stories.sizes
    with np.errstate(divide="ignore"):
        ratio = np.log2(share / (np.maximum(elsewhere, 0.5) / others))
    run, group = np.nonzero((counts >= least) & (ratio >= least_ratio) & stories.large)
    chosen = own[run]
    listed, row = np.unique(chosen, return_inverse=True)
    some = grams.only(np.isin(np.arange(len(grams.f)), listed))
    f, df = stories.articles(some)
    days = stories.days(some)
    return pd.DataFrame(
        {
            "group": stories.names[group].astype(str), "phrase": spelled(text, grams, chosen), "words": grams.n,
            "kind": "formula" if grams.n <= FORMULA else "passage",
            "f": f[row, group], "df": df[row, group], "stories": counts[run, group],
            "days": days[row, group], "share": share[run, group], "stories_elsewhere": elsewhere[run, group],
            "groups_elsewhere": (counts[run] > 0).sum(axis=1) - 1,
            "share_elsewhere": elsewhere[run, group] / others[group], "log_ratio": ratio[run, group],
            "run": chosen, "of": group,
        }
    )  # fmt: skip


def _without_overlaps(levels: Sequence[Grams], stories: _Stories, table: pd.DataFrame) -> pd.DataFrame:
    """Keep, of phrases of a group that stand over one another in most of their stories, the one in most stories."""
    table = table.sort_values(["group", "stories", "words", "phrase"], ascending=[True, False, False, True])
    kept = np.zeros(len(table), dtype=bool)
    covered, before = np.zeros(len(stories.article), dtype=bool), -1
    for i, (n, run, group, own) in enumerate(
        table[["words", "run", "of", "stories"]].itertuples(index=False)
    ):
        if group != before:
            covered[:], before = False, group
        places = _in_group(levels[n - 1].of(run), stories, group)
        over = places[:, None] + np.arange(n)
        met = covered[over].any(axis=1)
        if len(np.unique(stories.story[stories.article[places[met]]])) < PART * own:
            kept[i] = True
            covered[over] = True
    return table[kept].reset_index(drop=True)


def _in_group(places: Array, stories: _Stories, group: int) -> Array:
    return places[stories.group[stories.article[places]] == group]


def _examples(
    corpus: Corpus,
    text: Text,
    levels: Sequence[Grams],
    *,
    stories: _Stories,
    table: pd.DataFrame,
    kinds: Sequence[str],
) -> pd.DataFrame:
    """Return an article and offsets for each phrase: its first place in the group."""
    first = np.array(
        [
            _in_group(levels[n - 1].of(run), stories, group)[0]
            for n, run, group in table[["words", "run", "of"]].itertuples(index=False)
        ]
    )
    segment = text.words.segment[first]
    begin = first - text.words.edge[segment]
    rows = pd.DataFrame(
        {"place": text.words.place[segment], "first": begin, "last": begin + table["words"].to_numpy()}
    )
    return located(running_words(corpus, kinds=kinds), rows)[["article_id", "start", "end"]]
