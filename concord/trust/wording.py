"""What people wrote stands as they wrote it: a correction is a new version beside it.

The column that was submitted is never written again: a trigger in the database refuses it. Each
table of narrative has a table of corrections of its own (a subclass of Correction, under the same
wall), to which rows are only ever added.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.migrations.operations import RunSQL
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from concord.kernel.verdicts import Verdict, allowed_if, first_refusal
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor
from concord.trust.commands import require
from concord.trust.records import Record


class Correction(Record):
    """A later wording of one column of a record. The subclass names the record, as `record`."""

    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=40)
    text = models.TextField()
    reason = models.CharField(max_length=300)
    by_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        abstract = True


@dataclass(frozen=True)
class Version:
    """One wording: the text, and for a correction who made it, when and why."""

    text: str
    by: str = ""
    at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class Wording:
    """Every wording of one column, the latest first; the last is what was submitted."""

    versions: tuple[Version, ...]

    @property
    def text(self) -> str:
        return self.versions[0].text

    @property
    def is_corrected(self) -> bool:
        return len(self.versions) > 1


def wording_of(record: Any, field: str) -> Wording:
    """Return the wordings of a column of a record that the reader may see."""
    made = list(record.corrections.filter(field=field).order_by("-at", "-version"))
    names = names_of(each.by_id for each in made)
    later = [Version(one.text, names.get(one.by_id, ""), one.at, one.reason) for one in made]
    return Wording((*later, Version(getattr(record, field))))


def with_corrections(records: Any, *fields: str) -> Any:
    """Return records of a list with the wording of these columns that stands now."""
    corrections = records.model._meta.get_field("corrections").related_model.objects
    latest = corrections.filter(record=OuterRef("pk")).order_by("-at", "-version").values("text")
    return records.annotate(
        **{
            f"corrected_{field}": Coalesce(Subquery(latest.filter(field=field)[:1]), F(field))
            for field in fields
        }
    )


def as_corrected(record: Any, field: str) -> str:
    """Return the wording that stands of a column of one of `with_corrections`."""
    return str(getattr(record, f"corrected_{field}"))


def correct(record: Any, field: str, text: str, *, by: Actor, reason: str, at: datetime) -> UUID:
    """Add a wording to a record and return its key. For commands, which say who may and announce.

    Raises Refused where nothing changes or no reason is given.
    """
    require(_worth_keeping(wording_of(record, field).text, text, reason))
    correction = record.corrections.model(
        record=record,
        subject_id=record.subject_id,
        field=field,
        text=text,
        reason=reason.strip(),
        by_id=by.user_id,
        at=at,
    )
    correction.save(force_insert=True)
    # Its version rises, so that two people who correct it at once are shown both sides.
    record.save()
    return UUID(str(correction.pk))


def _worth_keeping(before: str, after: str, reason: str) -> Verdict:
    return first_refusal(
        allowed_if(bool(before), "There is nothing written here to correct."),
        allowed_if(bool(after.strip()), "Enter the wording as it should be."),
        allowed_if(after != before, "This is the wording that already stands."),
        allowed_if(bool(reason.strip()), "Enter why the wording is corrected."),
    )


def never_rewritten(table: str, *columns: str) -> RunSQL:
    """Have the database refuse to change these columns once they hold anything."""
    changed = " or ".join(
        f"(old.{name} <> '' and new.{name} is distinct from old.{name})" for name in columns
    )
    return _refusing(
        table, "as_submitted", "update", f"if not ({changed}) then return new; end if;"
    )


def only_added_to(table: str) -> RunSQL:
    """Have the database refuse to change or remove rows of a table."""
    return _refusing(table, "only_added_to", "update or delete", "")


def _refusing(table: str, name: str, when: str, unless: str) -> RunSQL:
    return RunSQL(
        f"""
        create function {table}_{name}() returns trigger language plpgsql as $$
        begin
            {unless}
            raise exception 'what was written in {table} stands: add a correction'
                using errcode = 'integrity_constraint_violation';
        end $$;
        create trigger {name} before {when} on {table}
            for each row execute function {table}_{name}();
        """,
        f"drop trigger {name} on {table}; drop function {table}_{name}();",
    )
