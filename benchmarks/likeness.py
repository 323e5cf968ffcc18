"""How far a picture without metadata is known again by likeness alone, after resizing and compression.

    .venv/bin/python benchmarks/likeness.py REPORTS

Each figure below REPORTS is made smaller, or compressed as JPEG, and looked for among all of them; then each
is looked for with itself left out, where any answer is a false one.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image

from analysis.reporting.checking.pictures import likeness
from analysis.reporting.checking.picturing import Pictures
from analysis.reporting.known import Reports


def changed(content: bytes, *, scale: float, quality: int = 0) -> bytes:
    """Return a picture resized, as JPEG if a quality is given."""
    with Image.open(io.BytesIO(content)) as picture:
        small = picture.convert("RGB").resize((int(picture.width * scale), int(picture.height * scale)))
    stream = io.BytesIO()
    small.save(stream, "jpeg" if quality else "png", **({"quality": quality} if quality else {}))
    return stream.getvalue()


def main(folder: str) -> None:
    """Print how many figures are found, not found, and taken for another."""
    reports = Reports([Path(folder)])
    pictures = Pictures(reports)
    figures = list(pictures._figures())
    small = {(run.run, anchor): likeness(content) for run, anchor, content in figures}
    print(f"{len(figures)} figures")
    print(f"{'change':24}{'found':>8}{'none':>8}{'other':>8}")
    for what, options in (
        ("half size", {"scale": 0.5}), ("a fifth", {"scale": 0.2}),
        ("half size, JPEG 70", {"scale": 0.5, "quality": 70}),
    ):  # fmt: skip
        answers = {"found": 0, "none": 0, "other": 0}
        for run, anchor, content in figures:
            seen = pictures.alike(changed(content, **options))  # type: ignore[arg-type]
            right = seen is not None and seen[0].figure_data[seen[1]] == run.figure_data[anchor]
            answers["none" if seen is None else "found" if right else "other"] += 1
        print(f"{what:24}" + "".join(f"{count:8}" for count in answers.values()))
    false = 0
    for run, anchor, content in figures:
        data = run.figure_data[anchor]
        pictures._small = [
            (other, name, near)
            for other, name, _ in figures
            if other.figure_data[name] != data and (near := small[other.run, name]) is not None
        ]
        false += pictures.alike(changed(content, scale=0.5)) is not None
    print(f"with the figure itself left out, half size: {false} taken for another")


if __name__ == "__main__":
    main(sys.argv[1])
