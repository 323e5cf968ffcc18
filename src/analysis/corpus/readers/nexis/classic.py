"""The older layout of Nexis: documents are counted, labels are in capitals.

A document has centred lines (outlet, date, edition, copyright), the headline,
labelled fields, the body, and again fields and copyright. Headline and fields
may stand above or below: what is what is told by labels and by centring, and
only where a file format has no centring by the order.
"""

from __future__ import annotations

import re

from analysis.corpus.readers.blocks import Block, is_copyright, looks_dated
from analysis.corpus.readers.nexis.labels import Draft, label_of, paragraphs

_COUNT = (
    r"(?:FOCUS\s{0,3}-\s{0,3})?(?:Documento?|Dokument)?\s{0,3}"
    r"\d[\d.,]{0,9}\s+(?:of|von|de|di|van|af|av)\s+\d[\d.,]{0,9}"
)
SEPARATOR = re.compile(rf"\s*{_COUNT}(?:\s+(?:DOCUMENTS?|Dokumente?n?|documents?|documentos?))?\s*", re.I)
SEPARATOR_ANYWHERE = re.compile(rf">\s{{0,9}}{_COUNT}(?:\s+DOCUMENTS?)?\s{{0,9}}<", re.I)
_NAMED = re.compile(r"document|dokument", re.I)
_TOP = frozenset(["title", "byline", "section", "length", "dateline", "standfirst"])
_SPEAKERS = frozenset(["ANCHOR", "ANCHORS", "GUEST", "GUESTS", "REPORTER", "HOST", "SHOW", "TEXT", "NAME"])
_EDITION = re.compile(
    r"\b(?:edition|ausgabe|final|édition|edición|editie|edizione|correction appended)\b", re.I
)
_RIGHTS = re.compile(
    r"\b(?:rights?|reserved|rechte|droits|derechos|ltd|inc|llc|gmbh|co|corp|plc|b\.v|company)\b", re.I
)
_ABOVE = ("LENGTH", "LÄNGE", "LONGUEUR", "LENGTE", "LONGITUD", "LUNGHEZZA")
BELOW = ("LOAD-DATE", "UPDATE", "DATE-CHARGEMENT")
_FARTHEST, _BETWEEN = 14, 4
"""Blocks from the top within which a header's first label stands, and most blocks between date and label."""
_CONTINUED = {"caption": 12, "standfirst": 3, "other": 3}
"""Blocks without label over which a field below the body may go on."""

Label = tuple[str, str, str]


def separators(blocks: list[Block]) -> list[int]:
    """Return the places of the blocks that begin with a line that counts documents."""
    return [i for i, block in enumerate(blocks) if _counts(block.lines[0])]


def is_single(blocks: list[Block]) -> bool:
    """Say whether blocks are one document without the line that counts it, by labels above and below the text."""
    labels = {label[0] for block in blocks if (label := label_of(block, capitals=True))}
    return not labels.isdisjoint(_ABOVE) and not labels.isdisjoint(BELOW)


def _counts(line: str) -> bool:
    return len(line) <= 120 and SEPARATOR.fullmatch(line) is not None and _NAMED.search(line) is not None


def parted(blocks: list[Block]) -> list[Block]:
    """Return blocks in which a line that counts documents stands alone."""
    found: list[Block] = []
    for block in blocks:
        at = 0
        for i, line in enumerate(block.lines):
            if len(block.lines) > 1 and _counts(line):
                found += [Block(block.lines[at:i], block.centred)] if i > at else []
                found.append(Block((line,), centred=True))
                at = i + 1
        if at < len(block.lines):
            found.append(Block(block.lines[at:], block.centred) if at else block)
    return found


def documents(blocks: list[Block]) -> tuple[list[Block], list[list[Block]]]:
    """Return the cover page, and the blocks of each document without the line that counts it."""
    starts = separators(blocks)
    if not starts:
        return [], [blocks]
    ends = [*starts[1:], len(blocks)]
    return blocks[: starts[0]], [blocks[start + 1 : end] for start, end in zip(starts, ends, strict=True)]


def parse(blocks: list[Block], *, wrapped: bool) -> Draft:
    """Read one document.

    Parameters
    ----------
    blocks : list of Block
        As `documents` gives them.
    wrapped : bool
        Whether lines are cut at a fixed width.
    """
    draft = Draft()
    labels = [label_of(block, capitals=True) for block in blocks]
    start = _body_start(blocks, labels)
    end = _body_end(blocks, labels, start)
    _head(draft, blocks[:start], labels[:start], wrapped=wrapped)
    body = blocks[start:end]
    label = labels[start] if body else None
    if label and label[1] == "body":
        body = [*([Block((label[2],))] if label[2] else []), *body[1:]]
    draft.body = paragraphs(body, wrapped=wrapped)
    _tail(draft, blocks[end:], labels[end:])
    return draft


def _body_start(blocks: list[Block], labels: list[Label | None]) -> int:
    """Return where the header ends."""
    named = next((i for i, label in enumerate(labels[:30]) if label and label[1] == "body"), None)
    if named is not None:
        return named
    date = _date(blocks, labels)
    first = next((i for i, label in enumerate(labels[:_FARTHEST]) if label and label[1] in _TOP), None)
    if date is not None and _titled_above(blocks, labels, date):
        after = date + 1
        unsigned = after + 1 < len(labels) and not labels[after] and labels[after + 1]
        return _run(labels, after + 1 if unsigned and len(blocks[after].text.split()) <= 6 else after)
    top = -1 if date is None else date
    if first is not None and first - top - 1 <= _BETWEEN + (date is None):
        return _run(labels, first)
    title = next((i for i in range(top + 1, len(blocks)) if not blocks[i].centred), len(blocks))
    return min(title + 1, max(len(blocks) - 1, 0)) if date is not None else min(title + 1, len(blocks))


def _date(blocks: list[Block], labels: list[Label | None]) -> int | None:
    middle = any(block.centred for block in blocks[:8])
    return next(
        (
            i for i, block in enumerate(blocks[:8])
            if not labels[i] and (block.centred or not middle) and not is_copyright(block)
            and any(looks_dated(line) for line in block.lines)
        ),
        None,
    )  # fmt: skip


def _titled_above(blocks: list[Block], labels: list[Label | None], date: int) -> bool:
    """Whether the headline stands between outlet and date."""
    return blocks[date].centred and any(
        not block.centred and not (label and label[1]) and not is_copyright(block)
        for block, label in zip(blocks[:date], labels[:date], strict=True)
    )


def _run(labels: list[Label | None], at: int) -> int:
    """Return where a run of labelled blocks ends."""
    while at < len(labels):
        label = labels[at]
        if label is None:
            break
        if not label[1] and not any(later and later[1] in _TOP for later in labels[at + 1 : at + 3]):
            break
        # A label alone on its line has its value in the next block.
        at += 2 if not label[2] and at + 1 < len(labels) and labels[at + 1] is None else 1
    return min(at, len(labels))


def _body_end(blocks: list[Block], labels: list[Label | None], start: int) -> int:
    """Return where the fields and notices below the body begin."""
    end = len(blocks)
    while end > start:
        label, block = labels[end - 1], blocks[end - 1]
        known = (
            label is not None
            and label[0] not in _SPEAKERS
            and (label[1] not in ("", "body") or "-" in label[0])
        )
        if known or is_copyright(block) or (block.centred and end == len(blocks)):
            end -= 1
            continue
        above = _continued(labels, end - 1, start)
        if above is None:
            break
        end = above
    return end


def _continued(labels: list[Label | None], at: int, start: int) -> int | None:
    """Return the label whose value goes on in the block at `at`, if there is one."""
    for i in range(at - 1, max(start, at - 1 - max(_CONTINUED.values())) - 1, -1):
        label = labels[i]
        if label is not None:
            near = at - i <= _CONTINUED.get(label[1], 0)
            return (
                i if near and label[0] not in _SPEAKERS and (label[1] == "caption" or not label[2]) else None
            )
    return None


def _head(draft: Draft, blocks: list[Block], labels: list[Label | None], *, wrapped: bool) -> None:
    """Read the header: what is labelled, and what is told by its place."""
    middle = any(block.centred for block in blocks)
    waiting: Label | None = None
    named = False
    for i, (block, label) in enumerate(zip(blocks, labels, strict=True)):
        if label and not label[1] and not named and "title" not in draft.metadata:
            # A headline such as "PORT: Ferry sails again" only looks like a field.
            draft.title(block.lines, wrapped=wrapped)
        elif label is not None:
            named = named or label[1] in _TOP
            waiting = label if not label[2] else None
            draft.take(*label)
        elif waiting is not None:
            draft.take(waiting[0], waiting[1], block.text)
            waiting = None
        elif is_copyright(block):
            draft.furniture.append(block.text)
        elif block.centred or (not middle and not _below_date(draft)):
            _outlet_or_date(draft, block, last=i + 1 == len(blocks))
        elif "title" not in draft.metadata and not (not middle and _edition(block)):
            draft.title(block.lines, wrapped=wrapped)
        else:
            _subtitle(draft, block, labelled=i + 1 < len(labels) and labels[i + 1] is not None)
    if "outlet" not in draft.metadata:
        draft.metadata["outlet"] = _owner(blocks)


def _owner(blocks: list[Block]) -> str:
    """Return the outlet where it stands in one block with the copyright."""
    lines = [block.lines[-1].strip() for block in blocks if is_copyright(block) and len(block.lines) > 1]
    return next((line for line in lines if not _RIGHTS.search(line)), "")


def _below_date(draft: Draft) -> bool:
    return "date" in draft.metadata


def _outlet_or_date(draft: Draft, block: Block, *, last: bool) -> None:
    """Take a centred block, or one above the date where nothing is centred."""
    if not block.centred and "outlet" in draft.metadata and not any(map(looks_dated, block.lines)):
        draft.metadata.setdefault("title", block.text)
        return
    for line in (line.strip() for line in block.lines):
        if "date" not in draft.metadata and looks_dated(line):
            draft.metadata["date"] = " ".join(line.split())
        elif "outlet" not in draft.metadata and "date" not in draft.metadata:
            draft.metadata["outlet"] = " ".join(line.split())
        else:
            draft.furniture.append(line)


def _edition(block: Block) -> bool:
    return len(block.text.split()) <= 6 and _EDITION.search(block.text) is not None


def _subtitle(draft: Draft, block: Block, *, labelled: bool) -> None:
    """Take a block below the headline: an author, a standfirst, or a note on the edition."""
    if _edition(block) or "standfirst" in draft.metadata:
        draft.furniture.append(block.text)
    elif labelled and len(block.text.split()) <= 6 and "byline" not in draft.metadata:
        draft.metadata["byline"] = block.text
    else:
        draft.metadata["standfirst"] = block.text


def _tail(draft: Draft, blocks: list[Block], labels: list[Label | None]) -> None:
    """Read what stands below the body."""
    current: Label | None = None
    for block, label in zip(blocks, labels, strict=True):
        if label is not None:
            current = label
            draft.take(*label)
        elif current is None or is_copyright(block) or block.centred:
            draft.furniture.append(block.text)
        else:
            draft.take(current[0], current[1], block.text)
