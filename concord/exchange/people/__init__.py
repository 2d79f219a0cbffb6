"""People in any file: each row known already, new, or for somebody to look at."""
