"""CITATION.cff says what pyproject.toml and the references of a report say, in the terms of its format."""

from __future__ import annotations

import tomllib
from pathlib import Path

import yaml

from analysis import __version__
from analysis.reporting.citing.references import SOFTWARE_TITLE

ROOT = Path(__file__).resolve().parents[1]
ALLOWED = {
    "abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi", "identifiers", "keywords",
    "license", "license-url", "message", "preferred-citation", "references", "repository", "repository-artifact",
    "repository-code", "title", "type", "url", "version",
}  # fmt: skip
"""Keys of the Citation File Format 1.2.0."""

ENTITY = {
    "address", "alias", "city", "country", "date-end", "date-start", "email", "fax", "location", "name", "orcid",
    "post-code", "region", "tel", "website",
}  # fmt: skip
"""Keys of an author who is an entity; persons have family-names or given-names."""


def cff() -> dict:
    return yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def test_it_keeps_to_the_format() -> None:
    found = cff()
    assert found.keys() >= {"authors", "cff-version", "message", "title"}
    assert found.keys() <= ALLOWED
    assert found["cff-version"] == "1.2.0"
    assert found["type"] in ("software", "dataset")
    assert found["authors"]
    for author in found["authors"]:
        assert author.keys() <= ENTITY
        assert author["name"]
    assert len(set(found["keywords"])) == len(found["keywords"])
    assert all(
        isinstance(found[key], str) and found[key] for key in ("message", "title", "version", "license")
    )


def test_it_is_true() -> None:
    found = cff()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert str(found["version"]) == project["version"] == __version__
    assert found["license"] == project["license"]
    assert [author["name"] for author in found["authors"]] == [
        author["name"] for author in project["authors"]
    ]
    assert found["keywords"] == project["keywords"]
    assert found["title"] == SOFTWARE_TITLE
    assert "MIT License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
