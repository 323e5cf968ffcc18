"""Typed text against values: what an author may write, and what is wrong.

The cases were written after the first version of the comparison, to see how far it goes beyond what it was
made for; it judged 141 of these 150 as they should be.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reporting.checking.numerals import numerals, plain
from analysis.reporting.checking.typed import compare

SHARE = {
    "value": 34.2,
    "unit": "%",
    "label": "Articles with conflict",
    "n": "1204 articles",
    "low": 31.6,
    "high": 36.9,
}
ARTICLES = {"value": 1204, "unit": "articles", "label": "Articles read", "n": None, "low": None, "high": None}
WORDS = {"value": 48217, "unit": "", "label": "Words", "n": 30, "low": None, "high": None}
CHANGE = {
    "value": -3.18,
    "unit": "percentage points",
    "label": "Change",
    "n": None,
    "low": -5.4,
    "high": -0.9,
}
RATE = {"value": 4.72, "unit": "per 1,000 words", "label": "Rate", "n": None, "low": 4.1, "high": 5.4}
ALPHA = {"value": 0.713, "unit": "", "label": "Alpha", "n": 200, "low": 0.61, "high": 0.8}
SMALL = {"value": 0.00042, "unit": "", "label": "p", "n": None, "low": None, "high": None}
MANY = {"value": 1234567, "unit": "words", "label": "Words", "n": None, "low": None, "high": None}
EIGHTH = {"value": 12.5, "unit": "%", "label": "Share", "n": 8, "low": None, "high": None}
DAY = {"value": "2024-12-06", "unit": "", "label": "Last", "n": None, "low": None, "high": None}
NAME = {"value": 'O\'Brien & "Sons"', "unit": "", "label": "Outlet", "n": None, "low": None, "high": None}
NONE = {"value": 0, "unit": "articles", "label": "Copies", "n": None, "low": None, "high": None}

CASES = [
    (SHARE, '', '34.2 %', '', True),
    (SHARE, '', '34,2 %', '', True),
    (SHARE, '', '34.2 percent', '', True),
    (SHARE, '', '34.2', '%', True),
    (SHARE, '', '34.2', ' percent of articles', True),
    (SHARE, 'share of ', '34.2', ' percentage points', False),
    (SHARE, '', 'just over 34%', '', True),
    (SHARE, '', 'over a third', '', True),
    (SHARE, 'about ', 'a third', '', True),
    (SHARE, '', 'half', '', False),
    (SHARE, '', 'one in three articles', '', True),
    (SHARE, '', '34.20', '', True),
    (SHARE, '', '34.200%', '', True),
    (SHARE, '', '34.21%', '', False),
    (SHARE, '', '35%', '', False),
    (SHARE, 'almost ', '35%', '', False),
    (SHARE, 'more than ', '30%', '', True),
    (SHARE, 'fewer than ', '40%', '', True),
    (SHARE, '', '34.2% of articles', '', True),
    (SHARE, '', '34.2% of 1,204 articles', '', True),
    (SHARE, '', '34.2% of 1,240 articles', '', False),
    (SHARE, '', '34.2% [31.6, 36.9]', '', True),
    (SHARE, '', '34.2% [95% CI: 31.6%, 36.9%]', '', True),
    (SHARE, '', '34.2% (95 % CI = 31.6–36.9%)', '', True),
    (SHARE, '', '34.2 (95% CI 31.6-36.9)', '', True),
    (SHARE, '', 'between 31.6 and 36.9%', '', True),
    (SHARE, '', 'from 31.6% to 36.9%', '', True),
    (SHARE, '', '31.6–36.9%', '', True),
    (SHARE, '', '31.6 – 36.9 %', '', True),
    (SHARE, '', '31.6-39.6%', '', False),
    (SHARE, '', '34.2% (90% CI 31.6–36.9)', '', False),
    (SHARE, '', '34.2 ± 2.65%', '', True),
    (SHARE, '', '34.2 ± 3.1%', '', False),
    (SHARE, '', '32–37%', '', True),
    (SHARE, '', '34.2% (n=1204)', '', True),
    (SHARE, '', '34.2% (N = 1 204)', '', True),
    (SHARE, '', '34.2% in 2024', '', True),
    (SHARE, '', '34.2% and 12%', '', False),
    (SHARE, '', '-34.2%', '', False),
    (SHARE, '', '−34.2%', '', False),
    (SHARE, '', '3.42%', '', False),
    (SHARE, '', '342%', '', False),
    (SHARE, '', '34.2‰', '', False),
    (SHARE, '', 'thirty-four per cent', '', True),
    (SHARE, '', 'thirty-five per cent', '', False),
    (SHARE, '', '34.2% of the articles (95% CI 31.6% to 36.9%)', '', True),
    (SHARE, '', 'CI 31.6 to 36.9', '', True),
    (SHARE, '', '34.2% (31.6%; 36.9%)', '', True),
    (SHARE, '(', '34.2', ' %, 95% CI', True),
    (SHARE, 'Only ', '34.2%', '', True),
    (SHARE, '~', '34.2%', '', True),
    (SHARE, '', '34 point 2%', '', False),
    (ARTICLES, '', '1,204', '', True),
    (ARTICLES, '', '1.204', '', False),
    (ARTICLES, '', "1'204", '', True),
    (ARTICLES, '', '1 204 articles', '', True),
    (ARTICLES, '', '1204 news articles', '', True),
    (ARTICLES, '', '1,204 stories', '', False),
    (ARTICLES, '', '1,024', '', False),
    (ARTICLES, '', '1,200', '', False),
    (ARTICLES, 'about ', '1,200', '', True),
    (ARTICLES, 'about ', '1,300', '', False),
    (ARTICLES, '', '1.2 thousand', '', True),
    (ARTICLES, '', '1.2k', '', True),
    (ARTICLES, '', '1.3k', '', False),
    (ARTICLES, '', 'N = 1,204', '', True),
    (ARTICLES, '', 'n = 1,240', '', False),
    (ARTICLES, '', 'over a thousand', '', True),
    (ARTICLES, 'more than ', '1,000', '', True),
    (ARTICLES, '', '1,204-article', '', True),
    (ARTICLES, '', '12,04', '', False),
    (ARTICLES, '', '1204 of them', '', True),
    (WORDS, '', '48,217', '', True),
    (WORDS, '', '48 217', '', True),
    (WORDS, '', '48,217 words', '', True),
    (WORDS, '', '48 thousand', '', True),
    (WORDS, '', '48,271', '', False),
    (WORDS, 'roughly ', '48,000', '', True),
    (WORDS, '', '48,217 words in 30 articles', '', True),
    (CHANGE, '', '-3.18 percentage points', '', True),
    (CHANGE, '', '–3.18 percentage points', '', True),
    (CHANGE, '', '−3.2 points', '', True),
    (CHANGE, 'declined by ', '3.2 points', '', True),
    (CHANGE, '', '3.2 points lower', '', True),
    (CHANGE, 'a decrease of ', '3.2 points', '', True),
    (CHANGE, 'an increase of ', '3.2 points', '', False),
    (CHANGE, '', '−3.2%', '', False),
    (CHANGE, '', '−3.2 pp', '', True),
    (CHANGE, '', '−3.2 pp (−5.4 to −0.9)', '', True),
    (CHANGE, '', '−3.2 pp (5.4 to 0.9)', '', False),
    (CHANGE, '', '−3.2 pp [−5.4; −0.9]', '', True),
    (CHANGE, '', '−3.2 (−0.9 to −5.4)', '', False),
    (CHANGE, '', 'minus 3.2 points', '', True),
    (CHANGE, 'lost ', '3.2', ' percentage points', True),
    (RATE, '', '4.7 per thousand words', '', True),
    (RATE, '', '4.72 per 1000 words', '', True),
    (RATE, '', '4.72 ‰', '', False),
    (RATE, '', '4.72 per hundred words', '', False),
    (RATE, '', '4.72 times per 1,000 words', '', True),
    (RATE, 'a rate of ', '4.72', ' per 1,000', True),
    (RATE, '', '5 per 1,000 words', '', True),
    (RATE, '', '0.472 per 100 words', '', False),
    (RATE, '', '4.27 per 1,000 words', '', False),
    (ALPHA, '', 'α = .71', '', True),
    (ALPHA, '', 'α = 0.713 [0.61, 0.80]', '', True),
    (ALPHA, '', '0.72', '', False),
    (ALPHA, '', '.71 (.61–.80)', '', True),
    (ALPHA, '', '.71 (.61–.8)', '', True),
    (ALPHA, '', '0.7', '', True),
    (ALPHA, '', '0.8', '', False),
    (ALPHA, '', '71%', '', False),
    (SMALL, '', '4.2e-4', '', True),
    (SMALL, '', '4.2 × 10^{-4}', '', True),
    (SMALL, '', '4.2×10⁻⁴', '', True),
    (SMALL, '', '0.0004', '', True),
    (SMALL, '', '< .001', '', True),
    (SMALL, '', '< .0001', '', False),
    (SMALL, '', 'p < .001', '', True),
    (SMALL, '', '4.2e-3', '', False),
    (SMALL, '', '0.000', '', True),
    (MANY, '', '1.23 million words', '', True),
    (MANY, '', '1.24 million words', '', False),
    (MANY, '', '1,234,567', '', True),
    (MANY, '', '1 234 567 words', '', True),
    (MANY, '', '1,234,576', '', False),
    (MANY, '', '1.2m', '', True),
    (MANY, '', 'over a million words', '', True),
    (EIGHTH, '', '12.5%', '', True),
    (EIGHTH, '', '12%', '', True),
    (EIGHTH, '', '13%', '', True),
    (EIGHTH, '', 'one of 8 articles', '', False),
    (EIGHTH, '', '12.5% (1 of 8)', '', True),
    (EIGHTH, '', '12.5% (2 of 8)', '', False),
    (EIGHTH, '', 'an eighth', '', True),
    (DAY, '', '6 December 2024', '', True),
    (DAY, '', 'December 6, 2024', '', True),
    (DAY, '', '6 Dec. 2024', '', True),
    (DAY, '', '6th of December 2024', '', True),
    (DAY, '', '12 June 2024', '', False),
    (DAY, '', 'December 2024', '', True),
    (DAY, '', 'November 2024', '', False),
    (DAY, '', '6.12.2024', '', True),
    (DAY, '', '2024-06-12', '', False),
    (NAME, '', 'O’Brien & “Sons”', '', True),
    (NAME, '', 'OBrien', '', False),
    (NONE, '', 'no articles', '', True),
    (NONE, '', 'none', '', True),
    (NONE, '', 'zero', '', True),
    (NONE, '', '0', '', True),
    (NONE, '', 'one', '', False),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "before", "typed", "after", "right"), CASES)
def test_typed_text(entry: dict, before: str, typed: str, after: str, right: bool) -> None:
    verdict = compare(typed, entry, before=before, after=after)
    assert verdict.right is right, verdict.says


VALUES = st.decimals(min_value=-10_000, max_value=10_000, places=4, allow_nan=False)


@given(VALUES, st.integers(0, 4))
def test_a_value_rounded_to_any_digits_is_right(value: Decimal, digits: int) -> None:
    typed = value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    shown = f"{typed:,}".replace("-", "−") if typed else "0"
    assert compare(shown, {"value": float(value), "unit": "%"}).right


@given(VALUES, st.integers(0, 4), st.sampled_from([-1, 1]))
def test_a_last_digit_off_by_one_is_wrong(value: Decimal, digits: int, off: int) -> None:
    step = Decimal(1).scaleb(-digits)
    typed = value.quantize(step, rounding=ROUND_HALF_UP) + off * step
    # A tie may go either way: it is no error.
    if abs(typed - value) * 2 != step:
        assert not compare(f"{typed}", {"value": float(value), "unit": "%"}).right


@given(st.text(max_size=300), st.sampled_from([SHARE, CHANGE, DAY, NAME, {"value": None, "unit": ""}]))
def test_any_text_gets_a_verdict(typed: str, entry: dict) -> None:
    assert isinstance(compare(typed, entry, before=typed, after=typed).right, bool)


@given(st.text(max_size=200))
def test_typography_is_settled_at_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    "piece", ["1,000", "1 ", "-", "1 × 10", "(", "between 1 and ", "9", "1.", "n = ", "–"]
)
def test_long_text_takes_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        began = process_time()
        numerals(plain(piece * times))
        return process_time() - began

    seconds(100)
    assert seconds(20_000) < 2
