"""Why a codebook says what it says of a text: every term found, every question, every rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.errors import ParameterError, suggestion
from analysis.framing.checking.covering import finders
from analysis.framing.checking.single import One, one_article, one_text
from analysis.framing.codebooks.model import Codebook, Frame, Indicator
from analysis.framing.codebooks.terms import Term, term_words
from analysis.framing.matching.terms import inflections
from analysis.framing.matching.tracing import count_fates, count_forms, trace_terms
from analysis.framing.scoring import frame_articles, frames

if TYPE_CHECKING:
    from analysis.corpus import Corpus


@dataclass(frozen=True)
class Explanation:
    """What a codebook finds in a text, and why it says what it says.

    Attributes
    ----------
    terms : DataFrame
        One row per place where the words of a term stand: article_id, start,
        end, sentence_start, sentence_end, segment_kind, words (as they stand
        there), frame, indicator, term, weight, fate (kept, or what set it
        aside), reason (the same in words), negated.
    indicators : DataFrame
        One row per question: frame, indicator, question, places, terms (how
        many different ones), needs, answered, reason.
    frames : DataFrame
        One row per frame: frame, label, rule, needed, answered (questions with
        yes), present, reason.
    """

    terms: pd.DataFrame
    indicators: pd.DataFrame
    frames: pd.DataFrame


def explain(
    codebook: Codebook,
    text: str | Corpus,
    *,
    article_id: str = "",
    quotations: pd.DataFrame | None = None,
    evidence: pd.DataFrame | None = None,
) -> Explanation:
    """Return which terms a codebook finds in a text, which are dropped and why, and what follows.

    Parameters
    ----------
    codebook : Codebook
    text : str or Corpus
        A text, or a corpus of which `article_id` names an article.
    article_id : str
        Only with a corpus.
    quotations : DataFrame, optional
        Who is quoted where, as for `frames`.
    evidence : DataFrame, optional
        From `frames`, where actors shall be heard too; found anew if not given.

    Raises
    ------
    ParameterError
        If there is no text or no such article.

    Examples
    --------
    >>> from analysis.framing import load_codebook
    >>> found = explain(load_codebook("generic5"), "They accuse the mayor, and many denounced him.")
    >>> found.terms.loc[found.terms["indicator"] == "reproach", "words"].tolist()
    ['accuse', 'denounced']
    """
    one = one_text(text) if isinstance(text, str) else one_article(text, article_id)
    if evidence is None:
        if quotations is None:
            codebook = codebook.worded()
        evidence = frames(one, codebook=codebook, quotations=quotations)  # type: ignore[arg-type]
    else:
        evidence = evidence[evidence["article_id"].isin(one.articles["article_id"])]
    rows = trace_terms(one, codebook=codebook)  # type: ignore[arg-type]
    scores = frame_articles(evidence, codebook=codebook, articles=one.articles).set_index("frame")
    fired = {frame: set(filter(None, text.split(", "))) for frame, text in scores["fired"].items()}
    questions = [
        _question(frame, indicator, evidence, rows, indicator.id in fired[frame.id])
        for frame in codebook.frames
        for indicator in frame.indicators
    ]
    verdicts = [
        _verdict(frame, bool(scores.loc[frame.id, "present"]), fired[frame.id]) for frame in codebook.frames
    ]
    return Explanation(_with_reasons(rows, one, codebook), pd.DataFrame(questions), pd.DataFrame(verdicts))


def _question(
    frame: Frame, indicator: Indicator, evidence: pd.DataFrame, rows: pd.DataFrame, answered: bool
) -> dict[str, Any]:
    own = evidence[(evidence["frame"] == frame.id) & (evidence["indicator"] == indicator.id)]
    places, terms = own["start"].nunique(), own["term"].nunique()
    stood = rows[(rows["frame"] == frame.id) & (rows["indicator"] == indicator.id)]
    set_aside = stood.loc[stood["fate"] != "kept", "fate"].value_counts()
    if answered:
        reason = "found: " + ", ".join(dict.fromkeys(own["term"]))
    elif places < indicator.min:
        reason = f"{places} of {indicator.min} places" if len(own) else "no term found"
    elif terms < indicator.min_terms:
        reason = f"{terms} of {indicator.min_terms} different terms"
    else:
        reason = "not in the voice the frame listens to"
    if len(set_aside):
        reason += "; set aside: " + ", ".join(f"{n} {fate}" for fate, n in set_aside.items())
    if indicator.actors and not answered and not set(own["term"]) & {part.label for part in indicator.actors}:
        reason += "; its conditions on actors found nothing, or no tables of actors were given"
    return {
        "frame": frame.id, "indicator": indicator.id, "question": indicator.question, "places": int(places),
        "terms": int(terms), "needs": f"{indicator.min} places, {indicator.min_terms} different terms",
        "answered": answered, "reason": reason,
    }  # fmt: skip


def _verdict(frame: Frame, present: bool, fired: set[str]) -> dict[str, Any]:
    answered = [indicator.id for indicator in frame.indicators if indicator.id in fired]
    of = f"{len(answered)} of {len(frame.indicators)} questions answered yes, {frame.needed} needed"
    return {
        "frame": frame.id, "label": frame.label, "rule": frame.rule, "needed": frame.needed,
        "answered": ", ".join(answered), "present": present, "reason": of,
    }  # fmt: skip


def _with_reasons(rows: pd.DataFrame, one: One, codebook: Codebook) -> pd.DataFrame:
    terms = _terms(codebook)
    rows = rows.assign(words=[one.text[s:e] for s, e in zip(rows["start"], rows["end"], strict=True)])
    kept = rows[rows["fate"] == "kept"]
    reasons = []
    for row in rows.to_dict("records"):
        term = terms[row["number"]][2]
        longer = _longer(row, kept) if row["fate"] == "inside a longer hit" else ""
        reasons.append({
            "kept": "counts" + ("; stands under negation, and is kept and marked" if row["negated"] else ""),
            "part of speech": f"is {row['pos']}, not {' or '.join(term.pos)}",
            "not near": f"none of {', '.join(term.near)} within {term.window} words in the sentence",
            "near what excludes it": f"one of {', '.join(term.not_near)} within {term.window} words in the sentence",
            "inside a longer hit": f"stands in {longer}, which counts",
            "negated": "stands under negation, and the term says to drop it then",
        }[row["fate"]])  # fmt: skip
    names = ["article_id", "start", "end", "sentence_start", "sentence_end", "segment_kind", "words", "frame",
             "indicator", "term", "weight", "fate", "reason", "negated"]  # fmt: skip
    return rows.assign(reason=pd.Series(reasons, dtype=object, index=rows.index))[names]


def _longer(row: dict[Any, Any], kept: pd.DataFrame) -> str:
    """Return the hit of the same question that counts instead."""
    around = kept[
        (kept["article_id"] == row["article_id"]) & (kept["frame"] == row["frame"])
        & (kept["indicator"] == row["indicator"]) & (kept["start"] <= row["start"]) & (kept["end"] >= row["end"])
    ]  # fmt: skip
    return ", ".join(f"{hit.words!r} (term {hit.term})" for hit in around.itertuples()) or "a longer hit"


def explain_term(codebook: Codebook, term: str, *, corpus: Corpus | None = None) -> pd.DataFrame:
    """Return all a codebook says about a word or phrase: where it stands and what it finds.

    Parameters
    ----------
    codebook : Codebook
    term : str
        The words of a term of the codebook, or any word that a term of it may find.
    corpus : Corpus, optional
        Count in its articles what the terms find and what becomes of it.

    Returns
    -------
    DataFrame
        One row per entry: frame, indicator, term, weight, match, conditions (in
        words), finds (the words it stands for), place (file and line); with a
        corpus one column for each fate, and forms (what a wildcard found).

    Raises
    ------
    ParameterError
        If no term is or finds these words, with the nearest one that there is.

    Examples
    --------
    >>> from analysis.framing import load_codebook
    >>> explain_term(load_codebook("generic5"), "accusing")[["frame", "term"]].values.tolist()
    [['conflict', 'accuse']]
    """
    entries = _terms(codebook)
    words = " ".join(term_words(term))
    exact = [n for n, (*_, own, _) in enumerate(entries) if own.key[0] == words]
    chosen = exact or finders(words, [own for *_, own, _ in entries])
    if not chosen:
        known = [own.key[0] for *_, own, _ in entries]
        raise ParameterError(
            f"no term of {codebook.name!r} is or finds {term!r}", where="term",
            remedy=f"{suggestion(words, known)}Terms: analysis codebook show {codebook.name} --yaml.",
        )  # fmt: skip
    table = pd.DataFrame([_entry(entries[n]) for n in chosen])
    if corpus is None:
        return table
    fates = count_fates(corpus, codebook=codebook).pivot(index="number", columns="fate", values="hits")
    forms = count_forms(corpus, codebook=codebook)
    counts = fates.reindex(chosen).fillna(0).astype(int).reset_index(drop=True)
    return table.join(counts).assign(forms=[_listed(forms[forms["number"] == n]) for n in chosen])


def _listed(rows: pd.DataFrame, most: int = 20) -> str:
    shown = [f"{form} ({hits:,})" for form, hits in zip(rows["form"], rows["hits"], strict=True)]
    return ", ".join(shown[:most]) + (f" … {len(shown) - most} more" if len(shown) > most else "")


def _terms(codebook: Codebook) -> list[tuple[Frame, Indicator, Term, str]]:
    return [
        (frame, indicator, term, codebook.places.of("frames", f, "indicators", i, "terms", t))
        for f, frame in enumerate(codebook.frames)
        for i, indicator in enumerate(frame.indicators)
        for t, term in enumerate(indicator.terms)
    ]


def _entry(entry: tuple[Frame, Indicator, Term, str]) -> dict[str, Any]:
    frame, indicator, term, place = entry
    within = f" within {term.window} words"
    conditions = [
        f"is {' or '.join(term.pos)}" if term.pos else "",
        f"near {', '.join(term.near)}{within}" if term.near else "",
        f"not near {', '.join(term.not_near)}{within}" if term.not_near else "",
        "not under negation" if term.negated == "drop" else "",
    ]
    return {
        "frame": frame.id, "indicator": indicator.id, "term": term.term, "weight": term.weight, "match": term.match,
        "conditions": "; ".join(filter(None, conditions)), "finds": _finds(term), "place": place,
    }  # fmt: skip


def _finds(term: Term) -> str:
    words = term_words(term.term)
    if any(word.endswith("*") for word in words):
        return "words that begin so, up to twelve letters more"
    if term.match == "form":
        return "as written"
    own = inflections(words[0]) if len(words) == 1 else []
    return "every inflection of the base form" + (f", such as {', '.join(own)}" if own else "")
