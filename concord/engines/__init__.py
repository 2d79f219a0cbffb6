"""Shared machinery that knows no domain: every app lends it what it should show."""
