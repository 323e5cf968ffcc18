"""Draw rows of the actions table with their sentences, to be judged by a reader.

    .venv/bin/python benchmarks/sample_actions.py CORPUS OUTPUT --articles 60 --rows 400 --seed 1

OUTPUT is a text file outside the repository: it holds sentences of articles that are their
publishers'. Rows are drawn at random from all rows of randomly drawn English articles, numbered in
the order they were drawn, so that reading may stop anywhere. With ``--missed N`` the whole of N random
sentences of body text follows, each with all its rows (perhaps none), to be read for what is missing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import actors
from analysis.annotation import ParsedArticle, parsed_articles
from analysis.corpus import open_corpus


def described(row: pd.Series) -> str:
    """Return one action as a line: agent, verb, patient, class and how it stands."""
    agent = f"{row['agent']} [{row['agent_name']}]" if row["agent_name"] else row["agent"] or "-"
    patient = f"{row['patient']} [{row['patient_name']}]" if row["patient_name"] else row["patient"] or "-"
    marks = [row["action_class"] or "no class", row["voice"], row["modality"], row["tense"]]
    marks += ["NOT"] if row["negated"] else []
    marks += [f"by {row['according_to_name'] or row['according_to']}"] if row["according_to"] else []
    return f"{agent} -> {row['verb']} -> {patient} ({', '.join(filter(None, marks))}; {row['rule']})"


def sentence(article: ParsedArticle, number: int) -> str:
    """Return the words of a sentence on one line."""
    first, last = article.sentences[number]
    return " ".join(article.text[article.tokens[first].start : article.tokens[last - 1].end].split())


def lines(
    articles: dict[str, ParsedArticle], rows: pd.DataFrame, *, take: int, missed: int, seed: int
) -> Iterator[str]:
    """Yield the lines of the sample."""
    random = np.random.default_rng(seed)
    order = random.permutation(len(rows))[:take]
    for number, (_, row) in enumerate(rows.iloc[order].iterrows(), start=1):
        yield f"{number}. {sentence(articles[row['article_id']], row['sentence'])}\n   {described(row)}"
    told = dict(iter(rows.groupby(["article_id", "sentence"])))
    places = [
        (key, number)
        for key, article in sorted(articles.items())
        for number, (first, last) in enumerate(article.sentences)
        if article.segments[article.tokens[first].segment].kind == "body" and last - first > 3
    ]
    for i in random.permutation(len(places))[:missed]:
        key, number = places[i]
        own = told.get((key, number), rows.iloc[:0])
        yield "\n".join(
            [f"* {sentence(articles[key], number)}", *(f"   {described(row)}" for _, row in own.iterrows())]
        )


def main() -> None:
    """Read the command line and write the sample."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--articles", type=int, default=60, help="articles drawn")
    parser.add_argument("--rows", type=int, default=400, help="rows drawn from theirs")
    parser.add_argument("--missed", type=int, default=0, help="sentences printed with all their rows")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    corpus = open_corpus(options.corpus, sample=options.articles, seed=options.seed, language="en")
    articles = {article.article_id: article for article in parsed_articles(corpus)}
    drawn = lines(
        articles, actors.actions(corpus), take=options.rows, missed=options.missed, seed=options.seed
    )
    options.output.write_text("\n".join(drawn) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
