"""Turn columns and codes of the field history into words that people use."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from concord.trust.access.changes import is_masked
from concord.trust.accounts.queries import names_of
from concord.trust.agencies.queries import names_of_agencies
from concord.trust.reference.queries import labels
from concord.trust.vault import CANNOT_OPEN
from concord.trust.vault.fields import SealedText
from concord.ui.words import day, moment, sentence_list

MASKED = "Protected: not shown here"
SEALED = "Sealed text"
# Links and workings that say nothing to a reader.
LEFT_OUT = frozenset({"id", "standard_version", "source_id", "saved", "result", "same_as_id"})
RECORDS = {
    "subjects_subject": "Person",
    "subjects_name": "Name",
    "subjects_identifier": "Number",
    "subjects_address": "Address",
    "subjects_protection": "Protection of an address",
    "subjects_place": "Place",
    "subjects_peergroup": "Peer group",
    "subjects_vehicle": "Vehicle",
    "subjects_phone": "Telephone number",
    "subjects_onlineaccount": "Online account",
    "subjects_onlinespace": "Online space",
    "subjects_organisation": "Organisation",
    "actions_action": "Agreed action",
    "sittings_item": "Meeting item",
    "sittings_contribution": "Contribution to a meeting",
    "statutory_episode": "Statutory episode",
    "statutory_step": "Step of a statutory episode",
    "assessment_assessment": "Risk assessment",
    "assessment_answer": "Answer of a risk assessment",
    "tracking_period": "Tracking",
    "tracking_levelchange": "Level agreed",
}
FIELDS = {
    "descriptor": "Known as",
    "born_on": "Date of birth",
    "born_precision": "Date of birth is",
    "full": "Full name",
    "from_on": "From",
    "to_on": "Until",
    "lines": "Address",
    "owner_agency_id": "Owner",
    "life_source": "Who says so",
    "taken_back_at": "Taken back",
    "taken_back_by": "Taken back by",
    "taken_back_because": "Taken back because",
    "sent_back": "Sent back",
}
CODE_SETS = {
    "exploitation_types": "exploitation_type",
    "main_type": "exploitation_type",
    "ethnicity": "ethnicity",
    "disabilities": "disability",
    "first_language": "first_language",
    "sen_provision": "sen_provision",
    "source_code": "referral_source",
}
OPERATIONS = {"insert": "added", "update": "changed", "delete": "removed"}


class Wording:
    """Everything needed to say some changes in words, asked for in a few queries."""

    def __init__(self, changes: Iterable[Any], protected: frozenset[UUID]) -> None:
        self._models = {model._meta.db_table: model for model in apps.get_models()}
        self._protected = protected
        keys = {key for change in changes for key in _keys_in(change)}
        self.names: Mapping[UUID, str] = names_of(keys) | names_of_agencies(keys)
        self._codes = {name: labels(name) for name in set(CODE_SETS.values())}

    def record(self, change: Any) -> str:
        """Return what kind of record changed and what became of it: "Referral added"."""
        model = self._models.get(change.table_name)
        plain = str(model._meta.verbose_name).capitalize() if model else change.table_name
        return f"{RECORDS.get(change.table_name, plain)} {OPERATIONS[change.operation]}"

    def rows(self, change: Any) -> list[dict[str, str]]:
        """Return every changed field of a change as {label, old, new}, in words."""
        fields = self._fields(change.table_name)
        order = list(fields)
        columns = [name for name in change.changed if name not in LEFT_OUT]
        columns.sort(key=lambda name: order.index(name) if name in fields else len(order))
        rows = [self._row(change, name, fields.get(name)) for name in columns]
        # A sealed column never looks empty to the history.
        return [row for row in rows if row["old"] or row["new"]]

    def _row(self, change: Any, column: str, field: Any) -> dict[str, str]:
        old, new = change.changed[column]
        if is_masked(change, column, self._protected):
            said = [MASKED if value else "" for value in (old, new)]
        elif isinstance(field, SealedText):
            said = [_opened(field, change.record_id, value) for value in (old, new)]
        else:
            said = [self._value(column, field, value) for value in (old, new)]
        return {"label": _label(column, field), "old": said[0], "new": said[1]}

    def _value(self, column: str, field: Any, value: Any) -> str:
        if value in (None, "", [], {}):
            return ""
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if isinstance(value, list):
            return sentence_list(self._value(column, field, each) for each in value)
        if isinstance(value, dict):
            return "\n".join(f"{key}: {self._value('', None, each)}" for key, each in value.items())
        return self._text(column, field, str(value))

    def _text(self, column: str, field: Any, value: str) -> str:
        if field is not None and (words := _typed(field, value)):
            return words
        if column in CODE_SETS:
            return self._codes[CODE_SETS[column]].get(value, value)
        if key := _uuid(value):
            return self.names.get(key, "Another record")
        return value

    def _fields(self, table: str) -> dict[str, Any]:
        model = self._models.get(table)
        return {field.column: field for field in model._meta.concrete_fields} if model else {}


def _label(column: str, field: Any) -> str:
    if column in FIELDS:
        return FIELDS[column]
    words = str(field.verbose_name) if field is not None else column.replace("_", " ")
    for ending in (" id", " on", " at"):
        words = words.removesuffix(ending)
    return words[:1].upper() + words[1:]


def _typed(field: Any, value: str) -> str:
    """Return a value in the words of its field's type, or nothing where that has none."""
    offered = getattr(field, "base_field", field).choices
    if offered:
        return str(dict(offered).get(value, value))
    if isinstance(field, models.DateTimeField):
        return moment(datetime.fromisoformat(value))
    if isinstance(field, models.DateField):
        return day(date.fromisoformat(value))
    return SEALED if isinstance(field, models.BinaryField) or value.startswith("\\x") else ""


def _opened(field: SealedText, key: UUID, value: Any) -> str:
    # What an installation from before it was sealed wrote down is readable as it stands.
    if not value or not str(value).startswith("\\x"):
        return str(value or "")
    try:
        return field.remembered(key, str(value))
    except CANNOT_OPEN:
        return SEALED


def _keys_in(change: Any) -> set[UUID]:
    stated = (str(value) for pair in change.changed.values() for value in pair if value)
    return {key for text in stated if (key := _uuid(text))} | {change.user_id, change.agency_id}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) == 36 else None
    except ValueError:
        return None
