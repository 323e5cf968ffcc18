"""What a person lays beside raw articles about actors: read when actors are, and part of what a result depends on."""

from __future__ import annotations

import hashlib
from pathlib import Path

ACTOR_TABLES = ("actors.csv", "own_actors.csv", "own_actors.yaml", "own_actors.yml")
"""Files of the raw folder that hold decisions on actors, or a list of them, and no article."""


def decided(raw: Path) -> str:
    """Return a hash of the files about actors in a raw folder, or an empty string if there is none.

    Examples
    --------
    >>> decided(Path("no such folder"))
    ''
    """
    there = [raw / name for name in ACTOR_TABLES if (raw / name).is_file()] if raw.is_dir() else []
    parts = [f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in there]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16] if parts else ""
