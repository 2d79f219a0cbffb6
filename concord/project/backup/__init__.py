"""Backups that are proved by restoring them (security.md 2.10)."""
