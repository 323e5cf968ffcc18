"""An RO-Crate of a report: what was run on what, and which files came of it.

Profile: Process Run Crate 0.5 (https://w3id.org/ro/wfrun/process/0.5) on RO-Crate 1.1.
The crate is a function of the run: it holds no time of the clock, no user and no path
of a machine, so the same run has the same crate.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from analysis import __version__
from analysis.paths import file_hash
from analysis.reporting.formatting import json_text
from analysis.reporting.reading import read_record

NAME = "ro-crate-metadata.json"
"""Name of the crate's file; the specification fixes it."""

PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
CONTEXT = [
    "https://w3id.org/ro/crate/1.1/context",
    {"sha256": "https://w3id.org/ro/terms/workflow-run#sha256"},
]

EARLIEST = "2026-11-24"
"""Day of this version of the software: no report can be older."""

FORMATS = {
    ".bib": "application/x-bibtex", ".cff": "application/yaml", ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html", ".ipynb": "application/x-ipynb+json", ".json": "application/json",
    ".md": "text/markdown", ".pdf": "application/pdf", ".png": "image/png", ".qmd": "text/markdown",
    ".svg": "image/svg+xml", ".tex": "application/x-tex", ".txt": "text/plain", ".yaml": "application/yaml",
    ".yml": "application/yaml",
}  # fmt: skip
"""Media type of each kind of file in a report."""

_KNOWN = {
    "index.html": "The report as a page.",
    "notebook.ipynb": "The executed notebook, without times and without paths of the machine.",
    "manifest.json": "What the notebook recorded, in order and with numbers.",
    "values.json": "Every named number with unit, n, interval and evidence.",
    "claims.csv": "Every named number and every plotted row with its evidence.",
    "dictionary.csv": "What each column of each CSV file holds.",
}
_RECORD = "Record of the run, written last: parameters, hashes of inputs, versions, and the hash of every other file."
_MISSING = "Not stated. Who publishes this report decides under which licence."

Entity = dict[str, Any]


def write_crate(draft: Path, about: dict[str, Any]) -> None:
    """Write ``ro-crate-metadata.json`` for a report whose other files but ``run.json`` are written.

    Parameters
    ----------
    draft : Path
        The report's folder.
    about : dict
        What ``run.json`` will hold.
    """
    (draft / NAME).write_text(json_text(crate(draft, about)), encoding="utf-8", newline="\n")


def crate(folder: Path, about: dict[str, Any]) -> Entity:
    """Return the crate of a report as JSON-LD.

    Parameters
    ----------
    folder : Path
    about : dict
        slug, run, title, notebook, parameters, inputs, code, versions: the content of ``run.json``.
    """
    files = _files(folder, about)
    inputs = [*_articles(about), *_parameters(about)]
    software = [_notebook(about), *_software(about)]
    record = {"@id": "run.json", "@type": "File", "name": "run.json", "encodingFormat": FORMATS[".json"],
              "description": _RECORD}  # fmt: skip
    licence = {
        "@id": "#licence",
        "@type": "CreativeWork",
        "name": "No licence stated",
        "description": _MISSING,
    }
    graph = [_descriptor(), _root(about, [*files, record]), _action(about, inputs, files), licence, _profile(),
             *files, record, *inputs, *software]  # fmt: skip
    return {"@context": CONTEXT, "@graph": graph}


def _descriptor() -> Entity:
    return {"@id": NAME, "@type": "CreativeWork", "about": {"@id": "./"},
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}}  # fmt: skip


def _profile() -> Entity:
    return {"@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}


def _root(about: Entity, files: list[Entity]) -> Entity:
    inputs = about["inputs"]
    described = (
        f"Report of the notebook {about['notebook']['name']} on {inputs.get('selection') or 'no articles'}, "
        f"run {about['run']}. The same inputs give the same files on any machine, so no time is kept: datePublished is "
        "the earliest day possible, that of this version of the software or of the latest article."
    )
    root = {
        "@id": "./", "@type": "Dataset", "name": about["title"], "description": described,
        "identifier": f"{about['slug']}--{about['run']}", "datePublished": max(EARLIEST, inputs.get("last") or ""),
        "conformsTo": {"@id": PROFILE}, "license": {"@id": "#licence"}, "hasPart": _ids(files),
        "mentions": [{"@id": "#run"}, *([{"@id": "#articles"}] if inputs else [])],
    }  # fmt: skip
    if inputs.get("first"):
        root["temporalCoverage"] = f"{inputs['first']}/{inputs['last']}"
    return root


def _action(about: Entity, inputs: list[Entity], files: list[Entity]) -> Entity:
    return {
        "@id": "#run", "@type": "CreateAction", "name": f"Run {about['run']} of {about['notebook']['name']}",
        "description": "The notebook was executed from its first cell to its last on the selected articles. "
        "What it wrote depends on these inputs and versions, on no person, machine or time; none is recorded.",
        "actionStatus": "http://schema.org/CompletedActionStatus", "agent": {"@id": "#news-profiles"},
        "instrument": {"@id": "#notebook"}, "object": _ids([one for one in inputs if not one.get("isPartOf")]),
        "result": _ids(files),
    }  # fmt: skip


def _files(folder: Path, about: Entity) -> list[Entity]:
    items = {
        file: item
        for item in read_record(folder / "manifest.json").get("items", [])
        for file in item["files"]
    }
    paths = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return [_file(folder, name, items.get(name), about) for name in paths if name not in (NAME, "run.json")]


def _file(folder: Path, name: str, item: Entity | None, about: Entity) -> Entity:
    path = folder / name
    entity: Entity = {
        "@id": quote(name), "@type": "File", "name": name, "contentSize": str(path.stat().st_size),
        "encodingFormat": FORMATS.get(path.suffix, "application/octet-stream"), "sha256": file_hash(path),
    }  # fmt: skip
    if item is not None:
        entity["description"] = item["caption"]
        entity["identifier"] = f"{about['slug']}--{about['run']}/index.html#{item['name']}"
        if item["kind"] == "figure" and path.suffix in (".svg", ".pdf", ".png"):
            entity["isBasedOn"] = {"@id": quote(f"figures/{item['name']}.csv")}
    elif name in _KNOWN:
        entity["description"] = _KNOWN[name]
    return entity


def _articles(about: Entity) -> list[Entity]:
    """Return the selected articles as a collection of raw files; the files themselves are not in the crate."""
    inputs = about["inputs"]
    if not inputs:
        return []
    where = {"isPartOf": {"@id": "#articles"}}
    files = [
        {"@id": f"#raw/{quote(name)}", "@type": "DigitalDocument", "name": name, "sha256": digest, **where}
        for name, digest in sorted(inputs["files"].items())
    ]
    collection = {
        "@id": "#articles", "@type": "Collection", "name": f"{inputs['articles']} articles: {inputs['selection']}",
        "description": f"Articles selected from {inputs['raw']}. They are no part of this crate; the identifier is "
        "the hash of their ids and texts, each raw file has the hash of its bytes.",
        "identifier": inputs["fingerprint"], "hasPart": _ids(files),
    }  # fmt: skip
    return [collection, *files]


def _parameters(about: Entity) -> list[Entity]:
    return [
        {"@id": f"#parameter-{quote(name)}", "@type": "PropertyValue", "name": name, "value": _plain(value)}
        for name, value in sorted(about["parameters"].items())
    ]


def _plain(value: Any) -> Any:
    """Return a value as JSON-LD can hold it: a list would lose its order, a null would vanish."""
    return value if isinstance(value, (bool, int, float, str)) else json_text(value).strip()


def _notebook(about: Entity) -> Entity:
    return {
        "@id": "#notebook", "@type": "SoftwareSourceCode", "name": f"{about['notebook']['name']}.ipynb",
        "description": "Notebook that was run; executed, it is notebook.ipynb. Its version is a hash of its cells.",
        "version": about["notebook"]["sha256"], "programmingLanguage": "Python",
        "softwareRequirements": _ids(_software(about)),
    }  # fmt: skip


def _software(about: Entity) -> list[Entity]:
    own = {
        "@id": "#news-profiles", "@type": "SoftwareApplication", "name": "News Profiles",
        "softwareVersion": __version__, "description": f"Its code and resources have the hash {about['code']}.",
    }  # fmt: skip
    versions = {name: v for name, v in sorted(about["versions"].items()) if name != "news-profiles"}
    sites = {name: f"https://pypi.org/project/{name}/" for name in versions} | {
        "python": "https://www.python.org/"
    }
    return [own, *(
        {"@id": sites[name], "@type": "SoftwareApplication", "name": name, "softwareVersion": v, "url": sites[name]}
        for name, v in versions.items()
    )]  # fmt: skip


def _ids(entities: list[Entity]) -> list[Entity]:
    return [{"@id": entity["@id"]} for entity in entities]
