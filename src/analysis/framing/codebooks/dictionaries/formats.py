"""The dictionary formats: quanteda's YAML, WordStat, Lexicoder, LIWC, and the XML of Yoshikoder."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lxml import etree

from analysis.errors import CodebookError
from analysis.framing.codebooks.dictionaries.entries import DEEPEST, Contents
from analysis.lines import Place, at, read_lines

_WEIGHT = re.compile(r"^(.*?)[ \t]+\((-?\d{1,6}(?:\.\d{1,6})?)\)$")
_CODES = re.compile(r"\s+(?=[\d(<])")
_CODE = re.compile(r"\([^()]*\)\s*\S*|<[^<>]*>\S*|\S+")


def quanteda(text: str, contents: Contents) -> None:
    """Read YAML: categories are keys, entries are lists; ``__`` and an empty key stand for the category itself."""
    data, lines = read_lines(text, where=contents.where, error=CodebookError)
    if not isinstance(data, dict) or not data:
        raise CodebookError(
            "the file holds no categories", where=contents.where, remedy="category: [word, word]"
        )
    waiting: list[tuple[Any, Place, tuple[str, ...]]] = [(data, (), ())]
    while waiting:
        part, place, path = waiting.pop()
        if isinstance(part, str):
            contents.add(path, part, lines[place])
        elif isinstance(part, list):
            waiting += [(item, (*place, i), path) for i, item in reversed(list(enumerate(part)))]
        elif len(path) > DEEPEST:
            contents.refuse(path, "", lines[place], f"more than {DEEPEST} levels of categories")
        else:
            own = [
                (item, (*place, key), path if key in ("", "__") else (*path, key))
                for key, item in part.items()
            ]
            waiting += reversed(own)


def wordstat(text: str, contents: Contents) -> None:
    """Read ``.cat``: a tree by indentation, whose leaves have a weight in brackets."""
    above: list[tuple[int, str]] = []
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.expandtabs(8).rstrip()
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip())
        while above and above[-1][0] >= indent:
            above.pop()
        path = tuple(name for _, name in above)
        name = line.strip()
        found = _WEIGHT.match(name)
        if found:
            contents.add(path, found[1].strip(), number, float(found[2]))
        elif name.startswith("@"):
            contents.refuse(path, name, number, "a rule of another program")
        elif len(above) >= DEEPEST:
            contents.refuse(path, name, number, f"more than {DEEPEST} levels of categories")
        else:
            above.append((indent, name))


def lexicoder(text: str, contents: Contents) -> None:
    """Read ``.lc3``: a line that begins with ``+`` is a category, every other line an entry of it."""
    path: tuple[str, ...] = ()
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        if line.startswith("+"):
            depth = len(line) - len(line.lstrip("+"))
            name = line.lstrip("+").strip()
            if name:
                path = (*path[: min(depth, DEEPEST) - 1], name)
            else:
                contents.refuse((), line, number, "a category without a name")
        elif line:
            contents.add(path, line, number)


def liwc(text: str, contents: Contents) -> None:
    """Read ``.dic``: numbered categories between two lines of ``%``, then words with their numbers."""
    lines = text.split("\n")
    marks = [number for number, line in enumerate(lines) if line.strip() == "%"][:2]
    if len(marks) < 2:
        raise CodebookError(
            "there is no header of categories between two lines of %", where=contents.where,
            remedy="A LIWC dictionary begins with one; a list for spelling also ends in .dic and is none.",
        )  # fmt: skip
    categories = _legend(lines[marks[0] + 1 : marks[1]], marks[0] + 2, contents)
    for number, raw in enumerate(lines[: marks[0]], start=1):
        if raw.strip():
            contents.refuse((), raw.strip(), number, "stands before the header")
    for number, raw in enumerate(lines[marks[1] + 1 :], start=marks[1] + 2):
        if raw.strip():
            _liwc_line(raw.strip(), number, categories, contents)


def _legend(lines: list[str], first: int, contents: Contents) -> dict[str, tuple[str, ...]]:
    """Return the path of each category by its number; LIWC 2015 nests them by tabs."""
    out: dict[str, tuple[str, ...]] = {}
    above: list[tuple[int, str]] = []
    for number, raw in enumerate(lines, start=first):
        found = re.fullmatch(r"(\s*)(\d{1,9})\s+(\S.*)", raw.rstrip())
        if not found:
            if raw.strip():
                contents.refuse((), raw.strip(), number, "no category: a number and a name are needed")
            continue
        indent, code, name = len(found[1].expandtabs(8)), found[2].lstrip("0") or "0", found[3]
        while above and above[-1][0] >= indent:
            above.pop()
        if code in out:
            contents.refuse((), raw.strip(), number, f"the number {code} is another category's already")
        elif len(above) >= DEEPEST:
            raise CodebookError(f"more than {DEEPEST} levels of categories", where=at(contents.where, number))
        else:
            above.append((indent, name))
            out[code] = tuple(own for _, own in above)
    return out


def _liwc_line(line: str, number: int, categories: dict[str, tuple[str, ...]], contents: Contents) -> None:
    if "\t" in line:
        word, _, rest = line.partition("\t")
    else:
        word, rest = [*_CODES.split(line, maxsplit=1), ""][:2]
    codes = _CODE.findall(rest)
    if not codes:
        contents.refuse((), line, number, "has no category")
    for code in codes:
        if not code.isdigit():
            reason = f"the condition {code}: the category depends on the words beside it"
            contents.refuse(
                (), word.strip(), number, reason if code[0] in "(<" else f"{code} is no number of a category"
            )
        elif (code.lstrip("0") or "0") not in categories:
            contents.refuse((), word.strip(), number, f"the category {code} is not in the header")
        else:
            contents.add(categories[code.lstrip("0") or "0"], word.strip(), number)


def yoshikoder(text: str, contents: Contents) -> None:
    """Read ``.ykd`` and ``.lcd``: XML with ``cnode`` for categories and ``pnode`` for entries."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise CodebookError(
            "a document type is not read", where=contents.where, remedy="Remove <!DOCTYPE …>."
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise CodebookError(f"not XML ({error.msg})", where=at(contents.where, line)) from error
    # The one node at the top is the dictionary itself.
    tops = [node for node in root if node.tag == "cnode"]
    start = tops[0] if len(tops) == 1 and any(child.tag == "cnode" for child in tops[0]) else root
    waiting: list[tuple[Any, tuple[str, ...]]] = [(start, ())]
    while waiting:
        node, path = waiting.pop()
        for child in node:
            if child.tag == "pnode":
                contents.add(path, child.get("name", ""), child.sourceline or 1)
        if len(path) > DEEPEST:
            contents.refuse(path, "", node.sourceline or 1, f"more than {DEEPEST} levels of categories")
            continue
        inner = [(child, (*path, child.get("name", ""))) for child in node if child.tag == "cnode"]
        waiting += reversed(inner)


READERS: dict[str, Callable[[str, Contents], None]] = {
    "quanteda": quanteda,
    "wordstat": wordstat,
    "lexicoder": lexicoder,
    "liwc": liwc,
    "yoshikoder": yoshikoder,
}
