"""Dictionaries of other programs: what becomes a term, and that nothing is lost without a line about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.errors import AnalysisError, CodebookError, ParameterError
from analysis.framing import Codebook, import_dictionary, lint, parse_codebook, to_yaml

YML = """\
Economy:
  Growth: [grow*, "boom", "*growth", "bull market"]
  __: ["money", "g?ld"]
Peace:
  - treaty
  - "/war.*/"
  - treaty
  - "a b c d e f g"
  - "ab*"
"""

CAT = """\
SOUTH
\tBW
\t\tBotswana (1)
\t\tCape_Town* (2.5)
\t\tNOT_SO (-1)
\t@near [A] AND [B]
   \tLS
   \t\tMaseru (1)
"""

LC3 = "stray\n+NEGATIVE\nabandon*\nnot good\n:(\n+POSITIVE\nable\n"

DIC = """\
%
1\tfunct
\t2\tpronoun
3\taffect
%
i\t1 2
like\t(02 134)3/464\t1
kind\t<of>131/3
happi*\t3 9
zonder
alone 3
*est\t3
"""


def save(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def shape(codebook: Codebook) -> dict[str, dict[str, list[str]]]:
    return {f.id: {i.id: [t.term for t in i.terms] for i in f.indicators} for f in codebook.frames}


def test_quanteda(tmp_path: Path) -> None:
    codebook, left = import_dictionary(save(tmp_path, "my words.yml", YML))
    assert codebook.name == "my_words"
    assert shape(codebook) == {
        "economy": {"growth": ["grow*", "boom", "bull market"], "words": ["money"]},
        "peace": {"words": ["treaty"]},
    }
    assert left[["line", "category", "entry"]].values.tolist() == [
        [2, "Economy > Growth", "*growth"], [3, "Economy", "g?ld"], [6, "Peace", "/war.*/"], [7, "Peace", "treaty"],
        [8, "Peace", "a b c d e f g"], [9, "Peace", "ab*"],
    ]  # fmt: skip
    assert left["reason"].tolist()[3] == "repeats line 5"
    assert all(term.match == "form" for f in codebook.frames for i in f.indicators for term in i.terms)


def test_wordstat(tmp_path: Path) -> None:
    codebook, left = import_dictionary(save(tmp_path, "south.cat", CAT, "cp1252"))
    assert shape(codebook) == {"south": {"bw": ["botswana", "cape town*"], "ls": ["maseru"]}}
    assert codebook.frames[0].indicators[0].terms[1].weight == 2.5
    assert left["line"].tolist() == [5, 6]
    assert "weight -1" in left["reason"][0]
    assert "rule" in left["reason"][1]


def test_lexicoder(tmp_path: Path) -> None:
    codebook, left = import_dictionary(save(tmp_path, "tone.lc3", LC3))
    assert shape(codebook) == {
        "negative": {"words": ["abandon*", "not good"]},
        "positive": {"words": ["able"]},
    }
    assert left[["line", "entry"]].values.tolist() == [[1, "stray"], [5, ":("]]


def test_liwc(tmp_path: Path) -> None:
    codebook, left = import_dictionary(save(tmp_path, "l.dic", DIC))
    assert shape(codebook) == {
        "funct": {"pronoun": ["i"], "words": ["i", "like"]},
        "affect": {"words": ["happi*", "alone"]},
    }
    rows = dict(zip(zip(left["line"], left["entry"], strict=True), left["reason"], strict=True))
    assert "(02 134)3/464" in rows[7, "like"]
    assert "<of>131/3" in rows[8, "kind"]
    assert rows[9, "happi*"] == "the category 9 is not in the header"
    assert rows[10, "zonder"] == "has no category"
    assert "wildcard in front" in rows[12, "*est"]


def test_yoshikoder(tmp_path: Path) -> None:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<dictionary><cnode name="New dictionary"><cnode name="A">'
        '<pnode name="lamb"/><cnode name="B"><pnode name="mary"/></cnode></cnode></cnode></dictionary>'
    )
    assert shape(import_dictionary(save(tmp_path, "m.ykd", text))[0]) == {
        "a": {"words": ["lamb"], "b": ["mary"]}
    }
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaa">]><dictionary>&a;</dictionary>'
    with pytest.raises(CodebookError, match="document type"):
        import_dictionary(save(tmp_path, "b.ykd", bomb))


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("x.dic", "word\t1\n", "no header"),
        ("x.dic", "42\nword/S\n", "no header"),
        ("x.dic", "%\n1\ta\n%\n", "no entry that a codebook can hold"),
        ("x.yml", "a: &x [b]\nc: *x\n", "anchors"),
        ("x.yml", "[" * 1000, "levels of nesting"),
        ("x.yml", "- a\n- b\n", "no categories"),
        ("x.yml", "a: [/b/]\n", "regular expression"),
        ("x.lc3", "", "no entry"),
        ("x.ykd", "<a", "not XML"),
    ],
)
def test_what_is_no_dictionary_is_one_line(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(CodebookError) as caught:
        import_dictionary(save(tmp_path, name, text))
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_wrong_files(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="no ending of a dictionary"):
        import_dictionary(save(tmp_path, "x.txt", LC3))
    assert import_dictionary(tmp_path / "x.txt", format="lexicoder")[0].frames
    with pytest.raises(ParameterError, match="Did you mean 'liwc'"):
        import_dictionary(tmp_path / "x.txt", format="liwk")
    with pytest.raises(CodebookError, match="no such file"):
        import_dictionary(tmp_path / "none.cat")
    large = tmp_path / "large.cat"
    large.write_bytes(b"x" * 4_000_001)
    with pytest.raises(CodebookError, match="too large"):
        import_dictionary(large)
    binary = tmp_path / "binary.cat"
    binary.write_bytes(bytes(range(20)) * 99)
    with pytest.raises(AnalysisError, match="binary"):
        import_dictionary(binary)


def test_an_import_is_a_codebook_that_lint_sends_back_to_its_author(tmp_path: Path) -> None:
    codebook, _ = import_dictionary(save(tmp_path, "tone.lc3", LC3))
    assert parse_codebook(to_yaml(codebook)) == codebook
    assert "still to be written" in " ".join(lint(codebook)["what"])


lines = st.text(alphabet="ab*_ \t+%()<>/@1-?.:é'&", max_size=12)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines, max_size=8), st.sampled_from(["cat", "lc3", "dic", "yml", "ykd"]))
def test_no_line_of_a_dictionary_is_lost(tmp_path: Path, rows: list[str], kind: str) -> None:
    head = {"dic": "%\n1\tone\n%\n", "lc3": "+one\n", "cat": "ONE\n", "yml": "", "ykd": ""}[kind]
    path = save(tmp_path, f"x.{kind}", head + "\n".join(rows))
    try:
        codebook, left = import_dictionary(path)
    except AnalysisError:  # no dictionary, and one line says so: see above
        return
    assert parse_codebook(to_yaml(codebook)) == codebook
    if kind in ("lc3", "dic"):
        entries = [row for row in rows if row.strip() and not (kind == "lc3" and row.strip().startswith("+"))]
        held = sum(len(i.terms) for f in codebook.frames for i in f.indicators)
        assert held + len(left) >= len(entries)
