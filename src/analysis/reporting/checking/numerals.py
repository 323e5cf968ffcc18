"""Numbers as people type them: found in a text, with the precision they were typed to."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

_BLANKS = re.compile("[\\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_HIDDEN = re.compile("[\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff]")
_MINUS = str.maketrans(
    dict.fromkeys("−﹣－➖", "-") | dict.fromkeys("‒–—―", "–") | {"‑": "-", "‐": "-", "％": "%"}
)

_NUMBER = re.compile(
    r"(?<![\w.,])(?P<sign>(?<![\d%)])[+-])?"
    r"(?P<digits>\d{1,3}(?:(?P<mark>[, '’])\d{3})(?:(?P=mark)\d{3}){0,4}(?:\.\d{1,15})?(?![\d])"
    r"|\d{1,18}(?:[.,]\d{1,15})?|\.\d{1,15})"
    r"(?:[eE](?P<power>[+-]?\d{1,3})|\s?[×x·]\s?10\^?\{?(?P<times>[+-]?\d{1,3})\}?)?"
    r"(?P<scale>\s?(?:thousand|million|billion)\b|(?<=\d)(?:k|m|bn)\b)?"
)
_DASH_FOR_MINUS = re.compile(r"(^|[(\[=;,]\s?|[a-z]\s)–(?=\.?\d)")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+")
_SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "billion": 9, "bn": 9}

_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER_WORDS = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    **{
        f"{tens}-{_UNITS[one]}": 10 * number + one
        for number, tens in enumerate(_TENS, start=2)
        for one in range(1, 10)
    },
}


@dataclass(frozen=True)
class Numeral:
    """A number in a text: its value, the decimals it was typed to, and where it stands.

    ``shift`` is the power of ten of its last digit's unit, such as 3 for "48.2 thousand".
    """

    value: Decimal
    decimals: int
    shift: int
    start: int
    end: int
    signed: bool
    note: str = ""

    def rounds(self, exact: Decimal, *, loosely: bool = False) -> bool:
        """Return whether this is a number rounded to the digits typed.

        Parameters
        ----------
        exact : Decimal
            What is rounded; ties may go either way.
        loosely : bool
            Noughts at the end of a whole number count as rounding: 1,200 for 1,204.

        Examples
        --------
        >>> numerals("8.4")[0].rounds(Decimal("8.372")), numerals("8.3")[0].rounds(Decimal("8.372"))
        (True, False)
        """
        places = self.decimals
        if loosely and not places:
            digits = str(abs(int(self._typed)))
            places = -(len(digits) - len(digits.rstrip("0"))) if int(self._typed) else 0
        step = Decimal(1).scaleb(-places)
        if exact.adjusted() > 40:
            return False
        shifted = exact.scaleb(-self.shift)
        return any(
            (shifted / step).quantize(Decimal(1), rounding=way) * step == self._typed
            for way in (ROUND_HALF_UP, ROUND_HALF_EVEN)
        )

    @property
    def _typed(self) -> Decimal:
        return self.value.scaleb(-self.shift)


def plain(text: str) -> str:
    """Return text with one kind of blank, minus and dash, and with western digits.

    Examples
    --------
    >>> plain("−3.2\u202f% to 5‑6 per\u00a0cent")
    '-3.2 % to 5-6 per cent'
    """
    words = _BLANKS.sub(" ", _HIDDEN.sub("", text)).translate(_MINUS)
    words = _SUPERSCRIPT.sub(lambda match: "^" + match.group().translate(_SUPERSCRIPTS), words)
    words = _DASH_FOR_MINUS.sub(r"\1-", words)
    if words.isascii():
        return words
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in words)


def numerals(text: str) -> list[Numeral]:
    """Return the numbers in a text that went through `plain`, in order.

    Examples
    --------
    >>> [str(found.value) for found in numerals("1,204 of 48.2 thousand, -.5 and 31.6–36.9")]
    ['1204', '4.82E+4', '-0.5', '31.6', '36.9']
    """
    found = []
    for match in _NUMBER.finditer(re.sub(r"\bminus (?=[\d.])", "     -", text)):
        digits, mark = match["digits"], match["mark"]
        note = ""
        if mark:
            digits = digits.replace(mark, "")
        elif "," in digits:
            digits, note = digits.replace(",", "."), "the comma was read as a decimal point"
        number = Decimal(digits)
        decimals = len(digits.partition(".")[2])
        shift = _SCALES.get((match["scale"] or "").strip(), 0) + int(match["power"] or match["times"] or 0)
        if match["sign"] == "-":
            number = -number
        found.append(
            Numeral(
                number.scaleb(shift), decimals, shift, match.start(), match.end(), bool(match["sign"]), note
            )
        )
    return found


def number_word(text: str) -> int | None:
    """Return the number a text begins with in words, up to ninety-nine.

    Examples
    --------
    >>> number_word("Four outlets"), number_word("fourteen"), number_word("outlets")
    (4, 14, None)
    """
    first = text.strip().lower().split(" ", 1)[0].strip(".,;:!?()")
    return NUMBER_WORDS.get(first)
