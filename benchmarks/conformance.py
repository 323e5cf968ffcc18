"""How far the measures reproduce printed numbers, and other packages where they compute the same.

    .venv/bin/python benchmarks/conformance.py

Prints a table for docs/methods.md. A number is reproduced if it is the printed one to all its digits. Packages that
are not installed are left out: for all of them, `pip install --target FOLDER --no-deps lexicalrichness textblob
textacy scattertext` with their imports, and PYTHONPATH=FOLDER.
"""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import numpy as np
from nltk.metrics.association import BigramAssocMeasures as Nltk
from scipy import stats
from sklearn.metrics.pairwise import cosine_similarity

from analysis.vocabulary import measures
from analysis.vocabulary.measures import association, diversity, readability, similarity, testing

Row = tuple[str, str, str, Any]
Peer = tuple[str, str, Any, Any]

SENTENCES = ["this", "is", "a", "sentence", "."] * 20
CAT = {"words": 6, "sentences": 1, "syllables": 6}


def _a(first: float, second: float) -> tuple[np.ndarray, np.ndarray]:
    return np.array(float(first)), np.array(float(second))


def keyness_numbers() -> Iterator[Row]:
    """Yield measure, input, printed number and ours."""
    faith = (*_a(43, 68), 34_590.0, 978_889.0)
    clinical = (1_177.0, 341_805.0)
    yield "G²", "10, 0, 3, 31764", "167.23", measures.g2(*_a(10, 0), 13.0, 31_764.0)
    yield "G², four cells", "faith 43/34,590, 68/978,889", "147.0412", measures.g2(*faith)
    yield "G², two terms", "faith", "146.9951", measures.g2_two_term(*faith)
    yield "log ratio", "faith", "4.1615", measures.log_ratio(*faith)
    yield "%DIFF", "faith", "1689.54", measures.percent_difference(*faith)
    yield "odds ratio", "faith", "17.916", measures.odds_ratio(*faith)
    yield "BIC", "faith", "133.212", measures.bayes_factor(*faith)
    difference = (*_a(206_523, 178_174), 959_641.0, 1_562_358.0)
    yield "%DIFF", "206,523/959,641, 178,174/1,562,358", "88.7", measures.percent_difference(*difference)
    odds = (*_a(16_217, 735), 2_796_938.0, 2_087_946.0)
    yield "odds ratio", "16,217/2,796,938, 735/2,087,946", "16.6", measures.odds_ratio(*odds)
    simple = (*_a(35, 263), 112_289_776.0, 1_559_716_979.0)
    yield "simple maths", "35/112,289,776, 263/1,559,716,979", "1.1224", measures.simple_maths(*simple)
    yield "χ² (Yates)", "1, 3, 3, 1", "0.5", testing.chi_squared(*_a(1, 3), 4.0, 4.0)
    yield "Fisher", "1, 3, 3, 1", ".486", testing.fisher(np.array(1), np.array(3), 4, 4)
    for word, counts, printed in (("MRSA", (411, 13), "11.5306"), ("patient", (819, 5370), "5.2075"),
                                  ("3/1", (3, 1), ".9884")):  # fmt: skip
        yield "LRC", word, printed, measures.conservative_log_ratio(*_a(*counts), *clinical, words=20_109)
    yield "log ratio, ½ added", "3/1", "9.4037", measures.log_ratio(*_a(3, 1), *clinical, add=0.5)
    seven = (*_a(7, 2), 1000.0, 1000.0)
    yield "G²", "7/1000, 2/1000", "2.9545", measures.g2(*seven)
    yield "log ratio, ½ added", "7/1000, 2/1000", "1.5850", measures.log_ratio(*seven, add=0.5)
    yield "LRC", "7/1000, 2/1000", "0", measures.conservative_log_ratio(*seven)
    z = dict(zip("abcdefgh", _fightin(), strict=True))
    yield "log-odds z", "c", "1.145", z["c"]
    yield "log-odds z", "d", "-1.606", z["d"]


def _fightin() -> np.ndarray:
    a, b = (
        np.array([text.count(word) for word in "abcdefgh"]) for text in ("aaabbccccccdefghh", "aabccddddefh")
    )
    return measures.log_odds(a, b, a.sum(), b.sum(), prior=np.ones(8), prior_total=8).z


def dispersion_numbers() -> Iterator[Row]:
    """Yield the numbers of dispersion."""
    five = np.array([1, 2, 3, 4, 5]), np.array([9, 10, 10, 10, 11])
    thirds, fifths = np.ones(3), np.ones(5)
    for name, printed in (("juilland_d", ".785"), ("carroll_d2", ".938"), ("rosengren_s", ".950"), ("dp", ".18"),
                          ("dp_norm", ".2195"), ("kld", ".137")):  # fmt: skip
        yield name, "1–5 in 9, 10, 10, 10, 11 %", printed, getattr(measures, name)(*five)
    yield "dp", "2, 1, 0", ".333", measures.dp(np.array([2, 1, 0]), thirds)
    yield "dp_norm", "2, 1, 0", ".5", measures.dp_norm(np.array([2, 1, 0]), thirds)
    yield "juilland_d", "0, 4, 3, 2, 1", ".6464", measures.juilland_d(np.array([0, 4, 3, 2, 1]), fifths)
    yield "carroll_d2", "2, 1, 1, 1, 0", ".8277", measures.carroll_d2(np.array([2, 1, 1, 1, 0]), fifths)


def association_numbers() -> Iterator[Row]:
    """Yield the numbers of collocation."""
    # of: 168,938; course: 2,257; of course: 5,610 out of 10,233,063 in the four cells of Gries' table.
    a, b, c, d = 5610, 168_938, 2_257, 10_233_063
    course = (a, a + b, a + c, a + b + c + d)
    yield "ΔP", "of course, course given of", ".032", association.delta_p(*course)
    yield (
        "ΔP",
        "of course, of given course",
        ".697",
        association.delta_p(course[0], course[2], course[1], course[3]),
    )
    yield "PMI", "8; 1,105; 44; 15 M", "11.27", measures.pmi(8, 1105, 44, 15e6)
    companies = (8, 15_828, 4_675, 14_307_668)
    yield "t", "new companies", ".999932", measures.t_score(*companies)
    yield "logDice", "new companies", "3.6765", measures.log_dice(*companies)
    yield "MI³", "new companies", "6.6293", measures.mi3(*companies)


def text_numbers() -> Iterator[Row]:
    """Yield the numbers of diversity and readability."""
    letters = ["a", "b", "c", "d", "d", "e", "e", "f", "f", "f"]
    yield "Yule's K", "a b c d d e e f f f", "1000", diversity.yule_k(letters)
    yield "Yule's K", "with g g g g", "1122.449", diversity.yule_k([*letters, *"gggg"])
    yield "HD-D", "this is a sentence . ×20", ".119047", diversity.hdd(SENTENCES)
    yield "MTLD", "the same", "7.142857", diversity.mtld(SENTENCES)
    ones = ["one", "one", "two", "one", "one", "two", "one"]
    for window, printed in ((2, ".8333"), (3, ".6667"), (4, ".5")):
        yield (
            f"MATTR, window {window}",
            "one one two one one two one",
            printed,
            diversity.mattr(ones, window=window),
        )
    yield "Flesch", "The cat sat on the mat.", "116.145", readability.flesch(**CAT)
    yield "Flesch–Kincaid", "the same", "-1.45", readability.flesch_kincaid(**CAT)


def peers() -> Iterator[Peer]:
    """Yield package, measure, its number and ours, on inputs of this file."""
    companies = (8, 15_828, 4_675, 14_307_668)
    bigram = (companies[0], companies[1:3], companies[3])
    for name, theirs, ours in (("likelihood ratio", Nltk.likelihood_ratio, association.log_likelihood),
                               ("PMI", Nltk.pmi, measures.pmi), ("t", Nltk.student_t, measures.t_score)):  # fmt: skip
        yield "NLTK", name, theirs(*bigram), ours(*companies)
    yield "NLTK", "logDice on its Dice", 14 + np.log2(Nltk.dice(*bigram)), measures.log_dice(*companies)
    table = np.array([[43, 68], [34_590 - 43, 978_889 - 68]])
    theirs = stats.chi2_contingency(table, lambda_="log-likelihood", correction=False).statistic
    yield "SciPy", "G²", theirs, measures.g2(*_a(43, 68), 34_590.0, 978_889.0)
    fisher = testing.fisher(np.array(43), np.array(68), 34_590, 978_889)
    yield "SciPy", "Fisher", stats.fisher_exact(table).pvalue, fisher
    both = np.array([[5.0, 1, 0, 2], [1.0, 1, 3, 2]])
    yield "scikit-learn", "cosine", cosine_similarity(both)[0, 1], similarity.cosine(both)[0, 1]
    for package, compare in (("lexicalrichness", _lexicalrichness), ("textacy", _textacy),
                             ("scattertext", _scattertext)):  # fmt: skip
        with contextlib.suppress(ImportError):
            module = importlib.import_module(package)
            for name, theirs, ours in compare(module):
                yield f"{package} {getattr(module, '__version__', '')}".strip(), name, theirs, ours


def _text() -> list[str]:
    drawn = np.random.default_rng(1).zipf(1.4, 400) % 300
    return [f"w{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in drawn]


def _lexicalrichness(package: ModuleType) -> Iterator[tuple[str, Any, Any]]:
    text = _text()
    rich = package.LexicalRichness(" ".join(text))
    yield "TTR", rich.ttr, diversity.ttr(text)
    yield "Guiraud", rich.rttr, diversity.guiraud(text)
    yield "Maas", rich.Maas, diversity.maas(text)
    yield "Yule's K", rich.yulek, diversity.yule_k(text)
    yield "HD-D", rich.hdd(42), diversity.hdd(text)
    yield "MATTR, window 25", rich.mattr(25), diversity.mattr(text, window=25)
    yield "MTLD, closing at .72", rich.mtld(0.72), diversity.mtld(text, closing="at")


def _textacy(package: ModuleType) -> Iterator[tuple[str, Any, Any]]:
    theirs = importlib.import_module(f"{package.__name__}.text_stats.diversity")
    spacy = importlib.import_module("spacy")
    text = _text()
    doc = spacy.tokens.Doc(spacy.blank("en").vocab, words=text)
    yield "TTR", theirs.ttr(doc), diversity.ttr(text)
    yield "Guiraud", theirs.ttr(doc, variant="root"), diversity.guiraud(text)
    yield "HD-D (drawn 42)", theirs.hdd(doc, sample_size=42), diversity.hdd(text)
    yield "MTLD", theirs.mtld(doc), diversity.mtld(text)


def _scattertext(package: ModuleType) -> Iterator[tuple[str, Any, Any]]:
    pandas = importlib.import_module("pandas")
    a, b = (
        np.array([text.count(word) for word in "abcdefgh"]) for text in ("aaabbccccccdefghh", "aabccddddefh")
    )
    prior = package.LogOddsRatioInformativeDirichletPrior(pandas.Series(np.ones(8)))
    z = np.asarray(prior.get_zeta_i_j_given_separate_counts(pandas.Series(a), pandas.Series(b)))
    yield "log-odds z, c", z[2], _fightin()[2]
    yield "log-odds z, d", z[3], _fightin()[3]


def printed_as(value: float, printed: str) -> bool:
    """Say whether a number is the printed one to all its digits."""
    digits = len(printed.partition(".")[2])
    return round(float(value), digits) == float(printed)


def main() -> None:
    """Print both tables; fail if a printed number is not reproduced."""
    missed = 0
    print("| measure | input | printed | computed | |\n|---|---|---:|---:|---|")
    tables: list[Callable[[], Iterator[Row]]] = [
        keyness_numbers, dispersion_numbers, association_numbers, text_numbers
    ]  # fmt: skip
    for table in tables:
        for measure, given, printed, value in table():
            same = printed_as(value, printed)
            missed += not same
            print(f"| {measure} | {given} | {printed} | {float(value):.7g} | {'yes' if same else 'NO'} |")
    print("\n| package | measure | theirs | ours | difference |\n|---|---|---:|---:|---:|")
    for package, measure, theirs, ours in peers():
        apart = abs(float(theirs) - float(ours))
        print(f"| {package} | {measure} | {float(theirs):.7g} | {float(ours):.7g} | {apart:.1g} |")
    raise SystemExit(missed)


if __name__ == "__main__":
    main()
