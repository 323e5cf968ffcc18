"""Single citations held against the example's reports, of kinds the seeded manuscripts have none of."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.reporting.checking.checked import check_manuscript
from analysis.reporting.known import Reports

NEW, OLD = "framing--3fb1c0de77a1", "framing--9ae4d2050b6c"


def said(reports: Reports, folder: Path, name: str, text: str) -> list[tuple[str, str]]:
    (folder / name).write_text(text, encoding="utf-8")
    return [(f.outcome, f.says) for f in check_manuscript(folder / name, reports).findings]


def link(typed: str, anchor: str, run: str = NEW) -> str:
    return f"[{typed}](https://example.org/{run}/index.html#{anchor})"


CASES = [
    (
        link("12.9%", "val-fragile-share"),
        "fragile",
        "holds in 31 of 48 variants (The share exceeds a tenth.)",
    ),
    (link("34.2%", "fig-shares"), "matching", "a cell of its rows"),
    (link("34.3%", "fig-shares"), "stale", "no cell of its rows rounds to this number"),
    (link("703", "tbl-outlets"), "matching", "a cell of its rows"),
    (link("Figure 1", "fig-shares"), "matching", "the item is there"),
    (link("Fig. 2", "fig-shares"), "stale", "the report calls it Figure 1"),
    (link("the shares", "fig-shares", OLD), "stale", f"superseded by {NEW}, where its data differ"),
    (link("the trend", "fig-trend", OLD), "matching", "with the same data"),
    (link("the report", ""), "matching", "the report as a whole"),
    (link("the share", "val-conflict-share"), "matching", "no number typed"),
    (
        link("34.2%", "val-conflict-share", "corpus--3fb1c0de77a1"),
        "untraceable",
        "is of framing, not of corpus",
    ),
    (
        link("34.2%", "val-conflict-share", "framing--000000000000"),
        "untraceable",
        "there is no run 000000000000 here",
    ),
    (f"[rows](../{NEW}/figures/fig-shares.csv)", "matching", "the report as a whole"),
    (f"[rows](../{NEW}/figures/fig-share.csv)", "untraceable", "the run has no file figures/fig-share.csv"),
    (f"![a](https://example.org/{NEW}/figures/fig-shares.png)", "matching", "the run's own file"),
    ("![a](https://example.org/a.png)", "untraceable", "pictures are not fetched"),
    ("![a](nothing.png)", "untraceable", "there is no such file"),
]


@pytest.mark.parametrize(("text", "outcome", "says"), CASES)
def test_markdown_citations(reports: Reports, tmp_path, text, outcome, says) -> None:
    ((found, why),) = said(reports, tmp_path, "a.md", text)
    assert (found, says in why) == (outcome, True), why


def test_a_run_moved_aside_is_found_where_the_manuscript_still_looks(reports: Reports, tmp_path) -> None:
    found = said(reports, tmp_path, "a.tex", rf"\includegraphics{{../reports/{OLD}/figures/fig-trend}}")
    assert [outcome for outcome, _ in found] == ["matching"]


def test_macros_without_a_file_of_them_are_untraceable(reports: Reports, tmp_path) -> None:
    ((outcome, why),) = said(reports, tmp_path, "a.tex", r"\npvalue{articles}")
    assert (outcome, why) == ("untraceable", "no values.tex is taken in before this")


def test_an_edited_file_of_macros_makes_its_numbers_stale(reports: Reports, example, tmp_path) -> None:
    values = (example[0] / "reports" / NEW / "cite" / "values.tex").read_text()
    (tmp_path / "values.tex").write_text(values.replace("34.2", "43.20"))
    found = said(reports, tmp_path, "a.tex", "\\input{values}\n\\npvalue{articles}")
    assert [outcome for outcome, _ in found] == ["stale", "stale"]


def test_line_ends_of_another_system_change_no_macros(reports: Reports, example, tmp_path) -> None:
    values = (example[0] / "reports" / NEW / "cite" / "values.tex").read_bytes()
    (tmp_path / "values.tex").write_bytes(values.replace(b"\n", b"\r\n"))
    found = said(reports, tmp_path, "a.tex", "\\input{values}\n\\npvalue{articles}")
    assert [outcome for outcome, _ in found] == ["matching", "matching"]


def test_a_table_taken_in_is_the_runs(reports: Reports, example, tmp_path) -> None:
    copy = tmp_path / "reports" / NEW / "tables"
    copy.mkdir(parents=True)
    table = (example[0] / "reports" / NEW / "tables" / "tbl-outlets.tex").read_text()
    for text, outcome in ((table, "matching"), (table.replace("703", "730"), "stale")):
        (copy / "tbl-outlets.tex").write_text(text)
        found = said(reports, tmp_path, "a.tex", rf"\input{{reports/{NEW}/tables/tbl-outlets}}")
        assert [one for one, _ in found] == [outcome]


def test_an_embedded_picture_is_looked_at(reports: Reports, example, tmp_path) -> None:
    import base64

    picture = (example[0] / "reports" / NEW / "figures" / "fig-trend.png").read_bytes()
    text = f"![a](data:image/png;base64,{base64.b64encode(picture).decode()})"
    assert said(reports, tmp_path, "a.md", text) == [("matching", "the run's own file")]
