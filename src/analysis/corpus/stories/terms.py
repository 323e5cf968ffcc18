"""What an article is about, as counts of the words of its headline and lead."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from analysis.corpus.pages.lines import function_words
from analysis.corpus.stories.shingles import Hashes, copy_word_spans

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import HashingVectorizer

LEAD = 120
"""Words of the body that count: who did what where stands there, the background further down."""

HEADLINES, NAMES = 2, 2
"""How often the headline counts, and a word in capitals against one in small letters."""

FEATURES = 1 << 20
"""Words are hashed to this many numbers."""

_COUNT_BITS = 12
_MOST = (1 << _COUNT_BITS) - 1


def packed_terms(articles: Sequence[tuple[str, str]]) -> list[Hashes]:
    """Return for each article its words and their counts, each pair in one number.

    Parameters
    ----------
    articles : sequence of (title, body)

    Examples
    --------
    >>> words, counts = unpacked(packed_terms([("Bridge opens", "The mayor opened the bridge in Arda.")])[0])
    >>> sorted(counts.tolist())
    [1.0, 1.0, 2.0, 2.0, 5.0]
    """
    if not articles:
        return []
    counted = _vectorizer().transform(articles)
    counts = np.minimum(counted.data, _MOST).astype(np.uint32)
    packed = (counted.indices.astype(np.uint32) << np.uint32(_COUNT_BITS)) | counts
    return np.split(packed, counted.indptr[1:-1])


def unpacked(packed: Hashes) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
    """Return the words (as numbers) and their counts."""
    return (packed >> np.uint32(_COUNT_BITS)).astype(np.int32), (packed & np.uint32(_MOST)).astype(np.float32)


def counts_matrix(rows: Sequence[Hashes]) -> csr_matrix:
    """Return packed counts as a sparse matrix, shape (articles, FEATURES)."""
    lengths = np.cumsum([0, *(len(row) for row in rows)])
    columns, counts = unpacked(np.concatenate([np.empty(0, np.uint32), *rows]))
    return csr_matrix((counts, columns, lengths), shape=(len(rows), FEATURES))


def telling_words(article: tuple[str, str]) -> list[str]:
    """Return the words by which articles on one event know one another, names and headline repeated.

    Examples
    --------
    >>> telling_words(("", "The mayor of Arda's council"))
    ['mayor', 'arda', 'arda', 'council']
    """
    title, body = article
    small = function_words()
    out: list[str] = []
    for text, times, most in ((title, HEADLINES, LEAD), (body, 1, LEAD)):
        # A word has some ten characters with its blank; thirty are always enough for the lead.
        for word, start, _ in islice(copy_word_spans(text[: 30 * most]), most):
            stem = word.removesuffix("'s").strip("'")
            if stem and stem not in small and (len(stem) > 1 or not stem.isascii()):
                out += [stem] * (times * (NAMES if text[start].isupper() else 1))
    return out


def _vectorizer() -> HashingVectorizer:
    # It is slow to import, and idle when nothing is read.
    from sklearn.feature_extraction.text import HashingVectorizer

    return HashingVectorizer(
        analyzer=telling_words, n_features=FEATURES, alternate_sign=False, norm=None, dtype=np.float32
    )
