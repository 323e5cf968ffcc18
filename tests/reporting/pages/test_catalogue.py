from __future__ import annotations

import json
import re
from pathlib import Path

import lxml.html

from analysis.reporting.formatting import sha256
from analysis.reporting.pages.catalogue import MOST_OPTIONS, choices, write_catalogue

EVIL = 'outlet: <b>O\'B & "Sons"</b>\u202e</style><script>alert(1)</script>'


def report(out: Path, slug: str, notebook: str, selection: str, first: str = "", last: str = "") -> None:
    run = sha256(slug)[:12]
    folder = out / f"{slug}--{run}"
    folder.mkdir(parents=True)
    about = {
        "status": "finished", "slug": slug, "run": run, "notebook": {"name": notebook},
        "inputs": {"selection": selection, "first": first, "last": last, "articles": 3},
    }  # fmt: skip
    (folder / "run.json").write_text(json.dumps(about))


def row(notebook: str, first: str = "", last: str = "") -> dict:
    return {
        "notebook": notebook,
        "selection": "all articles",
        "first": first,
        "last": last,
        "status_text": "finished",
    }


def test_choices_are_offered_where_there_is_something_to_choose() -> None:
    rows = [
        row("actors", "2023-05-01", "2024-01-02"),
        row("framing", "2024-01-01", "2024-03-01"),
        row("actors"),
    ]
    assert [(c["label"], c["options"]) for c in choices(rows)] == [
        ("Notebook", ["actors (2)", "framing (1)"]), ("Published in", ["2023 (1)", "2024 (2)"]),
    ]  # fmt: skip
    assert [r["marks"] for r in rows] == [" n0 y0 y1", " n1 y1", " n0"]
    assert choices([row("actors")]) == []


def test_choices_are_bounded() -> None:
    rows = [row(f"n{i}") for i in range(MOST_OPTIONS + 7)]
    (found,) = choices(rows)
    assert (len(found["options"]), found["more"]) == (MOST_OPTIONS, 7)
    assert rows[-1]["marks"] == ""


def test_no_text_of_an_outlet_reaches_style_ids_or_markup(tmp_path: Path) -> None:
    report(tmp_path, "actors-a", "actors", EVIL, "2024-01-01", "2024-02-01")
    report(tmp_path, "actors-b", "actors", "all articles", "9999999999", "x")
    text = write_catalogue(tmp_path).read_text(encoding="utf-8")
    page = lxml.html.fromstring(text)
    assert not list(page.iter("script", "b"))
    assert "\u202e" not in text
    assert "Sons" not in page.findtext(".//style")
    assert all(re.fullmatch(r"[a-z]-(?:\d+|all)", radio.get("id")) for radio in page.iter("input"))
    assert len(page.xpath("//tr[contains(@class, 'np-row')]")) == 2
    assert {label.text_content().strip() for label in page.iter("label")} >= {"all", "all articles (1)"}


def test_a_record_with_other_things_in_it_is_listed(tmp_path: Path) -> None:
    report(tmp_path, "actors", "actors", "all articles")
    (path,) = tmp_path.glob("*/run.json")
    for inputs in ({"articles": {}}, {"articles": ""}, [], None):
        path.write_text(json.dumps({**json.loads(path.read_text()), "inputs": inputs, "notebook": 7}))
        assert "actors" in write_catalogue(tmp_path).read_text(encoding="utf-8")


def test_a_rule_stands_for_each_option_and_hides_what_is_not_of_it(tmp_path: Path) -> None:
    report(tmp_path, "actors", "actors", "all articles")
    report(tmp_path, "framing", "framing", "all articles")
    page = lxml.html.fromstring(write_catalogue(tmp_path).read_text(encoding="utf-8"))
    rules = page.findtext(".//style")
    for radio in (r.get("id") for r in page.iter("input") if not r.get("id").endswith("all")):
        assert (
            f"body:has(#{radio}:checked) .np-row:not(.{radio.replace('-', '')}) {{ display: none; }}" in rules
        )
