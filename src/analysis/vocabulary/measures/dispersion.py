"""How evenly a word is spread over the parts of a corpus; none of these knows of corpora."""

from __future__ import annotations

import numpy as np

Array = np.ndarray


def dp(parts: Array, sizes: Array) -> float:
    """Return Gries' deviation of proportions: 0 is spread like the parts, towards 1 is clumped.

    Gries (2008), doi:10.1075/ijcl.13.4.02gri.

    Examples
    --------
    >>> round(dp(np.array([1, 2, 3, 4, 5]), np.array([9, 10, 10, 10, 11])), 2)
    0.18
    """
    return float(np.abs(np.asarray(parts) / np.sum(parts) - np.asarray(sizes) / np.sum(sizes)).sum() / 2)
