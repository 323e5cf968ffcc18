from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import lxml.html

from analysis.reporting.known import open_run
from analysis.reporting.pages import differences
from analysis.reporting.pages.comparison import write_comparison, write_comparisons

EVIL = "<script>alert(1)</script>\"'\u202e$x$"


def make(
    folder: Path, run: str, *, values: dict | None = None, rows: str = "word,f\na,1\n", **about: Any
) -> Path:
    """Write the least that makes a finished report."""
    folder = folder / f"words--{run}"
    for part in ("figures", "tables"):
        (folder / part).mkdir(parents=True)
    full = {
        "status": "finished", "run": run, "slug": "words", "title": "Words", "code": "c",
        "parameters": {"least": 3}, "versions": {"pandas": "2.2"}, "notebook": {"name": "words", "sha256": "n"},
        "inputs": {"articles": 3, "first": "2024-01-01", "last": "2024-02-01", "selection": "all articles",
                   "files": {"a.txt": "1"}},
    }  # fmt: skip
    (folder / "run.json").write_text(json.dumps(full | about))
    (folder / "values.json").write_text(json.dumps(values or {}))
    items = [
        {"name": "fig-a", "kind": "figure", "caption": EVIL},
        {"name": "tbl-a", "kind": "table", "caption": EVIL},
    ]
    (folder / "manifest.json").write_text(json.dumps({"items": items}))
    (folder / "figures/fig-a.json").write_text(json.dumps({"data_sha256": run, "alt": EVIL}))
    (folder / "figures/fig-a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "tables/tbl-a.csv").write_text(rows)
    (folder / "index.html").write_text("page")
    return folder


def value(number: float | str, **more: Any) -> dict:
    return {
        "value": number,
        "label": EVIL,
        "unit": "%",
        "n": 3,
        "low": None,
        "high": None,
        "evidence": None,
        **more,
    }


def test_only_what_differs_among_the_inputs_is_listed() -> None:
    one = {
        "parameters": {"a": 1, "b": 2},
        "inputs": {"files": {"x": "1", "y": "1"}},
        "code": "c",
        "versions": {"p": "1"},
    }
    two = {"parameters": {"a": 1, "b": 3, "c": 4}, "inputs": {"files": {"x": "2", "z": "1"}}, "code": "d",
           "versions": {"p": "1"}}  # fmt: skip
    assert [(row["name"], row["first"], row["second"]) for row in differences.inputs(one, two)] == [
        ("parameter b", "2", "3"), ("parameter c", "–", "4"), ("code", "c", "d"), ("files only in one", "y", "z"),
        ("files changed", "–", "x"),
    ]  # fmt: skip
    assert differences.inputs(one, one) == []


def test_values_are_set_side_by_side_with_intervals_and_difference(tmp_path: Path) -> None:
    first = make(
        tmp_path / "1", "a" * 12, values={"x": value(10, low=8, high=12), "y": value("low"), "z": value(1)}
    )
    second = make(
        tmp_path / "2", "b" * 12, values={"x": value(7.5, low=6, high=9), "y": value("high"), "w": value(2)}
    )
    rows = {row["name"]: row for row in differences.values(open_run(first), open_run(second))}
    assert (rows["x"]["first"], rows["x"]["second"], rows["x"]["difference"]) == ("10", "7.50", "−2.50")
    assert rows["x"]["first_interval"] == "8 to 12; n = 3"
    held = {"holds": 8, "variants": 14, "fragile": True}
    third = make(tmp_path / "3", "c" * 12, values={"x": value(10, robustness=held)})
    (row,) = differences.values(open_run(third), open_run(third))
    assert row["first_interval"] == "n = 3; holds in 8 of 14 variants, fragile"
    assert (rows["y"]["first"], rows["y"]["second"], rows["y"]["difference"]) == ("low", "high", "")
    assert (rows["w"]["first"], rows["w"]["second"]) == ("–", "2")
    assert (rows["z"]["first"], rows["z"]["second"], rows["z"]["same"]) == ("1", "–", False)


def test_rows_of_tables_are_told_apart_with_their_numbers_of_times(tmp_path: Path) -> None:
    (tmp_path / "1.csv").write_text("word,f\na,1\na,1\nb,0.123456\nc,3\n")
    (tmp_path / "2.csv").write_text("word,f\nc,3\nb,0.2\na,1\nd,4\n")
    found = differences.table_rows(tmp_path / "1.csv", tmp_path / "2.csv")
    assert found["rows"] == [
        ("first", ["a", "1"]), ("first", ["b", "0.123"]), ("second", ["b", "0.2"]), ("second", ["d", "4"]),
    ]  # fmt: skip
    assert (found["more"], found["cut"], found["columns_differ"]) == (0, False, False)


def test_long_tables_are_bounded(tmp_path: Path) -> None:
    (tmp_path / "1.csv").write_text("f\n" + "".join(f"{i}\n" for i in range(differences.MOST_ROWS + 5)))
    (tmp_path / "2.csv").write_text("f\n")
    found = differences.table_rows(tmp_path / "1.csv", tmp_path / "2.csv")
    assert len(found["rows"]) == differences.MOST_SHOWN
    assert found["more"] == differences.MOST_ROWS - differences.MOST_SHOWN
    assert found["cut"]


def test_the_page_is_inert_and_whole(tmp_path: Path) -> None:
    first = make(tmp_path / ".superseded", "a" * 12, values={"x": value(1)}, parameters={"query": EVIL})
    second = make(
        tmp_path,
        "b" * 12,
        values={"x": value(2)},
        rows="word,f\n" + EVIL.replace('"', "") + ",1\n",
        title=EVIL,
    )
    path = write_comparison(first, second, tmp_path / ".compared" / "p.html")
    text = path.read_text(encoding="utf-8")
    page = lxml.html.fromstring(text)
    assert not list(page.iter("script"))
    assert "\u202e" not in text
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert "<script>alert(1)</script>" in page.text_content()
    assert [(path.parent / a.get("href")).resolve() for a in page.iter("a") if not a.get("href").startswith("#")] == [
        tmp_path / "index.html", first / "index.html", second / "index.html",
    ]  # fmt: skip
    assert all(image.get("src").startswith("data:image/svg+xml;base64,") for image in page.iter("img"))
    assert [image.get("alt")[:10] for image in page.iter("img")] == ["First run:", "Second run"]
    assert str(tmp_path) not in text


def test_pairs_are_written_once_and_removed_with_their_reports(tmp_path: Path) -> None:
    make(tmp_path / ".superseded", "a" * 12)
    make(tmp_path, "b" * 12)
    links = write_comparisons(tmp_path)
    page = tmp_path / ".compared" / f"words--{'a' * 12}--{'b' * 12}.html"
    assert links == {"words": [{"run": "a" * 12, "link": f".compared/{page.name}"}]}
    written = page.stat().st_mtime_ns
    write_comparisons(tmp_path)
    assert page.stat().st_mtime_ns == written
    (tmp_path / ".superseded" / f"words--{'a' * 12}" / "run.json").unlink()
    assert write_comparisons(tmp_path) == {}
    assert not page.exists()


def test_a_manifest_cannot_lead_out_of_its_folder(tmp_path: Path) -> None:
    first, second = make(tmp_path / "1", "a" * 12), make(tmp_path / "2", "b" * 12)
    (tmp_path / "secret.csv").write_text("word\nsecret\n")
    for folder in (first, second):
        items = [{"name": "../../../secret", "kind": "table", "caption": ""}]
        (folder / "manifest.json").write_text(json.dumps({"items": items}))
    text = write_comparison(first, second, tmp_path / "p.html").read_text()
    assert "Not in the first nor the second run." in text
