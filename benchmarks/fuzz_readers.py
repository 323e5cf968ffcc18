"""Mutate real exports and read them: what is raised, and what takes longest.

    .venv/bin/python benchmarks/fuzz_readers.py FOLDER [--rounds N] [--seed S] [--seconds T]

FOLDER holds exports in formats that the package reads. Each round takes one of
them (large ones cut to a window, so that a round stays short), damages it
(bytes flipped, spans deleted, doubled, swapped, the end cut off, inside zip
containers too) and reads it to the end of building. Only records and remarks
may come out. A case that raises, or takes longer than T seconds, is written to
``fuzz-failures/`` in the current folder; the script then ends with status 1. If
it does not end by itself, ``fuzz-failures/current`` is the case that ended it;
where the system allows it, memory is limited to 4 GB for this.
"""

from __future__ import annotations

import argparse
import faulthandler
import io
import random
import sys
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

from analysis.corpus import building
from analysis.corpus.readers import READABLE, ending, read_raw
from analysis.corpus.readers.raw import RawInput
from analysis.corpus.records import Record, Remark

try:
    import resource
except ImportError:  # only where there is such a limit
    resource = None  # type: ignore[assignment]

LARGEST = 300_000
"""Bytes of an export that one round reads."""

TOKENS = (
    b"\0", b"\xff\xfe", b"<", b">", b'"', b"\n\n\n", b"{", b"}", b"\\", b"\\u-99999 ", b"\\bin99999999 ", b"\\'",
    b"<!--", b"1 of 9 DOCUMENTS", b"End of Document", b"Body", b"LENGTH: ", b"Document ABCD000020240613ek6d00001",
    b"endobj", b"stream\r\n", b"/Length 99999999", b"PK\x03\x04", b"<div>" * 50, b"(" * 500, b"[" * 500, b"9" * 400,
    b" " * 5000, b"A" * 5000, b"&#x110000;", b"\xed\xa0\x80",
)  # fmt: skip


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with a few random damages."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8, 40))):
        at = chance.randrange(len(out) + 1)
        size = chance.choice((1, 2, 16, 200, 5000))
        kind = chance.randrange(7)
        if kind == 0 and out:
            out[min(at, len(out) - 1)] = chance.randrange(256)
        elif kind == 1:
            del out[at : at + size]
        elif kind == 2:
            out[at:at] = out[at : at + size] * chance.choice((1, 2, 30))
        elif kind == 3:
            other = chance.randrange(len(out) + 1)
            out[at:at] = out[other : other + size]
        elif kind == 4 and chance.random() < 0.3:
            del out[at:]
        elif kind == 5:
            out[at:at] = chance.choice(TOKENS)
        else:
            out[at : at + size] = chance.randbytes(min(size, 200))
    return bytes(out)


def damaged_inside(data: bytes, chance: random.Random) -> bytes:
    """Return a zip container in which one part is damaged, the container itself being whole."""
    stream = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(data)) as source,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            names = [
                name for name in source.namelist() if name.endswith((".xml", ".rels"))
            ] or source.namelist()
            chosen = chance.choice(names)
            for name in source.namelist():
                part = source.read(name)
                target.writestr(name, damaged(part, chance) if name == chosen else part)
    except (zipfile.BadZipFile, IndexError, KeyError, ValueError):
        return damaged(data, chance)
    return stream.getvalue()


def window(data: bytes, chance: random.Random) -> bytes:
    """Return a stretch of a large text, or a container as it is."""
    if len(data) <= LARGEST or data.startswith((b"PK", b"%PDF", b"\xd0\xcf")):
        return data
    start = chance.randrange(len(data) - LARGEST) if chance.random() < 0.5 else 0
    return data[start : start + LARGEST]


def read(data: bytes, name: str) -> Counter[str]:
    """Read bytes to the end of building; count articles, rejected records and remarks."""
    seen: Counter[str] = Counter()
    for item in read_raw(RawInput.of(data, name)):
        built = building.build(item, given={}) if isinstance(item, Record) else item
        seen[built.status if isinstance(built, Remark) else "articles"] += 1
    return seen


def main() -> int:
    """Run the rounds and print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=10.0)
    options = parser.parse_args()
    faulthandler.enable()
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (4 * 2**30, 4 * 2**30))
    exports = {
        p.name: p.read_bytes()
        for p in sorted(options.folder.iterdir())
        if ending(p) in READABLE and p.is_file()
    }
    seen: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    failures = 0
    for number in range(options.rounds):
        chance = random.Random(options.seed + number)
        name = chance.choice(list(exports))
        data = window(exports[name], chance)
        inside = data.startswith(b"PK") and chance.random() < 0.7
        data = damaged_inside(data, chance) if inside else damaged(data, chance)
        _keep(data, f"current{Path(name).suffix}")
        start = time.process_time()
        try:
            seen += read(data, name)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            failures += 1
            _keep(data, f"{options.seed + number}-{name}")
            print(
                f"round {number}, {name}: {''.join(traceback.format_exception(error)[-6:])}", file=sys.stderr
            )
        taken = time.process_time() - start
        slowest = sorted([*slowest, (taken, f"round {number}, {name}")])[-5:]
        if taken > options.seconds:
            failures += 1
            _keep(data, f"{options.seed + number}-{name}")
    print(f"{options.rounds} rounds over {len(exports)} exports: {dict(seen)}; {failures} failures")
    print("slowest:", "; ".join(f"{taken:.2f} s ({where})" for taken, where in reversed(slowest)))
    return int(failures > 0)


def _keep(data: bytes, name: str) -> None:
    folder = Path("fuzz-failures")
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
