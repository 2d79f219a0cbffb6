"""Django's labelled enumerations, re-exported so that rules need no other Django import."""

from django.db.models import IntegerChoices, TextChoices

__all__ = ["IntegerChoices", "TextChoices"]
