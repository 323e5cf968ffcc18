"""A codebook as text of a file, and as a hash of all it says."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import yaml

from analysis.framing.codebooks.model import Codebook

WIDTH = 108
"""Characters of a line, where a line can be broken."""


_BREAKS = frozenset("\r\x85\u2028\u2029")


class _Flow(dict):
    """A mapping written in one line: a term or a condition on actors."""


class _Dumper(yaml.SafeDumper):
    """Writes no aliases, and terms in one line each."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


_Dumper.add_representer(
    _Flow, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
)


_Dumper.add_representer(
    str,
    # Plain and single-quoted scalars fold other line breaks than \n into one; escapes keep them.
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style='"' if _BREAKS & set(text) else None
    ),
)


def to_yaml(codebook: Codebook) -> str:
    """Return a codebook as the text of a file that is read as the same codebook.

    What it extends is written out; where it came from stays in ``lineage``.

    Examples
    --------
    >>> from analysis.framing import load_codebook, parse_codebook
    >>> parse_codebook(to_yaml(load_codebook())) == load_codebook()
    True
    """
    data = codebook.model_dump(mode="json", exclude_defaults=True)
    for frame in data["frames"]:
        for indicator in frame["indicators"]:
            if "terms" in indicator:
                indicator["terms"] = [_term(term) for term in indicator["terms"]]
            if "actors" in indicator:
                indicator["actors"] = [_Flow(_short(part)) for part in indicator["actors"]]
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)


def fingerprint(codebook: Codebook) -> str:
    """Return a hash of all a codebook says, whatever its files look like: 12 hexadecimal digits.

    Examples
    --------
    >>> from analysis.framing import load_codebook
    >>> len(fingerprint(load_codebook()))
    12
    """
    text = json.dumps(codebook.model_dump(mode="json"), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:12]


def _term(term: dict[str, Any]) -> Any:
    return term["term"] if list(term) == ["term"] else _Flow(_short(term))


def _short(part: dict[str, Any]) -> dict[str, Any]:
    whole = {
        key: int(value) for key, value in part.items() if isinstance(value, float) and value.is_integer()
    }
    return part | whole
