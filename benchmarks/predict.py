"""Run the whole package on a gold file and write its predictions for scoring.

    .venv/bin/python benchmarks/predict.py TASK INPUT OUTPUT
    .venv/bin/python benchmarks/predict.py frames INPUT OUTPUT --train FILE
    .venv/bin/python benchmarks/predict.py frames INPUT OUTPUT --codebook NAME

TASK is one of the names below; INPUT is a gold file (JSON lines, perhaps
gzipped, or CSV) whose labels are ignored; OUTPUT gets one JSON line a document
in the format of the scorer. Texts go the way a user's texts go: as records of a raw
file through cleaning and annotation.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pyarrow as pa

from analysis import actors, framing
from analysis.annotation import ParsedArticle, annotate, parsed_articles
from analysis.corpus import KINDS, Corpus, building, open_corpus, stories
from analysis.corpus.cleaning.segmentation import body_text
from analysis.corpus.encoding import decode
from analysis.corpus.pages.extraction import extract_html
from analysis.corpus.readers import read_file
from analysis.corpus.records import Record
from analysis.errors import AnalysisError

Document = dict[str, Any]
SCORED = {"person": "PERSON", "organisation": "ORGANIZATION", "state": "LOCATION", "place": "LOCATION"}
GENERIC = {"moral": "morality", "resolution": "responsibility"}
"""Frames of ``nfc`` that go by another name in the codebook."""
NAMED = ("name", "acronym", "metonym", "credit")


def read(path: Path) -> list[Document]:
    """Read JSON lines, plain or gzipped, or a CSV table."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as table:
            return list(csv.DictReader(table))
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


@contextmanager
def opened(
    documents: list[Document], *, fields: tuple[str, ...] = ("text",)
) -> Iterator[tuple[Corpus, dict[int, str]]]:
    """Open documents as a raw file; give the corpus and the article id of each document's number."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        raw.mkdir()
        with (raw / "articles.jsonl").open("w", encoding="utf-8") as stream:
            for document in documents:
                stream.write(json.dumps({field: document.get(field) or "" for field in fields}) + "\n")
        corpus = open_corpus(raw)
        yield (
            corpus,
            dict(corpus.sql("select record, article_id from ranked").itertuples(index=False, name=None)),
        )


def parsed(documents: list[Document]) -> Iterator[tuple[str, int, ParsedArticle]]:
    """Yield for each document its id, what to add to offsets, and its parsed article."""
    with opened(documents) as (corpus, ids):
        articles = {article.article_id: article for article in parsed_articles(corpus)}
        for number, document in enumerate(documents):
            if number in ids:
                text = document["text"]
                yield document["id"], len(text) - len(text.lstrip()), articles[ids[number]]


def predict_ner(documents: list[Document], _: Path) -> Iterator[Document]:
    """Name persons, organisations and places."""
    for key, shift, article in parsed(documents):
        yield {"id": key, "entities": entities(article, shift)}


def entities(article: ParsedArticle, shift: int) -> list[Document]:
    """Return the names of an article; buildings are places to this package, and a label of their own here.

    Names inside longer names are left out: the annotation has none.
    """
    return [
        {"start": m.start + shift, "end": m.end + shift, "label": SCORED[m.kind]}
        for m in actors.find_mentions(article)
        if m.via in NAMED and m.kind in SCORED and not m.rule.startswith("facility")
    ]


def predict_coref(documents: list[Document], _: Path) -> Iterator[Document]:
    """Group the mentions of each actor inside an article, pronouns and names inside longer names included."""
    for key, shift, article in parsed(documents):
        clusters: dict[int, list[list[int]]] = defaultdict(list)
        found = actors.find_mentions(article)
        for mention in (*found, *actors.find_nested(article, found)):
            clusters[mention.cluster].append([mention.start + shift, mention.end + shift])
        yield {"id": key, "clusters": list(clusters.values())}


def predict_quotes(documents: list[Document], _: Path) -> Iterator[Document]:
    """Find attributed statements with their speakers."""
    for key, shift, article in parsed(documents):
        rows = []
        for quotation in actors.find_quotations(article):
            spans = [span for span in (quotation.speaker, quotation.antecedent) if span]
            rows.append(
                {
                    "content": [[s + shift, e + shift] for s, e in quotation.content],
                    "speaker": [[s + shift, e + shift] for s, e in spans] or None,
                    "cue": quotation.cue_lemma,
                    "kind": quotation.kind,
                    "rule": quotation.rule,
                    "cue_class": quotation.cue_class,
                }
            )
        yield {"id": key, "quotations": rows}


def predict_actions(documents: list[Document], _: Path) -> Iterator[Document]:
    """Find who does what to whom; the spans are the words that name the parties."""
    for key, shift, article in parsed(documents):
        found = actors.find_actions(article, actors.find_mentions(article), actors.find_quotations(article))
        rows = []
        for action in found:
            ends = [
                [end.start + shift, end.end + shift] if end else None
                for end in (action.agent, action.patient)
            ]
            rows.append(
                {
                    "agent": ends[0],
                    "patient": ends[1],
                    "verb": [action.verb_start + shift, action.verb_end + shift],
                    "class": action.action_class,
                    "rule": action.rule,
                }
            )
        yield {"id": key, "actions": rows}


def predict_frames(
    documents: list[Document],
    source: Path,
    *,
    train: Path | None = None,
    codebook: str = "generic5",
    sentences: bool | None = None,
) -> Iterator[Document]:
    """Score frames: by a codebook without training, or by models learned from a file's own labels.

    With ``--train FILE`` that is the gold file itself, every document is judged
    by models that saw neither it nor its group, in the folds and groups the data names.
    """
    if train is not None:
        from frame_models import predict_trained

        yield from predict_trained(documents, read(train), same=train.samefile(source), sentences=sentences)
        return
    book = framing.load_codebook(codebook)
    with opened(documents) as (corpus, ids):
        annotate(corpus)
        evidence = framing.frames(corpus, codebook=book)
        table = framing.frame_articles(evidence, codebook=book, articles=corpus.articles)
        scored = table.set_index(["article_id", "frame"])
        known = {frame.id for frame in book.frames}
        for number, document in enumerate(documents):
            if number in ids:
                wanted = document.get("frames") or sorted(known)
                names = {name: GENERIC.get(name, name) for name in wanted}
                own = {n: scored.loc[(ids[number], f)] for n, f in names.items() if f in known}
                yield {
                    "id": document["id"],
                    "scores": {name: float(row["rate"]) for name, row in own.items()},
                    "labels": {name: int(row["present"]) for name, row in own.items()},
                }


def predict_copypaste(documents: list[Document], _: Path) -> Iterator[Document]:
    """Find the article in a pasted page."""
    for document in documents:
        yield {"id": document["id"], "body": _body(Record("page.txt", 0, text=document["raw"], pasted=True))}


def predict_extraction(documents: list[Document], source: Path) -> Iterator[Document]:
    """Find the article in a page as served; the pages lie in ``html/`` beside the gold file."""
    for document in documents:
        html, _ = decode(gzip.decompress((source.parent / "html" / f"{document['id']}.html.gz").read_bytes()))
        try:
            page = extract_html(html, url=document.get("url", ""))
        except AnalysisError as error:
            print(f"{document['id']}: {error}", file=sys.stderr)
            continue
        yield {"id": document["id"], "body": body_text(page.text, page.segments)}


def predict_formats(documents: list[Document], source: Path) -> Iterator[Document]:
    """Read the exports beside the gold file; say how many articles each holds, and what the first is called."""
    for document in documents:
        items = read_file(source.parent / document["file"], document["file"])
        records = [item for item in items if isinstance(item, Record)]
        articles = [record for record in records if isinstance(building.build(record, given={}), tuple)]
        first = articles[0].metadata if articles else {}
        yield {
            "file": document["file"],
            "n_articles": len(articles),
            "first_title": first.get("title", ""),
            "first_date": first.get("date", ""),
        }


def predict_duplicates(documents: list[Document], _: Path) -> Iterator[Document]:
    """List the pairs that share half of the shorter text, furniture included, as the gold list does."""
    with opened(documents, fields=("text", "outlet", "date")) as (corpus, ids):
        connection = corpus.connection
        signatures = pa.Table.from_batches(stories.signatures_in(connection, kinds=KINDS))
        compared = stories.compare(connection, signatures=signatures)
        pairs = stories.pairs_table(compared, every=True)
        documents_of: dict[str, list[str]] = defaultdict(list)
        for number, article in ids.items():
            documents_of[article].append(documents[number]["id"])
        for article, other in zip(pairs["article_id"], pairs["other_id"], strict=True):
            for a, b in product(documents_of[article], documents_of[other]):
                yield {"a": a, "b": b}
        for same in documents_of.values():
            for a, b in combinations(same, 2):
                yield {"a": a, "b": b}


def predict_events(documents: list[Document], _: Path) -> Iterator[Document]:
    """Group articles on the same event; without dates, which this data takes from when a page was fetched."""
    with opened(documents, fields=("text", "outlet", "date", "title")) as (corpus, ids):
        connection = corpus.connection
        signatures = pa.Table.from_batches(stories.signatures_in(connection))
        copies = stories.find_stories(connection, signatures=signatures)
        events = stories.find_events(connection, signatures=signatures, stories=copies, days=None)
        event_of = dict(events.itertuples(index=False, name=None))
        for number, article in ids.items():
            yield {"id": documents[number]["id"], "cluster": event_of[article]}


def _body(record: Record) -> str:
    built = building.segmented(record)
    return body_text(built.text, built.segments)


TASKS: dict[str, Callable[[list[Document], Path], Iterator[Document]]] = {
    "actions": predict_actions,
    "copypaste": predict_copypaste,
    "duplicates": predict_duplicates,
    "events": predict_events,
    "extraction": predict_extraction,
    "formats": predict_formats,
    "ner": predict_ner,
    "coref": predict_coref,
    "quotes": predict_quotes,
    "frames": predict_frames,
}


def main() -> None:
    """Read the command line and write the predictions."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("input", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--train", type=Path, help="frames: learn from the labels of this file")
    parser.add_argument("--codebook", default="generic5", help="frames: score with this codebook, untrained")
    parser.add_argument("--no-sentences", action="store_true", help="frames: without the sentence model")
    options = parser.parse_args()
    task = TASKS[options.task]
    if options.task == "frames":
        task = partial(
            predict_frames, train=options.train, codebook=options.codebook,
            sentences=False if options.no_sentences else None,
        )  # fmt: skip
    opener = gzip.open if options.output.suffix == ".gz" else open
    with opener(options.output, "wt", encoding="utf-8") as stream:
        for row in task(read(options.input), options.input):
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
