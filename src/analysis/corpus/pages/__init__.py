"""Web pages and pasted pages: which lines are the article, and what the page says about it."""
