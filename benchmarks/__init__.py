"""Figures that the suite does not time: each prints what it measured beside its peer."""
