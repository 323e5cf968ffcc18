"""Where the parts of a codebook stand in the files it was read from."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.lines import Place, at


@dataclass(frozen=True)
class Places:
    """File and line of every part of a codebook.

    It says nothing about what a codebook is: all are equal, so that the same
    codebook read from two files is the same.

    Attributes
    ----------
    lines : dict
        (file, line) of each path such as ``("frames", 0, "label")``.
    files : tuple of str
        The files it was read from, its own first.
    """

    lines: dict[Place, tuple[str, int]] = field(default_factory=dict, compare=False)
    files: tuple[str, ...] = field(default=(), compare=False)

    def of(self, *path: str | int) -> str:
        """Return file and line of a part, or of the part around it; empty if nothing is known.

        Examples
        --------
        >>> Places({(): ("x.yaml", 1), ("frames", 0): ("x.yaml", 7)}).of("frames", 0, "label")
        'x.yaml, line 7'
        """
        while path and path not in self.lines:
            path = path[:-1]
        return at(*self.lines[path]) if path in self.lines else ""
