"""What a codebook file may hold, as JSON Schema: for editors that help while one writes."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import BaseModel

from analysis.framing.codebooks.conditions import ActorCondition
from analysis.framing.codebooks.extending import INHERITED
from analysis.framing.codebooks.model import Codebook, Frame, Indicator, Origin
from analysis.framing.codebooks.terms import Term

_MODELS: dict[str, type[BaseModel]] = {
    "Codebook": Codebook, "Frame": Frame, "Indicator": Indicator, "Term": Term, "ActorCondition": ActorCondition,
    "Origin": Origin,
}  # fmt: skip
_DROPS = {
    "Codebook": "Ids of frames to leave out.",
    "Frame": "Ids of indicators to leave out.",
    "Indicator": "Terms, or conditions on actors by their label, to leave out.",
}
_LONGER = ("terms", "actors", "indicators", "frames", "lineage")
"""Lists that hold mappings: a single one of them is still written as a list."""


def codebook_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of codebook files, made from the models that read them.

    A file that has ``extends`` may leave out what it does not change and may
    ``drop`` parts. What a schema cannot say (ids that stand twice, rules that
    cannot be met) is left to `load_codebook`.

    Examples
    --------
    >>> schema = codebook_schema()
    >>> schema["$defs"]["Frame"]["properties"]["voice"]["enum"]
    ['any', 'narrator', 'quoted']
    """
    made = Codebook.model_json_schema()
    definitions = {**made.pop("$defs"), "Codebook": made}
    for name, definition in definitions.items():
        told = _told(_MODELS[name])
        definition["description"] = (_MODELS[name].__doc__ or "").split("\n", 1)[0]
        for key, value in definition["properties"].items():
            definition["properties"][key] = _loose(key, value) | {"description": told[key]}
    definitions["Term"] = {"anyOf": [{"type": ["string", "number", "boolean"]}, definitions["Term"]]}
    for name, drops in _DROPS.items():
        definitions[f"Changed{name}"] = _changed(name, definitions[name], drops)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Made by `analysis codebook schema` from the models of analysis.framing.codebooks. Licence: MIT.",
        "title": "Codebook of frames",
        "type": "object",
        "if": {"required": ["extends"]},
        "then": {"$ref": "#/$defs/ChangedCodebook"},
        "else": {"$ref": "#/$defs/Codebook"},
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    """Return the schema as the text of ``resources/codebooks/schema.json``."""
    return json.dumps(codebook_schema(), indent=1, ensure_ascii=False) + "\n"


def _loose(key: str, value: dict[str, Any]) -> dict[str, Any]:
    """Return a property as the reader takes it: one value for a list of one, numbers where words may be numbers."""
    value = {name: item for name, item in value.items() if name not in ("title", "default")}
    if value.get("type") == "string" and not {"enum", "pattern"} & set(value):
        return value | {"type": ["string", "number", "boolean"]}
    if value.get("type") == "array" and key not in _LONGER:
        item = _loose("", value["items"])
        return {"anyOf": [item, value | {"items": item}]}
    return value


def _changed(name: str, definition: dict[str, Any], drops: str) -> dict[str, Any]:
    """Return the definition of a part that changes one of the extended codebook."""
    properties = {
        key: _changing(value) for key, value in definition["properties"].items() if key != "lineage"
    }
    properties["drop"] = {
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
        "description": drops,
    }
    required = ["id"]
    if name == "Codebook":
        properties["extends"] = {
            "type": "string", "description": "A shipped codebook, or the path of a .yaml file as seen from this one.",
        }  # fmt: skip
        required = ["extends", *(key for key in definition["required"] if key not in INHERITED)]
    return {**definition, "properties": properties, "required": required}


def _changing(value: dict[str, Any]) -> dict[str, Any]:
    reference = value.get("items", {}).get("$ref", "")
    part = reference.rpartition("/")[2]
    return value | {"items": {"$ref": f"#/$defs/Changed{part}"}} if part in _DROPS else value


def _told(model: type[BaseModel]) -> dict[str, str]:
    """Return what the docstring of a model says about each of its attributes."""
    section = re.split(r"\n\s*Attributes\n\s*-+\n", model.__doc__ or "", maxsplit=1)[-1]
    section = re.split(r"\n\s*Examples\n\s*-+\n", section, maxsplit=1)[0]
    out: dict[str, str] = {}
    names: list[str] = []
    for line in section.split("\n"):
        if found := re.fullmatch(r" {4}(\w+(?:, \w+)*) : .*", line):
            names = found[1].split(", ")
            out |= dict.fromkeys(names, "")
        elif line.strip():
            out |= {name: f"{out[name]} {line.strip()}".strip() for name in names}
    return out
