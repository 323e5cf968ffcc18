"""What is said about an article: columns of exports, dates, outlets, languages."""
