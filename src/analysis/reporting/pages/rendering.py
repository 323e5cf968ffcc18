"""Pages beside the reports, from templates that escape everything they are given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2

from analysis import __version__
from analysis.paths import PACKAGE

TEMPLATES = PACKAGE / "resources" / "templates"

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Content-Security-Policy of every page: no script, no network, pictures from the page itself."""


def style() -> str:
    """Return the style sheet of every page."""
    return (TEMPLATES / "page.css").read_text(encoding="utf-8")


def write_page(path: Path, template: str, **values: Any) -> Path:
    """Render a template and put the page in its place in one step.

    Parameters
    ----------
    path : Path
        File to write; its folder is made.
    template : str
        Name of a file in ``resources/templates``.
    **values
        What the template prints, escaped there.
    """
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)
    page = environment.get_template(template).render(
        css=style(), policy=POLICY, version=__version__, **values
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    draft.write_bytes((page + "\n").encode("utf-8", "replace"))
    draft.replace(path)
    return path
