"""Which column or key of an export is which field of an article."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from analysis.errors import InputError

FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("text", "full text", "fulltext", "body", "content", "maintext", "article", "article text",
             "article body", "story", "cleaned text", "plain text", "articlebody"),
    "html": ("html", "page html", "raw html", "source html"),
    "title": ("title", "headline", "heading", "article title", "head"),
    "outlet": ("outlet", "source", "newspaper", "publication", "publication title", "publisher", "media name",
               "media", "source name", "site", "domain", "source domain", "journal", "medium", "pubtitle"),
    "date": ("date", "date publish", "publication date", "pub date", "pubdate", "published", "publish date",
             "published at", "date published", "datetime", "entry date", "load date"),
    "time": ("time", "publication time", "pub time", "published time", "time published"),
    "byline": ("byline", "author", "authors", "by", "writer", "journalist", "creator"),
    "section": ("section", "rubric", "category", "desk"),
    "page": ("page", "pages", "start page", "page number"),
    "url": ("url", "link", "web url", "canonical url", "permalink", "uri", "document url",
            "requested url"),
    "language": ("language", "lang"),
    "standfirst": ("standfirst", "description", "abstract", "subtitle", "summary", "lead", "teaser", "dek"),
}  # fmt: skip
"""Fields of an article and the names they go by in exports, best first."""

_ABROAD: dict[str, tuple[str, ...]] = {
    "text": ("volltext", "artikeltext", "inhalt", "texte", "contenu", "texto", "contenido", "testo", "contenuto",
             "tekst", "текст", "текст статьи", "本文", "正文"),
    "title": ("titel", "überschrift", "schlagzeile", "titre", "título", "titular", "titolo", "kop", "заголовок",
              "название", "見出し", "标题"),
    "outlet": ("quelle", "zeitung", "fuente", "medio", "periódico", "fonte", "testata", "krant", "bron", "источник",
               "издание", "сми", "来源"),
    "date": ("datum", "erscheinungsdatum", "veröffentlichungsdatum", "date de publication", "fecha",
             "fecha de publicación", "data pubblicazione", "publicatiedatum", "дата", "дата публикации", "日付",
             "日期"),
    "byline": ("autor", "autorin", "verfasser", "auteur", "auteurs", "autore", "autores", "автор", "авторы", "作者"),
    "section": ("ressort", "rubrik", "rubrique", "sección", "sezione", "sectie", "рубрика", "раздел"),
    "page": ("seite", "seiten", "página", "pagina", "страница"),
    "language": ("sprache", "langue", "idioma", "lingua", "taal", "язык"),
}  # fmt: skip
FIELDS |= {field: (*FIELDS[field], *names) for field, names in _ABROAD.items()}


def plain(name: str) -> str:
    """Return a column name in lower case with single spaces between its words.

    Examples
    --------
    >>> plain("Publication_Date"), plain("datePublished")
    ('publication date', 'date published')
    """
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", str(name))
    return " ".join(re.split(r"[\W_]+", split.strip().lower())).strip()


def listed(names: Iterable[str]) -> str:
    r"""Return the names of columns for a message: in order, on one line and no longer than one reads.

    Examples
    --------
    >>> listed(["Title", "a column\nwith a break"])
    'Title, a column with a break'
    """
    return ", ".join(" ".join(str(name).split())[:60] for name in sorted(map(str, names))[:20])


def field_columns(names: Iterable[str], *, where: str = "", headlines: bool = False) -> dict[str, str]:
    """Return for each field the column that holds it.

    Parameters
    ----------
    names : iterable of str
    where : str
        File, for the error.
    headlines : bool
        Whether headlines without text will do.

    Raises
    ------
    InputError
        If no column holds the text.

    Examples
    --------
    >>> field_columns(["Headline", "Full text", "Publication date"])
    {'text': 'Full text', 'title': 'Headline', 'date': 'Publication date'}
    """
    by_plain: dict[str, str] = {}
    for name in names:
        by_plain.setdefault(plain(name), str(name))
    found = {
        field: by_plain[alias]
        for field, aliases in FIELDS.items()
        for alias in [next((alias for alias in aliases if alias in by_plain), None)]
        if alias is not None
    }
    if "text" not in found and "html" not in found and not (headlines and "title" in found):
        raise InputError(
            f"no column holds the article text; there are: {listed(by_plain.values())}",
            where=where,
            remedy=f"Name the column one of: {', '.join(FIELDS['text'][:6])}.",
        )
    return found


def fields_of(row: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of one row as text; missing values are left out."""
    out = {}
    for field, column in columns.items():
        value = as_text(row.get(column))
        if value:
            out[field] = value
    return out


def as_text(value: Any) -> str:
    """Return a cell as text: lists are joined, missing values are empty."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (as_text(item) for item in value)))
    if isinstance(value, Mapping):
        return as_text(value.get("name") or value.get("title") or value.get("text"))
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
