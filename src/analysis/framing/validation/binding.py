"""Which codebook a coding belongs to: fingerprints of what coders read and of what the machine reads."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pandas as pd

from analysis.errors import one_of
from analysis.framing.codebooks.model import Codebook, Frame, Indicator

ASK = ("frames", "indicators")
"""What coders answer: one question for each frame, or one for each indicator, from which the frames follow."""


def coding_fingerprint(codebook: Codebook) -> str:
    """Return a hash over what coders are told: definitions, rules and questions, but no terms.

    A new term asks for new figures, not for a new coding.

    Examples
    --------
    >>> from analysis.framing import load_codebook
    >>> coding_fingerprint(load_codebook()) == coding_fingerprint(load_codebook().model_copy(update={"title": "x"}))
    True
    """
    return _hash(
        [[_told(frame), [[i.id, i.question] for i in frame.indicators]] for frame in codebook.frames]
    )


def codebook_label(codebook: Codebook) -> str:
    """Return the codebook's name, version and coding fingerprint, as every coding sheet carries them."""
    return f"{codebook.name} {codebook.version} {coding_fingerprint(codebook)}"


def variables(codebook: Codebook, *, ask: str = "frames") -> pd.DataFrame:
    """Return what coders are asked, one row per question in the codebook's order.

    Parameters
    ----------
    codebook : Codebook
    ask : {"frames", "indicators"}

    Returns
    -------
    DataFrame
        variable (``frame`` or ``frame.indicator``), frame, indicator (empty for
        a frame), label, question.

    Examples
    --------
    >>> from analysis.framing import load_codebook
    >>> variables(load_codebook())["variable"].tolist()[:2]
    ['conflict', 'human_interest']
    """
    one_of(ask, ASK, name="kind of question")
    rows: list[dict[str, str]] = []
    for frame in codebook.frames:
        if ask == "frames":
            rows.append(_row(frame, None))
        else:
            rows += [_row(frame, indicator) for indicator in frame.indicators]
    return pd.DataFrame(rows)


def _row(frame: Frame, indicator: Indicator | None) -> dict[str, str]:
    if indicator is None:
        question = f"Does the text show the frame “{frame.label}”?"
        return {"variable": frame.id, "frame": frame.id, "indicator": "", "label": frame.label,
                "question": question}  # fmt: skip
    return {"variable": f"{frame.id}.{indicator.id}", "frame": frame.id, "indicator": indicator.id,
            "label": f"{frame.label}: {indicator.id.replace('_', ' ')}", "question": indicator.question}  # fmt: skip


def _told(frame: Frame) -> dict[str, Any]:
    return frame.model_dump(
        mode="json", include={"id", "label", "definition", "include", "exclude", "examples", "rule", "voice"}
    )


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]
