"""Attributed statements: quotation marks, cues, what was said, and who said it."""
