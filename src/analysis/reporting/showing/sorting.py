"""Tables that sort, in a notebook that somebody runs by hand in JupyterLab.

A page of a report has no script. A notebook that is open in JupyterLab may have one:
JupyterLab runs it because the reader ran the cell, and drops it from a notebook that
somebody else sends.
"""

from __future__ import annotations

import os

from analysis.paths import PACKAGE
from analysis.reporting.showing.outputs import Output

_SESSION = "JPY_SESSION_NAME"
"""Set by Jupyter's server for the kernels it starts, and by nobody else."""


def in_lab() -> bool:
    """Return whether this kernel was started by a Jupyter server, and not by papermill or a batch."""
    return bool(os.environ.get(_SESSION))


def sorting_output() -> Output:
    """Return what lets the tables of a notebook be sorted by their headings.

    Examples
    --------
    >>> sorting_output().plain
    ''
    """
    script = (PACKAGE / "resources" / "templates" / "sorting.js").read_text(encoding="utf-8")
    return Output("sorting", f"<script>{script}</script>", "")
