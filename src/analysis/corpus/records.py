"""What a reader hands on: records, and remarks about what could not be used as it was."""

from __future__ import annotations

from dataclasses import dataclass, field

KINDS = ("headline", "standfirst", "byline", "caption", "body", "boilerplate")
"""Kinds of segment."""

PROSE = ("headline", "standfirst", "caption", "body")
"""Kinds of segment that are the outlet's journalism: these are counted and annotated."""

LEAST_WORDS = 2
"""Words of prose below which a record is rejected, and a cleaned article is remarked on: nothing to profile."""

METADATA = (
    "outlet",
    "date",
    "time",
    "title",
    "byline",
    "section",
    "page",
    "url",
    "language",
    "language_stated",
)
"""Fields of an article besides its text."""


@dataclass
class Record:
    """One record of a raw file, before it becomes an article.

    Attributes
    ----------
    source : str
        Path of the file inside the raw folder.
    record : int
        Number of the record in its file, from 0.
    text : str
        The article as plain text, unless `html` is given.
    html : str
        The page as served, for records that are web pages.
    metadata : dict
        Any of outlet, date, time, title, byline, section, page, url, language,
        language_stated, standfirst; dates as they are printed, and date_order
        (dmy or mdy) where the file as a whole tells it.
    pasted : bool
        Whether `text` may hold page furniture around the article, and a header block.
    apart : bool
        Whether the source keeps headline, captions and furniture apart, so that `text` is the body alone.
    after : list of (str, str)
        Kind and text of pieces that the source keeps apart from `text`, such as
        captions, copyright lines and keywords; they are put after it and keep their kind.
    """

    source: str
    record: int
    text: str = ""
    html: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    pasted: bool = False
    apart: bool = False
    after: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Remark:
    """Why a record, or a whole file, is not an article, or what is odd about it.

    ``status`` is ``rejected`` (no article), ``notice`` (an article, but look at
    it, or at its file) or ``ignored`` (what is no record, such as a README or the
    cover page of an export). ``record`` is -1 when the whole file is meant.
    """

    source: str
    record: int
    status: str
    reason: str
    remedy: str
