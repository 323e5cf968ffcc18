"""Who is who across articles, and what a person decides about it: merges, splits, own lists, relations to states."""
