"""The text of RTF, in one pass.

Written here because the exports need what libraries for RTF leave out (which
paragraphs are centred, where bold type begins, cells apart), and because the
time it takes must not grow faster than the file.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.corpus.readers.blocks import Block

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>.)|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.S,
)
_DESTINATIONS = (
    "fonttbl colortbl stylesheet info pict objdata header headerl headerr headerf footer footerl footerr footerf "
    "themedata colorschememapping datastore listtable listoverridetable rsidtbl generator fldinst bkmkstart bkmkend "
    "xmlnstbl latentstyles nonshppict filetbl revtbl ftnsep ftnsepc aftnsep template annotation atnid"
)
_SKIPPED = frozenset(_DESTINATIONS.split())
"""Groups that hold no text of the document."""

_SIGNS = {"~": "\xa0", "_": "-", "-": "", "\\": "\\", "{": "{", "}": "}"}
_WORDS = {"tab": "\t", "cell": "\t", "nestcell": "\t", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘",
          "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
          "line": "\n"}  # fmt: skip
_ENDS = frozenset(["par", "sect", "page", "row", "nestrow", "column"])
_CHARSETS = {77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254",
             163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
             255: "cp437"}  # fmt: skip
_DEEPEST = 10_000
"""Groups inside each other that are told apart; deeper ones are read as one."""


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside a group and ends with it."""

    skipped: bool = False
    fonts: bool = False
    font: int = -1
    after_unicode: int = 1
    centred: bool = False
    bold: bool = False


class _Reader:
    def __init__(self, rtf: str) -> None:
        self.rtf = rtf
        self.state = _State()
        self.stack: list[_State] = []
        self.encoding = "cp1252"
        self.fonts: dict[int, str] = {}
        self.text: list[str] = []
        self.bytes = bytearray()
        self.bold = self.opened = False
        self.passing = 0

    def paragraphs(self) -> Iterator[Block]:
        at = 0
        while found := _TOKEN.match(self.rtf, at):
            at = found.end()
            if found["hex"] is None:
                self._decode()
            if found["word"]:
                number = int(found["number"]) if found["number"] else None
                if found["word"] == "bin":
                    at += max(0, number or 0)
                elif found["word"] in _ENDS and not self.state.skipped:
                    yield from self._end()
                else:
                    self._word(found["word"], number)
            elif found["brace"]:
                self._brace(found["brace"])
            elif found["sign"] in ("\n", "\r"):
                yield from self._end()
            elif found["sign"]:
                self._sign(found["sign"])
            elif found["hex"]:
                self._hex(int(found["hex"], 16))
            elif found["text"]:
                self._add(found["text"])
        self._decode()
        yield from self._end()

    def _brace(self, brace: str) -> None:
        self.passing = 0
        self.opened = brace == "{"
        if brace == "{" and len(self.stack) < _DEEPEST:
            self.stack.append(self.state)
        elif brace == "}" and self.stack:
            self.state = self.stack.pop()

    def _word(self, word: str, number: int | None) -> None:
        opened, self.opened = self.opened, False
        if word == "u" and number is not None:
            self._unicode(number)
        elif word in _WORDS:
            self._add(_WORDS[word])
        elif word == "ansicpg":
            self.encoding = _known(f"cp{number}") or self.encoding
        elif word == "fcharset" and self.state.fonts:
            self.fonts[self.state.font] = _CHARSETS.get(number or 0, "")
        else:
            self._style(word, number, opened=opened)

    def _style(self, word: str, number: int | None, *, opened: bool) -> None:
        state = self.state
        if word in _SKIPPED and (opened or state.skipped):
            self.state = replace(state, skipped=True, fonts=word == "fonttbl")
        elif word == "f" and number is not None:
            self.state = replace(state, font=number)
        elif word == "uc" and number is not None:
            self.state = replace(state, after_unicode=min(max(number, 0), 10))
        elif word in ("qc", "ql", "qr", "qj"):
            self.state = replace(state, centred=word == "qc")
        elif word == "pard":
            self.state = replace(state, centred=False)
        elif word in ("b", "plain"):
            self.state = replace(state, bold=word == "b" and number != 0)

    def _sign(self, sign: str) -> None:
        if sign == "*" and self.opened:
            self.state = replace(self.state, skipped=True)
        self.opened = False
        if sign in _SIGNS:
            self._add(_SIGNS[sign])

    def _hex(self, value: int) -> None:
        self.opened = False
        if self.passing:
            self.passing -= 1
        elif not self.state.skipped:
            self.bytes.append(value)

    def _unicode(self, number: int) -> None:
        character = number + 0x10000 if number < 0 else number
        self.passing = 0
        self._add(chr(character) if 0 <= character <= 0x10FFFF else "\ufffd")
        self.passing = self.state.after_unicode

    def _add(self, text: str) -> None:
        self.opened = False
        passed = min(self.passing, len(text))
        self.passing -= passed
        if not self.state.skipped and len(text) > passed:
            self.text.append(text[passed:])
            self.bold = self.bold or self.state.bold

    def _decode(self) -> None:
        """Decode the bytes in hand, as several may make one character."""
        if self.bytes:
            name = self.fonts.get(self.state.font) or self.encoding
            self.text.append(self.bytes.decode(name, errors="replace"))
            self.bytes.clear()

    def _end(self) -> Iterator[Block]:
        self._decode()
        # Characters beyond the first plane are written as two halves.
        text = "".join(self.text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        lines = tuple(line.rstrip() for line in text.split("\n") if line.strip())
        if lines:
            yield Block(lines, centred=self.state.centred, bold=self.bold)
        self.text, self.bold, self.passing = [], False, 0


def paragraphs(rtf: str) -> list[Block]:
    r"""Return the paragraphs of RTF, cells of a row apart by tabs.

    Parameters
    ----------
    rtf : str
        The file, decoded; its own escapes say which characters are meant.

    Examples
    --------
    >>> paragraphs(r"{\rtf1\ansi\pard\qc{\b A title}\par\pard It\'92s here\u8230?\par}")
    [Block(lines=('A title',), centred=True, bold=True), Block(lines=('It’s here…',), centred=False, bold=False)]
    """
    return list(_Reader(rtf).paragraphs())


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""
