"""Text and numbers as a reader sees them, and as HTML, CSV and LaTeX can bear them.

Text from articles is hostile here: it may hold markup, formulas of a spreadsheet,
commands of LaTeX, characters that turn the line around. Each writer below has its
own way of taking their teeth out, and none changes a number.
"""

from __future__ import annotations

import hashlib
import html
import json
import math
import re
import unicodedata
from collections.abc import Mapping
from numbers import Integral, Real
from typing import Any

from analysis.labels import clip, neutralise

MARK = "news_profiles"
"""Key in an output's metadata that tells the page its HTML was escaped here."""

_FORMULA = re.compile(r"^[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$")
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    # \textquotedbl is unknown to the font encoding LaTeX begins with, and babel makes the plain mark a command.
    '"': r"\char34{}",
}
_EVERYWHERE = frozenset(
    "¡¢£¤¥¦§¨©ª¬­®¯°±²³´µ¶·¸¹º¼½¾¿×÷‐–—―‖‘’“”†‡•…‰⁄€™←→"
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ"
    "ĀāĂăĆćĈĉĊċČčĎďĒēĔĕĖėĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŴŵŶŷŸŹźŻżŽž"
)
"""What pdfLaTeX prints without a package, in the font encodings OT1 and T1 alike (TeX Live 2022)."""

_T1 = frozenset("«»ÐÞðþĄąĐđĘęĮįŊŋŲų‚„‹›")
_MATHS = {
    "−": "-", "≤": r"\leq", "≥": r"\geq", "≠": r"\neq", "≈": r"\approx", "∞": r"\infty", "↔": r"\leftrightarrow",
    "′": r"\prime", "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\varepsilon",
    "θ": r"\theta", "κ": r"\kappa", "λ": r"\lambda", "μ": r"\mu", "π": r"\pi", "ρ": r"\rho", "σ": r"\sigma",
    "τ": r"\tau", "φ": r"\varphi", "χ": r"\chi", "ω": r"\omega", "Δ": r"\Delta", "Σ": r"\Sigma",
}  # fmt: skip


def escape(text: object, *, width: int | None = None) -> str:
    """Return text that can stand in HTML, in an element or in a quoted attribute.

    Examples
    --------
    >>> escape("<script>alert(1)</script>")
    '&lt;script&gt;alert(1)&lt;/script&gt;'
    """
    plain = neutralise(text) if width is None else clip(text, width)
    return html.escape(plain, quote=True)


def latex(text: object) -> str:
    r"""Return text with every character that is special to LaTeX escaped.

    Notes
    -----
    A character that pdfLaTeX would stop at is wrapped in ``\npchar{character}{what to print
    instead}``; LuaLaTeX and XeLaTeX print the character. Whoever writes a file with such
    text puts `LATEX_CHARACTERS` before it.

    Examples
    --------
    >>> latex(r"\input{x} 5 %")
    '\\textbackslash{}input\\{x\\} 5 \\%'
    >>> latex("α ≥ Ա")
    '\\npchar{α}{\\ensuremath{\\alpha}} \\npchar{≥}{\\ensuremath{\\geq}} \\npchar{Ա}{[U+0531]}'
    """
    plain = "".join(map(_latex_character, unicodedata.normalize("NFC", neutralise(text))))
    return plain.replace("--", "-{}-").replace("--", "-{}-")  # two hyphens would print as a dash


LATEX_CHARACTERS = (
    r"\ifdefined\npchar\else\DeclareRobustCommand*{\npchar}[2]{\ifdefined\Umathchar#1\else#2\fi}\fi"
)
"""LaTeX that says what becomes of characters beyond Latin; only Unicode engines know ``\\Umathchar``."""


def _latex_character(character: str) -> str:
    if character in _LATEX or character.isascii() or character in _EVERYWHERE:
        return _LATEX.get(character, character)
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    if category == "Cn" or character == "\ufffd":  # either stops LuaTeX
        return "[U+FFFD]"
    if character in _MATHS:
        instead = rf"\ensuremath{{{_MATHS[character]}}}"
    elif character in _T1:
        instead = rf"{{\fontencoding{{T1}}\selectfont {character}}}"
    else:
        instead = f"[U+{ord(character):04X}]"
    return rf"\npchar{{{character}}}{{{instead}}}"


def guard(cell: Any) -> Any:
    """Return a CSV cell that no spreadsheet takes for a formula; numbers stay numbers.

    Examples
    --------
    >>> guard("=HYPERLINK(1)"), guard("-5"), guard(-5)
    ("'=HYPERLINK(1)", '-5', -5)
    """
    if not isinstance(cell, str):
        return cell
    text = cell.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def sha256(content: bytes | str) -> str:
    """Return the SHA-256 of some bytes or text as 64 hexadecimal digits."""
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return hashlib.sha256(raw).hexdigest()


def json_text(value: Any) -> str:
    """Return JSON that is the same for the same content: sorted keys, no NaN, one final line break."""
    plain = json.dumps(jsonable(value), ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False)
    return plain.encode("utf-8", "replace").decode("utf-8") + "\n"


def jsonable(value: Any) -> Any:
    """Return a value in the types of JSON: missing and infinite numbers are null, halves of characters "?"."""
    if isinstance(value, dict):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [jsonable(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted((jsonable(item) for item in value), key=str)
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if value is None or isinstance(value, bool):
        return value
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if type(value).__module__ == "numpy" and hasattr(value, "item"):
        return jsonable(value.item())
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value) if math.isfinite(value) else None
    return str(value)


def number(value: Any, *, decimals: int | None = None) -> str:
    """Return a number as a reader wants it: grouped thousands, few decimals, never ``-0.0``.

    Parameters
    ----------
    value : number
    decimals : int, optional
        Digits after the point; chosen by size when not given.

    Examples
    --------
    >>> number(1234567), number(0.12345), number(2024), number(0.00004)
    ('1,234,567', '0.123', '2024', '4.0e-05')
    """
    if isinstance(value, Integral):
        return f"{int(value):,}" if abs(int(value)) >= 10_000 else str(int(value))
    real = float(value)
    if not math.isfinite(real):
        return "–" if math.isnan(real) else ("∞" if real > 0 else "−∞")
    digits = places(abs(real)) if decimals is None else decimals
    if real and abs(real) < 0.5 * 10**-digits:
        return f"{real:.1e}"
    return f"{real:,.{digits}f}"


_PERCENT = ("%", "‰", "percentage points")


def value_text(entry: Mapping[str, Any]) -> str:
    """Return a named value exactly as a report prints it: the number with its unit, shares to one decimal.

    Parameters
    ----------
    entry : mapping
        With ``value`` and ``unit``, as in ``values.json``.

    Examples
    --------
    >>> value_text({"value": 34.2, "unit": "%"}), value_text({"value": 12041, "unit": "articles"})
    ('34.2%', '12,041 articles')
    """
    value, unit = entry["value"], entry.get("unit") or ""
    shown = "–" if value is None else _measured(value, unit) if is_real(value) else neutralise(value)
    return f"{shown}{unit if unit in ('%', '‰') else f' {unit}' if unit else ''}"


def interval_text(entry: Mapping[str, Any]) -> str:
    """Return the interval of a named value, both limits to the same decimals; nothing if there is none.

    Examples
    --------
    >>> interval_text({"low": 88.43, "high": 100.0, "unit": "%"}), interval_text({"low": 7612.4, "high": 11717.0})
    ('88.4 to 100.0', '7,612 to 11,717')
    """
    limits: list[Any] = [entry.get("low"), entry.get("high")]
    if not all(map(is_real, limits)):
        return ""
    unit = entry.get("unit") or ""
    widest = max((abs(one) for one in limits if math.isfinite(one)), default=1.0)
    decimals = _decimals(widest, unit)
    whole = all(isinstance(one, Integral) for one in limits)
    return " to ".join(
        number(one if whole else float(one), decimals=None if whole else decimals) for one in limits
    )


def _measured(value: Any, unit: str) -> str:
    whole = isinstance(value, Integral) or not math.isfinite(value)
    return number(value, decimals=None if whole else _decimals(abs(value), unit))


def _decimals(size: float, unit: str) -> int:
    """Return the digits after the point: of a share in per cent more than one are hardly ever known."""
    return 1 if unit in _PERCENT and (size >= 1 or not size) else places(size)


def is_real(value: Any) -> bool:
    """Return whether something is a number; truth values are none."""
    return isinstance(value, Real) and not isinstance(value, bool)


def places(size: float) -> int:
    """Return the digits after the point that suit a number of this size."""
    return 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 1 else 3
