"""Each citation of a manuscript held against the runs known here: matching, stale, untraceable or fragile."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from analysis.errors import suggestion
from analysis.reporting.checking.findings import MATCHING, STALE, UNTRACEABLE, Finding, finding_of, held
from analysis.reporting.checking.manuscripts.model import Address, Citation, Manuscript, address_of
from analysis.reporting.checking.numerals import numerals, plain
from analysis.reporting.checking.picturing import Pictures
from analysis.reporting.checking.typed import compare
from analysis.reporting.formatting import sha256, value_text
from analysis.reporting.known import KnownRun, Reports
from analysis.reporting.reading import stated_run

_VARIABLE = re.compile(r"np\.r?(?P<run>[0-9a-f]{8,12})\.(?P<name>.+)\Z")
_NUMBERED = re.compile(r"(?:figures?|figs?\.?|tables?|tabs?\.?) (\d{1,3})\Z", re.I)


@dataclass(frozen=True)
class _Loaded:
    """A file of macros a manuscript takes in: its run, and whether it is as the run wrote it."""

    run: KnownRun | None
    run8: str
    intact: bool


class _Judge:
    def __init__(self, reports: Reports, pictures: Pictures, manuscript: Manuscript) -> None:
        self.reports, self.pictures, self.manuscript = reports, pictures, manuscript
        self.loaded: list[_Loaded] = []

    def judge(self, citation: Citation) -> Finding:
        how = {
            "address": self._address, "literal": self._literal, "macro": self._macro, "item": self._item,
            "variable": self._variable, "load": self._load, "picture": self._picture,
        }  # fmt: skip
        return how[citation.kind](citation)

    # Links into a report

    def _address(self, citation: Citation) -> Finding:
        address = address_of(citation.target)
        assert address is not None
        run = self.reports.find(address.run)
        if run is None:
            return self._unknown(citation, address)
        if run.slug != address.slug:
            says = f"run {run.run} is of {run.slug}, not of {address.slug}"
            return finding_of(citation, UNTRACEABLE, run, address.anchor, says)
        return self._cited(citation, run, address.anchor, address.file)

    def _cited(self, citation: Citation, run: KnownRun, anchor: str, file: str = "") -> Finding:
        if not anchor:
            if file in ("", "index.html", "run.json") or file in run.outputs:
                newer = self.reports.newer(run)
                note = (
                    f"the report as a whole; superseded by {newer.name}" if newer else "the report as a whole"
                )
                return finding_of(citation, MATCHING, run, "", note)
            return finding_of(citation, UNTRACEABLE, run, "", f"the run has no file {file[:80]}")
        if anchor not in run.items:
            return self._no_item(citation, run, anchor)
        if anchor.startswith("val-"):
            return self._value(citation, run, anchor.removeprefix("val-"))
        finding = self._numbered(citation, run, anchor) or self._cell(citation, run, anchor)
        return finding or self._fresh(citation, run, anchor, "the item is there")

    def _numbered(self, citation: Citation, run: KnownRun, anchor: str) -> Finding | None:
        """Judge a link whose text is "Figure 3": the report must call it so."""
        found = _NUMBERED.match(plain(citation.typed).strip(" .:()"))
        number = run.items[anchor].get("number")
        if not found or number is None or int(found[1]) == number:
            return None
        kind = str(run.items[anchor].get("kind", "item"))
        return finding_of(citation, STALE, run, anchor, f"the report calls it {kind.title()} {number}")

    def _cell(self, citation: Citation, run: KnownRun, anchor: str) -> Finding | None:
        """Judge a link whose text is a number: a cell of the figure's or table's rows must round to it."""
        typed = plain(citation.typed).strip()
        found = numerals(typed)
        if len(found) != 1 or re.sub(r"[\s%]", "", typed[: found[0].start] + typed[found[0].end :]):
            return None
        cells = self.pictures.cells(run, anchor)
        if not cells:
            return finding_of(
                citation, UNTRACEABLE, run, anchor, "the item has no rows to find the number in"
            )
        near = [
            cell for cell in cells if found[0].rounds(cell) or ("%" in typed and found[0].rounds(cell * 100))
        ]
        if not near:
            return finding_of(citation, STALE, run, anchor, "no cell of its rows rounds to this number")
        return self._fresh(citation, run, anchor, "a cell of its rows")

    def _fresh(self, citation: Citation, run: KnownRun, anchor: str, says: str) -> Finding:
        """Judge a figure, table or list that is in the cited run: a newer run may show other data."""
        newer = self.reports.newer(run)
        if newer is not None:
            if anchor not in newer.items:
                return finding_of(
                    citation, STALE, run, anchor, f"superseded by {newer.name}, which has no {anchor}"
                )
            if self.pictures.rows_hash(run, anchor) != self.pictures.rows_hash(newer, anchor):
                return finding_of(
                    citation, STALE, run, anchor, f"superseded by {newer.name}, where its data differ"
                )
            says += f"; superseded by {newer.name} with the same data"
        return held(finding_of(citation, MATCHING, run, anchor, says), run.items[anchor])

    # Named values

    def _value(self, citation: Citation, run: KnownRun, name: str, *, from_run: bool = False) -> Finding:
        anchor = f"val-{name}"
        entry = run.values.get(name)
        if entry is None:
            return self._no_item(citation, run, anchor)
        newer = self.reports.newer(run)
        if newer is not None:
            now = newer.values.get(name)
            if now is None:
                return finding_of(
                    citation, STALE, run, anchor, f"superseded by {newer.name}, which has no {name}"
                )
            if (entry.get("value"), entry.get("unit")) != (now.get("value"), now.get("unit")):
                says = f"superseded by {newer.name}: {_text(entry)} then, {_text(now)} now"
                return finding_of(citation, STALE, run, anchor, says)
        says = f"prints {_text(entry)}"
        if not from_run:
            verdict = compare(citation.typed, entry, before=citation.before, after=citation.after)
            if not verdict.right:
                return finding_of(citation, STALE, run, anchor, verdict.says)
            says = verdict.says
        if newer is not None:
            says += f"; superseded by {newer.name} with the same value"
        return held(finding_of(citation, MATCHING, run, anchor, says), entry)

    def _literal(self, citation: Citation) -> Finding:
        found = self._macro_run(citation)
        return found if isinstance(found, Finding) else self._value(citation, found, _bare(citation.target))

    def _macro(self, citation: Citation) -> Finding:
        found = self._macro_run(citation, printed=True)
        if isinstance(found, Finding):
            return found
        return self._value(citation, found, _bare(citation.target), from_run=True)

    def _macro_run(self, citation: Citation, *, printed: bool = False) -> KnownRun | Finding:
        """Return the run a macro reads: the one it names, else the one loaded last."""
        asked = citation.run
        near = [
            one
            for one in self.loaded
            if not asked or one.run8.startswith(asked) or asked.startswith(one.run8)
        ]
        if asked and not near and not printed:
            run = self.reports.find(asked)  # a literal prints what is typed, whatever is loaded
            return run or finding_of(citation, UNTRACEABLE, None, "", f"there is no run {asked} here")
        if not near:
            what = (
                f"run {asked} is not taken in before this"
                if asked
                else "no values.tex is taken in before this"
            )
            return finding_of(citation, UNTRACEABLE, None, "", what)
        one = near[-1]
        if one.run is None:
            return finding_of(citation, UNTRACEABLE, None, "", f"there is no run {one.run8} here")
        if printed and not one.intact:
            says = "the file of macros taken in is not as the run wrote it"
            return finding_of(citation, STALE, one.run, f"val-{_bare(citation.target)}", says)
        return one.run

    def _item(self, citation: Citation) -> Finding:
        found = self._macro_run(citation, printed=True)
        if isinstance(found, Finding):
            return found
        if citation.target not in found.items:
            return self._no_item(citation, found, citation.target)
        return self._fresh(citation, found, citation.target, "placed from the run")

    def _load(self, citation: Citation) -> Finding:
        address = address_of(citation.target)
        content = (citation.content or b"").replace(b"\r\n", b"\n")
        if address is not None and not address.file.startswith("cite/"):
            return self._taken_in(citation, address, content)
        run = self._run_of_macros(content, address)
        if run is None:
            named = stated_run(content) or (address.run if address else "it does not name")
            self.loaded.append(_Loaded(None, named[:8], False))
            return finding_of(
                citation, UNTRACEABLE, None, "", f"it comes from a run that is not here: {named}"
            )
        name = "cite/figures.tex" if b"np/figure/" in content else "cite/values.tex"
        intact = not content or sha256(content) == run.outputs.get(name)
        self.loaded.append(_Loaded(run, run.run[:8], intact))
        if not intact:
            return finding_of(citation, STALE, run, "", f"it is not {name} as the run wrote it")
        if citation.content is None and run.file(name) is None:
            return finding_of(citation, UNTRACEABLE, run, "", f"the run has no {name}")
        newer = self.reports.newer(run)
        changed = _changed(run.values, newer.values) if newer else []
        if newer and changed:
            says = f"superseded by {newer.name}, where {len(changed)} values differ, such as {changed[0]}"
            return finding_of(citation, STALE, run, "", says)
        says = f"macros of {run.name}" + (
            f"; superseded by {newer.name} with the same values" if newer else ""
        )
        return finding_of(citation, MATCHING, run, "", says)

    def _taken_in(self, citation: Citation, address: Address, content: bytes) -> Finding:
        """Judge a table, or another file of a report, that LaTeX takes in from its folder."""
        run = self.reports.find(address.run)
        if run is None:
            return self._unknown(citation, address)
        name = address.file if address.file in run.outputs else f"{address.file}.tex"
        if name not in run.outputs:
            return finding_of(citation, UNTRACEABLE, run, "", f"the run has no file {address.file[:80]}")
        if content and sha256(content) != run.outputs[name]:
            return finding_of(citation, STALE, run, "", f"it is not {name} as the run wrote it")
        anchor = PurePosixPath(name).stem
        if anchor in run.items:
            return self._fresh(citation, run, anchor, "taken in from the run")
        return finding_of(citation, MATCHING, run, "", "taken in from the run")

    def _run_of_macros(self, content: bytes, address: Address | None) -> KnownRun | None:
        if content:
            digest = sha256(content)
            for run in self.reports:
                if digest in (run.outputs.get("cite/values.tex"), run.outputs.get("cite/figures.tex")):
                    return run
            if stated := stated_run(content):
                return self.reports.find(stated)
        return self.reports.find(address.run) if address else None

    def _variable(self, citation: Citation) -> Finding:
        known = _VARIABLE.match(citation.target)
        if known is None:
            return finding_of(citation, UNTRACEABLE, None, "", "it is not of the form np.r<run>.<name>")
        run = self.reports.find(known["run"])
        if run is None:
            return finding_of(citation, UNTRACEABLE, None, "", f"there is no run {known['run']} here")
        held = self.manuscript.variables
        name = known["name"].strip("\"'")
        if held is None:
            says = "there is no _variables.yml beside the manuscript"
            return finding_of(citation, UNTRACEABLE, run, f"val-{name}", says)
        group = citation.target.split(".")[1]
        printed = held.get(group, {}).get(name)
        if name in run.values and printed is None:
            return finding_of(
                citation, UNTRACEABLE, run, f"val-{name}", "_variables.yml has no such variable"
            )
        if name in run.values and _unmarked(str(printed)) != plain(_text(run.values[name])):
            says = f"_variables.yml has {str(printed)[:60]}, the run says {_text(run.values[name])}"
            return finding_of(citation, STALE, run, f"val-{name}", says)
        return self._value(citation, run, name, from_run=True)

    # Pictures

    def _picture(self, citation: Citation) -> Finding:
        seen = self.pictures.look(citation.content, target=citation.target, known_as=citation.known_as)
        if seen.outcome != MATCHING or seen.run is None:
            return finding_of(citation, seen.outcome, seen.run, seen.anchor, seen.says)
        return self._fresh(citation, seen.run, seen.anchor, seen.says)

    # What is not there

    def _unknown(self, citation: Citation, address: Address) -> Finding:
        near = suggestion(address.run, self.reports.runs)
        says = f"there is no run {address.run} here. {near}".strip()
        return replace(
            finding_of(citation, UNTRACEABLE, None, "", says),
            item=f"{address.slug}--{address.run}#{address.anchor}",
        )

    def _no_item(self, citation: Citation, run: KnownRun, anchor: str) -> Finding:
        prefix = anchor.split("-", maxsplit=1)[0] + "-"
        near = suggestion(anchor, [name for name in run.items if name.startswith(prefix)])
        return finding_of(citation, UNTRACEABLE, run, anchor, f"the run has no {anchor[:80]}. {near}".strip())


def _bare(name: str) -> str:
    """Return the name of a value, which may be written with or without its prefix."""
    return name.removeprefix("val-")


def _text(entry: Mapping[str, Any]) -> str:
    return str(entry.get("text") or value_text(entry))


def _unmarked(text: str) -> str:
    """Return what Markdown in _variables.yml prints."""
    return plain(html.unescape(re.sub(r"\\(?=[^\w\s])", "", text)))


def _changed(then: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]]) -> list[str]:
    def held(entry: Mapping[str, Any] | None) -> object:
        return None if entry is None else (entry.get("value"), entry.get("unit"))

    return [name for name, entry in then.items() if held(entry) != held(now.get(name))]


def judge(manuscript: Manuscript, reports: Reports, *, pictures: Pictures | None = None) -> list[Finding]:
    """Return a finding for each citation of a manuscript, in its order.

    Parameters
    ----------
    manuscript : Manuscript
    reports : Reports
    pictures : Pictures, optional
        What was already seen of the reports' pictures, when several manuscripts are checked.
    """
    judging = _Judge(reports, pictures or Pictures(reports), manuscript)
    return [judging.judge(citation) for citation in manuscript.citations]
