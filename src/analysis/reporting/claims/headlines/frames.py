"""Headlines of framing: the frame most articles show, and the widest difference between two groups."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pandas as pd

from analysis import framing
from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError
from analysis.framing.codebooks.model import Codebook
from analysis.reporting.claims.portrayals import shown
from analysis.reporting.claims.robustness import Said, vary
from analysis.reporting.claims.selections import each, selections

MOST_TERMS = 20
"""Terms of a frame that are dropped in turn, those with most hits first."""


def of_frames(
    corpus: Corpus,
    evidence: pd.DataFrame,
    codebook: Codebook,
    *,
    by: str,
    steady: pd.DataFrame | None = None,
    validity: pd.DataFrame | None = None,
) -> list[dict[str, Any]]:
    """Return headlines about frames, for `Report.headlines`.

    Parameters
    ----------
    corpus : Corpus
    evidence : DataFrame
        From `framing.frames`.
    codebook : Codebook
    by : str
        Column of the articles table whose values the groups are.
    steady : DataFrame, optional
        From `framing.robustness`; computed here if not given.
    validity : DataFrame, optional
        As for `framing.frame_articles`.
    """
    chosen = selections(corpus)
    if steady is None:
        steady = framing.robustness(
            evidence, codebook=codebook, articles=corpus.articles, by=by, validity=validity
        )
    scores = framing.frame_articles(evidence, codebook=codebook, articles=corpus.articles)
    labels = {frame.id: frame.label for frame in codebook.frames}
    found = [_first_frame(corpus, evidence, codebook, validity, chosen)]
    widest = _widest(scores, corpus.articles, by=by, steady=steady)
    if widest is not None:
        difference = _difference(widest, steady, scores, by=by, chosen=chosen)
        group, other, frame = (str(widest[name]) for name in ("group", "other", "frame"))
        backing = shown(evidence, "group frame", by=by).of(group=[group, other], frame=[frame] * 2)
        said = _claim(str(difference.pop("said")), labels[frame], group, other)
        label = f"“{labels[frame]}”: {group} less {other}"
        found.append({**difference, "label": label, "claim": said, "evidence": backing})
    return found


def _first_frame(
    corpus: Corpus,
    evidence: pd.DataFrame,
    codebook: Codebook,
    validity: pd.DataFrame | None,
    chosen: list[Any],
) -> dict[str, Any]:
    def shares(articles: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
        every = articles.assign(_all="all")
        own = hits[hits["article_id"].isin(every["article_id"])]
        scores = framing.frame_articles(own, codebook=codebook, articles=every, validity=validity)
        table = framing.frame_groups(scores, by="_all", articles=every)
        return table.sort_values("share", ascending=False, kind="stable")

    table = shares(corpus.articles, evidence)
    base = table.iloc[0]

    def same(articles: pd.DataFrame, hits: pd.DataFrame) -> Said:
        found = shares(articles, hits).set_index("frame")["share"]
        own, rest = (
            float(found[base["frame"]]),
            float(found.drop(base["frame"]).max()) if len(found) > 1 else -1.0,
        )
        return own * 100, own >= rest

    settings = list(each(chosen, lambda other: same(other.articles, evidence)))
    settings += [
        (kind, what, partial(same, corpus.articles, hits))
        for kind, what, hits in _changed(evidence, base["frame"])
    ]
    label = next(frame.label for frame in codebook.frames if frame.id == base["frame"])
    return {
        "name": "first-frame", "value": float(base["share"]) * 100, "unit": "%", "low": base["share_low"] * 100,
        "high": base["share_high"] * 100, "n": int(base["n"]), "label": f"Articles that show “{label}”",
        "claim": f"No frame is shown by more articles than “{label}”.", "status": str(base["validity"]),
        "base": same(corpus.articles, evidence)[1], "variants": vary(settings), "figure": "fig-frame-shares",
        "evidence": shown(evidence).of(frame=[base["frame"]]),
    }  # fmt: skip


def _changed(evidence: pd.DataFrame, frame: str) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Yield evidence without each frequent term of a frame, and without other kinds of hits."""
    own = evidence[evidence["frame"] == frame]
    terms = own.groupby(["indicator", "term"]).size().reset_index(name="n")
    terms = terms.sort_values(["n", "indicator", "term"], ascending=[False, True, True]).head(MOST_TERMS)
    for indicator, term in terms[["indicator", "term"]].itertuples(index=False, name=None):
        gone = (
            (evidence["frame"] == frame) & (evidence["indicator"] == indicator) & (evidence["term"] == term)
        )
        yield "codebook terms", f"without {indicator}: {term}", evidence[~gone]
    if evidence["negated"].any():
        yield "hits", "without negated", evidence[~evidence["negated"].astype(bool)]
    if (evidence["voice"] == "narrator").any():
        yield "hits", "in the outlet's own voice only", evidence[evidence["voice"] == "narrator"]
    for kind in ("headline", "caption"):
        if (evidence["segment_kind"] == kind).any():
            yield "parts of articles", f"without {kind}s", evidence[evidence["segment_kind"] != kind]


def _widest(scores: pd.DataFrame, articles: pd.DataFrame, *, by: str, steady: pd.DataFrame) -> Any:
    """Return the widest difference of shares between two groups; None where no two groups are large enough."""
    try:
        apart = framing.frame_differences(scores, by=by, articles=articles)
    except EmptySelectionError:
        return None
    apart = apart[(apart["measure"] == "share") & apart["low"].notna()]
    known = set(steady["conclusion"])
    apart = apart[[_conclusion(row) in known for row in apart.to_dict("records")]]
    if apart.empty:
        return None
    return apart.iloc[int(apart["difference"].abs().to_numpy().argmax())]


def _difference(
    base: Any, steady: pd.DataFrame, scores: pd.DataFrame, *, by: str, chosen: list[Any]
) -> dict[str, Any]:
    """Return the difference as a headline, but for its words; ``said`` is what its interval says."""
    frame, group, other = str(base["frame"]), str(base["group"]), str(base["other"])
    rows = steady[(steady["frame"] == frame) & (steady["measure"] == "share")]
    rows = rows[rows["conclusion"] == _conclusion(base)]
    said = _told(base)

    def again(articles: pd.DataFrame) -> Said:
        own = scores[scores["article_id"].isin(articles["article_id"])]
        table = framing.frame_differences(own, by=by, articles=articles, groups=[group, other])
        row = table[(table["frame"] == frame) & (table["measure"] == "share")].iloc[0]
        # Groups are put in an order of their own.
        turned = -1 if str(row["group"]) == other else 1
        found = (
            {"above 0": "below 0", "below 0": "above 0"}.get(_told(row), _told(row))
            if turned < 0
            else _told(row)
        )
        return float(row["difference"]) * 100 * turned, found == said

    about = (group, other) if by == "outlet" else ()
    variants = vary(each(chosen, lambda sub: again(sub.articles), about=about))
    return {
        "name": "widest-difference", "value": float(base["difference"]) * 100, "unit": "percentage points",
        "low": float(base["low"]) * 100, "high": float(base["high"]) * 100, "n": int(base["n"] + base["n_other"]),
        "status": str(rows["validity"].iloc[0]), "figure": "fig-frame-shares", "said": said,
        "variants": pd.concat([variants, _variants(rows, said)], ignore_index=True),
    }  # fmt: skip


def _told(row: Any) -> str:
    """Say what an interval of a difference says, in the words of `framing.robustness`."""
    return "above 0" if row["low"] > 0 else "below 0" if row["high"] < 0 else "not told from 0"


def _claim(said: str, label: str, group: str, other: str) -> str:
    more = {"above 0": "larger", "below 0": "smaller"}.get(said)
    if more is None:
        same = f"is not shown to differ between {group} and {other} (95 % interval)."
        return f"The share of articles with “{label}” {same}"
    return f"“{label}” is shown by a {more} share of the articles of {group} than of {other} (95 % interval)."


def _conclusion(row: Any) -> str:
    return f"{row['group']} − {row['other']}"


def _variants(rows: pd.DataFrame, said: str) -> pd.DataFrame:
    """Return variants of a codebook, from `framing.robustness`, as variants of a claim."""
    return pd.DataFrame({
        "dimension": ["codebook: " + str(kind) for kind in rows["kind"]], "variant": rows["detail"].to_numpy(),
        "value": rows["value"].to_numpy(dtype=float) * 100, "holds": (rows["said"] == said).to_numpy(), "note": "",
    })  # fmt: skip
