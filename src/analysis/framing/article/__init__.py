"""One article: its framing ledger, its Entman grid, its verbs for the key event."""

from analysis.framing.article.grid import empty_cells, entman_grid
from analysis.framing.article.key_events import key_verbs
from analysis.framing.article.ledger import ledger, ledger_totals

__all__ = ["empty_cells", "entman_grid", "key_verbs", "ledger", "ledger_totals"]
