"""LaTeX as text: comments away, arguments found, commands of typography read."""

from __future__ import annotations

import re

from analysis.reporting.checking.manuscripts.model import LONGEST_ARGUMENT

_PASSED = re.compile(
    r"\\[\\%{}$&#_]"
    r"|%[^\n]*"
    r"|\\begin\{(?P<listing>verbatim\*?|Verbatim\*?|lstlisting|minted|comment|filecontents\*?)\}"
    r"|\\(?:verb|lstinline)\*?(?P<bar>[^\sA-Za-z*\[{])"
    r"|\\iffalse\b"
    r"|\\end\{document\}"
)
_CONDITION = re.compile(r"\\(if(?!f\b)[A-Za-z@]*|fi)\b")
_SYMBOLS = {
    "%": "%", ",": "\u2009", ";": "\u2009", ":": "\u2009", "!": "", " ": " ", "&": "&", "#": "#", "_": "_", "$": "$",
    "thinspace": "\u2009", "percent": "%", "permille": "‰", "textperthousand": "‰", "pm": "±",
    "textpm": "±", "times": "×", "cdot": "·",
    "approx": "≈", "sim": "~", "geq": "≥", "ge": "≥", "leq": "≤", "le": "≤", "textminus": "−", "textendash": "–",
    "textemdash": "—", "ldots": "…", "dots": "…", "quad": " ", "textasciitilde": "~", "textgreater": ">",
    "textless": "<", "lbrack": "[", "rbrack": "]",
}  # fmt: skip
_TOKEN = re.compile(r"\\([A-Za-z]+)\*?[ \t]?|\\(.)|(-{2,3})|(\{,\})|(~)|([{}$])|(``|'')", re.DOTALL)
_SIUNITX = re.compile(r"\\(?:num|SI|qty|si|unit|numrange|SIrange|qtyrange)\b(?:\[[^\]]{0,200}\])?")


def without_comments(text: str) -> str:
    r"""Return LaTeX with comments, listings and what stands after its end blanked, every line kept.

    Examples
    --------
    >>> without_comments("a 5\\% share % not this") == "a 5\\% share " + " " * 10
    True
    """
    pieces, at = [], 0
    while (found := _PASSED.search(text, at)) is not None:
        end = found.end()
        if found["listing"]:
            close = text.find(f"\\end{{{found['listing']}}}", end)
            end = len(text) if close < 0 else close
        elif found["bar"]:
            line = text.find("\n", end)
            close = text.find(found["bar"], end, line if line >= 0 else len(text))
            end = close + 1 if close >= 0 else end
        elif found.group() == r"\iffalse":
            end = _condition_end(text, end)
        elif found.group() == r"\end{document}":
            end = len(text)
        elif not found.group().startswith("%"):
            pieces.append(text[at:end])
            at = end
            continue
        pieces += [text[at : found.start()], re.sub(r"[^\n]", " ", text[found.start() : end])]
        at = end
    return "".join([*pieces, text[at:]])


def _condition_end(text: str, at: int) -> int:
    """Return where the condition that began before `at` ends."""
    depth = 1
    for found in _CONDITION.finditer(text, at):
        depth += -1 if found[1] == "fi" else 1
        if depth == 0:
            return found.end()
    return len(text)


def balanced(text: str, at: int, *, many: int = 5) -> tuple[int, list[tuple[str, str]]]:
    r"""Return where a command's arguments end, and each with the bracket it stood in.

    Examples
    --------
    >>> balanced("[8]{a{b}}{34\\%} more", 0)
    (15, [('[', '8'), ('{', 'a{b}'), ('{', '34\\%')])
    """
    found: list[tuple[str, str]] = []
    while len(found) < many:
        start = at
        while start < len(text) and text[start] in " \t\n" and start - at < 100:
            start += 1
        if start >= len(text) or text[start] not in "[{":
            break
        end = _closing(text, start)
        if end < 0:
            break
        found.append((text[start], text[start + 1 : end]))
        at = end + 1
    return at, found


def _closing(text: str, start: int) -> int:
    """Return where the bracket at `start` closes, or -1 if it does not within the limit."""
    close = "]" if text[start] == "[" else "}"
    depth, position = 0, start + 1
    last = min(len(text), start + LONGEST_ARGUMENT)
    while position < last:
        character = text[position]
        if character == "\\":
            position += 2
            continue
        if depth == 0 and character == close:
            return position
        depth += (character == "{") - (character == "}")
        position += 1
    return -1


def text_of(latex: str) -> str:
    r"""Return what a piece of LaTeX prints, as far as numbers and units are concerned.

    Examples
    --------
    >>> text_of(r"$-$3.2\,\% (\textbf{95}~\% CI $-5.4$--$-0.9$)")
    '-3.2\u2009% (95 % CI -5.4–-0.9)'
    """

    def shown(found: re.Match[str]) -> str:
        word, sign, dashes, comma, tie, brace, _ = found.groups()
        if word is not None:
            return _SYMBOLS.get(word, "")
        if sign is not None:
            return _SYMBOLS.get(sign, " ")
        if dashes:
            return "–" if len(dashes) == 2 else "—"
        return "," if comma else " " if tie else "" if brace else '"'

    return _TOKEN.sub(shown, _SIUNITX.sub("", latex))
