"""What a report says in words: paragraphs, notes, an annotated text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from analysis.errors import EmptySelectionError, ParameterError
from analysis.labels import neutralise
from analysis.reporting.formatting import number
from analysis.reporting.record import Record
from analysis.reporting.showing import outputs
from analysis.reporting.showing.annotated import Annotated


class Telling(Record):
    """A record that can also tell."""

    def paragraph(self, name: str, sentences: str) -> None:
        """Show a paragraph that was written from the data, and keep it as a text file.

        Parameters
        ----------
        name : str
            ``par-`` and a name of small letters, digits and hyphens, unique in the report.
        sentences : str
        """
        self._check(name, "par", paragraph=sentences)
        files = [f"texts/{name}.txt"] if self.folder is not None else []
        for file in files:
            self._write(file, neutralise(sentences) + "\n")
        self._record(outputs.paragraph_output(name, sentences), "paragraph", caption=sentences, files=files)

    def text(self, name: str, text: Annotated, *, caption: str) -> None:
        """Show an article's text with its evidence in it.

        Parameters
        ----------
        name : str
            ``txt-`` and a name of small letters, digits and hyphens, unique in the report.
        text : Annotated
            From `reporting.annotated`, which escaped it; HTML from elsewhere is refused.
        caption : str

        Notes
        -----
        The page shows the whole article, or, where that is more than the report may show, a sentence that says
        so. No file of it is written beside the page.
        """
        self._check(name, "txt", caption=caption)
        if not isinstance(text, Annotated):
            raise ParameterError(
                f"{type(text).__name__} is not an annotated text", where=name,
                remedy="Make it with reporting.annotated, which escapes the article.",
            )  # fmt: skip
        if not self.quotes.take(name, len(text.plain)):
            whole = (
                f"The text of the article ({number(len(text.plain))} characters with its marks) is withheld"
            )
            self.note(self.quotes.said(whole))
            return
        self._record(outputs.text_output(name, text, caption=caption), "text", caption=caption, files=[])

    def note(self, sentence: str) -> None:
        """Say, in a sentence, what is not shown and why."""
        name = f"note-{1 + sum(item['kind'] == 'note' for item in self._items.values())}"
        self._record(outputs.note_output(name, sentence), "note", caption=sentence, files=[])

    @contextmanager
    def attempt(self, what: str) -> Iterator[None]:
        """Run a block that too small a selection may refuse, and say so in a sentence instead of a traceback.

        Parameters
        ----------
        what : str
            What the block shows, to open the sentence with.

        Notes
        -----
        Only an `EmptySelectionError` is a refusal; any other error is one and ends the run.
        """
        try:
            yield
        except EmptySelectionError as refusal:
            self.note(f"{what} cannot be shown: {refusal}")
