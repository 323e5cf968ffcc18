r"""LaTeX for figures, tables and numbers.

The macros need nothing but LaTeX; ``\npfigure`` needs graphicx, ``\nptable`` booktabs.
Looking a name up is expandable, so that a number may stand in a heading, a caption or
a bookmark and is there the number of the run in force where it was written.
"""

from __future__ import annotations

import re

from analysis.reporting.citing.items import Citable, Item
from analysis.reporting.formatting import LATEX_CHARACTERS, latex

_COMMON = rf"""\edef\nprestore{{\catcode64=\the\catcode64\relax}}\catcode64=11\relax
{LATEX_CHARACTERS}
\def\np@run[#1]#2\np@end{{#1}}
\def\np@which#1{{\ifx\relax#1\relax\npcurrent\else\np@run#1\np@end\fi}}
\def\np@get#1#2#3{{\ifcsname np/#1/\np@which{{#2}}/\detokenize{{#3}}\endcsname
  \expandafter\@firstoftwo\else\expandafter\@secondoftwo\fi
  {{\csname np/#1/\np@which{{#2}}/\detokenize{{#3}}\endcsname}}%
  {{\npmissing{{#1}}{{\detokenize{{#3}}}}}}}}
\DeclareRobustCommand*{{\npmissing}}[2]{{%
  \PackageWarning{{newsprofiles}}{{There is no #1 `#2' in the run asked for}}%
  \textbf{{[no #1 \texttt{{#2}}]}}}}
"""

_VALUES = r"""\def\npvalue#1#{\np@get{value}{#1}}
\def\npliteral#1#{\@secondoftwo}
"""

_FIGURES = r"""\def\npfigure#1#{\np@get{figure}{#1}}
\def\nppicture#1#{\np@get{picture}{#1}}
\def\npcaption#1#{\np@get{caption}{#1}}
\def\nptable#1#{\np@get{table}{#1}}
\providecommand*{\npwidth}{\linewidth}
\DeclareRobustCommand*{\np@figure}[2]{\begin{figure}[htbp]\centering
  \csname np/picture/#1/#2\endcsname
  \caption{\csname np/caption/#1/#2\endcsname}\label{#1-#2}\np@label{#1}{#2}\end{figure}}
\DeclareRobustCommand*{\np@picture}[3]{\ifcsname KV@Gin@alt\endcsname\else\define@key{Gin}{alt}{}\fi
  \includegraphics[width=\npwidth,height=.85\textheight,keepaspectratio,alt={#3}]%
  {\csname np/path/#1\endcsname figures/#2.pdf}}
\DeclareRobustCommand*{\np@table}[2]{\input{\csname np/path/#1\endcsname tables/#2.tex}}
% The plain label belongs to the run that was loaded first, so that two runs do not share one.
\def\np@label#1#2{\ifcsname np/label/#2\endcsname\else\global\@namedef{np/label/#2}{#1}\fi
  \edef\np@owner{\csname np/label/#2\endcsname}\def\np@asks{#1}\ifx\np@owner\np@asks\label{#2}\fi}
\def\np@folder#1{\ifdefined\CurrentFilePath
  \expandafter\edef\csname np/path/#1\endcsname{\CurrentFilePath/../}%
  \else\PackageError{newsprofiles}{Figures need LaTeX of October 2020 or later}{}\fi}
"""


def values_tex(report: Citable) -> str:
    r"""Return ``cite/values.tex``: a macro for every named number.

    ``\npvalue{name}`` prints a number of the run loaded last, ``\npvalue[run8]{name}`` one
    of the run whose id begins so, ``\npliteral[run8]{name}{typed}`` what is typed.
    """
    lines = [
        rf"\@namedef{{np/value/{report.run8}/{item.name}}}{{{latex(item.text)}}}"
        for item in report.of("value")
    ]
    return _file(
        report,
        r"Numbers: \npvalue{name}, \npvalue[" + report.run8 + r"]{name}, \npliteral{name}{as typed}.",
        _VALUES,
        lines,
    )


def figures_tex(report: Citable) -> str:
    r"""Return ``cite/figures.tex``: a ready environment for every figure and table.

    ``\npfigure{fig-name}`` places a figure with caption and label, ``\nppicture`` the picture
    with its alternative text, ``\npcaption`` the caption, ``\nptable{tbl-name}`` a table.
    """
    run = report.run8
    lines = [rf"\np@folder{{{run}}}"]
    for item in report.of("figure"):
        lines += [
            rf"\@namedef{{np/caption/{run}/{item.name}}}{{{latex(item.caption)}}}",
            rf"\@namedef{{np/picture/{run}/{item.name}}}{{\np@picture{{{run}}}{{{item.name}}}{{{latex(item.alt)}}}}}",
            rf"\@namedef{{np/figure/{run}/{item.name}}}{{\np@figure{{{run}}}{{{item.name}}}}}",
        ]
    for item in report.of("table"):
        lines += [
            rf"\@namedef{{np/caption/{run}/{item.name}}}{{{latex(item.caption)}}}",
            rf"\@namedef{{np/table/{run}/{item.name}}}{{\np@table{{{run}}}{{{item.name}}}}}",
        ]
    return _file(
        report,
        r"Figures: \npfigure{fig-name} (graphicx). Tables: \nptable{tbl-name} (booktabs).",
        _FIGURES,
        lines,
    )


def figure_environment(item: Item, base: str) -> str:
    """Return a figure environment that stands by itself; `base` is the path of the report folder."""
    return "\n".join(
        [
            r"\begin{figure}[htbp]",
            r"  \centering",
            rf"  \includegraphics[width=\linewidth,alt={{{latex(item.alt)}}}]{{{base}/figures/{item.name}.pdf}}",
            rf"  \caption{{{latex(item.caption)}}}",
            rf"  \label{{{item.name}}}",
            r"\end{figure}",
        ]
    )


def needs_characters(text: str) -> bool:
    r"""Tell whether LaTeX uses ``\npchar``, which `LATEX_CHARACTERS` defines."""
    return re.search(r"\\npchar\b", text) is not None


def _file(report: Citable, use: str, macros: str, lines: list[str]) -> str:
    head = [f"% {latex(report.title)}: report {report.folder}", f"% {use}"]
    body = [*head, _COMMON.rstrip(), macros.rstrip(), rf"\def\npcurrent{{{report.run8}}}", *lines]
    return "\n".join([*body, r"\nprestore", ""])
