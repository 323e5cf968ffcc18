"""Data that ships with the package, each file with its origin and licence."""
