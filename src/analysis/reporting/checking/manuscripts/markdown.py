"""Citations in Markdown and Quarto, parsed as CommonMark: code fences and comments say nothing."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml
from lxml import html

from analysis.reporting.checking.manuscripts.model import (
    CONTEXT,
    DEEPEST,
    LONGEST_LINE,
    MOST_FILES,
    Citation,
    Manuscript,
    Place,
    address_of,
    bounded_lines,
    read_text,
)
from analysis.reporting.checking.pictures import picture_content

_VARIABLE = re.compile(r"\{\{<\s*var\s+(np\.[^\s>]{1,200})\s*>\}\}")
_INCLUDE = re.compile(r"^[ \t]*\{\{<\s*include\s+([^\s>]{1,300})\s*>\}\}[ \t]*$", re.MULTILINE)
_FRONT = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_DATA_URI = re.compile(r"data:image/[a-z+.-]{1,20};base64,([A-Za-z0-9+/=\s]+)")
_ATTRIBUTES = re.compile(r"^\s*\{[^{}]{0,400}\}")
_OPEN_LINK = re.compile(r"<a\s[^>]*?href\s*=\s*[\"']?([^\"'\s>]{1,2000})", re.I)
_IMAGE = re.compile(r"<img\s[^>]*?src\s*=\s*[\"']?([^\"'\s>]{1,2000})", re.I)


_BLOCK = re.compile(r"(?:[^\n]+\n?)+")
LARGEST_VARIABLES = 2 * 2**20
"""Bytes of _variables.yml that are read: a parser of YAML takes a second for a few hundred thousand."""

MOST_BRACKETS = 1_000
"""Opening brackets of a paragraph or table that are read: looking for their ends takes the square of them."""


class _Reader:
    def __init__(self, path: Path) -> None:
        from markdown_it import MarkdownIt

        self.root = path.resolve().parent
        self.found = Manuscript(path)
        self.parser = MarkdownIt("commonmark").enable("table")
        self.parser.validateLink = lambda url: True  # type: ignore[method-assign, assignment]
        self.embedded: list[bytes] = []
        self.files = 0

    def file(self, path: Path, *, chain: tuple[Path, ...] = ()) -> None:
        name = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name
        text = _FRONT.sub(lambda m: "\n" * m.group().count("\n"), read_text(path, name=name))
        text = bounded_lines(_DATA_URI.sub(self._embed, text), self.found, name)
        self.files += 1
        text = self._bounded(text, name)
        line = 1
        for token in self.parser.parse(text):
            if token.map:
                line = token.map[0] + 1
            if token.type == "inline":
                self._inline(token.children or [], Place(name, line), path)
            elif token.type == "html_block":
                self._html(token.content, Place(name, line), path)
        for match in _INCLUDE.finditer(text):
            self._include(match[1], path, Place(name, text.count("\n", 0, match.start()) + 1), (*chain, path))

    def _bounded(self, text: str, name: str) -> str:
        """Return text without the paragraphs a parser would take too long for; each is reported."""

        def blank(match: re.Match[str]) -> str:
            block = match.group()
            if len(block) <= LONGEST_LINE and block.count("[") <= MOST_BRACKETS:
                return block
            place = Place(name, text.count("\n", 0, match.start()) + 1)
            why = f"the paragraph has {len(block):,} characters and {block.count('['):,} brackets; it was not read"
            self.found.unread.append((place, why))
            return "\n" * block.count("\n")

        return _BLOCK.sub(blank, text)

    def _embed(self, match: re.Match[str]) -> str:
        try:
            self.embedded.append(base64.b64decode(match[1]))
        except ValueError:
            self.embedded.append(b"")
        return f"data:np-embedded-{len(self.embedded) - 1}"

    def _include(self, target: str, path: Path, place: Place, chain: tuple[Path, ...]) -> None:
        inner = (path.parent / target).resolve()
        if not inner.is_relative_to(self.root) or not inner.is_file():
            self.found.unread.append(
                (place, f"{target[:80]} is no file of the manuscript's folder; it was not read")
            )
        elif inner in chain or len(chain) > DEEPEST or self.files >= MOST_FILES:
            self.found.unread.append((place, f"{target[:80]} is taken in too often; it was not read"))
        else:
            self.file(inner, chain=chain)

    def _inline(self, children: Sequence[Any], place: Place, path: Path) -> None:
        """Go through the pieces of a paragraph, keeping its text on both sides of each link."""
        pieces = [_shown(child) for child in children]
        whole, offsets = "".join(pieces), [0]
        for piece in pieces:
            offsets.append(offsets[-1] + len(piece))
        covered: list[tuple[int, int]] = []
        line, opened = place.number, None
        for number, child in enumerate(children):
            here = Place(place.file, line)
            line += child.type in ("softbreak", "hardbreak")
            link = _opens(child)
            if link is not None:
                opened = (link, offsets[number + 1], here)
            elif _closes(child) and opened is not None:
                covered += self._link(*opened, offsets[number], whole)
                opened = None
            image = _picture_target(child)
            if image:
                self._picture(image, here, path)
        for match in _VARIABLE.finditer(whole):
            at = Place(place.file, place.number + whole.count("\n", 0, match.start()))
            self.found.cite(Citation("variable", at, match[1]))
            covered.append(match.span())
        bare = list(whole)
        for start, end in covered:
            bare[start:end] = " " * (end - start)
        for number, text in enumerate("".join(bare).split("\n")):
            self.found.prose(text, Place(place.file, place.number + number))

    def _link(self, target: str, start: int, place: Place, end: int, whole: str) -> list[tuple[int, int]]:
        if not address_of(target):
            return []
        before, after = whole[max(start - CONTEXT, 0) : start], whole[end : end + CONTEXT]
        after = _ATTRIBUTES.sub("", after)
        self.found.cite(
            Citation("address", place, target, typed=whole[start:end], before=before, after=after)
        )
        return [(start, end)]

    def _picture(self, target: str, place: Place, path: Path) -> None:
        embedded = re.fullmatch(r"data:np-embedded-(\d+)", target)
        if embedded:
            content: bytes | None = self.embedded[int(embedded[1])]
            self.found.cite(Citation("picture", place, "embedded picture", content=content))
            return
        target = unquote(target)
        content = None if "://" in target else picture_content(path.parent / target)
        self.found.cite(Citation("picture", place, target, content=content, known_as=Path(target).name))

    def _html(self, source: str, place: Place, path: Path) -> None:
        try:
            tree = html.fragment_fromstring(source, create_parent=True)
        except Exception:  # lxml raises several kinds on what is no HTML
            return
        for element in tree.iter("a", "img"):
            here = Place(place.file, place.number + max((element.sourceline or 1) - 1, 0))
            target = unquote(element.get("href" if element.tag == "a" else "src") or "")
            if element.tag == "img" and target:
                self._picture(target, here, path)
            elif address_of(target):
                typed = element.text_content()
                after = (element.tail or "")[:CONTEXT]
                self.found.cite(Citation("address", here, target, typed=typed, after=after))


def _shown(child: Any) -> str:
    if child.type in ("text", "code_inline"):
        return str(child.content)
    return "\n" if child.type in ("softbreak", "hardbreak") else ""


def _opens(child: Any) -> str | None:
    if child.type == "link_open":
        return unquote(str(child.attrGet("href") or ""))
    if child.type == "html_inline":
        found = _OPEN_LINK.match(child.content)
        return unquote(found[1]) if found else None
    return None


def _closes(child: Any) -> bool:
    return child.type == "link_close" or (
        child.type == "html_inline" and child.content.lower().startswith("</a")
    )


def _picture_target(child: Any) -> str:
    if child.type == "image":
        return str(child.attrGet("src") or "")
    if child.type == "html_inline":
        found = _IMAGE.match(child.content)
        return found[1] if found else ""
    return ""


def read_markdown(path: Path) -> Manuscript:
    """Return the citations of a Markdown or Quarto manuscript.

    Raises
    ------
    InputError
        If the file is missing or beyond the limit.
    """
    reader = _Reader(path)
    reader.file(path.resolve())
    reader.found.variables = _variables(path.resolve().parent)
    return reader.found


def _variables(folder: Path) -> dict[str, dict[str, str]] | None:
    """Return the variables under ``np`` that Quarto would print, by run; None if there is no file of them."""
    for place in (folder, *list(folder.parents)[:3]):
        file = place / "_variables.yml"
        if file.is_file() and file.stat().st_size <= LARGEST_VARIABLES:
            try:
                found = yaml.load(file.read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506 - makes only text, lists, tables
            except (yaml.YAMLError, RecursionError, ValueError):
                return {}
            runs = found.get("np") if isinstance(found, dict) else None
            if not isinstance(runs, dict):
                return {}
            return {
                # Only text: a list of aliases of lists would be endless when written out.
                str(run): {str(name): text for name, text in values.items() if isinstance(text, str)}
                for run, values in runs.items()
                if isinstance(values, dict)
            }
        if (place / "_quarto.yml").is_file():
            break
    return None
