"""Rows of any table with something lawful in every column, for asking who sees them."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.db import models
from django.utils import timezone

_VALUES: tuple[tuple[type[models.Field], Any], ...] = (
    (models.UUIDField, uuid4),
    (models.ForeignKey, uuid4),
    (models.DateTimeField, timezone.now),
    (models.DateField, date.today),
    (models.BooleanField, bool),
    (models.IntegerField, lambda: 1),
    (models.FloatField, lambda: 1.0),
    (models.TextField, lambda: "x"),
    (models.JSONField, dict),
    (models.BinaryField, lambda: b"x"),
)


def filled(model: type[models.Model], **given: Any) -> Any:
    """Return an unsaved row. Links lead nowhere: the database asks about them at commit only."""
    values = {
        field.attname: _value(field)
        for field in model._meta.concrete_fields
        if field.attname not in given and not field.has_default() and not field.null
    }
    return model(**values | given)


def _value(field: models.Field) -> Any:
    if field.blank and field.empty_strings_allowed:
        return ""
    if field.choices:
        return next(value for value, _ in field.flatchoices)
    if isinstance(field, models.CharField):
        return uuid4().hex[: min(field.max_length or 8, 8)]
    if type(field).__name__ == "ArrayField":
        return []
    if type(field).__name__ == "SealedText":
        return "x"
    return next(make() for kind, make in _VALUES if isinstance(field, kind))
