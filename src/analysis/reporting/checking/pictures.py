"""What a picture says about itself: run and data in its metadata, and its pixels.

Pictures come from anywhere. Their size is looked at before they are decoded, XML is
read without entities, and nothing in them is evaluated or fetched.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from lxml import etree

from analysis.reporting.reading import content_of

LARGEST_PICTURE = 100 * 2**20
"""Bytes of a picture that are read."""

MOST_PIXELS = 120_000_000
"""Pixels of a picture that are decoded: an A3 page at 600 dots per inch has 70 million."""

_RUN = re.compile(r"\brun:([0-9a-f]{12})\b")
_DATA = re.compile(r"\bdata-sha256:([0-9a-f]{64})\b")
_DC = "{http://purl.org/dc/elements/1.1/}"
_SIDE = 48


@dataclass(frozen=True)
class Mark:
    """What a file says of its origin: kind of file, run id, hash of plotted rows, title and program."""

    kind: str = ""
    run: str = ""
    data: str = ""
    title: str = ""
    maker: str = ""
    problem: str = ""


def read_mark(content: bytes) -> Mark:
    """Return what a PNG, SVG, PDF or other picture says about itself.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    Mark
        Kind ``""`` if it is no picture known here; run and data empty where it does not say.
    """
    kind = kind_of(content)
    if len(content) > LARGEST_PICTURE:
        return Mark(kind, problem=f"it has more than {LARGEST_PICTURE:,} bytes and was not read")
    reader = {"png": _png, "svg": _svg, "pdf": _pdf}.get(kind)
    if reader is None:
        return Mark(kind)
    try:
        return reader(content)
    except Exception as problem:  # what libraries raise on broken pictures has no common class
        return Mark(kind, problem=f"it cannot be read ({type(problem).__name__})")


def picture_content(path: Path | None) -> bytes | None:
    """Return the bytes of a picture, or None if there is no such file or it is too large."""
    return content_of(path, largest=LARGEST_PICTURE)


def kind_of(content: bytes) -> str:
    """Return the kind of a picture by its first bytes.

    Examples
    --------
    >>> kind_of(b"%PDF-1.4 ...")
    'pdf'
    """
    head = content[:4096]
    for start, kind in (
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"%PDF-", "pdf"),
        (b"\xff\xd8\xff", "jpg"),
        (b"GIF8", "gif"),
        (b"%!PS", "eps"),
    ):
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if b"<svg" in head or (
        head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") and b"svg" in content[:65536]
    ):
        return "svg"
    return ""


def _png(content: bytes) -> Mark:
    with _opened(content) as picture:
        texts = {key: str(value) for key, value in picture.info.items() if isinstance(value, str)}
        if "Run" not in texts and picture.width * picture.height <= MOST_PIXELS:
            picture.load()  # some programs write text after the pixels
            texts |= {key: str(value) for key, value in picture.info.items() if isinstance(value, str)}
    return Mark("png", *_ids(texts.get("Run", ""), texts.get("Data-SHA256", "")), texts.get("Title", ""),
                texts.get("Software", ""))  # fmt: skip


def _svg(content: bytes) -> Mark:
    found: dict[str, str] = {}
    parser = etree.iterparse(
        io.BytesIO(content), events=("end",), resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, recover=False,
    )  # fmt: skip
    creator = False
    for _, element in parser:
        if element.tag == f"{_DC}title" and not creator:
            found.setdefault("title", (element.text or "").strip())
        for part in ("identifier", "source"):
            if element.tag == f"{_DC}{part}":
                found.setdefault(part, (element.text or "").strip())
        if str(element.tag).endswith("}metadata"):
            break
    return Mark("svg", *_ids(found.get("identifier", ""), found.get("source", "")), found.get("title", ""))


def _pdf(content: bytes) -> Mark:
    from pypdf import PdfReader

    about: Any = PdfReader(io.BytesIO(content)).metadata or {}
    words = str(about.get("/Keywords", ""))
    return Mark(
        "pdf", *_ids(words, words), str(about.get("/Title", "") or ""), str(about.get("/Creator", "") or "")
    )


def _ids(run: str, data: str) -> tuple[str, str]:
    """Return run id and data hash, in whichever way a format writes them; empty if malformed or none."""
    found, rows = (
        _RUN.search(f"run:{run}" if ":" not in run else run),
        _DATA.search(f"data-sha256:{data}" if ":" not in data else data),
    )
    return found.group(1) if found else "", rows.group(1) if rows else ""


def _opened(content: bytes) -> Any:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(io.BytesIO(content))


def pixels(content: bytes) -> np.ndarray | None:
    """Return a picture as it looks on white paper, or None if it is no picture of pixels or too large.

    Returns
    -------
    array of uint8, shape (height, width, 3)
    """
    from PIL import Image

    if kind_of(content) not in ("png", "jpg", "gif", "webp") or len(content) > LARGEST_PICTURE:
        return None
    try:
        with _opened(content) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            shown = picture.convert("RGBA")
            paper = Image.new("RGBA", shown.size, "white")
            return np.asarray(Image.alpha_composite(paper, shown).convert("RGB"))
    except Exception:  # broken pictures raise whatever their decoder raises
        return None


def pixel_hash(content: bytes) -> str:
    """Return a hash of the pixels of a picture, the same however the file is compressed; empty if it has none."""
    shown = pixels(content)
    if shown is None:
        return ""
    return hashlib.sha256(str(shown.shape).encode() + shown.tobytes()).hexdigest()


@dataclass(frozen=True)
class Likeness:
    """A picture made small: its shape, and lightness on a grid of 48 × 48."""

    ratio: float
    grid: np.ndarray

    def distance(self, other: Likeness) -> float:
        """Return how unlike two pictures are: 0 the same, 1 or more unrelated.

        The differences of lightness are seen against what the two pictures hold besides
        paper, because most of a chart is white; infinite if their shapes differ by 2 %.
        """
        if abs(self.ratio / other.ratio - 1) > 0.02:
            return float("inf")
        ink = np.maximum(self.grid, other.grid).sum()
        return float(np.abs(self.grid - other.grid).sum() / ink) if ink else 0.0


def likeness(content: bytes) -> Likeness | None:
    """Return a picture made small, for comparison with resized copies; None if it has no pixels."""
    from PIL import Image

    shown = pixels(content)
    if shown is None or min(shown.shape[:2]) < _SIDE:
        return None
    small = Image.fromarray(shown).convert("L").resize((_SIDE, _SIDE), Image.Resampling.BOX)
    return Likeness(shown.shape[1] / shown.shape[0], 1 - np.asarray(small, dtype=float) / 255)


def drawing(content: bytes) -> str:
    """Return a hash of what a PDF draws on its pages, without its metadata; empty if it cannot be read."""
    from pypdf import PdfReader

    try:
        digest = hashlib.sha256()
        for page in PdfReader(io.BytesIO(content)).pages[:50]:
            found = page.get_contents()
            digest.update(repr([round(float(x), 3) for x in page.mediabox]).encode())
            digest.update(found.get_data() if found is not None else b"")
        return digest.hexdigest()
    except Exception:  # what pypdf raises on broken files has no common class
        return ""
