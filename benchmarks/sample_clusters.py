"""Write articles with every mention and its actor marked, to be read for errors of coreference.

    .venv/bin/python benchmarks/sample_clusters.py CORPUS OUTPUT --articles 12 --seed 1

OUTPUT is a text file outside the repository: it holds the articles. Each mention is followed by the
number of its actor in the article, and by the way it is mentioned where that is no name; a list of the
actors with id and kind stands below each article.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from analysis import actors
from analysis.actors.tables import actor_ids
from analysis.annotation import ParsedArticle, parsed_articles
from analysis.corpus import open_corpus

_NAMES = frozenset({"name", "acronym"})


def marked(article: ParsedArticle) -> Iterator[str]:
    """Yield an article's text with its mentions marked, and the list of its actors."""
    found = actors.find_mentions(article)
    out, at = [], 0
    for one in found:
        if one.start < at:
            continue
        way = "" if one.via in _NAMES else f" {one.via}"
        out.append(f"{article.text[at : one.start]}[{article.text[one.start : one.end]}|{one.cluster}{way}]")
        at = one.end
    yield "".join([*out, article.text[at:]])
    ids = actor_ids(article.article_id, found)
    yield "; ".join(f"{number} {name}" for number, name in sorted(ids.items()))


def main() -> None:
    """Read the command line and write the articles."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--articles", type=int, default=12, help="articles drawn")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    corpus = open_corpus(options.corpus, sample=options.articles, seed=options.seed, language="en")
    drawn = ("\n".join(marked(article)) for article in parsed_articles(corpus))
    options.output.write_text("\n\n=====\n\n".join(drawn) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
