"""Credits: how captions name their picture's maker, and articles the agency they draw on."""

from __future__ import annotations

import re

from analysis.corpus.pages.lines import Line

AGENCIES = (
    r"(?:AP|AFP|EPA|EPA-EFE|DPA|TASS|UPI|EFE|ANSA|PA|Reuters|REUTERS|Getty|GETTY|Getty Images|Associated Press|"
    r"Agence France-Presse|Sputnik|Xinhua|Bloomberg|Shutterstock|iStock|Alamy|Anadolu|AAP|Handout|HANDOUT|Pool|File|"
    r"Interfax|RIA Novosti|Photolure)"
)
"""Names of agencies, archives and words that stand in their place in a credit."""

_CREDIT_WORD = re.compile(
    r"(?:^|[\s(\[.!?…”\"’])(?:Photo(?:graph(?:er|y)?|s)?|Images?|Picture|Illustration|Graphic|Infographic|Map|Credit|"
    r"Foto|Bild|Crédit(?:\s+photo)?|Crédito|Фото|Fotoğraf|Zdjęcie)"
    r"(?:\s*(?:by|credit|source|caption|copyright|courtesy))?\s?(?:[:：/]|\s©|\.\.\.)[^\n]{0,100}$"
)
_CREDIT_START = re.compile(
    r"^(?:Image (?:source|caption|copyright|credit)|Media caption|Photo by|Photo courtesy|File photo|FILE\s?[-–—]|"
    r"(?i:credit)[:\s]\s*\S|(?i:photograph|photo|picture|image|foto|bild|crédit|фото)s?\s?[:/])"
)
_CREDIT_END = re.compile(
    rf"(?:\([^()\n]{{0,60}}\b{AGENCIES}\b[^()\n]{{0,60}}\)|\[[^\[\]\n]{{0,60}}\b{AGENCIES}\b[^\[\]\n]{{0,40}}\]|"
    rf"\bvia {AGENCIES}|\b{AGENCIES}/[\w .'’-]{{2,40}}|/\s?{AGENCIES}|\b{AGENCIES} via [\w .'’-]{{2,30}}|"
    r"\(Photos? by [^()\n]{2,80}\))[.\"”]?$"
)
_NAMED_CREDIT = re.compile(
    r"^(?:REUTERS|AFP|AP|EPA|Getty)/[\w .'’-]{2,40}$|^©\s?[^\W\d][\w .,/'’-]{1,60}$|^\(?(?:Getty Images|AFP)\)?$",
    re.I,
)
_AGENCY_LINE = re.compile(
    r"^\(?(?:(?:Additional |With |With additional )?"
    r"(?:reporting|writing|editing|files|inputs?|agencies|material|wire reports)\b[^\n]{0,200}|"
    r"(?:Mit Material|Avec|Con información|Com informações|Con informazioni|С использованием|За матеріалами)\b"
    r"[^\n]{2,60}|"
    rf"(?:Source|Sources|Quelle|Fuente|Fonte|Источник): ?[^\n]{{2,60}}|[-–—]{{0,2}}\s?(?:with )?{AGENCIES}"
    rf"(?:(?:,| and|/| &) ?(?:with )?{AGENCIES})*)\)?\.?$",
    re.I,
)
_CONTRIBUTED = re.compile(r"\bcontributed (?:to this (?:report|story|article)|reporting)\b", re.I)

_CREDIT_TAIL = re.compile(
    r"\b(?i:photo(?:graph)?|picture|image|credit|foto)s?(?:\s(?i:by|credit|source|courtesy))?\s?[:/©].*$"
    r"|©.*$"
    r"|\([^()\n]{0,80}/[^()\n]{0,60}\)\s*$"
    r"|(?<![\w.])[A-Z][\w’'.-]{0,30}(?: [A-Z][\w’'.-]{0,30}){0,3}\s?/\s?[A-Z][\w’'. -]{1,40}$",
    re.S,
)
_LONGEST_CREDIT = 160
_TAIL = 250  # characters at the end of a line in which a credit begins, if it ends the line


def credit_start(text: str, start: int, end: int) -> int | None:
    """Return where the credit at the end of a caption begins, if it has one.

    Parameters
    ----------
    text : str
    start, end : int
        The caption in the text; only its last 160 characters are looked at.

    Examples
    --------
    >>> caption = "Guards at the border. Photo: Anna Weber/Agency"
    >>> caption[credit_start(caption, 0, len(caption)):]
    'Photo: Anna Weber/Agency'
    """
    match = _CREDIT_TAIL.search(text, max(start, end - _LONGEST_CREDIT), end)
    return match.start() if match else None


def credit_word(text: str) -> bool:
    """Whether a line ends with a word such as ``Photo:`` and a name."""
    tail = text[-_TAIL:]
    # Every such credit holds one of these signs; looking for them first is ten times as fast.
    signed = ":" in tail or "/" in tail or "©" in tail or "..." in tail or "：" in tail
    return signed and _CREDIT_WORD.search(tail) is not None


def is_caption(line: Line) -> bool:
    r"""Whether a line ends or begins with the credit of a picture.

    Examples
    --------
    >>> from analysis.corpus.pages.lines import lines_of
    >>> [is_caption(line) for line in lines_of("A bus waits in rain. Photo: A. Penner via AP\nThe bus waited.")]
    [True, False]
    """
    if line.words > 90:
        return False
    text = line.text
    if _NAMED_CREDIT.match(text) or credit_word(text) or _CREDIT_START.match(text):
        return True
    tail = text[-_TAIL:]
    closed = tail[-1] in ")]" or tail[-2:-1] in (")", "]")
    if line.words <= 3 or not (closed or "/" in tail or "via " in tail):
        return False
    return _CREDIT_END.search(tail) is not None and not _AGENCY_LINE.match(text)


def is_agency_credit(line: Line) -> bool:
    r"""Whether a line credits an agency or colleagues, as the last line of an article does.

    Examples
    --------
    >>> from analysis.corpus.pages.lines import lines_of
    >>> [is_agency_credit(line) for line in lines_of("(Reuters)\nAdditional reporting by A. Penner\nReuters said so.")]
    [True, True, False]
    """
    if line.words > 45:
        return False
    if "contributed" in line.key and _CONTRIBUTED.search(line.text):
        return True
    # A sentence that happens to begin like a credit has more small words than names.
    named = _AGENCY_LINE.match(line.text) is not None and not (line.stop and line.function >= 0.5)
    return named and (line.words <= 12 or "agency" in line.furniture)
