"""What the documents say is there: their links lead somewhere, their commands exist, their examples run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer.main

from analysis.cli import app
from analysis.reporting.names import slugify

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    path
    for path in {
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *ROOT.glob("*/README.md"),
        ROOT / "data/raw/README.md",
    }
    if "reference" not in path.parts
)
RUN = [ROOT / "docs/tutorial.md", *sorted((ROOT / "docs/how-to").glob("*.md"))]
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"^(?: {4,}|\t)?(?:\.venv/bin/)?analysis (?P<rest>[a-z].*)$")
_INLINE = re.compile(r"`(?:\.venv/bin/)?analysis ([a-z][^`|…]*)`")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _anchors(page: Path) -> set[str]:
    """Ids a reader of the page can be sent to: its headings, as hosts of code make them."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return {slugify(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in _LINK.findall(page.read_text(encoding="utf-8")):
        # An address of a report is an example: it holds where the reports lie.
        if link.startswith(("http:", "https:", "mailto:")) or "…" in link or "--current" in link:
            continue
        address, _, anchor = link.partition("#")
        target = (page.parent / address).resolve() if address else page
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            assert slugify(anchor) in _anchors(target), link


def _commands(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    lines = [found["rest"] for line in text.splitlines() if (found := _COMMAND.match(line))]
    return lines + _INLINE.findall(text)


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_commands_and_their_options_exist(page: Path) -> None:
    for line in _commands(page):
        words = shlex.split(line, comments=True)
        command: Any = typer.main.get_command(app)
        while hasattr(command, "commands") and words and not words[0].startswith("-"):
            known = command.commands
            if "|" in words[0]:
                break
            assert words[0] in known, line
            command, words = known[words[0]], words[1:]
        known_options = {name for option in command.params for name in [*option.opts, *option.secondary_opts]}
        given = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert given <= known_options | {"--help"}, line


@pytest.mark.parametrize("page", RUN, ids=_name)
def test_examples_in_python_run(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for code in re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        exec(compile(code, _name(page), "exec"), {})
