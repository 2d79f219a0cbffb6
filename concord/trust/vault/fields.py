"""A text column that the database never holds in clear."""

from collections.abc import Callable
from typing import Any

from django.db import models

from concord.trust import vault
from concord.trust.vault.classes import DataClass


class Sealed(bytes):
    """Sealed text as the database holds it; printing it tells nothing."""

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__


class CannotCompare(TypeError):
    """Somebody tried to search or rewrite sealed text in the database (a programming error)."""


class SealedText(models.BinaryField):
    """Text that is readable on its row and sealed in its column (table, row and column bound).

    `row.address` is a str, opened when it is first read. The row needs its key before it is saved,
    as every Record has. The database can only be asked whether it is null: for look-ups, keep a
    keyed token beside it. `values()` and `update()` never see the text.
    """

    _pyi_private_set_type: str  # type: ignore[assignment]
    _pyi_private_get_type: str  # type: ignore[assignment]

    def __init__(
        self,
        *args: Any,
        data_class: DataClass,
        formerly: Callable[[Any], str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.data_class = DataClass(data_class)
        # Returns the label that the first release gave the text of this row.
        self.formerly = formerly
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"data_class": self.data_class.value}

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only=private_only)
        setattr(cls, self.attname, _Opened(self))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def get_default(self) -> Any:
        return None if self.null else ""

    def pre_save(self, row: Any, add: bool) -> Sealed | None:
        held = row.__dict__.get(self.attname, self.get_default())
        if held is None or (isinstance(held, Sealed) and vault.is_current(held, self.data_class)):
            return held
        # What was sealed with an older key takes the current one whenever its row is saved.
        return Sealed(
            vault.seal(self.read(row), label=self.label_of(row), data_class=self.data_class)
        )

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, Sealed):
            raise CannotCompare(f"{self.name} is sealed: set it on its row and save the row.")
        return super().get_db_prep_value(value, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise CannotCompare(f"{self.name} is sealed: it cannot be searched.")
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: Any) -> str:
        raise CannotCompare(f"{self.name} is sealed: it is not written out with its row.")

    def read(self, row: Any) -> str:
        """Return the text of a row, opening it if need be."""
        held = row.__dict__.get(self.attname, "")
        if not isinstance(held, Sealed):
            return str(held)
        formerly = self.formerly(row) if self.formerly else ""
        return vault.unseal(held, label=self.label_of(row), formerly=formerly)

    def label_of(self, row: Any) -> str:
        """Return the label of this column on a row. Raise ValueError while the row has no key."""
        if row.pk is None:
            raise ValueError(f"{type(row).__name__} needs a key before {self.name} can be sealed.")
        return vault.label_of(type(row)._meta.db_table, row.pk, str(self.column))


class _Opened:
    """Opens the text of a row when it is read."""

    def __init__(self, field: SealedText) -> None:
        self.field = field

    def __get__(self, row: Any, owner: Any = None) -> Any:
        if row is None:
            return self
        name = self.field.attname
        if name not in row.__dict__:
            row.refresh_from_db(fields=[name])  # the column was deferred
        if isinstance(row.__dict__[name], Sealed):
            row.__dict__[name] = self.field.read(row)
        return row.__dict__[name]

    def __set__(self, row: Any, value: Any) -> None:
        row.__dict__[self.field.attname] = value
