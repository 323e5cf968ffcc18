"""Attributed statements in sentences written for this test, speaker and content marked by hand."""

from __future__ import annotations

import string
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.actors.attribution.finding import find_quotations, kind_of
from analysis.actors.attribution.statement_table import COLUMNS, FACTS, quotations_table
from analysis.annotation.articles import parse_text
from analysis.annotation.parse import ParsedArticle, ParsedSegment, Token


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum() or c == " ").strip()


def found(text: str) -> list[tuple[str, str, str]]:
    """Return (speaker, content, kind) of each statement; the parts of a split content joined by " / "."""
    article = parse_text(text)
    out = []
    for one in find_quotations(article):
        speaker = text[slice(*one.speaker)] if one.speaker else ""
        out.append((speaker, " / ".join(letters(text[s:e]) for s, e in one.content), one.kind))
    return out


CASES = {
    "quotation, then cue": (
        "“We are leaving the alliance,” the minister said.",
        ("the minister", "We are leaving the alliance", "direct"),
    ),
    "inverted": (
        '"We are leaving the alliance," said Anna Davtyan, a lawmaker.',
        ("Anna Davtyan", "We are leaving the alliance", "direct"),
    ),
    "cue, then quotation": (
        "The minister said: “We are leaving the alliance for good.”",
        ("The minister", "We are leaving the alliance for good", "direct"),
    ),
    "split by the cue": (
        "“We are leaving,” the minister said, “and we will not return.”",
        ("the minister", "We are leaving / and we will not return", "direct"),
    ),
    "goes on after the cue": (
        "“We are leaving the alliance,” the minister said. “We will not return to it.”",
        ("the minister", "We are leaving the alliance / We will not return to it", "direct"),
    ),
    "several sentences": (
        "“We are leaving. Nobody helped us. It is over,” the minister said.",
        ("the minister", "We are leaving Nobody helped us It is over", "direct"),
    ),
    "nested": (
        "“He told us ‘go home’ and we went,” Davtyan recalled.",
        ("Davtyan", "He told us go home and we went", "direct"),
    ),
    "clause": (
        "Officials said that the border had been closed.",
        ("Officials", "that the border had been closed", "indirect"),
    ),
    "clause without that": (
        "Analysts believe the talks will fail.",
        ("Analysts", "the talks will fail", "indirect"),
    ),
    "mixed": (
        "The mayor said the plan was “a gift to speculators” and should be dropped.",
        ("The mayor", "the plan was a gift to speculators and should be dropped", "mixed"),
    ),
    "told somebody": (
        "The mayor told reporters that the bridge would reopen in May.",
        ("The mayor", "that the bridge would reopen in May", "indirect"),
    ),
    "parenthetical": (
        "The bridge, engineers said, would not survive the winter.",
        ("engineers", "The bridge / would not survive the winter", "indirect"),
    ),
    "at the end": (
        "The bridge will not survive the winter, engineers said.",
        ("engineers", "The bridge will not survive the winter", "indirect"),
    ),
    "according to": (
        "According to the ministry, two soldiers were wounded.",
        ("the ministry", "two soldiers were wounded", "indirect"),
    ),
    "according to, at the end": (
        "Two soldiers were wounded, according to the defence ministry.",
        ("the defence ministry", "Two soldiers were wounded", "indirect"),
    ),
    "infinitive": (
        "The government promised to rebuild the road.",
        ("The government", "to rebuild the road", "indirect"),
    ),
    "coordinated": (
        "The president thanked the doctors and said the ward would stay open.",
        ("The president", "the ward would stay open", "indirect"),
    ),
    "participle": (
        "The president left early, saying he was tired.",
        ("The president", "he was tired", "indirect"),
    ),
    "quoted as saying": (
        "The agency quoted the minister as saying that the treaty was frozen.",
        ("the minister", "that the treaty was frozen", "indirect"),
    ),
    "accused of": (
        "He accused the opposition of lying to voters.",
        ("He", "the opposition of lying to voters", "indirect"),
    ),
    "colon lead": (
        "Pashinyan: Armenia will not return to the alliance\n\nPrime Minister Nikol Pashinyan arrived on Monday.",
        ("Pashinyan", "Armenia will not return to the alliance", "indirect"),
    ),
    "absent source": (
        "It was reported that the ceasefire had collapsed.",
        ("", "that the ceasefire had collapsed", "indirect"),
    ),
    "signed quotation": (
        "“This street has been my whole life for sixty years.” — Karine Hakobyan",
        ("Karine Hakobyan", "This street has been my whole life for sixty years", "direct"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_speaker_content_and_kind(name):
    text, expected = CASES[name]
    assert expected in found(text)


def statement(text: str, cue: str):
    article = parse_text(text)
    return next(one for one in find_quotations(article) if text[slice(*one.cue)].startswith(cue))


def test_declined_to_comment_is_negated():
    assert statement("The ministry declined to comment on the report.", "declined").negated


def test_did_not_say_is_negated_and_plain_speech_is_not():
    assert statement("The minister did not say when the talks would resume.", "say").negated
    assert not statement("The minister said when the talks would resume.", "said").negated


def test_pronoun_speaker_has_its_antecedent():
    text = "Mr. Petrosyan opened the school. “We waited ten years for this day,” he said."
    one = statement(text, "said")
    assert (text[slice(*one.speaker)], text[slice(*one.antecedent)]) == ("he", "Petrosyan")


def test_noun_cue_takes_its_possessor():
    text = "The mayor’s fear that the bridge would fall came true in May."
    one = statement(text, "fear")
    assert text[slice(*one.speaker)].startswith("The mayor")
    assert [text[s:e] for s, e in one.content] == ["that the bridge would fall"]


def test_passive_agent_is_the_source():
    text = "The decision was condemned by the trade unions."
    one = statement(text, "condemned")
    assert (text[slice(*one.speaker)], one.cue_class) == ("the trade unions", "evaluative")


def test_quotation_over_two_paragraphs_is_one():
    text = "“We came home in the evening,” Davtyan said. “The house was dark.\n\n“Nobody was there.”"
    one = statement(text, "said")
    assert len(one.content) == 2
    assert letters(" ".join(" ".join(text[s:e].split()) for s, e in one.content)) == (
        "We came home in the evening The house was dark Nobody was there"
    )


def test_floating_quotation_takes_the_speaker_above():
    text = "Davtyan remembers the evening well.\n\n“We came home and the house was dark and empty.”"
    one = next(one for one in find_quotations(parse_text(text)) if one.rule == "floating")
    assert one.speaker is None
    assert text[slice(*one.antecedent)] == "Davtyan"


def test_apostrophes_and_scare_quotes_are_not_direct_speech():
    text = (
        "The so-called ‘experts’ weren’t in the city’s archive. It’s the “old guard” of the farmers’ market."
    )
    assert not [one for one in find_quotations(parse_text(text)) if one.kind == "direct"]


def test_unbalanced_marks_keep_the_statement():
    text = "“We are leaving the alliance for good, the minister said on Monday."
    assert any("leaving the alliance" in content for _, content, _ in found(text))


def test_rule_cue_and_class_are_recorded():
    one = statement("Officials claimed that the border was closed.", "claimed")
    assert (one.rule, one.cue_lemma, one.cue_class, one.sentence) == ("clause", "claim", "assertive", 0)


def test_kind_boundaries():
    assert [kind_of(share) for share in (0.019, 0.02, 0.9, 0.91)] == ["indirect", "mixed", "mixed", "direct"]


def test_threshold_trades_recall_for_precision():
    article = parse_text("The council wants a bridge. The mayor said the bridge was safe. It looks old.")
    strict, loose = (len(find_quotations(article, threshold=t)) for t in (0.8, 0.01))
    assert strict < loose


def test_table_has_all_columns_and_offsets_of_the_article():
    text = "Officials said the talks had failed."
    table = quotations_table([parse_text(text, article_id="a1"), parse_text("", article_id="a2")])
    assert tuple(table.columns) == (*COLUMNS, *FACTS)
    row = table.iloc[0]
    assert (row["article_id"], row["speaker"], row["kind"]) == ("a1", "Officials", "indirect")
    assert text[row["cue_start"] : row["cue_end"]] == "said"
    assert [text[s:e] for s, e in row["content"]] == ["the talks had failed"]
    assert row.isna()["antecedent_start"]


def test_no_articles_make_an_empty_table_with_types():
    table = quotations_table([])
    assert tuple(table.columns) == (*COLUMNS, *FACTS)
    assert str(table["start"].dtype) == "Int64"


def check(article: ParsedArticle) -> None:
    for one in find_quotations(article, threshold=0.0):
        at = 0
        for start, end in one.content:
            assert at <= start < end <= len(article.text)
            at = end
        for span in (one.speaker, one.antecedent, one.cue, (one.start, one.end)):
            assert span is None or 0 <= span[0] < span[1] <= len(article.text)


_WORDS = st.sampled_from(
    ["he", "said", "Anna", "that", "it", "was", "told", "according", "to", "him", "claim", "reportedly", "not",
     "by", ",", ".", ":", "—", '"', "“", "”", "'", "’", "\n\n", "Police", "urged", "them", "seems", "(", "x"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_WORDS, max_size=40))
def test_any_text_gives_spans_inside_it(words):
    check(parse_text(" ".join(words)))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_tree_gives_spans_inside_it(data):
    """A wrong parse must not raise: heads, labels and tags are drawn at random."""
    words = data.draw(st.lists(_WORDS.filter(lambda w: w.strip()), min_size=1, max_size=14))
    n, at, tokens = len(words), 0, []
    for i, word in enumerate(words):
        # Heads point at the first token or earlier ones, so that the tree has no cycle.
        head = data.draw(st.integers(0, i)) if i else 0
        dep = "ROOT" if head == i else data.draw(st.sampled_from(
            ["nsubj", "nsubjpass", "ccomp", "xcomp", "dobj", "prep", "pobj", "advcl", "relcl", "acl", "parataxis",
             "conj", "agent", "poss", "mark", "dep", "appos", "auxpass", "attr", "acomp", "punct"]))  # fmt: skip
        pos = data.draw(
            st.sampled_from(["VERB", "NOUN", "PROPN", "PRON", "ADJ", "ADV", "PUNCT", "AUX", "ADP"])
        )
        tokens.append(Token(i, at, at + len(word), word, word, pos, "VBD", dep, head, "", 0, 0))
        at += len(word) + 1
    text = " ".join(words)
    check(ParsedArticle("x", text, [ParsedSegment("body", 0, len(text))], tokens))
    assert n == len(tokens)


@pytest.mark.parametrize("unit", ['"', "“", "' ", '" said he . ', "said : "])
def test_long_text_of_marks_takes_linear_time(unit):
    """200,000 characters; the tokens are made here, so that only the rules are timed."""
    text = (unit * (200_000 // len(unit)))[:200_000]
    tokens: list[Token] = []
    at = 0
    for word in text.split() if " " in unit else text:
        at = text.index(word, at)
        i = len(tokens)
        pos = "PUNCT" if word[0] in string.punctuation + "“" else "VERB" if word == "said" else "PRON"
        dep = "ROOT" if i == 0 else "nsubj" if pos == "PRON" else "ccomp" if pos == "VERB" else "punct"
        tokens.append(Token(i, at, at + len(word), word, word, pos, "VBD", dep, max(0, i - 1), "", 0, 0))
        at += len(word)
    began = time.process_time()
    check(ParsedArticle("x", text, [ParsedSegment("body", 0, len(text))], tokens))
    assert time.process_time() - began < 20
