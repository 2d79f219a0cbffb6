"""Tables that refuse to be written outside a command."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models

_allowed: ContextVar[bool] = ContextVar("changes_allowed", default=False)


class StrayChange(Exception):
    """Something tried to change a record outside a command (a programming error)."""


@contextmanager
def changes_allowed() -> Iterator[None]:
    """Open the tables for writing: for the command gate, and for the factories of the tests."""
    token = _allowed.set(True)
    try:
        yield
    finally:
        _allowed.reset(token)


class RecordQuerySet(models.QuerySet[Any]):
    """Rows that refuse to be changed in bulk outside a command."""

    def update(self, **values: Any) -> int:
        _require_a_command(self.model)
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        _require_a_command(self.model)
        return super().delete()

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        _require_a_command(self.model)
        return super().bulk_create(*args, **kwargs)


class Record(models.Model):
    """A row with a random key and a version that rises with every change.

    Random keys give nothing away about how many records there are, or about hidden neighbours.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        _require_a_command(type(self))
        if not self._state.adding:
            self.version += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _require_a_command(type(self))
        return super().delete(*args, **kwargs)


def _require_a_command(model: type[models.Model]) -> None:
    if not _allowed.get():
        raise StrayChange(f"{model.__name__} changed outside a command")
