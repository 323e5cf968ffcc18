"""What the readers of LaTeX, Markdown and Word take for a citation, and what they pass over; and hostile files."""

from __future__ import annotations

import zipfile
from pathlib import Path
from time import process_time

import pytest

from analysis.errors import InputError
from analysis.reporting.checking.manuscripts import Manuscript, model, read_manuscript

RUN = "framing--3fb1c0de77a1"
PAGE = f"../reports/{RUN}/index.html"


def read(folder: Path, name: str, text: str) -> Manuscript:
    (folder / name).write_text(text, encoding="utf-8")
    return read_manuscript(folder / name)


def shown(found: Manuscript) -> list[tuple]:
    return [(c.kind, c.place.number, c.target.rpartition("#")[2], c.typed) for c in found.citations]


LATEX = [
    (r"\npvalue{share}", [("macro", 1, "share", "")]),
    (r"\npvalue[3fb1c0de]{share}", [("macro", 1, "share", "")]),
    (r"\npliteral{share}{34.2\,\%}", [("literal", 1, "share", "34.2\u2009%")]),
    (r"\npliteral {share} {$-$3}", [("literal", 1, "share", "-3")]),
    (rf"\href{{{PAGE}\#val-share}}{{\textbf{{34.2}}~\%}}", [("address", 1, "val-share", "34.2 %")]),
    (rf"\href{{{PAGE}#val-share}}{{\SI{{34.2}}{{\percent}}}}", [("address", 1, "val-share", "34.2%")]),
    ("\\href{" + PAGE + "\\#val-share}%\n {34.2\\%}", [("address", 1, "val-share", "34.2%")]),
    (r"\npfigure[3fb1c0de]{fig-a} \nptable{tbl-b}", [("item", 1, "fig-a", ""), ("item", 1, "tbl-b", "")]),
    (r"\href{https://example.org}{99\%}", []),
    (r"% \npvalue{share}", []),
    (r"100\% \npvalue{share}", [("macro", 1, "share", "")]),
    (r"\\% \npvalue{share}", []),
    (r"\verb|\npvalue{share}| \lstinline!\npvalue{x}!", []),
    ("\\begin{lstlisting}\n\\npvalue{share}\n\\end{lstlisting}\n\\npvalue{b}", [("macro", 4, "b", "")]),
    ("\\iffalse\\ifx\\a\\b\\fi \\npvalue{share}\\fi\\npvalue{b}", [("macro", 1, "b", "")]),
    ("\\end{document}\n\\npvalue{share}", []),
    (r"\newcommand{\val}[1]{\npvalue{#1}} \val{share}", [("macro", 1, "share", "")]),
    (r"\npvalues{share}", []),
]


@pytest.mark.parametrize(("text", "citations"), LATEX)
def test_latex(tmp_path, text, citations) -> None:
    assert shown(read(tmp_path, "a.tex", text)) == citations


MARKDOWN = [
    (f"It is [34.2%]({PAGE}#val-share).", [("address", 1, "val-share", "34.2%")]),
    (f"One\ntwo [**34**.2 %]({PAGE}#val-share)", [("address", 2, "val-share", "34.2 %")]),
    (f"[34.2%][a]\n\n[a]: {PAGE}#val-share", [("address", 1, "val-share", "34.2%")]),
    (f"> - [34.2%]({PAGE}#val-share)", [("address", 1, "val-share", "34.2%")]),
    (f"# [34.2%]({PAGE}#val-share)", [("address", 1, "val-share", "34.2%")]),
    (f"A note.[^1]\n\n[^1]: It is [34.2%]({PAGE}#val-share).", [("address", 3, "val-share", "34.2%")]),
    (f"<p>\n<a href='{PAGE}#val-share'>34.2%</a></p>", [("address", 2, "val-share", "34.2%")]),
    ("{{< var np.r3fb1c0de.share >}}", [("variable", 1, "np.r3fb1c0de.share", "")]),
    ("| a |\n|---|\n| {{< var np.r3fb1c0de.share >}} |", [("variable", 3, "np.r3fb1c0de.share", "")]),
    (f"`[34.2%]({PAGE}#val-share)`", []),
    (f"~~~\n[34.2%]({PAGE}#val-share)\n~~~", []),
    (f"    [34.2%]({PAGE}#val-share)", []),
    (f"<!-- [34.2%]({PAGE}#val-share) -->", []),
    (f"---\ntitle: '[34.2%]({PAGE}#val-share)'\n---\n", []),
    (f"\\[34.2%]({PAGE}#val-share)", []),
    ("[34.2%](https://example.org/a--b.html#val-share)", []),
    (
        "`{{< var np.r3fb1c0de.share >}}` is replaced in code, too",
        [("variable", 1, "np.r3fb1c0de.share", "")],
    ),
]


@pytest.mark.parametrize(("text", "citations"), MARKDOWN)
def test_markdown(tmp_path, text, citations) -> None:
    assert shown(read(tmp_path, "a.qmd", text)) == citations


def test_prose_on_both_sides_is_kept(tmp_path) -> None:
    (one,) = read(tmp_path, "a.md", f"It fell by [3.2]({PAGE}#val-change) percentage points.").citations
    assert (one.before, one.after) == ("It fell by ", " percentage points.")
    (one,) = read(tmp_path, "a.tex", rf"It fell by \href{{{PAGE}\#val-c}}{{3.2}}~\% of it.").citations
    assert (one.before, one.after) == ("It fell by ", " % of it.")


def test_files_taken_in_are_read_in_place(tmp_path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "b.tex").write_text("\n\\npvalue{b}\n\\input{parts/c}")
    (tmp_path / "parts" / "c.tex").write_text("\\npvalue{c}")
    found = read(tmp_path, "a.tex", "\\npvalue{a}\n\\include{parts/b}\n\\npvalue{d}")
    assert [(c.place.file, c.place.number, c.target) for c in found.citations] == [
        ("a.tex", 1, "a"), ("parts/b.tex", 2, "b"), ("parts/c.tex", 1, "c"), ("a.tex", 3, "d"),
    ]  # fmt: skip
    (tmp_path / "parts" / "b.qmd").write_text("{{< var np.r3fb1c0de.b >}}")
    found = read(tmp_path, "a.qmd", "{{< include parts/b.qmd >}}")
    assert [(c.place.file, c.target) for c in found.citations] == [("parts/b.qmd", "np.r3fb1c0de.b")]


def test_pictures_are_looked_for_where_graphicspath_says(tmp_path) -> None:
    (tmp_path / "plots").mkdir()
    (tmp_path / "plots" / "a.png").write_bytes(b"picture")
    text = "\\graphicspath{{other/}{plots/}}\n\\includegraphics[width=3cm]{a}"
    (one,) = read(tmp_path, "a.tex", text).citations
    assert (one.kind, one.target, one.content, one.place.number) == ("picture", "plots/a.png", b"picture", 2)


def test_uncited_numbers_are_counted_without_years_commands_and_citations(tmp_path) -> None:
    found = read(
        tmp_path, "a.tex",
        "\\documentclass[12pt]{article}\n\\begin{document}\nIn 2024, 12 papers and 3.5\\,\\% of "
        "\\npliteral{a}{99} \\cite{smith99}\n\\vspace{3cm} \\ref{fig:7} rose. % 17\n\\end{document} 8",
    )  # fmt: skip
    assert [(n.typed, n.place.number) for n in found.numbers] == [("12", 3), ("3.5", 3)]
    found = read(tmp_path, "a.md", f"In 2024, 12 papers and [99]({PAGE}#val-a).\n\n```\n8\n```\n")
    assert [n.typed for n in found.numbers] == ["12"]


# Hostile manuscripts


def test_long_lines_are_reported_and_cost_little(tmp_path) -> None:
    began = process_time()
    for name in ("a.tex", "a.md"):
        found = read(tmp_path, name, "\\npvalue{a}\n" + "[" * 10_000_000 + "\n\\npvalue{b}\n")
        assert [(place.number, "10,000,000" in why) for place, why in found.unread] == [(2, True)]
    assert process_time() - began < 10


@pytest.mark.parametrize("piece", [
    "[", "![", "](", "<a href=", "`", "{{< var np.", "*_", "> ", "- ", "\\href{", "\\npvalue{", "{",
    "\\begin{verbatim}", "\\iffalse ", "[a](b", "<!--", "|a|\n", "\\newcommand{\\a}[1]{", "$", "1,000", "&#",
])  # fmt: skip
@pytest.mark.parametrize("name", ["a.tex", "a.qmd"])
def test_no_manuscript_takes_long(tmp_path, name, piece) -> None:
    text = "\n".join([piece * (5_000 // len(piece))] * 20)
    began = process_time()
    read(tmp_path, name, text)
    assert process_time() - began < 8


def test_files_that_take_themselves_in_end(tmp_path) -> None:
    found = read(tmp_path, "a.tex", "\\input{a}\n\\npvalue{x}\n")
    assert [why for _, why in found.unread] == ["a takes itself in; it was not read"]
    for number in range(30):
        (tmp_path / f"d{number}.tex").write_text(f"\\input{{d{number + 1}}}")
    found = read(tmp_path, "b.tex", "\\input{d0}")
    assert ["limit" in why for _, why in found.unread] == [True]
    found = read(tmp_path, "a.qmd", "{{< include a.qmd >}}")
    assert ["taken in too often" in why for _, why in found.unread] == [True]


def test_many_files_taken_in_again_and_again_end(tmp_path) -> None:
    (tmp_path / "b.tex").write_text("\\input{c}\\input{c}\\input{c}" * 10)
    (tmp_path / "c.tex").write_text("\\npvalue{x}")
    found = read(tmp_path, "a.tex", "\\input{b}" * 100)
    assert len([c for c in found.citations if c.kind == "macro"]) <= model.MOST_FILES
    assert found.unread


@pytest.mark.parametrize("target", ["/etc/passwd", "../secret", "../../secret.tex"])
def test_files_outside_the_folder_are_not_taken_in(tmp_path, target) -> None:
    (tmp_path / "secret.tex").write_text("\\npvalue{secret}")
    folder = tmp_path / "paper"
    folder.mkdir()
    found = read(folder, "a.tex", f"\\input{{{target}}}")
    assert found.citations == []
    assert len(found.unread) == 1


def word(path: Path, body: str, **parts: bytes) -> Path:
    head = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", parts.get("document", f"{head}<w:body>{body}</w:body></w:document>".encode())
        )
    return path


def field(target: str, typed: str) -> str:
    return (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "{target}"</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{typed}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


@pytest.mark.parametrize("target", [f"{PAGE}#val-a", f'{PAGE}" \\l "val-a'])
def test_word_fields(tmp_path, target) -> None:
    found = read_manuscript(word(tmp_path / "a.docx", "<w:p/>" + field(target, "34.2%")))
    assert shown(found) == [("address", 1, "val-a", "34.2%")]


def test_word_files_that_unpack_to_too_much_are_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("analysis.reporting.checking.manuscripts.word.LARGEST_PART", 1_000_000)
    with pytest.raises(InputError, match="unpacks to more than 1,000,000 bytes"):
        read_manuscript(word(tmp_path / "bomb.docx", "<w:p/>" * 1_000_000))


def test_entities_in_word_files_are_refused(tmp_path) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><d>&b;</d>'
    with pytest.raises(InputError, match="declares entities"):
        read_manuscript(word(tmp_path / "a.docx", "", document=laughs))


def test_deep_word_files_cost_no_recursion(tmp_path) -> None:
    body = "<w:p>" + "<w:r>" * 200 + "<w:t>7</w:t>" + "</w:r>" * 200 + "</w:p>"
    assert [n.typed for n in read_manuscript(word(tmp_path / "a.docx", body)).numbers] == ["7"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_broken_word_files_are_refused_in_a_sentence(tmp_path, content) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    with pytest.raises(InputError, match=r"a\.docx"):
        read_manuscript(tmp_path / "a.docx")


def test_other_files_are_refused(tmp_path) -> None:
    with pytest.raises(InputError, match=r"Give a \.tex, \.docx, \.qmd or \.md file"):
        read_manuscript(tmp_path / "a.odt")
    with pytest.raises(InputError, match="there is no such manuscript"):
        read_manuscript(tmp_path / "a.tex")


def test_variables_that_are_no_text_are_left_out_and_never_written_out(tmp_path: Path) -> None:
    bomb = ["np:", "  a0: &a0 [x, x]"]
    bomb += [f"  a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40)]
    (tmp_path / "_variables.yml").write_text(
        "\n".join([*bomb, "  r3fb1c0de:", "    share: 34.2%", "    bad: *a39"])
    )
    (tmp_path / "paper.qmd").write_text("Nothing.")
    assert read_manuscript(tmp_path / "paper.qmd").variables == {"r3fb1c0de": {"share": "34.2%"}}


def test_the_id_of_a_run_is_no_number_of_the_prose(tmp_path: Path) -> None:
    (tmp_path / "paper.md").write_text("Report words--410f4b81a1ce has 12 figures.")
    assert [one.typed for one in read_manuscript(tmp_path / "paper.md").numbers] == ["12"]
