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
        if held is None:
            return None
        if (kept := self._unchanged(row, held)) is not None:
            return kept
        # What was sealed with an older key takes the current one whenever its row is saved.
        text, label = self.read(row), self.label_of(row)
        sealed = Sealed(vault.seal(text, label=label, data_class=self.data_class))
        row.__dict__[self._opened_from] = (label, sealed, text)
        return sealed

    def _unchanged(self, row: Any, held: Any) -> Sealed | None:
        """Return the very bytes of a text that nobody changed: else its history shows a change."""
        if isinstance(held, Sealed):
            sealed: Any = held
        else:
            label, sealed, text = row.__dict__.get(self._opened_from, ("", None, ""))
            if sealed is None or label != self.label_of(row) or text != held:
                return None
        return sealed if vault.is_current(sealed, self.data_class) else None

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

    def remembered(self, key: object, stated: str) -> str:
        """Return the text of a row as the field history wrote its column down (`\\x` and hex).

        Raise KeyUnknown or InvalidTag when it cannot be opened any more.
        """
        sealed = bytes.fromhex(stated.removeprefix("\\x"))
        return vault.unseal(sealed, label=self._label(key))

    def label_of(self, row: Any) -> str:
        """Return the label of this column on a row. Raise ValueError while the row has no key."""
        if row.pk is None:
            raise ValueError(f"{type(row).__name__} needs a key before {self.name} can be sealed.")
        return self._label(row.pk)

    def _label(self, key: object) -> str:
        return vault.label_of(self.model._meta.db_table, key, str(self.column))

    @property
    def _opened_from(self) -> str:
        """Where a row remembers what its text was opened from."""
        return f"_{self.attname}_opened_from"


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
        if isinstance(held := row.__dict__[name], Sealed):
            row.__dict__[name] = text = self.field.read(row)
            row.__dict__[self.field._opened_from] = (self.field.label_of(row), held, text)
        return row.__dict__[name]

    def __set__(self, row: Any, value: Any) -> None:
        row.__dict__[self.field.attname] = value
