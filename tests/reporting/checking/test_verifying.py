"""A report verified: every way its files can disagree is named, and a run carried out again is compared."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from analysis.errors import ParameterError, RunError
from analysis.paths import file_hash
from analysis.reporting.checking.verifying import Verified, verify_run
from analysis.reporting.formatting import json_text
from analysis.reporting.known import KnownRun, Reports
from analysis.reporting.runs.batch import run_notebook
from analysis.reporting.runs.provenance import file_hashes

FRAMING = "framing--3fb1c0de77a1"


@pytest.fixture
def folder(example, tmp_path: Path) -> Path:
    """A copy of a report that a test may damage."""
    copy = tmp_path / "reports" / FRAMING
    shutil.copytree(example[0] / "reports" / FRAMING, copy)
    return copy


def problems(folder: Path) -> list[str]:
    found = verify_run(str(folder), Reports([folder]), files_only=True)
    return [problem for part in found.parts for problem in part.problems if "follows" not in problem]


def rewrite(folder: Path, name: str, change: Callable[[str], str]) -> None:
    path = folder / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def restate(folder: Path) -> None:
    """Write the hashes of all files anew, as a forger would."""
    about = json.loads((folder / "run.json").read_text())
    about["outputs"] = file_hashes(folder, without=["run.json"])
    (folder / "run.json").write_text(json_text(about))


def test_an_untouched_folder_has_no_problem(folder) -> None:
    assert problems(folder) == []


def test_changed_missing_and_extra_files_are_named(folder) -> None:
    rewrite(folder, "values.json", lambda text: text.replace("34.2", "43.2"))
    (folder / "tables" / "tbl-outlets.tex").unlink()
    (folder / "notes.txt").write_text("mine")
    assert problems(folder) == [
        "tables/tbl-outlets.tex: missing",
        "values.json: changed since the run wrote it",
        "notes.txt: not of this run",
        "conflict-share: value is 43.2 in values.json, 34.2 in claims.csv",
    ]


def test_a_report_made_into_pdf_later_has_nothing_extra(folder) -> None:
    (folder / "report.pdf").write_bytes(b"%PDF-")
    assert problems(folder) == ["report.pdf: not of this run"]
    record = json.loads((folder / "run.json").read_text())  # as `add_pdf` states it
    record["outputs"]["report.pdf"] = file_hash(folder / "report.pdf")
    (folder / "run.json").write_text(json.dumps(record))
    assert problems(folder) == []


def test_rows_changed_with_their_hashes_contradict_the_pictures(folder) -> None:
    rewrite(folder, "figures/fig-shares.csv", lambda text: text.replace("34.2", "43.2"))
    restate(folder)
    assert problems(folder) == [
        "fig-shares: its rows are not those it was plotted from",
        "fig-shares/1: no cell of this row is 34.2",
    ]


def test_a_table_of_variants_that_says_otherwise_is_named(folder) -> None:
    rewrite(folder, "tables/rob-fragile-share.csv", lambda text: text.replace("True", "False", 1))
    restate(folder)
    assert problems(folder) == ["fragile-share: its table has 30 of 48 variants in which it holds"]
    (folder / "tables" / "rob-fragile-share.csv").unlink()
    restate(folder)
    assert problems(folder) == ["fragile-share: its table of variants is missing"]


def test_a_picture_of_another_figure_is_named(folder) -> None:
    shutil.copyfile(folder / "figures" / "fig-trend.png", folder / "figures" / "fig-shares.png")
    restate(folder)
    (problem,) = problems(folder)
    assert problem.startswith("fig-shares.png: its metadata say run 3fb1c0de77a1, rows ")


@pytest.mark.parametrize("name", ["../../secret", "/etc/passwd", "a/../../b", "C:\\x"])
def test_names_that_lead_out_of_the_folder_are_not_followed(folder, name) -> None:
    about = json.loads((folder / "run.json").read_text())
    about["outputs"][name] = "0" * 64
    (folder / "run.json").write_text(json_text(about))
    assert f"{name}: not a place inside the folder" in problems(folder)


def test_links_that_lead_out_of_the_folder_are_not_followed(folder, tmp_path) -> None:
    (tmp_path / "elsewhere").write_text("x")
    (folder / "values.json").unlink()
    (folder / "values.json").symlink_to(tmp_path / "elsewhere")
    assert "values.json: not a place inside the folder" in problems(folder)


CLAIMS = (
    "claim,item,label,value,low,high,n,unit,status,holds,variants,fragile,evidence,note\n"
    "{rows}fig-shares/1,fig-shares,conflict,34.2,,,,,,,,,,\nfig-shares/2,fig-shares,morality,8.372,,,,,,,,,,\n"
)


def claims(folder: Path, change: Callable[[str], str] = lambda text: text) -> None:
    def shown(x: object) -> str:
        return "" if x is None else str(x)

    values = json.loads((folder / "values.json").read_text())
    values["fragile-share"]["robustness"] = None
    (folder / "values.json").write_text(json_text(values))
    rows = "".join(
        f"val-{name},,x,{shown(e['value'])},{shown(e['low'])},{shown(e['high'])},,{e['unit'].replace(',', '')},,,,,,\n"
        for name, e in values.items()
        if "," not in e["unit"]
    ) + "".join(
        f'val-{name},,x,{shown(e["value"])},,,,"{e["unit"]}",,,,,,\n'
        for name, e in values.items()
        if "," in e["unit"]
    )
    (folder / "claims.csv").write_text(change(CLAIMS.format(rows=rows)))
    restate(folder)


def test_claims_that_agree_are_right(folder) -> None:
    claims(folder)
    assert problems(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "val-conflict-share,,x,34.2,", "val-conflict-share,,x,34.3,",
            "conflict-share: value is 34.2 in values.json, 34.3 in claims.csv",
        ),
        ("34.2,31.6,", "34.2,31.9,", "conflict-share: low is 31.6 in values.json, 31.9 in claims.csv"),
        ("val-outlets,", "val-outlet,", "outlets: not in claims.csv"),
        (
            "val-outlets,,x,4,,,,,,,", "val-outlets,,x,4,,,,,,9,",
            "outlets: holds is None in values.json, 9 in claims.csv",
        ),
        ("fig-shares/2", "fig-shares/3", "fig-shares/3: fig-shares.csv has 2 rows"),
        ("conflict,34.2,", "conflict,34.1,", "fig-shares/1: no cell of this row is 34.1"),
    ],
)  # fmt: skip
def test_claims_that_disagree_are_named(folder, old, new, problem) -> None:
    claims(folder, lambda text: text.replace(old, new, 1))
    assert problem in problems(folder)


def test_evidence_that_is_no_place_is_named(folder) -> None:
    (folder / "evidence").mkdir(exist_ok=True)
    rows = f"article_id,start,end,hit_sha256\na,3,9,{'0' * 64}\na,9,3,{'0' * 64}\n"
    (folder / "evidence" / "ev-words.csv").write_text(rows)
    restate(folder)
    assert problems(folder) == ["evidence/ev-words.csv: row 2 is no place in an article"]


def test_reports_are_found_by_folder_slug_and_id(reports: Reports, example) -> None:
    for name in (FRAMING, "framing", "3fb1c0de77a1", str(example[0] / "reports" / FRAMING)):
        assert reports.named(name).run == "3fb1c0de77a1"
    assert reports.named("9ae4d2050b6c").superseded
    with pytest.raises(ParameterError, match="Did you mean 'framing'"):
        reports.named("faming")


def test_a_report_whose_articles_are_not_here_says_so(reports: Reports, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = verify_run("framing", reports)
    assert found.again is None
    assert found.why_not == "its articles are not at hand (--raw names their folder)"


# Carried out again


@pytest.fixture(scope="module")
def ran(notebooks: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, KnownRun]]:
    """A real run of the fixture notebook that reads a corpus."""
    place = tmp_path_factory.mktemp("again")
    raw = place / "articles"
    raw.mkdir()
    records = [
        {
            "outlet": f"Post {n % 2}",
            "date": f"2024-01-0{n + 1}",
            "title": f"Title {n}",
            "text": f"The town met {n}.",
        }
        for n in range(4)
    ]
    (raw / "export.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEWS_PROFILES_DERIVED", str(place / "derived"))
        patch.setattr("analysis.reporting.runs.plan.package_hash", lambda: "fixed")
        done = run_notebook(
            notebooks / "outlets.ipynb", parameters={"raw": str(raw)}, out_dir=place / "reports"
        )
        assert done.error == ""
        (run,) = Reports([place / "reports"])
        yield place, run


def again(ran: tuple[Path, KnownRun], notebooks: Path, folder: Path | None = None, **options) -> Verified:
    place, run = ran
    here = folder or run.folder
    return verify_run(
        str(here),
        Reports([here]),
        raw=str(options.pop("raw", place / "articles")),
        notebook_dir=str(notebooks),
        **options,
    )


@pytest.mark.notebooks
def test_the_same_articles_give_the_same_report(ran, notebooks) -> None:
    found = again(ran, notebooks)
    assert found.again is not None
    assert (found.again.basis, [str(d) for s in found.again.stages for d in s.differences]) == ([], [])
    assert found.holds
    assert sum(stage.files for stage in found.again.stages) == len(ran[1].outputs)


@pytest.mark.notebooks
def test_what_was_tampered_with_is_named_to_the_cell(ran, notebooks, tmp_path) -> None:
    copy = tmp_path / ran[1].name
    shutil.copytree(ran[1].folder, copy)
    name = next(path.name for path in sorted((copy / "figures").glob("*.csv")))
    old = (copy / "figures" / name).read_text().splitlines()
    cells = old[1].split(",")
    cells[-1] = "99"
    (copy / "figures" / name).write_text("\n".join([old[0], ",".join(cells), *old[2:]]) + "\n")
    found = again(ran, notebooks, copy)
    assert found.again is not None
    first = next(stage for stage in found.again.stages if stage.count)
    column = old[0].split(",")[-1]
    assert (first.what, first.count) == ("data", 1)
    assert str(first.differences[0]).startswith(f"figures/{name}, row 1, column {column}: 99 recorded, ")
    assert not found.holds


@pytest.mark.notebooks
def test_a_changed_article_is_named_before_what_follows_from_it(ran, notebooks, tmp_path) -> None:
    raw = tmp_path / "articles"
    shutil.copytree(ran[0] / "articles", raw)
    with (raw / "export.jsonl").open("a") as stream:
        stream.write(
            json.dumps({"outlet": "Post 9", "date": "2024-02-01", "title": "New", "text": "It met."}) + "\n"
        )
    found = again(ran, notebooks, raw=raw)
    assert found.again is not None
    assert found.again.basis == [
        "articles: 4 recorded, 5 now, with other content or metadata",
        "raw files changed: export.jsonl",
    ]
    assert not found.again.same


def test_articles_that_are_not_there_are_asked_for(ran, notebooks) -> None:
    with pytest.raises(RunError, match=r"the articles are not at .*Name their folder with --raw"):
        again(ran, notebooks, raw="/no/such/folder")
