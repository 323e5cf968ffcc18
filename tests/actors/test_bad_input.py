"""Texts no parser was made for: every table is made of them, without an error and in little time."""

from __future__ import annotations

import time

import pytest

from analysis.actors.article_tables import TABLES, read_articles
from analysis.annotation.articles import parse_text

TEXTS = {
    "capitals": "MAYOR ORDERS TROOPS INTO OSTI AS ARDA WARNS OF SANCTIONS. " * 40,
    "foreign marks": "« Nous partirons », said Anna Weber. „Wir gehen“, sagte sie. ‹ Go ›, he said. 「行く」 said Li. "
    * 30,
    "marks without partners": "“We will go, said Anna Weber. \"No, said John Smith. ''Yes'' -- he said \"\" “” ”“ '…' "
    * 60,
    "a transcript": 'WEBER: We will go.\nSMITH: No.\nQ. Why?\nA. Because "we" must.\n' * 100,
    "a table": "Name\tVotes\tShare\nWeber\t12\t3\nSmith\t13\t4\n" * 150,
    "a list": "- item one\n- Russia\n- NATO\n" * 150,
    "a quotation of 5,000 words": "“"
    + "We will rebuild the port and no minister can stop us now. " * 420
    + "” said Ms Weber.",
    "nobody": "It rained. Nothing happened. It was wet. " * 100,
    "nothing": "",
    "marks only": '"' * 10_000,
    "five thousand names": "Smith, Jones, Weber, Petrov, Ivanov and " * 1_000 + "Lee met.",
    "brackets": "(((Long Name (LN))) " * 1_000,
    "speech in speech": "He said that she said that " * 300 + "it rained.",
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_all_tables_are_made(name: str) -> None:
    article = parse_text(TEXTS[name])
    start = time.process_time()
    tables = read_articles([article])
    assert time.process_time() - start < 5
    assert set(tables) == set(TABLES)
    for table in tables.values():
        for row in table.select(["start", "end"]).to_pylist():
            assert 0 <= row["start"] < row["end"] <= len(article.text)


def test_a_long_quotation_is_one_statement() -> None:
    (one,) = read_articles([parse_text(TEXTS["a quotation of 5,000 words"])])["quotations"].to_pylist()
    assert one["kind"] == "direct"
    assert one["words_quoted"] > 4_500
