"""What a batch is asked to do: from options, from ``study.toml``, or from both.

[study]
raw = "data/raw"
by = "outlet"
notebooks = ["vocabulary", "framing", "comparison"]

[parameters]            # for every notebook that has them
least = 5

[notebook.framing]      # for one notebook
codebook = "my-codebook.yaml"
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis.errors import ParameterError, suggestion


class Study(BaseModel):
    """Everything a batch is told.

    Attributes
    ----------
    raw : str
        Folder of articles; the notebooks' own default when empty.
    where, by : str
        Condition on the articles table; column whose values get a report each.
    notebooks : list of str
        Names or paths; all of `notebook_dir` when empty.
    notebook_dir, out : str
        Folder of notebooks, folder of reports.
    workers : int or None
        Notebooks run at a time; one for each core when None.
    scheduler : str
        Address of a Dask scheduler that reads and annotates; empty for this machine.
    codebook : str
        Codebook file, for notebooks with that parameter.
    timeout : float or None
        Seconds allowed for one run.
    quote_limit : int or None
        Characters of each article's text a report may show; the notebooks' own default (none) when None.
    pdf : bool
        Write every report as PDF too (extra ``pdf``).
    parameters : dict
        Values for every notebook that has such a parameter.
    notebook : dict
        Values for one notebook, by its name.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    raw: str = ""
    where: str = ""
    by: str = ""
    notebooks: list[str] = Field(default_factory=list)
    notebook_dir: str = "notebooks"
    out: str = "reports"
    workers: int | None = Field(default=None, ge=1)
    scheduler: str = ""
    codebook: str = ""
    timeout: float | None = Field(default=None, gt=0)
    quote_limit: int | None = Field(default=None, ge=0)
    pdf: bool = False
    parameters: dict[str, Any] = Field(default_factory=dict)
    notebook: dict[str, dict[str, Any]] = Field(default_factory=dict)


_SECTIONS = ("study", "parameters", "notebook")
_OPTIONS = tuple(name for name in Study.model_fields if name not in ("parameters", "notebook"))
_PATHS = ("raw", "notebook_dir", "out", "codebook")
FILES = {
    "codebook": "codebook", "actors_list": "list of actors", "decisions": "table of decisions",
    "validity": "table of validity", "other_coder": "table of codes",
}  # fmt: skip
"""Parameters of notebooks that name a file, and what the file is; a codebook may ship and have a bare name."""


def load_study(path: str | Path) -> Study:
    """Return the study a TOML file describes; relative paths in it start at the file.

    Raises
    ------
    ParameterError
        Naming the line, the key and what would be right.
    """
    file = Path(path).expanduser()
    try:
        text = file.read_text(encoding="utf-8")
        content = tomllib.loads(text)
    except FileNotFoundError:
        raise ParameterError("there is no such file", where=str(path), remedy="Give a study.toml.") from None
    except (OSError, UnicodeDecodeError) as problem:
        raise ParameterError(f"the file cannot be read ({problem})", where=str(path)) from None
    except tomllib.TOMLDecodeError as problem:
        raise ParameterError(
            f"not valid TOML: {problem}", where=str(path), remedy='Text needs quotes: by = "outlet".'
        ) from None
    for section in content:
        if section not in _SECTIONS:
            raise ParameterError(
                f"line {_line(text, section)}: there is no section {section!r}",
                where=str(path),
                remedy=f"{suggestion(section, _SECTIONS)}Sections: [study], [parameters], [notebook.NAME].",
            )
    options = dict(content.get("study", {}))
    study = make_study(
        {**options, "parameters": content.get("parameters", {}), "notebook": content.get("notebook", {})},
        where=str(path),
        text=text,
    )
    base = file.resolve().parent
    moved = {
        name: str(base / Path(value).expanduser())
        for name in _PATHS
        if name in study.model_fields_set and (value := getattr(study, name))
    }
    notebooks = [str(base / name) if "/" in name else name for name in study.notebooks]
    values = {"parameters": _moved(study.parameters, base),
              "notebook": {name: _moved(own, base) for name, own in study.notebook.items()}}  # fmt: skip
    return study.model_copy(update={**moved, **values, "notebooks": notebooks})


def _moved(values: dict[str, Any], base: Path) -> dict[str, Any]:
    """Return parameters whose files start at a folder."""
    named = {name: base / str(values[name]) for name in FILES if values.get(name)}
    return values | {name: str(path) for name, path in named.items() if path.suffix}


def make_study(values: dict[str, Any], *, where: str = "", text: str = "") -> Study:
    """Return checked settings.

    Parameters
    ----------
    values : dict
        As the attributes of `Study`.
    where, text : str
        File the values come from and its content, to name the line in an error.

    Raises
    ------
    ParameterError
        For the first key that is unknown or has a wrong value.

    Examples
    --------
    >>> make_study({"by": "outlet"}).by
    'outlet'
    """
    try:
        return Study(**values)
    except ValidationError as problem:
        first = problem.errors()[0]
        key = str(first["loc"][0])
        line = f"line {_line(text, key)}: " if text else ""
        if first["type"] == "extra_forbidden":
            raise ParameterError(
                f"{line}there is no setting {key!r}",
                where=where,
                remedy=f"{suggestion(key, _OPTIONS)}Settings: {', '.join(_OPTIONS)}.",
            ) from None
        path = ".".join(str(part) for part in first["loc"])
        raise ParameterError(
            f"{line}{path} = {first['input']!r} is not right", where=where, remedy=f"{first['msg']}."
        ) from None


def merge(study: Study, options: dict[str, Any]) -> Study:
    """Return a study in which the options given on the command line win."""
    given = {name: value for name, value in options.items() if value not in (None, "", [])}
    parameters = {**study.parameters, **given.pop("parameters", {})}
    return make_study({**study.model_dump(), **given, "parameters": parameters}, where="options")


def _line(text: str, key: str) -> int:
    pattern = re.compile(rf"""^\s*(?:\[+\s*)?["']?{re.escape(key)}["']?\s*(?:=|\.|\])""")
    return next((n for n, line in enumerate(text.splitlines(), start=1) if pattern.match(line)), 1)
