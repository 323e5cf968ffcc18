"""Write manuscript.docx: a paper in Word whose figure and numbers come from a report.

    python manuscript_word.py ../reports

Everyone else copies figures, captions and linked numbers from ``cite/report.docx`` by hand.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import docx

from analysis.reporting.citing.choosing import choose
from analysis.reporting.citing.references import references, sentence
from analysis.reporting.citing.word import add_figure, add_link, settled_bytes


def main(reports: Path) -> None:
    """Write the manuscript into the working folder."""
    keyness = choose(reports, "fig-keyness", run="vocabulary")
    base = Path(os.path.relpath(reports)).as_posix()
    document = docx.Document()
    document.add_heading("What the articles talk about", level=0)
    paragraph = document.add_paragraph("The corpus has ")
    for name, after in (("tokens", " words, "), ("types", " of them different.")):
        number = choose(reports, name, run="vocabulary")
        add_link(paragraph, number.item.text, f"{base}/{number.report.address(number.item)}")
        paragraph.add_run(after)
    add_figure(document, keyness.item, keyness.folder / "figures/fig-keyness.png")
    document.add_heading("References", level=1)
    for entry in references(keyness.report):
        document.add_paragraph(sentence(entry))
    Path("manuscript.docx").write_bytes(settled_bytes(document))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
