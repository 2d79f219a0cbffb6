"""Kill the web server's workers and the database while people save, and count what was lost."""
