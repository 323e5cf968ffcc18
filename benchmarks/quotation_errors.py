"""Sort the errors of quotations on annotated articles, and draw some to be read."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

LEAST_OVERLAP = 0.5
"""Overlap of two contents, in letters over their union, from which one is found by the other."""


def errors(
    gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]], shared: Callable[[Any, Any], int]
) -> Iterator[dict[str, Any]]:
    """Yield the errors in an article, each with the annotated and the found statement it is about.

    A content annotated and not found is *missed*, or has *wrong bounds* if something is found inside it;
    one found and not annotated is *spurious*, or has *other bounds* than a real one. Where both agree
    the speaker may be wrong: *another speaker*, a *speaker for none*, *no speaker*.

    Parameters
    ----------
    gold, found : sequence of dict
        With the spans of their ``content`` and ``source`` or ``speaker``.
    shared : callable
        Letters that two lists of spans share.
    """
    pairs = []
    for i, a in enumerate(gold):
        for j, one in enumerate(found):
            both = shared(a["content"], one["content"])
            if both:
                sizes = sum(shared(x["content"], x["content"]) for x in (a, one))
                pairs.append((both / (sizes - both), i, j))
    mate_of: dict[int, int] = {}
    for overlap, i, j in sorted(pairs, reverse=True):
        if overlap >= LEAST_OVERLAP and i not in mate_of and j not in mate_of.values():
            mate_of[i] = j
    near = {i: j for _, i, j in sorted(pairs)}
    near_found = {j: i for _, i, j in sorted(pairs)}
    for i, a in enumerate(gold):
        if i not in mate_of:
            beside = None if i not in near else found[near[i]]
            yield {"sort": "missed" if beside is None else "wrong bounds", "real": a, "found": beside}
        elif bool(a["source"]) != bool(found[mate_of[i]]["speaker"]):
            sort = "no speaker" if a["source"] else "speaker for none"
            yield {"sort": sort, "real": a, "found": found[mate_of[i]]}
        elif a["source"] and not shared(a["source"], found[mate_of[i]]["speaker"]):
            yield {"sort": "another speaker", "real": a, "found": found[mate_of[i]]}
    for j in sorted(set(range(len(found))) - set(mate_of.values())):
        beside = None if j not in near_found else gold[near_found[j]]
        yield {"sort": "spurious" if beside is None else "other bounds", "real": beside, "found": found[j]}


def write_sample(all_errors: list[dict[str, Any]], target: Path, *, number: int, seed: int = 1) -> None:
    """Print the errors by sort, and write some drawn at random, with their text, to be read and sorted by cause.

    The file holds article text: it must lie outside the repository.
    """
    print(json.dumps({"errors": Counter(error["sort"] for error in all_errors)}))
    drawn = random.Random(seed).sample(all_errors, min(number, len(all_errors)))
    target.write_text("\n\n".join(_shown(k, error) for k, error in enumerate(drawn, 1)), encoding="utf-8")


def _shown(number: int, error: dict[str, Any]) -> str:
    text, real, found = error["text"], error["real"], error["found"]
    spans = [s for one in (real, found) if one for part in ("content", "cue") for s in one[part] or []]
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    start = max(text.rfind("\n", 0, first) + 1, first - 250)
    lines = [
        f"#{number} {error['sort']} ({error['id']})",
        "  " + text[start : last + 60].replace("\n", " ¶ "),
    ]
    for name, one, who in (("REAL", real, "source"), ("FOUND", found, "speaker")):
        if one:
            parts = {
                part: " … ".join(text[s:e] for s, e in one[part] or []) for part in (who, "cue", "content")
            }
            extra = "" if name == "REAL" else f" [{one['rule']} {one['chance']:.2f}]"
            lines.append(f"  {name}{extra} " + " | ".join(parts.values()).replace("\n", " ¶ "))
    return "\n".join(lines)
