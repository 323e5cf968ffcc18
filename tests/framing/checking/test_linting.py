"""Findings about codebooks: each planted fault is found, and a plain codebook is left alone."""

from __future__ import annotations

import pytest

from analysis.framing import lint, parse_codebook
from analysis.framing.checking import in_corpus

HEAD = "name: small\nversion: '1'\ntitle: t\ndescription: d\nsource: s\nlanguage: en\nframes:\n"


def frame(name: str, *indicators: str, more: str = "") -> str:
    """Return a documented frame; indicators are the lines after their id."""
    text = f"  - id: {name}\n    label: L\n    definition: D\n    functions: problem\n    include: a\n    exclude: b\n"
    text += f"    examples: c\n    counterexamples: d\n{more}    indicators:\n"
    return text + "".join(
        f"      - id: {name}_{n}\n        question: Q\n{own}" for n, own in enumerate(indicators)
    )


def terms(words: str, more: str = "") -> str:
    return f"        terms: [{words}]\n{more}"


def found(text: str, corpus=None, **options) -> list[tuple[str, str, str]]:
    table = lint(parse_codebook(HEAD + text, where="small.yaml"), corpus, **options)
    return list(table[["severity", "check", "what"]].itertuples(index=False, name=None))


def test_nothing_to_say_about_a_codebook_without_faults() -> None:
    assert found(frame("f", terms("quarrel, dispute"), terms("treaty, accord"))) == []


def test_findings_have_a_place_and_a_remedy_and_the_worst_come_first() -> None:
    text = frame("f", terms("war"), terms("peace", "        min_terms: 2\n"))
    table = lint(parse_codebook(HEAD + text, where="small.yaml"))
    assert table["severity"].tolist() == ["error", "note"]
    assert table["place"][0] == "small.yaml, line 23"
    assert table[["frame", "indicator", "check"]].values.tolist()[0] == ["f", "f_1", "never answered"]
    assert (table["remedy"] != "").all()


@pytest.mark.parametrize(
    ("text", "severity", "check", "says"),
    [
        (frame("f", terms("war, battle")).replace("    include: a\n", ""),
         "warning", "documentation", "no 'include'"),
        (frame("f", terms("war, battle")).replace("    counterexamples: d\n", ""),
         "note", "documentation", "no 'counterexamples'"),
        (frame("f", terms("war")), "warning", "few terms", "hangs on one term, 'war'"),
        (frame("f", terms("war, battle")) + frame("g", terms("War, fight")),
         "warning", "shared by frames", "'war' speaks for 2 frames: f, g"),
        (frame("f", terms("war, battle"), terms("war, fight")),
         "warning", "shared by indicators", "answers 2 questions"),
        (frame("f", terms("econom*, economy")),
         "warning", "inside another term", "'economy' finds nothing that 'econom*'"),
        (frame("f", terms("econom*, {term: economy, weight: 2}")),
         "note", "inside another term", "weighs otherwise"),
        (frame("f", terms("dispute, disputed")), "note", "inside another term", "can be a form of 'dispute'"),
        (frame("f", terms("row, {term: row, pos: NOUN}")), "warning", "inside another term", "stands twice"),
        (frame("f", terms("war, 'con*'")), "warning", "explosive", "'con*' finds every word"),
        (frame("f", terms("war, x")), "warning", "explosive", "single letter"),
        (frame("f", terms("war, not a day too soon now")), "note", "explosive", "32 spellings"),
        (frame("f", terms("war, battle"), more="    opposes: g\n")
         + frame("g", terms("talk, treaty, accord, truce, pact")),
         "note", "balance", "not the other way round"),
        (frame("f", terms("war, battle"))
         + frame("g", terms("talk, treaty, accord, truce, pact"), more="    opposes: f\n"),
         "warning", "balance", "more will be found of the longer list"),
        (frame("f", "        actors: [{part: speaker, kinds: state}]\n", more="    voice: narrator\n"),
         "error", "voice", "about speakers only"),
        (frame("f", "        actors: [{part: speaker, kinds: state}]\n"),
         "note", "voice", "never in the outlet's own"),
    ],
)  # fmt: skip
def test_every_planted_fault_is_found(text: str, severity: str, check: str, says: str) -> None:
    assert any((s, c) == (severity, check) and says in what for s, c, what in found(text)), found(text)


@pytest.fixture
def articles(corpus):
    return corpus(*(
        [("headline", "Ministers meet"), ("caption", "A resident waits."),
         ("body", f"There was no attack in town {n}. The polar bear, polarised and polarising. A row of boats.")]
        for n in range(20)
    ))  # fmt: skip


def test_articles_show_what_never_counts_and_where_hits_stand(articles) -> None:
    text = frame(
        "f", terms("attack, resident, unicorn, {term: row, near: over}, {term: bear, not_near: honey}, 'pola*'"),
        terms("griffin, phoenix"),
    )  # fmt: skip
    says = found(text, articles)
    for severity, check, part in [
        ("note", "absent", "1 of 6 terms of f.f_0 stand in none of 20 articles: 'unicorn'"),
        ("warning", "absent", "2 of 2 terms of f.f_1"),
        ("warning", "never counts", "'row' was found 20 × and never counts: 20 not near"),
        ("note", "never decides", "'not_near' of 'bear' never decided: all 20 places met it"),
        ("warning", "where it stands", "20 of 20 hits of 'attack' stand under negation"),
        ("warning", "where it stands", "20 of 20 hits of 'resident' stand in captions"),
        (
            "warning",
            "where it stands",
            "20 of 20 hits of 'resident' stand in texts that 5 or more articles carry",
        ),
        ("warning", "always answered", "f.f_0 is answered yes in 20 of 20"),
        ("warning", "never answered", "f.f_1 is answered yes in none of 20"),
        ("warning", "carried by one term", "'pola*' carries 50% of the 120 hits"),
    ]:
        assert any((s, c) == (severity, check) and part in what for s, c, what in says), (part, says)


def test_wildcards_list_what_they_found(articles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_corpus, "MANY_FORMS", 2)
    says = [
        what
        for _, check, what in found(frame("f", terms("'pola*', attack")), articles)
        if check == "wildcard"
    ]
    assert says == ["'pola*' finds 3 different words: polar 20, polarised 20, polarising 20"]


def test_few_articles_say_nothing_about_never(corpus) -> None:
    says = found(frame("f", terms("war, peace")), corpus("They met."))
    assert any("too few" in what for *_, what in says)
    assert not any(check == "always answered" for _, check, _ in says)
