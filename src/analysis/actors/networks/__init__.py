"""Who stands with whom, who speaks about whom, who acts on whom."""
