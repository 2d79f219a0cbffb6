"""What an installation has, what it lacks and what must change before real people depend on it."""
