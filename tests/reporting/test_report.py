from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import lxml.html
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.figure import Figure

from analysis.errors import ParameterError, RunError
from analysis.figures.theme import new_figure
from analysis.reporting import Report, open_report
from analysis.reporting.formatting import MARK
from analysis.reporting.showing.outputs import Output

ROWS = pd.DataFrame({"word": ["security", "=1+1", "<b>"], "count": [3, 2, 1]})
LINES = pd.DataFrame(
    {
        "article_id": ["a", "b"], "start": [1, 2], "end": [5, 6], "left": ["<script>", "x" * 5000],
        "hit": ["here\u202e", "there"], "right": ["</details>", "end"], "outlet": ["O'Brien \"&\"", ""],
        "date": ["2024-06-01", None], "title": ["$x$ \\input", "t"],
    }
)  # fmt: skip


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Output]:
    outputs: list[Output] = []
    monkeypatch.setattr("analysis.reporting.record._show", outputs.append)
    return outputs


def figure() -> Figure:
    fig, axes = new_figure(height_mm=50)
    axes.barh(ROWS["word"], ROWS["count"])
    return fig


def record(report: Report) -> None:
    report.figure("fig-a", figure(), data=ROWS, caption="A <b>", alt='Bars, "a" leads', n=3, method="Counts")
    report.table("tbl-a", ROWS, caption="Words", note="A note", max_rows=2)
    report.value("share", 12.5, label="Share", unit="%", n=3, low=10, high=15.0, evidence="ev-a")
    report.evidence("ev-a", LINES, caption="Where <it> stands")
    report.note("No trend: one month & <b>")


def test_by_hand_everything_is_shown_and_nothing_written(
    shown: list[Output], tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    record(open_report())
    assert [output.name for output in shown] == ["fig-a", "tbl-a", "val-share", "ev-a", "note-1"]
    assert list(tmp_path.iterdir()) == []
    assert "href" not in shown[0].html


def test_with_a_folder_everything_is_written_at_once(
    shown: list[Output], tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setenv("NEWS_PROFILES_RUN", "0123456789ab")
    folder = tmp_path / "new" / "r"
    record(open_report(str(folder), title="T"))
    files = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    assert files == [
        "claims.csv", "evidence/ev-a.csv", "figures/fig-a.csv", "figures/fig-a.json", "figures/fig-a.pdf",
        "figures/fig-a.png", "figures/fig-a.svg", "manifest.json", "tables/tbl-a.csv", "tables/tbl-a.tex",
        "values.json",
    ]  # fmt: skip
    about = json.loads((folder / "figures/fig-a.json").read_text())
    assert about["data_sha256"] == hashlib.sha256((folder / "figures/fig-a.csv").read_bytes()).hexdigest()
    assert (about["run"], about["n"], about["method"], about["caption"]) == (
        "0123456789ab",
        3,
        "Counts",
        "A <b>",
    )
    manifest = json.loads((folder / "manifest.json").read_text())
    assert [(i["name"], i["kind"], i["number"]) for i in manifest["items"]] == [
        ("fig-a", "figure", 1), ("tbl-a", "table", 1), ("share", "value", 1), ("ev-a", "evidence", 1),
        ("note-1", "note", 1),
    ]  # fmt: skip
    assert all((folder / name).is_file() for item in manifest["items"] for name in item["files"])
    assert (manifest["title"], manifest["run"]) == ("T", "0123456789ab")


def test_plotted_rows_are_all_in_the_csv_and_formulas_disarmed(shown: list[Output], tmp_path: Path) -> None:
    record(open_report(str(tmp_path)))
    for name in ("figures/fig-a.csv", "tables/tbl-a.csv"):
        with (tmp_path / name).open(newline="") as stream:
            assert list(csv.reader(stream)) == [
                ["word", "count"],
                ["security", "3"],
                ["'=1+1", "2"],
                ["<b>", "1"],
            ]


def test_values_hold_what_a_paper_needs(shown: list[Output], tmp_path: Path) -> None:
    report = open_report(str(tmp_path))
    report.value("share", 12.5, label="Share", unit="%", n=3, low=10, high=15.0, evidence="ev-a")
    report.value("missing", float("nan"), label="Undefined")
    values = json.loads((tmp_path / "values.json").read_text())
    assert values["share"] == {
        "value": 12.5, "label": "Share", "unit": "%", "n": 3, "low": 10, "high": 15.0, "evidence": "ev-a",
        "text": "12.5%", "status": "", "robustness": None, "claim": "val-share",
    }  # fmt: skip
    assert values["missing"]["value"] is None
    assert shown[0].plain == "Share: 12.5% (interval 10.0 to 15.0; n = 3)"
    assert 'href="#ev-a"' in shown[0].html
    assert shown[1].plain == "Undefined: –"


def test_evidence_keeps_places_and_no_words_of_an_article(shown: list[Output], tmp_path: Path) -> None:
    open_report(str(tmp_path)).evidence("ev-a", LINES, caption="c")
    text = (tmp_path / "evidence/ev-a.csv").read_text()
    with (tmp_path / "evidence/ev-a.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["article_id", "start", "end", "hit_sha256"]
    assert rows[1]["hit_sha256"] == hashlib.sha256(b"there").hexdigest()
    assert "there" not in text


def test_evidence_cannot_break_out_or_turn_the_line(shown: list[Output]) -> None:
    open_report().evidence("ev-a", LINES, caption="c")
    details = lxml.html.fromstring(shown[0].html)
    assert details.tag == "details"
    assert details.get("id") == "ev-a"
    assert not {e.tag for e in details.iter()} & {"script", "img"}
    assert len(details.findall(".//li")) == 2
    assert "\u202e" not in shown[0].html
    assert all(
        len(span.text_content()) <= 240
        for span in details.iter("span", "mark")
        if span.get("class") != "np-words"
    )
    assert "<script>" in details.text_content()


def test_evidence_says_how_many_lines_it_holds_back(shown: list[Output]) -> None:
    many = pd.concat([LINES] * 20, ignore_index=True)
    open_report().evidence("ev-a", many, caption="c", max_rows=5)
    assert "5 of 40 lines" in shown[0].html
    assert shown[0].html.count("<li>") == 5
    open_report().evidence("ev-b", LINES.head(0), caption="c")
    assert "No line." in shown[1].html


def test_a_figure_has_number_caption_alt_and_its_rows(shown: list[Output]) -> None:
    report = open_report()
    record(report)
    report.figure("fig-b", figure(), data=ROWS, caption="B.", alt="bars", n="3 words, 1 outlet")
    first, second = (lxml.html.fromstring(o.html) for o in (shown[0], shown[-1]))
    assert first.get("id") == "fig-a"
    image = first.find(".//img")
    assert image.get("alt") == 'Bars, "a" leads'
    assert image.get("src").startswith("data:image/svg+xml;base64,")
    assert first.findtext(".//figcaption/strong") == "Figure 1."
    assert first.find(".//figcaption").text_content() == "Figure 1. A <b> n = 3. Counts."
    assert second.findtext(".//figcaption/strong") == "Figure 2."
    assert [c.text_content() for c in first.iter("td")][:2] == ["security", "3"]


def test_a_figure_of_very_many_marks_is_shown_as_png(shown: list[Output]) -> None:
    fig, axes = new_figure(height_mm=50)
    axes.plot([n % 97 for n in range(20_000)], [n % 89 for n in range(20_000)], "o")
    open_report().figure("fig-a", fig, data=ROWS, caption="c", alt="a")
    assert "data:image/png;base64," in shown[0].html


def test_a_figure_of_pyplot_is_closed_so_that_it_shows_once(shown: list[Output]) -> None:
    fig, axes = plt.subplots()
    axes.plot([1, 2])
    open_report().figure("fig-a", fig, data=ROWS, caption="c", alt="a")
    assert not plt.fignum_exists(fig.number)


@pytest.mark.parametrize(
    "name", ["a", "fig-", "fig-A", "fig-a_b", "fig-../x", "fig-a--b", "fig-é", "fig-" + "a" * 90, ""]
)
def test_names_that_cannot_be_files_and_ids_are_refused(name: str, shown: list[Output]) -> None:
    with pytest.raises(ParameterError, match="such as 'fig-"):
        open_report().figure(name, figure(), data=ROWS, caption="c", alt="a")


def test_a_name_is_taken_once_in_a_written_report_but_a_cell_may_run_again(
    shown: list[Output], tmp_path: Path
) -> None:
    by_hand = open_report()
    for _ in range(2):
        by_hand.table("tbl-a", ROWS, caption="c")
    assert all("Table 1." in output.html for output in shown)
    written = open_report(str(tmp_path))
    written.table("tbl-a", ROWS, caption="c")
    with pytest.raises(ParameterError, match="tbl-a: the name is taken"):
        written.table("tbl-a", ROWS, caption="c")


def test_what_a_reader_needs_may_not_be_empty(shown: list[Output]) -> None:
    report = open_report()
    with pytest.raises(ParameterError, match="alt is empty"):
        report.figure("fig-a", figure(), data=ROWS, caption="c", alt=" ")
    with pytest.raises(ParameterError, match="caption is empty"):
        report.table("tbl-a", ROWS, caption="")
    with pytest.raises(ParameterError, match="list is not a table"):
        report.table("tbl-a", [1], caption="c")  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="no column hit"):
        report.evidence("ev-a", LINES.drop(columns="hit"), caption="c")
    assert shown == []


def test_a_finished_report_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}")
    with pytest.raises(RunError, match="holds a finished report"):
        open_report(str(tmp_path))


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match="file/r: the folder cannot be made"):
        open_report(str(tmp_path / "file" / "r"))


def test_outputs_are_marked_and_have_a_plain_form() -> None:
    data, metadata = Output("fig-a", "<p>x</p>", "x")._repr_mimebundle_()
    assert data == {"text/html": "<p>x</p>", "text/plain": "x"}
    assert MARK in metadata
    formatted, _ = InteractiveShell.instance().display_formatter.format(Output("a", "<p>", "plain words"))
    assert formatted["text/plain"] == "plain words"
    assert formatted["text/html"] == "<p>"


def test_a_page_has_chosen_columns_in_plain_words_and_the_file_has_all(
    shown: list[Output], tmp_path: Path
) -> None:
    report = open_report(str(tmp_path))
    table = pd.DataFrame({"word": ["a"], "df": [2], "low": [0.5], "start": [7], "first": ["2024-05-01"]})
    report.table(
        "tbl-a", table, caption="c", columns={"word": "", "df": "in articles", "low": "", "first": ""}
    )
    page = lxml.html.fromstring(shown[0].html)
    assert [cell.text for cell in page.iter("th")] == ["word", "in articles", "95 % from", "first date"]
    assert "nowrap" in [cell.get("style") for cell in page.iter("td")][-1]
    assert (tmp_path / "tables/tbl-a.csv").read_text().startswith("word,df,low,start,first\n")
    assert "start" not in (tmp_path / "tables/tbl-a.tex").read_text()
    with pytest.raises(ParameterError, match="nowhere"):
        report.table("tbl-b", table, caption="c", columns=["nowhere"])


def test_a_figure_leads_to_the_lists_it_names(shown: list[Output]) -> None:
    report = open_report()
    report.figure("fig-a", figure(), data=ROWS, caption="c", alt="a", lines="ev-a ev-b-c")
    links = lxml.html.fromstring(shown[0].html).xpath("//p[contains(@class, 'np-read')]//a")
    assert [(link.get("href"), link.text) for link in links] == [("#ev-a", "a"), ("#ev-b-c", "b c")]
    with pytest.raises(ParameterError):
        report.figure("fig-b", figure(), data=ROWS, caption="c", alt="a", lines="fig-a")
