"""Citations in LaTeX, read as text: nothing is expanded or executed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from analysis.reporting.checking.manuscripts.latex_text import balanced, text_of, without_comments
from analysis.reporting.checking.manuscripts.model import (
    CONTEXT,
    DEEPEST,
    LARGEST_TEXT,
    MOST_CITATIONS,
    MOST_FILES,
    Citation,
    Context,
    Manuscript,
    Place,
    address_of,
    bounded_lines,
    read_text,
)
from analysis.reporting.checking.pictures import picture_content

_COMMAND = re.compile(
    r"\\(?P<name>npvalue|npliteral|npfigure|nppicture|npcaption|nptable|href|includegraphics|includesvg|graphicspath|svgpath"
    r"|input|include|subfile|subfileinclude|import|subimport)\*?(?![A-Za-z])"
)
_WRAPPER = re.compile(
    r"\\(?:new|renew|provide)command\*?\s*\{?\\(?P<name>[A-Za-z]{1,40})\}?\s*\[1\]\s*\{[^{}]{0,80}\\npvalue(?P<run>\[[0-9a-f]{0,12}\])?\{#1\}"
)
_INCLUDING = ("input", "include", "subfile", "subfileinclude", "import", "subimport")
_PICTURES = ("includegraphics", "includesvg")
_ITEMS = ("npfigure", "nppicture", "npcaption", "nptable")
_SUFFIXES = ("", ".pdf", ".png", ".jpg", ".jpeg", ".svg", ".eps")
_MACROS = re.compile(rb"\\npcurrent\b|\bnp/(?:value|figure)/")
"""What a file of macros written by a run holds, and no author's own file."""

_SILENT = re.compile(
    r"\\(?:label|[A-Za-z]*ref|[A-Za-z]*[cC]ite[A-Za-z]*|url|begin|end|documentclass|usepackage|setlength|[hv]space"
    r"|bibliography(?:style)?|addbibresource|hypersetup|geometry|setcounter|pagestyle|vskip|hskip|rule|includegraphics"
    r"|linespread|fontsize|color|definecolor|newcommand|renewcommand|providecommand|def|input|include|graphicspath"
    r"|href|date)\*?(?:\s?\[[^\]\n]{0,300}\]){0,3}(?:\{[^{}\n]{0,500}\}){0,3}"
)
_LENGTH = re.compile(r"[\d.]+\s?(?:pt|cm|mm|em|ex|in|bp|\\(?:text|line|column)(?:width|height))\b")


MOST_OPEN = 100
"""Arguments of commands that do not close within the limit, before the rest of a file is given up."""


class _Reader:
    """Goes through a LaTeX manuscript and the files it takes in, in the order LaTeX would."""

    def __init__(self, path: Path) -> None:
        self.root = path.resolve().parent
        self.found = Manuscript(path)
        self.search: list[str] = [""]
        self.files = 0
        self.wrappers: dict[str, str] = {}

    def file(self, path: Path, *, depth: int = 0, chain: tuple[Path, ...] = ()) -> None:
        name = _shown(path, self.root)
        raw = bounded_lines(read_text(path, name=name), self.found, name)
        self.files += 1
        text = without_comments(raw)
        starts = [0] + [match.end() for match in re.finditer("\n", text)]
        spans: list[tuple[int, int]] = []
        open_ended = 0
        for match in self._commands(text):
            place = Place(name, bisect_right(starts, match.start()))
            end, arguments = balanced(text, match.end())
            if match["name"] in _INCLUDING:
                self._include(
                    match["name"], arguments, text[match.end() :][:300], path, place, depth, (*chain, path)
                )
            else:
                self._cite(match["name"], arguments, text, (match.start(), end), path, place)
            spans.append((match.start(), end))
            open_ended += not arguments and text[match.end() : match.end() + 1] == "{"
            if open_ended > MOST_OPEN:
                self.found.unread.append(
                    (place, f"more than {MOST_OPEN} braces do not close; the rest was not read")
                )
                break
            if len(spans) > MOST_CITATIONS:
                self.found.unread.append(
                    (place, f"more than {MOST_CITATIONS:,} commands; the rest was not read")
                )
                break
        self._numbers(text, spans, name)

    def _commands(self, text: str) -> Iterator[re.Match[str]]:
        for match in list(_WRAPPER.finditer(text))[:20]:
            self.wrappers[match["name"]] = (match["run"] or "")[1:-1]
        pattern = _COMMAND
        if self.wrappers:
            own = "|".join(sorted(map(re.escape, self.wrappers), key=len, reverse=True))
            pattern = re.compile(_COMMAND.pattern.replace("npvalue|", f"npvalue|{own}|", 1))
        yield from pattern.finditer(text)

    def _cite(  # noqa: PLR0917
        self,
        name: str,
        arguments: list[tuple[str, str]],
        text: str,
        span: tuple[int, int],
        path: Path,
        place: Place,
    ) -> None:
        options = [value for mark, value in arguments if mark == "["]
        given = [value for mark, value in arguments if mark == "{"]
        if not given or ("#" in given[0].replace(r"\#", "") and name != "href"):
            return
        before = text_of(text[max(span[0] - CONTEXT, 0) : span[0]])
        after = text_of(text[span[1] : span[1] + CONTEXT])
        around = Context(before, after)
        if name in self.wrappers or name == "npvalue":
            run = options[0] if options else self.wrappers.get(name, "")
            self.found.cite(
                Citation(
                    "macro",
                    place,
                    given[0].strip(),
                    run=run.strip(),
                    before=around.before,
                    after=around.after,
                )
            )
        elif name == "npliteral" and len(given) > 1:
            run = options[0].strip() if options else ""
            self.found.cite(
                Citation(
                    "literal",
                    place,
                    given[0].strip(),
                    typed=text_of(given[1]),
                    run=run,
                    before=around.before,
                    after=around.after,
                )
            )
        elif name == "href" and len(given) > 1:
            target = re.sub(r"\\([#%&_~])", r"\1", given[0])
            if address_of(target):
                self.found.cite(
                    Citation(
                        "address",
                        place,
                        target,
                        typed=text_of(given[1]),
                        before=around.before,
                        after=around.after,
                    )
                )
        elif name in ("graphicspath", "svgpath"):
            self.search += [value for _, value in balanced(given[0], 0, many=50)[1]]
        elif name in _PICTURES:
            self._picture(given[0].strip().strip('"'), path, place)
        elif name in _ITEMS:
            run = options[0].strip() if options else ""
            self.found.cite(
                Citation("item", place, given[0].strip(), run=run, before=around.before, after=around.after)
            )

    def _picture(self, target: str, path: Path, place: Place) -> None:
        for base in (self.root, path.parent):
            for folder in self.search:
                for suffix in _SUFFIXES:
                    content = picture_content(base / folder / f"{target}{suffix}")
                    if content is not None:
                        known = f"{folder}{target}{suffix}"
                        self.found.cite(
                            Citation("picture", place, known, content=content, known_as=Path(known).name)
                        )
                        return
        within = [f"{folder}{target}" for folder in self.search]
        led = next((place_ for place_ in within if address_of(place_)), target)
        self.found.cite(Citation("picture", place, led, known_as=Path(target).name))

    def _include(  # noqa: PLR0917
        self, command: str, arguments: list[tuple[str, str]], rest: str, path: Path, place: Place, depth: int,
        chain: tuple[Path, ...],
    ) -> None:  # fmt: skip
        given = [value.strip() for mark, value in arguments if mark == "{"]
        if not given:
            bare = re.match(r"\s*([^\s{}\\]{1,300})", rest)
            given = [bare[1]] if bare and command == "input" else []
        if not given or "#" in given[0]:
            return
        target = (
            f"{given[0].rstrip('/')}/{given[1]}"
            if command.endswith("import") and len(given) > 1
            else given[0]
        )
        inner = self._found(target.strip('"'), path)
        if inner is None:
            if address_of(target) or Path(target).name.startswith("values"):
                self.found.cite(Citation("load", place, target))
            else:
                self.found.unread.append((place, f"there is no file {target[:80]}; it was not read"))
            return
        content = inner.read_bytes() if inner.stat().st_size <= LARGEST_TEXT else b""
        if address_of(target) or _MACROS.search(content[:20_000]):
            self.found.cite(Citation("load", place, target, content=content))
        elif not inner.resolve().is_relative_to(self.root):
            self.found.unread.append(
                (place, f"{target[:80]} lies outside the manuscript's folder; it was not read")
            )
        elif inner in chain or depth >= DEEPEST or self.files >= MOST_FILES:
            why = "takes itself in" if inner in chain else "is beyond the limit of files taken in"
            self.found.unread.append((place, f"{target[:80]} {why}; it was not read"))
        else:
            self.file(inner, depth=depth + 1, chain=chain)

    def _found(self, target: str, path: Path) -> Path | None:
        for base in (self.root, path.parent):
            for suffix in ("", ".tex"):
                candidate = base / f"{target}{suffix}"
                try:
                    if candidate.is_file():
                        return candidate.resolve()
                except (OSError, ValueError):
                    continue
        return None

    def _numbers(self, text: str, spans: list[tuple[int, int]], name: str) -> None:
        """Count the numbers of the prose that no citation covers."""
        begin = text.find(r"\begin{document}")
        pieces, at = [], max(begin, 0)
        for start, end in spans:
            if start >= at:
                pieces.append(text[at:start])
                pieces.append("\n" * text.count("\n", start, end) + " ")
                at = end
        pieces.append(text[at:])
        first = 1 + text.count("\n", 0, max(begin, 0))
        bare = _LENGTH.sub(" ", _SILENT.sub(lambda m: "\n" * m.group().count("\n"), "".join(pieces)))
        for number, line in enumerate(bare.split("\n"), start=first):
            if any(c.isdigit() for c in line):
                self.found.prose(text_of(line), Place(name, number))


def _shown(path: Path, root: Path) -> str:
    inner = path.resolve()
    return inner.relative_to(root).as_posix() if inner.is_relative_to(root) else path.name


def read_latex(path: Path) -> Manuscript:
    """Return the citations of a LaTeX manuscript and of the files it takes in.

    Raises
    ------
    InputError
        If the file is missing or beyond the limit.
    """
    reader = _Reader(path)
    reader.file(path.resolve())
    return reader.found
