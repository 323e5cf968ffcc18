"""Which names, titles and pronouns inside one article mean the same actor."""
