"""A study folder of one's own: where articles, codebook, notebooks and reports of a study lie."""

from __future__ import annotations

import shutil
from pathlib import Path

from analysis import __version__
from analysis.errors import ParameterError
from analysis.paths import PACKAGE, shipped_notebooks
from analysis.reporting.names import slugify

_TEMPLATES = PACKAGE / "resources" / "study"


def new_study(folder: str | Path, *, raw: str | Path = "") -> list[Path]:
    """Make a study folder and return what was written, in order.

    Parameters
    ----------
    folder : str or Path
        The folder to make; its name becomes the name of the study and of its codebook.
    raw : str or Path
        Folder of articles, or one file, that lies elsewhere; ``data/raw`` of the study when empty.

    Returns
    -------
    list of Path
        ``study.toml``, ``codebook.yaml``, ``README.md``, ``.gitignore`` and the notebooks.

    Raises
    ------
    ParameterError
        If the folder holds anything already, its name has no letter or digit, or `raw` does not exist.

    Examples
    --------
    >>> import tempfile
    >>> written = new_study(Path(tempfile.mkdtemp()) / "harbour")
    >>> [path.name for path in written[:4]]
    ['study.toml', 'codebook.yaml', 'README.md', '.gitignore']
    """
    place = Path(folder).expanduser().absolute()
    words = _words(place, raw)
    notebooks = sorted(shipped_notebooks().glob("*.ipynb"))
    (place / "notebooks").mkdir(parents=True, exist_ok=True)
    (place / "reports").mkdir(exist_ok=True)
    if not raw:
        (place / "data" / "raw").mkdir(parents=True, exist_ok=True)
    written = []
    for name in ("study.toml", "codebook.yaml", "README.md", "gitignore"):
        text = (_TEMPLATES / name).read_text(encoding="utf-8")
        path = place / (f".{name}" if name == "gitignore" else name)
        path.write_text(text if name == "gitignore" else text.format(**words), encoding="utf-8", newline="\n")
        written.append(path)
    for notebook in notebooks:
        written.append(Path(shutil.copyfile(notebook, place / "notebooks" / notebook.name)))
    return written


def _words(place: Path, raw: str | Path) -> dict[str, str]:
    """Return what the templates name, or say what is wrong with the request."""
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise ParameterError(
            "there is something already", where=str(place), remedy="Give the name of a new or empty folder."
        )
    name = slugify(place.name)
    if not name:
        raise ParameterError(
            f"{place.name!r} has no letter or digit to name a study by",
            remedy="Name it with Latin letters, digits and hyphens, such as 'harbour-dispute'.",
        )
    elsewhere = Path(raw).expanduser().absolute() if raw else None
    if elsewhere is not None and not elsewhere.exists():
        raise ParameterError(
            "there are no such articles",
            where=str(raw),
            remedy="Leave --raw out to use data/raw of the study.",
        )
    # TOML reads a backslash as the beginning of something else.
    where = elsewhere.as_posix() if elsewhere else "data/raw"
    if any(character in where for character in '"\n\r'):
        raise ParameterError(
            "the path holds a quotation mark or a line break", where=where, remedy="Rename the folder."
        )
    return {
        "name": name.replace("-", "_"),
        "title": name.replace("-", " ").capitalize(),
        "version": __version__,
        "raw": where,
    }
