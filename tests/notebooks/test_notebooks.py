"""The shipped notebooks, executed as a user would: with plain papermill, on the sample and on one article."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import papermill
import pytest

from analysis.reporting.packaging.dictionary import data_dictionary

ROOT = Path(__file__).resolve().parents[2]
FIGURES = {
    "corpus": {"fig-coverage", "fig-timeline", "fig-lengths", "fig-missing", "fig-wire"},
    "vocabulary": {
        "fig-frequencies",
        "fig-reference",
        "fig-keyness",
        "fig-dispersion",
        "fig-xray",
        "fig-collocations",
        "fig-collocates",
        "fig-network",
    },
    "style": {"fig-diversity", "fig-readability", "fig-growth", "fig-trend", "fig-changes"},
    "actors": {"fig-prominence", "fig-prominence-groups", "fig-time", "fig-naming", "fig-cooccurrence"},
    "voices": {
        "fig-voices",
        "fig-ledger",
        "fig-cues-speaker",
        "fig-cues-group",
        "fig-roles-all",
        "fig-roles-group",
        "fig-matrix-narrator",
        "fig-matrix-quoted",
        "fig-words",
        "fig-deeds",
    },
    "framing": {
        "fig-frame-shares",
        "fig-frame-rates",
        "fig-voice",
        "fig-speakers",
        "fig-frame-actors",
        "fig-timeline",
        "fig-robustness",
    },
    "article": {"fig-grid", "fig-percentiles"},
    "validation": {"fig-reliability", "fig-accuracy", "fig-corrected"},
    "comparison": {"fig-keyness", "fig-prominence", "fig-voices", "fig-frame-rates"},
}
TOO_SMALL = {
    "style": {"Similarity", "Template phrases"},
    "framing": {"Differences among articles that are alike"},
}
"""What thirty articles are too few for, as the report says."""

ARTICLE = (
    "Council agrees to disagree\n\nThe council met on Monday and agreed to nothing, officials said.\n\n"
    '"We will meet again in the spring," said Anna Weber, who leads the council. She accused the mayor of delay.\n'
)

pytestmark = [pytest.mark.notebooks, pytest.mark.xdist_group("notebooks")]


def _shown(name: str, tmp_path: Path, **parameters: str) -> str:
    """Execute a notebook with papermill alone and return all HTML it shows."""
    out = tmp_path / "out.ipynb"
    papermill.execute_notebook(
        ROOT / f"notebooks/{name}.ipynb",
        out,
        parameters=parameters,
        cwd=ROOT / "notebooks",
        progress_bar=False,
    )
    cells = nbformat.read(out, as_version=4).cells
    outputs = [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    return "\n".join(output["data"].get("text/html", "") for output in outputs if "data" in output)


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_runs_on_the_sample_and_shows_its_figures(name: str, tmp_path: Path) -> None:
    html = _shown(name, tmp_path, report_dir=str(tmp_path / "report"))
    assert set(re.findall(r'<figure[^>]*id="(fig-[a-z-]+)"', html)) == FIGURES[name]
    refused = set(re.findall(r"([A-Z][\w ]{0,80}?) cannot be shown", html))
    assert refused == TOO_SMALL.get(name, set())
    columns = data_dictionary(tmp_path / "report", notebook=name)
    assert len(columns) > 20
    assert not set(columns.loc[columns["meaning"] == "not described", "column"])


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("vocabulary", "Keyness cannot be shown"),
        ("style", "Growth cannot be shown"),
        ("corpus", "Articles over time cannot be shown"),
    ],
)
def test_one_pasted_article_is_profiled_and_the_rest_refused_in_words(
    name: str, refused: str, tmp_path: Path
) -> None:
    page = tmp_path / "article.txt"
    page.write_text(ARTICLE, encoding="utf-8")
    assert refused in _shown(name, tmp_path, raw=str(page))


@pytest.mark.parametrize(
    ("name", "shown"),
    [("actors", "Anna Weber"), ("framing", "fig-frame-shares"), ("comparison", "fig-frame-rates")],
)
def test_one_pasted_article_goes_through(name: str, shown: str, tmp_path: Path) -> None:
    page = tmp_path / "article.txt"
    page.write_text(ARTICLE, encoding="utf-8")
    assert shown in _shown(name, tmp_path, raw=str(page))
