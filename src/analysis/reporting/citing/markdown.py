"""Markdown for Quarto and pandoc: figures with cross-reference ids, numbers as variables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from analysis.reporting.citing.items import Citable, Item, plain

_SPECIAL = re.compile(r"[\\*_{}\[\]<>#$~^@|&\"!]")
_LIST = re.compile(r"^(\(?\w+)([.)])(?=\s|$)")


def markdown(text: object) -> str:
    r"""Return text that stands for itself in Markdown, inline and within quotes.

    Notes
    -----
    Programs that run code look for backticks and for ``{{`` in the source, before any
    Markdown is read and whether or not a backslash stands before them. Backticks are
    therefore written as entities, and braces in a row are parted by a blank.

    Examples
    --------
    >>> markdown("5 *stars* for `r 1+1`")
    '5 \\*stars\\* for &#96;r 1+1&#96;'
    >>> markdown("{{< meta title >}}")
    '\\{ \\{\\< meta title \\>\\} \\}'
    """
    parted = re.sub(r"(?<=[{}])(?=[{}])", " ", plain(text))
    escaped = _SPECIAL.sub(r"\\\g<0>", parted).replace("`", "&#96;")
    escaped = _LIST.sub(r"\1\\\2", escaped)
    escaped = re.sub(r"^(?=[-+:%=])(?=.(\s|$)|::|---)", r"\\", escaped)
    return escaped.replace("--", r"-\-").replace("...", r"..\.")


def figure_block(item: Item, base: str) -> str:
    """Return a figure with caption, cross-reference id and alternative text.

    Parameters
    ----------
    item : Item
    base : str
        Path of the report folder, seen from the manuscript.
    """
    alt = f' fig-alt="{markdown(item.alt)}"' if item.alt else ""
    return f"![{markdown(item.caption)}]({base}/figures/{item.name}.png){{#{item.name}{alt}}}"


def figure_blocks(report: Citable) -> str:
    """Return ``cite/figures.qmd``: a block for every figure, with paths seen from its own folder."""
    head = f"<!-- {report.folder}: copy a block and put the report's path in place of the two dots. -->"
    return "\n\n".join([head, *(figure_block(item, "..") for item in report.of("figure"))]) + "\n"


def variable(report: Citable, item: Item) -> str:
    """Return the name of a number among Quarto's variables.

    The run's id has an r before it, because Quarto takes a part of a name that looks
    like a number (12345678, 41623e37) for one.
    """
    return f"np.r{report.run8}.{item.name}"


def variables(reports: Iterable[Citable]) -> str:
    """Return ``_variables.yml``: the named numbers of reports for ``{{< var np.rRUN8.name >}}``."""
    lines = ["np:"]
    for report in sorted(reports, key=lambda report: (report.slug, report.run)):
        values = report.of("value")
        lines.append(f"  r{report.run8}: {'' if values else '{}'}".rstrip() + f"  # {report.folder}")
        # A quoted string of JSON is one of YAML; a key such as "no" must be quoted, too.
        lines += [
            f"    {json.dumps(item.name)}: {json.dumps(markdown(item.text), ensure_ascii=False)}"
            for item in values
        ]
    return "\n".join(lines) + "\n"
