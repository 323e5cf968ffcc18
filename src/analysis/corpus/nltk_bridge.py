"""A corpus in the shape of an NLTK categorised corpus, for NLTK's own tools."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from analysis.corpus.records import PROSE
from analysis.corpus.words import form, word_spans
from analysis.errors import one_of

if TYPE_CHECKING:
    from nltk.text import Text

    from analysis.corpus.corpus import Corpus


class NltkCorpus:
    """Files are articles, categories are outlets, paragraphs are segments.

    It answers what NLTK's categorised corpus readers answer: `fileids`,
    `categories`, `raw`, `words`, `paras`. Words are this package's words in the
    article's own spelling; ``lower=True`` gives the forms that are counted.
    """

    def __init__(self, corpus: Corpus) -> None:
        rows = corpus.sql(
            "select a.article_id, a.outlet, list(substring(a.text, (s.start + 1)::bigint, (s.end - s.start)::bigint) "
            "order by s.segment) as paragraphs from articles a join segments s using (article_id) "
            "where s.kind in (select unnest($kinds)) group by 1, 2 order by 1",
            kinds=list(PROSE),
        )
        self._outlet = dict(zip(rows["article_id"], rows["outlet"], strict=True))
        self._paragraphs = {
            key: list(parts) for key, parts in zip(rows["article_id"], rows["paragraphs"], strict=True)
        }

    def categories(self) -> list[str]:
        """Return the outlets, in order of name."""
        return sorted(set(self._outlet.values()))

    def fileids(self, categories: str | Sequence[str] | None = None) -> list[str]:
        """Return the article ids, of some outlets if given."""
        if categories is None:
            return list(self._paragraphs)
        wanted = {
            one_of(name, self.categories(), name="category")
            for name in ([categories] if isinstance(categories, str) else categories)
        }
        return [key for key, outlet in self._outlet.items() if outlet in wanted]

    def paras(
        self, fileids: str | Sequence[str] | None = None, categories: str | Sequence[str] | None = None,
        *, lower: bool = False,
    ) -> list[list[str]]:  # fmt: skip
        """Return the words of each paragraph."""
        return [
            [form(part[s:e]) if lower else part[s:e] for s, e in word_spans(part)]
            for key in self._ids(fileids, categories)
            for part in self._paragraphs[key]
        ]

    def words(
        self, fileids: str | Sequence[str] | None = None, categories: str | Sequence[str] | None = None,
        *, lower: bool = False,
    ) -> list[str]:  # fmt: skip
        """Return the words of articles or outlets, in order."""
        return [word for paragraph in self.paras(fileids, categories, lower=lower) for word in paragraph]

    def raw(self, fileids: str | Sequence[str] | None = None) -> str:
        """Return the text of articles, paragraphs separated by blank lines."""
        return "\n\n".join(part for key in self._ids(fileids, None) for part in self._paragraphs[key])

    def text(self, *, lower: bool = False) -> Text:
        """Return an `nltk.Text` of all words."""
        # It brings scipy with it, which a batch that has nothing to do need not import.
        from nltk.text import Text

        return Text(self.words(lower=lower))

    def _ids(
        self, fileids: str | Sequence[str] | None, categories: str | Sequence[str] | None
    ) -> Iterable[str]:
        if fileids is None:
            return self.fileids(categories)
        return [fileids] if isinstance(fileids, str) else fileids
