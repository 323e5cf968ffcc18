"""What somebody or something is called: offices, ties, occupations, descriptions, and who calls them so."""
