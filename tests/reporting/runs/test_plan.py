from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from analysis.corpus import open_corpus
from analysis.corpus.identity import fingerprint
from analysis.errors import AnalysisError, EmptySelectionError, InputError, ParameterError
from analysis.reporting.runs.plan import plan_study
from analysis.reporting.runs.study import Study


@pytest.fixture
def study(raw: Path, notebooks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    monkeypatch.setattr("analysis.reporting.runs.plan.package_hash", lambda: "fixed")
    return Study(
        raw=str(raw), notebook_dir=str(notebooks), notebooks=["outlets"], out=str(tmp_path / "out"), workers=1
    )


def test_one_run_for_the_whole_selection(study: Study, raw: Path) -> None:
    plan = plan_study(study)
    (run,) = plan.runs
    assert run.slug == "outlets-articles"
    assert run.parameters == {"raw": str(raw), "where": "", "compare": "outlet"}
    facts = {key: run.facts[key] for key in ("articles", "first", "last", "selection")}
    assert facts == {"articles": 8, "first": "2024-01-15", "last": "2024-02-15", "selection": "all articles"}
    assert list(run.facts["files"]) == ["export.jsonl"]
    assert plan.corpus is not None
    assert run.facts["fingerprint"] == plan.corpus.fingerprint == fingerprint(plan.corpus.states["state"])


def test_a_run_for_each_value_however_it_is_called(study: Study, raw: Path) -> None:
    plan = plan_study(study.model_copy(update={"by": "outlet", "where": "title like 'Ministers%' or false"}))
    assert [run.facts["articles"] for run in plan.runs] == [2, 2, 2, 2]
    slugs = [run.slug for run in plan.runs]
    assert len(set(slugs)) == len({run.run_id for run in plan.runs}) == 4
    assert all("/" not in slug and "." not in slug for slug in slugs)
    assert any("no-outlet" in slug for slug in slugs)
    for run in plan.runs:
        selected = open_corpus(raw, where=run.parameters["where"])
        assert selected.fingerprint == run.facts["fingerprint"]
        assert selected.articles["outlet"].nunique() == 1


def test_values_that_share_a_slug_get_folders_of_their_own(study: Study, tmp_path: Path) -> None:
    folder = tmp_path / "twins"
    folder.mkdir()
    rows = "".join(
        f"{section},A title,Words of {section} about the treaty of the two states.\n"
        for section in ("World News", "world news")
    )
    (folder / "a.csv").write_text("section,title,text\n" + rows)
    plan = plan_study(study.model_copy(update={"raw": str(folder), "by": "section"}))
    assert len({run.slug for run in plan.runs}) == 2


def test_a_notebook_that_compares_runs_once_on_everything(
    study: Study, notebooks: Path, tmp_path: Path
) -> None:
    (tmp_path / "comparison.ipynb").write_bytes((notebooks / "outlets.ipynb").read_bytes())
    books = [str(tmp_path / "comparison.ipynb"), str(notebooks / "outlets.ipynb")]
    plan = plan_study(study.model_copy(update={"notebooks": books, "by": "date"}))
    comparison = [run for run in plan.runs if run.notebook.stem == "comparison"]
    assert len(comparison) == 1
    assert comparison[0].parameters["compare"] == "date"
    assert comparison[0].facts["articles"] == 8
    assert len(plan.runs) == 1 + 3


def test_the_id_depends_on_what_matters_and_on_nothing_else(study: Study, raw: Path, tmp_path: Path) -> None:
    first = plan_study(study).runs[0].run_id
    assert (
        plan_study(study.model_copy(update={"out": str(tmp_path / "x"), "workers": 2, "timeout": 9.0}))
        .runs[0]
        .run_id
        == first
    )
    assert plan_study(study.model_copy(update={"parameters": {"compare": "date"}})).runs[0].run_id != first
    assert plan_study(study.model_copy(update={"where": "outlet <> ''"})).runs[0].run_id != first
    copy = tmp_path / "copy" / "articles"
    copy.parent.mkdir()
    raw.rename(copy)
    assert plan_study(study.model_copy(update={"raw": str(copy)})).runs[0].run_id == first
    with (copy / "export.jsonl").open("a") as stream:
        stream.write(
            '{"outlet": "New", "title": "One more", "text": "A treaty was signed by both states on Friday."}\n'
        )
    assert plan_study(study.model_copy(update={"raw": str(copy)})).runs[0].run_id != first


@pytest.mark.parametrize("update", [{"codebook": "codes.yaml"}, {"parameters": {"decisions": "codes.yaml"}}])
def test_a_file_given_as_parameter_counts_with_its_content(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update: dict
) -> None:
    import nbformat

    book = nbformat.read(Path(study.notebook_dir) / "outlets.ipynb", as_version=4)
    book.cells[1].source += '\ncodebook = ""\ndecisions = ""'
    nbformat.write(book, tmp_path / "framing.ipynb")
    codes = tmp_path / "codes.yaml"
    given = study.model_copy(update={"notebooks": [str(tmp_path / "framing.ipynb")], **update})
    monkeypatch.chdir(tmp_path)
    ids = []
    for content in ("a", "b", "a"):
        codes.write_text(content)
        (run,) = plan_study(given).runs
        assert str(codes.resolve()) in run.parameters.values()
        assert run.names[str(codes.resolve())] == "codes.yaml"
        ids.append(run.run_id)
    assert ids[0] == ids[2] != ids[1]


def test_a_codebook_counts_with_the_files_it_extends(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import nbformat

    book = nbformat.read(Path(study.notebook_dir) / "outlets.ipynb", as_version=4)
    book.cells[1].source += '\ncodebook = ""'
    nbformat.write(book, tmp_path / "framing.ipynb")
    (tmp_path / "own.yaml").write_text("extends: base.yaml\n")
    given = study.model_copy(update={"notebooks": [str(tmp_path / "framing.ipynb")], "codebook": "own.yaml"})
    monkeypatch.chdir(tmp_path)
    ids = []
    for content in ("name: a", "name: b", "name: a"):
        (tmp_path / "base.yaml").write_text(content)
        (run,) = plan_study(given).runs
        ids.append(run.run_id)
    assert ids[0] == ids[2] != ids[1]


@pytest.mark.parametrize(
    ("update", "kind", "says"),
    [
        ({"where": "outlet = 'Nobody'"}, EmptySelectionError, r"no article of 8 meets.*Outlets are.*'Harbour Post'"),
        ({"where": "outlett = 'x'"}, ParameterError, r"Did you mean 'outlet'\?"),
        ({"where": "1=1); drop table x; --"}, ParameterError, "where"),
        ({"by": "outlets"}, ParameterError, r"Did you mean 'outlet'\?"),
        ({"raw": "/nowhere/at/all"}, InputError, "nowhere"),
        ({"parameters": {"compere": "x"}}, ParameterError, r"Did you mean 'compare'\?"),
        ({"parameters": {"where": "x"}}, ParameterError, "Use --where"),
        ({"notebook": {"outlet": {}}}, ParameterError, r"\[notebook.outlet\].*Did you mean 'outlets'\?"),
        ({"notebook": {"outlets": {"compere": 1}}}, ParameterError, r"outlets.ipynb: .*Did you mean 'compare'\?"),
        ({"codebook": "none.yaml"}, ParameterError, "none.yaml: there is no such codebook file"),
        ({"notebooks": ["outlet"]}, ParameterError, r"Did you mean 'outlets'\?"),
        ({"notebooks": ["plain"], "by": "outlet"}, ParameterError, "no parameter 'where'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_before_anything_runs(
    study: Study, update: dict, kind: type[AnalysisError], says: str
) -> None:
    with pytest.raises(kind, match=says) as caught:
        plan_study(study.model_copy(update=update))
    assert "\n" not in str(caught.value)


def test_too_many_groups_are_taken_for_a_mistake(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.reporting.runs.selections.MOST_GROUPS", 3)
    with pytest.raises(ParameterError, match="outlet has 4 values, too many"):
        plan_study(study.model_copy(update={"by": "outlet"}))


def test_very_many_files_are_hashed_together(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.reporting.runs.selections._MOST_FILES", 0)
    assert list(plan_study(study).runs[0].facts["files"]) == ["1 files"]


def test_the_slug_tells_runs_of_other_conditions_and_values_apart(study: Study) -> None:
    base = plan_study(study).runs[0]
    variants = [{}, {"where": "outlet <> ''"}, {"parameters": {"compare": "date"}}, {"by": "date"}]
    slugs = [run.slug for update in variants for run in plan_study(study.model_copy(update=update)).runs]
    assert len(slugs) == len(set(slugs))
    assert replace(base, slug="x").folder.name == f"x--{base.run_id}"


@pytest.mark.parametrize(("unit", "annotated"), [("word", False), ("lemma", True)])
def test_articles_are_annotated_only_if_a_notebook_needs_it(
    study: Study, notebooks: Path, tmp_path: Path, unit: str, annotated: bool
) -> None:
    notebook = nbformat.read(notebooks / "outlets.ipynb", as_version=4)
    notebook.metadata["news_profiles"] = {"annotation": False}
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source += '\nunit = "word"'
    nbformat.write(notebook, tmp_path / "words.ipynb")
    chosen = {"notebooks": [str(tmp_path / "words.ipynb")], "parameters": {"unit": unit}}
    assert plan_study(study.model_copy(update=chosen)).annotated is annotated
    assert plan_study(study).annotated


def test_a_sample_is_annotated_when_it_is_drawn(study: Study, notebooks: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(notebooks / "outlets.ipynb", as_version=4)
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source += "\nsample = 0"
    nbformat.write(notebook, tmp_path / "sampled.ipynb")
    chosen = {"notebooks": [str(tmp_path / "sampled.ipynb")]}
    assert plan_study(study.model_copy(update=chosen)).annotated
    assert not plan_study(study.model_copy(update={**chosen, "parameters": {"sample": 2}})).annotated


def test_the_quote_limit_reaches_the_notebooks_and_replaces_a_report(
    study: Study, notebooks: Path, tmp_path: Path
) -> None:
    notebook = nbformat.read(notebooks / "outlets.ipynb", as_version=4)
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source += "\nquote_limit = 0"
    nbformat.write(notebook, tmp_path / "quoting.ipynb")
    chosen = {"notebooks": [str(tmp_path / "quoting.ipynb"), "outlets"]}
    plain, other = plan_study(study.model_copy(update=chosen)).runs
    asked, same = plan_study(study.model_copy(update={**chosen, "quote_limit": 400})).runs
    assert (plain.parameters["quote_limit"], asked.parameters["quote_limit"]) == (0, 400)
    assert (asked.slug, same) == (plain.slug, other)
    assert asked.run_id != plain.run_id


def test_a_changed_article_concerns_its_own_group_and_the_whole(study: Study, raw: Path) -> None:
    by_outlet, whole = study.model_copy(update={"by": "outlet"}), study
    before = {run.slug: run.run_id for run in (*plan_study(by_outlet).runs, *plan_study(whole).runs)}
    export = raw / "export.jsonl"
    lines = export.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[0] = lines[0].replace("They agreed to return.", "They agreed to leave.")
    export.write_text("".join(lines), encoding="utf-8")
    after = {run.slug: run.run_id for run in (*plan_study(by_outlet).runs, *plan_study(whole).runs)}
    assert {slug for slug in before if before[slug] != after[slug]} == {
        "outlets-articles-harbour-post",
        "outlets-articles",
    }
