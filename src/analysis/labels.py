"""Text from articles made safe to show: no control or direction characters, bounded width."""

from __future__ import annotations

import re
import unicodedata

# Line breaks and other controls become a blank; marks that reorder or hide text are dropped.
# Zero-width joiners stay: Persian, Indic scripts and emoji need them.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_INVISIBLE = re.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def neutralise(text: object) -> str:
    r"""Return text without control, direction-changing or hidden characters.

    Parameters
    ----------
    text : object
        Anything; converted with `str`.

    Returns
    -------
    str
        One line. Controls are replaced by a blank, half surrogates by U+FFFD.

    Examples
    --------
    >>> neutralise("left\u202eright\nnext")
    'leftright next'
    """
    plain = _SURROGATES.sub("\ufffd", str(text))
    return _CONTROLS.sub(" ", _INVISIBLE.sub("", plain))


def clip(text: object, width: int) -> str:
    """Return at most `width` characters of neutralised text, with an ellipsis where it was cut.

    Examples
    --------
    >>> clip("an uncommonly long heading", 12)
    'an uncommon…'
    """
    plain = neutralise(text)
    if len(plain) <= width:
        return plain
    cut = plain[: max(width - 1, 0)]
    # A combining mark or joiner at the cut would attach itself to the ellipsis.
    while cut and (unicodedata.combining(plain[len(cut)]) or cut[-1] == "\u200d"):
        cut = cut[:-1]
    return cut.rstrip() + "…"


def axis_labels(values: object, *, width: int = 28) -> list[str]:
    """Return labels of categories for an axis: clipped, and still distinct after clipping.

    Parameters
    ----------
    values : iterable
        Category names as they stand in the data.
    width : int
        Longest label, in characters.

    Examples
    --------
    >>> axis_labels(["Harbour Post of the North", "Harbour Post of the South"], width=14)
    ['Harbour Post…', 'Harbour P… (2)']
    """
    labels: list[str] = []
    taken: set[str] = set()
    for value in values:  # type: ignore[attr-defined]
        label, copy = clip(value, width), 1
        while label in taken:
            copy += 1
            tail = f" ({copy})"
            label = clip(value, max(width - len(tail), 2)) + tail
        taken.add(label)
        labels.append(label or "(none)")
    return labels
