"""Real reports cited rightly and wrongly: what `analysis check` finds where values were not made up for it.

    .venv/bin/python benchmarks/seeded_real.py REPORTS

Takes numbers and figures of the reports below REPORTS in turn, writes a Markdown paper with 30 correct citations
and one with 30 errors drawn at random (seeded), and prints what was found.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, PngImagePlugin

from analysis.reporting.checking.checked import check_manuscript
from analysis.reporting.checking.numerals import numerals, plain
from analysis.reporting.formatting import is_real, value_text
from analysis.reporting.known import KnownRun, Reports

Line = tuple[str, str]


def _text(run: KnownRun, name: str) -> str:
    return str(run.values[name].get("text") or value_text(run.values[name]))


def _link(run: KnownRun, name: str, typed: str) -> str:
    return f"It is [{typed}](../{run.name}/index.html#val-{name}) here."


def _swapped(text: str, draw: random.Random) -> str:
    """Return text with one digit changed by one or two neighbours swapped, as a slip of the hand does."""
    at = [i for i, c in enumerate(text) if c.isdigit()]
    pairs = [i for i in at if text[i + 1 : i + 2].isdigit() and text[i] != text[i + 1]]
    if pairs and draw.random() < 0.5:
        i = draw.choice(pairs)
        return text[:i] + text[i + 1] + text[i] + text[i + 2 :]
    i = at[0]
    return text[:i] + str(int(text[i]) % 9 + 1) + text[i + 1 :]


def _number(text: str) -> str:
    found = numerals(plain(text))[0]
    return plain(text)[found.start : found.end].strip()


def wrong_values(draw: random.Random) -> list[Callable[[KnownRun, str], Line]]:
    """Return ways of citing a value wrongly."""
    return [
        lambda run, name: ("slip of the hand", _link(run, name, _swapped(_text(run, name), draw))),
        lambda run, name: ("one nought more", _link(run, name, f"{_number(_text(run, name))}0".replace(".", ""))),
        lambda run, name: ("minus", _link(run, name, f"−{_text(run, name).lstrip('-')}")),
        lambda run, name: ("points", _link(run, name, f"{_number(_text(run, name))} percentage points")),
        lambda run, name: ("misspelt", _link(run, name[:-1], _text(run, name))),
        lambda run, name: ("another run", _link(run, name, _text(run, name)).replace(run.run, run.run[::-1])),
        lambda run, name: ("n", _link(run, name, f"{_text(run, name)} (n = 987)")),
        lambda run, name: ("interval", _link(run, name, f"{_text(run, name)} (1.01–1.02)")),
    ]  # fmt: skip


def right_values() -> list[Callable[[KnownRun, str], Line]]:
    """Return ways of citing a value rightly."""
    return [
        lambda run, name: ("as printed", _link(run, name, _text(run, name))),
        lambda run, name: ("bold", _link(run, name, f"**{_number(_text(run, name))}**")),
        lambda run, name: ("no comma", _link(run, name, _number(_text(run, name)).replace(",", ""))),
        lambda run, name: ("thin space", _link(run, name, _number(_text(run, name)).replace(",", "\u2009"))),
    ]


def pictures(run: KnownRun, anchor: str, folder: Path, number: int) -> tuple[list[Line], list[Line]]:
    """Return a right and some wrong citations of a figure; copies are written to `folder`."""
    own = run.folder / "figures" / f"{anchor}.png"
    right = [("picture", f"![a]({own})"), ("vector", f"![a]({own.with_suffix('.pdf')})")]
    with Image.open(own) as picture:
        picture.convert("RGB").save(folder / f"bare{number}.png")
        kept = PngImagePlugin.PngInfo()
        for key, text in picture.info.items():
            if isinstance(text, str):
                kept.add_text(str(key), text)
        ImageDraw.Draw(picture).rectangle((30, 30, 90, 60), fill="red")
        picture.save(folder / f"edited{number}.png", pnginfo=kept)
    wrong = [("no metadata", f"![a](bare{number}.png)"), ("touched up", f"![a](edited{number}.png)")]
    return right, [*wrong, ("misspelt figure", f"![a]({own.with_name(f'{anchor}s.png')})")]


def main(place: str) -> None:
    """Print how many of 30 errors were found and of 30 correct citations flagged, and what went wrong."""
    reports, draw = Reports([Path(place)]), random.Random(7)
    values = [
        (run, name) for run in reports for name, e in run.values.items() if is_real(e["value"]) and e["value"]
    ]
    figures = [(run, name) for run in reports for name in run.figure_data]
    draw.shuffle(values)
    draw.shuffle(figures)
    with tempfile.TemporaryDirectory() as folder:
        right: list[Line] = []
        wrong: list[Line] = []
        for number, (run, anchor) in enumerate(figures[:3]):
            good, bad = pictures(run, anchor, Path(folder), number)
            right, wrong = right + good, wrong + bad
        for lines, ways in ((right, right_values()), (wrong, wrong_values(draw))):
            while len(lines) < 30:
                run, name = values[len(lines) % len(values)]
                lines.append(ways[len(lines) % len(ways)](run, name))
        print(f"{len(reports)} reports, {len(values)} numbers, {len(figures)} figures")
        for what, lines in (("errors found", wrong), ("correct flagged", right)):
            path = Path(folder) / "paper.md"
            path.write_text("\n\n".join(text for _, text in lines), encoding="utf-8")
            flagged = {finding.place.number for finding in check_manuscript(path, reports).wrong}
            print(f"{what}: {len(flagged)} of {len(lines)}")
            for number, (kind, text) in enumerate(lines):
                if (2 * number + 1 in flagged) != (what == "errors found"):
                    print(f"  {kind}: {text}")


if __name__ == "__main__":
    main(sys.argv[1])
