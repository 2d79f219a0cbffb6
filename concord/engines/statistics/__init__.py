"""Figures: measures defined once by the app that owns the records, and what may be published."""
