from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.corpus import Corpus
from analysis.errors import InputError, ParameterError
from analysis.paths import PACKAGE, file_hash
from analysis.vocabulary import Reference, build_reference, load_reference
from analysis.vocabulary.reference.stored import _HEAD, SHIPPED


@pytest.fixture
def reference(make_corpus: Callable[..., Corpus]) -> Reference:
    records = [
        {"outlet": o, "text": f"The harbour sold gas to town {i}."}
        for o in ("Port", "Post")
        for i in range(3)
    ]
    return build_reference(make_corpus(records), least_df=2)


def _rewritten(path: Path, table: pd.DataFrame, head: bytes) -> Path:
    pq.write_table(
        pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata({_HEAD: head}), path
    )
    return path


def test_a_saved_reference_is_read_as_it_was(reference: Reference, tmp_path: Path) -> None:
    reference.save(tmp_path / "own.parquet")
    again = load_reference(tmp_path / "own.parquet")
    assert again.facts == reference.facts
    pd.testing.assert_frame_equal(again.table, reference.table)


def test_the_same_counts_give_the_same_bytes(reference: Reference, tmp_path: Path) -> None:
    for name in ("a.parquet", "b.parquet"):
        reference.save(tmp_path / name)
    assert file_hash(tmp_path / "a.parquet") == file_hash(tmp_path / "b.parquet")


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"'newz' is neither .* Use 'news', or the path"):
        load_reference("newz")


def test_a_foreign_or_cut_file_is_refused(reference: Reference, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.parquet"
    pd.DataFrame({"word": ["a"]}).to_parquet(foreign)
    with pytest.raises(InputError, match=r"foreign.parquet: the Parquet file holds no reference counts"):
        load_reference(foreign)
    text = tmp_path / "text.parquet"
    text.write_text("word,f\na,1\n", encoding="utf-8")
    with pytest.raises(InputError, match="no whole Parquet file"):
        load_reference(text)
    reference.save(tmp_path / "own.parquet")
    cut = tmp_path / "cut.parquet"
    cut.write_bytes((tmp_path / "own.parquet").read_bytes()[:-40])
    with pytest.raises(InputError, match="no whole Parquet file"):
        load_reference(cut)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.drop(columns="ff"), "the column 'ff' is missing"),
        (lambda t: t.iloc[1:], "the number of listed words"),
        (lambda t: t.assign(f=t["f"] + 1), "the occurrences of the listed words"),
        (lambda t: t.assign(f_source_0=t["f_source_0"] + 1), "f by source"),
        (lambda t: t.assign(df_1_length_0=0), "df by length"),
        (lambda t: t.assign(ff=0), "f, f² and df"),
        (lambda t: t.assign(fn=-1), "some counts are no counts"),
        (lambda t: t.assign(f="many"), "some counts are no counts"),
        (lambda t: t.assign(word="harbour"), "listed twice"),
    ],
)
def test_counts_that_contradict_themselves_are_refused(
    reference: Reference, tmp_path: Path, change: Callable[[pd.DataFrame], pd.DataFrame], message: str
) -> None:
    path = _rewritten(
        tmp_path / "own.parquet", change(reference.table), reference.facts.model_dump_json().encode()
    )
    with pytest.raises(InputError, match=message):
        load_reference(path)


def test_a_head_that_contradicts_itself_is_refused(reference: Reference, tmp_path: Path) -> None:
    head = reference.facts.model_dump_json().replace('"articles":6', '"articles":7')
    with pytest.raises(InputError, match="do not add up"):
        load_reference(_rewritten(tmp_path / "own.parquet", reference.table, head.encode()))
    with pytest.raises(InputError, match="name: Field required"):
        load_reference(_rewritten(tmp_path / "none.parquet", reference.table, b"{}"))


def test_another_definition_of_a_word_is_refused(reference: Reference, tmp_path: Path) -> None:
    head = reference.facts.model_copy(update={"words": "0" * 12}).model_dump_json()
    with pytest.raises(InputError, match="another definition of a word"):
        load_reference(_rewritten(tmp_path / "own.parquet", reference.table, head.encode()))


def test_units_that_were_not_counted_are_named(reference: Reference) -> None:
    with pytest.raises(ParameterError, match="holds no counts of 2-word units"):
        reference.words(2)


def test_what_ships_holds_nothing_rare_and_is_the_file_of_its_data_sheet() -> None:
    path = PACKAGE / SHIPPED["news"]
    news = load_reference()
    assert path.stat().st_size < 3_000_000
    assert (news.table["df"] >= 5).all()
    assert (news.table["outlets"] >= 2).all()
    assert (news.words(2)["df"] >= 10).all()
    sheet = path.with_suffix(".md").read_text(encoding="utf-8")
    assert file_hash(path) in sheet
    assert f"{news.facts.articles:,} English news articles" in sheet


def test_what_ships_knows_what_is_usual() -> None:
    words = load_reference().words()
    assert words["f"].idxmax() == "the"
    assert words.loc["government", "df"] > 100 * words.loc["yerevan", "df"]
    assert "mln" not in words.index
