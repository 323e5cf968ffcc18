"""Actions: who does what to whom, and in whose words."""
