"""A small builder of the tables of actors, to the columns of their contracts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import pytest

NOBODY = ("", "", "")


def _id(name: str) -> str:
    return f"state:{name.lower()}" if name and name != "anonymous" else name


@dataclass
class Story:
    """Rows of mentions, quotations and actions, put down one after the other."""

    mentions: list[dict[str, Any]] = field(default_factory=list)
    quotations: list[dict[str, Any]] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)

    def names(self, article: str, name: str, start: int, *, via: str = "name", sentence: int = 0) -> None:
        """Put down a mention of an actor, as long as its name."""
        self.mentions.append(
            {"article_id": article, "start": start, "end": start + len(name), "actor_id": _id(name), "name": name,
             "kind": "state", "via": via, "rule": "", "words": name, "segment": "body", "paragraph": 0,
             "sentence": sentence, "position": start / 1000}
        )  # fmt: skip

    def says(self, article: str, name: str, start: int, *, end: int = 0, quoted: int = 0, paraphrased: int = 0,
             cue: str = "say", cue_class: str = "neutral", cue_start: int | None = None, negated: bool = False,
             affiliation: str = "") -> None:  # fmt: skip
        """Put down a statement whose content follows its cue."""
        end = end or start + 50
        at = start + 10 if cue_start is None else cue_start
        self.quotations.append(
            {"article_id": article, "start": start, "end": end, "content": [[at + 5, end]], "kind": "indirect",
             "speaker_start": start, "speaker_end": start + len(name), "speaker": name, "cue": cue, "cue_start": at,
             "cue_end": at + len(cue), "cue_class": cue_class, "negated": negated, "rule": "", "speaker_id": _id(name),
             "speaker_name": name, "speaker_kind": "state" if name else "", "affiliation": affiliation,
             "words_quoted": quoted, "words_paraphrased": paraphrased}
        )  # fmt: skip

    def does(self, article: str, agent: str, verb: str, patient: str, start: int, *, sign: int = 0,
             action_class: str = "", negated: bool = False, modality: str = "",
             according_to: str = "") -> None:  # fmt: skip
        """Put down a clause: agent, verb and patient ten characters apart."""
        row: dict[str, Any] = {"article_id": article, "start": start, "end": start + 20 + len(patient)}
        for place, (end, name) in enumerate((("agent", agent), ("patient", patient))):
            at = start + 20 * place
            row |= {f"{end}_id": _id(name), f"{end}_name": name, f"{end}_kind": "state" if name else "", end: name,
                    f"{end}_start": at if name else pd.NA, f"{end}_end": at + len(name) if name else pd.NA}  # fmt: skip
        row |= {"verb": verb, "verb_start": start + 10, "verb_end": start + 10 + len(verb),
                "action_class": action_class, "sign": sign, "voice": "active",
                "agentless": not agent, "negated": negated, "modality": modality, "tense": "past",
                "according_to": _id(according_to), "according_to_name": according_to, "rule": "",
                "sentence": 0, "segment": "body", "paragraph": 0}  # fmt: skip
        self.actions.append(row)

    @property
    def tables(self) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        """Quotations, mentions and actions, each with its columns even if it has no rows."""
        full = Story()
        full.names("", "X", 0)
        full.says("", "X", 0)
        full.does("", "X", "see", "Y", 0)
        offsets = ["agent_start", "agent_end", "patient_start", "patient_end", "verb_start", "verb_end"]
        quotations, mentions, actions = (
            pd.DataFrame(rows, columns=list(like[0]))
            for rows, like in ((self.quotations, full.quotations), (self.mentions, full.mentions),
                               (self.actions, full.actions))
        )  # fmt: skip
        quotations = quotations.astype({"negated": bool, "cue_start": "Int64", "words_quoted": int,
                                        "words_paraphrased": int})  # fmt: skip
        return (
            quotations,
            mentions,
            actions.astype({**dict.fromkeys(offsets, "Int64"), "negated": bool, "sign": int}),
        )


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture
def articles() -> pd.DataFrame:
    """Six articles of two outlets, each 1,000 characters long."""
    return pd.DataFrame(
        {"article_id": list("abcdef"), "outlet": ["Harbour Post"] * 3 + ["Market Wire"] * 3, "text": "x" * 1000,
         "words": 200, "date": ["2024-01-03", "2024-01-20", "2024-03-02", "2024-03-09", "2024-03-30", ""]}
    )  # fmt: skip
