"""What a person lays beside raw articles about actors: read when actors are, and part of what a result depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

DECISIONS = "actors.csv"
"""File of the raw folder that holds decisions on actors."""

OWN_LISTS = ("own_actors.csv", "own_actors.yaml", "own_actors.yml")
"""Files that hold an own list of actors, of which there may be one."""

ACTOR_TABLES = (DECISIONS, *OWN_LISTS)
"""Files of the raw folder that are about actors and hold no article."""


def lying(raw: Path, names: Iterable[str]) -> list[Path]:
    """Return the files of these names that lie in a raw folder; beside a single raw file nothing does."""
    return [raw / name for name in names if (raw / name).is_file()] if raw.is_dir() else []


def decided(raw: Path) -> str:
    """Return a hash of the files about actors in a raw folder, or an empty string if there is none.

    Examples
    --------
    >>> decided(Path("no such folder"))
    ''
    """
    there = lying(raw, ACTOR_TABLES)
    parts = [f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in there]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16] if parts else ""
