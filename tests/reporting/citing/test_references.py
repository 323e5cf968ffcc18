from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest

from analysis.reporting.citing.items import Citable, read_citable
from analysis.reporting.citing.references import bibtex, csl_json, references, sentence

TEXT = {"type": "string"}
NAME = {
    "type": "object",
    "properties": {"literal": TEXT, "family": TEXT, "given": TEXT},
    "additionalProperties": False,
}
PARTS = {"type": "array", "items": {"type": "array", "items": {"type": ["string", "number"]}}}
DATE = {
    "type": "object",
    "properties": {"date-parts": PARTS, "literal": TEXT},
    "additionalProperties": False,
}  # fmt: skip
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "type": {"enum": ["report", "dataset", "software"]}, "id": TEXT, "title": TEXT, "genre": TEXT, "note": TEXT,
            "version": TEXT, "number": {"type": ["string", "number"]}, "author": {"type": "array", "items": NAME},
            "issued": DATE,
        },
    },
}  # fmt: skip
"""The part of the schema of CSL-JSON 1.0.2 (csl-data.json) that these references may use."""


def read(folder: Path) -> Citable:
    return read_citable(folder, json.loads((folder / "run.json").read_text(encoding="utf-8")))


def test_csl_json_keeps_to_its_schema(good: Path, bad: Path) -> None:
    for folder in (good, bad):
        entries = json.loads((folder / "cite/citation.csl.json").read_text(encoding="utf-8"))
        jsonschema.validate(entries, CSL)
        assert [entry["type"] for entry in entries] == ["report", "dataset", "software"]
    dated = json.loads(csl_json(read(good), author="A. Reader", year="2026"))
    jsonschema.validate(dated, CSL)
    assert dated[0]["issued"] == {"date-parts": [[2026]]}
    assert dated[0]["author"] == [{"literal": "A. Reader"}]
    assert "issued" not in dated[2]


def test_references_name_run_fingerprint_dates_and_version(good: Path) -> None:
    report, data, software = map(sentence, references(read(good)))
    assert report == (
        "News Profiles. (n.d.). Plain (Run 12345678abcd) [Computer-generated report]. "
        "Report plain--12345678abcd, notebook plain."
    )
    assert data == (
        "News articles: Words by frequency (2 articles, 2024-01-15 to 2024-02-15) "
        "(Fingerprint f1f1f1f1f1f1f1f1) [Data set]. (n.d.). Raw data data/raw, 2 files."
    )
    assert software.startswith("News Profiles contributors. (n.d.). News Profiles: vocabulary")
    assert "(Version 0.1.0) [Computer software]. Code c0de." in software


def test_a_report_without_a_corpus_has_no_data_to_cite(good: Path) -> None:
    about = json.loads((good / "run.json").read_text()) | {"inputs": {}}
    assert [entry.kind for entry in references(read_citable(good, about))] == ["report", "software"]


@pytest.mark.parametrize("which", ["good", "bad"])
def test_bibtex_has_even_braces_and_keys_of_its_own(which: str, request: pytest.FixtureRequest) -> None:
    text = (request.getfixturevalue(which) / "cite/references.bib").read_text(encoding="utf-8")
    depth = 0
    for character in text:  # BibTeX counts every brace, whatever stands before it
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0
    assert len(set(re.findall(r"^@misc\{([\w-]+),$", text, flags=re.M))) == 3
    assert "date" not in re.findall(r"^  (\w+) =", text, flags=re.M)


def test_bibtex_sets_a_list_of_references(good: Path, bad: Path, tmp_path: Path) -> None:
    if not (shutil.which("pdflatex") and shutil.which("bibtex") and shutil.which("pdftotext")):
        pytest.skip("LaTeX is not installed")
    for number, folder in enumerate((good, bad)):
        shutil.copy(folder / "cite/references.bib", tmp_path / f"r{number}.bib")
    body = r"\nocite{*}\bibliographystyle{plain}\bibliography{r0,r1}"
    (tmp_path / "m.tex").write_text(rf"\documentclass{{article}}\begin{{document}}{body}\end{{document}}")
    latex = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "m"]
    for command in (latex, ["bibtex", "m"], latex, latex):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]
    shown = subprocess.run(
        ["pdftotext", "m.pdf", "-"], cwd=tmp_path, check=True, capture_output=True
    ).stdout.decode()
    flat = " ".join(shown.split())
    assert flat.count("News Profiles: vocabulary, actors and framing in news articles.") == 2
    assert r"\input{/etc/passwd}" in flat
    assert "run 12345678abcd" in flat


def test_author_title_and_year_are_used_where_given(good: Path) -> None:
    text = bibtex(read(good), kinds=("report",), author="Reader, Ann", title="Harbours {2}", year="2026")
    assert "author = {{Reader, Ann}}" in text
    assert r"title = {{Harbours \textbraceleft{}2\textbraceright{}}}" in text
    assert "year = {2026}" in text
    assert text.count("@misc") == 1
