"""Names in an article: where they stand, how they are made up, what kind of actor they mean."""
