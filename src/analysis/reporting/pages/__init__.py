"""The page of a report, and the catalogue of all reports."""
