"""Checks of a codebook that need no articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from analysis.framing.checking.covering import covered_pairs, covers, uncompared
from analysis.framing.checking.findings import Entry, Finding, Severity, entries, questions
from analysis.framing.codebooks.dictionaries.entries import PLACEHOLDER
from analysis.framing.codebooks.model import Codebook, Frame, Indicator
from analysis.framing.codebooks.terms import term_words

SHORT_STEM = 4
"""Letters before ``*`` below which a wildcard is called wide."""

LONG_PHRASE = 4
"""Words of a phrase above which it is matched in many spellings and seldom found."""

OUT_OF_BALANCE = 2.0
"""How many times the weight of its opponent's terms a frame's terms may have."""


def own_findings(codebook: Codebook) -> list[Finding]:
    """Return what can be said of a codebook by itself."""
    terms = entries(codebook)
    return [
        *_documentation(codebook),
        *_answerable(codebook),
        *_voices(codebook),
        *_few_terms(codebook),
        *_balance(codebook),
        *_twice(terms),
        *_one_in_another(terms),
        *_wide(terms),
    ]


def _documentation(codebook: Codebook) -> Iterator[Finding]:
    for f, frame in enumerate(codebook.frames):
        path = ("frames", f)
        for key, remedy in (
            ("include", "Say which doubtful cases coders count."),
            ("exclude", "Say what looks like the frame and is not."),
            ("examples", "Give one or two invented sentences."),
        ):
            if not getattr(frame, key):
                yield Finding("warning", "documentation", path, f"frame {frame.id!r} has no {key!r}", remedy)
        if not frame.counterexamples:
            what = f"frame {frame.id!r} has no 'counterexamples'"
            yield Finding(
                "note", "documentation", path, what, "Give a sentence that could be taken for the frame."
            )
        if frame.definition.startswith(PLACEHOLDER):
            what = f"the definition of frame {frame.id!r} is still to be written"
            yield Finding(
                "warning", "documentation", (*path, "definition"), what, "Define it before anyone codes."
            )
    if not codebook.language:
        yield Finding("note", "documentation", (), "no 'language' is given", "Write the code, such as en.")


def _answerable(codebook: Codebook) -> Iterator[Finding]:
    for _, indicator, path in questions(codebook):
        ways = len({t.term.lower() for t in indicator.terms}) + len({part.label for part in indicator.actors})
        if indicator.min_terms > ways:
            what = f"{indicator.min_terms} different terms are needed, and there are {ways}: the answer is always no"
            yield Finding(
                "error", "never answered", (*path, "min_terms"), what, "Lower min_terms or add terms."
            )


def _voices(codebook: Codebook) -> Iterator[Finding]:
    for f, frame in enumerate(codebook.frames):
        path = ("frames", f)
        usable = [i for i in frame.indicators if not _only_speakers(i)]
        if frame.voice == "narrator" and len(usable) < frame.needed:
            what = f"frame {frame.id!r} listens to the narrator, and its questions are about speakers only"
            yield Finding("error", "voice", path, what, "Give it terms, or let voice be any.")
        elif not usable or frame.voice == "quoted":
            what = f"frame {frame.id!r} can only be found in the words of others, never in the outlet's own"
            yield Finding("note", "voice", path, what, "Right if meant so; shares then speak of sources.")


def _only_speakers(indicator: Indicator) -> bool:
    return not indicator.terms and all(part.part == "speaker" for part in indicator.actors)


def _few_terms(codebook: Codebook) -> Iterator[Finding]:
    for f, frame in enumerate(codebook.frames):
        ways = {t.key[0] for i in frame.indicators for t in i.terms} | {
            part.label for i in frame.indicators for part in i.actors
        }
        if len(ways) == 1:
            what = f"the whole frame {frame.id!r} hangs on one term, {next(iter(ways))!r}"
            yield Finding(
                "warning", "few terms", ("frames", f), what, "Add other ways of saying it, or call it a word."
            )
    for _, indicator, path in questions(codebook):
        if len(indicator.terms) + len(indicator.actors) == 1 and indicator.min_terms == 1:
            what = f"one term answers the question {indicator.id!r}"
            yield Finding("note", "few terms", path, what, "Add synonyms, or fold it into another question.")


def _balance(codebook: Codebook) -> Iterator[Finding]:
    mass = {frame.id: _mass(frame) for frame in codebook.frames}
    against = {frame.id: frame.opposes for frame in codebook.frames}
    for f, frame in enumerate(codebook.frames):
        for other in frame.opposes:
            path = ("frames", f, "opposes")
            if frame.id not in against[other]:
                what = f"{frame.id!r} opposes {other!r}, but not the other way round"
                yield Finding("note", "balance", path, what, f"Let {other!r} oppose {frame.id!r}.")
            ratio = mass[frame.id] / mass[other] if mass[other] else float("inf")
            if ratio > OUT_OF_BALANCE:
                what = (
                    f"the terms of {frame.id!r} weigh {mass[frame.id]:g}, those of its opponent {other!r} "
                    f"{mass[other]:g}: more will be found of the longer list, whatever the articles say"
                )
                yield Finding(
                    "warning", "balance", path, what, "Bring both lists to a similar length and strength."
                )


def _mass(frame: Frame) -> float:
    return sum(t.weight for i in frame.indicators for t in i.terms) + sum(
        part.weight for i in frame.indicators for part in i.actors
    )


def _twice(terms: list[Entry]) -> Iterator[Finding]:
    by_key: dict[str, list[Entry]] = defaultdict(list)
    for entry in terms:
        by_key[entry.term.key[0]].append(entry)
    for words, same in by_key.items():
        frames = list(dict.fromkeys(entry.frame.id for entry in same))
        if len(frames) > 1:
            what = f"{words!r} speaks for {len(frames)} frames: {', '.join(frames)}"
            yield Finding(
                "warning", "shared by frames", same[0].path, what,
                "Their shares will rise and fall together; tell them apart by near, not_near or pos, or keep one.",
            )  # fmt: skip
        for frame in frames:
            owners = list(dict.fromkeys(entry.indicator.id for entry in same if entry.frame.id == frame))
            if len(owners) > 1:
                first = next(entry for entry in same if entry.frame.id == frame)
                what = f"{words!r} answers {len(owners)} questions of {frame!r}: {', '.join(owners)}"
                yield Finding("warning", "shared by indicators", first.path, what,
                              "One word then counts as several yeses for the rule; keep it in one.")  # fmt: skip


def _one_in_another(terms: list[Entry]) -> Iterator[Finding]:
    for a, b in covered_pairs([entry.term for entry in terms]):
        wide, narrow = terms[a], terms[b]
        if wide.term.key[0] == narrow.term.key[0]:
            if wide.indicator is narrow.indicator:
                what = (
                    f"{narrow.term.term!r} stands twice with different conditions, and one includes the other"
                )
                yield Finding("warning", "inside another term", narrow.path, what, "Keep one of them.")
            continue
        if not covers(wide.term, narrow.term, inflected=False):
            what = f"{narrow.term.term!r} can be a form of {wide.term.term!r} ({wide.owner}), which then finds it too"
            yield Finding("note", "inside another term", narrow.path, what,
                          "Needed only where it is a word of its own: say so by pos.")  # fmt: skip
            continue
        what = f"{narrow.term.term!r} finds nothing that {wide.term.term!r} ({wide.owner}) does not find"
        if wide.indicator is narrow.indicator and narrow.term.weight == wide.term.weight:
            yield Finding("warning", "inside another term", narrow.path, what, "Leave it out.")
        elif wide.indicator is narrow.indicator:
            yield Finding("note", "inside another term", narrow.path, f"{what}, but weighs otherwise",
                          "Right if meant so: the heavier one counts.")  # fmt: skip
        else:
            severity: Severity = "warning" if wide.frame is not narrow.frame else "note"
            yield Finding(severity, "inside another term", narrow.path, what,
                          "One word then speaks for both; narrow the wider one.")  # fmt: skip
    if left := uncompared([entry.term for entry in terms]):
        what = f"{left:,} terms were not compared, because too many begin with the same letters"
        yield Finding("note", "inside another term", (), what, "Divide the codebook.")


def _wide(terms: list[Entry]) -> Iterator[Finding]:
    for entry in terms:
        words = term_words(entry.term.term)
        for word in words:
            if word.endswith("*") and len(word) <= SHORT_STEM:
                what = f"{word!r} finds every word that begins with these {len(word) - 1} letters"
                yield Finding(
                    "warning", "explosive", entry.path, what, "Write more letters, or the words one by one."
                )
        if len(words) > LONG_PHRASE:
            what = f"{entry.term.term!r} has {len(words)} words and is looked for in {2 ** (len(words) - 1)} spellings"
            yield Finding(
                "note", "explosive", entry.path, what, "A shorter phrase finds more; is it worth it?"
            )
        if len(words) == 1 and len(words[0]) == 1 and words[0].isalpha():
            what = f"{entry.term.term!r} is a single letter"
            yield Finding("warning", "explosive", entry.path, what, "Is it a word of these articles?")
