"""Assessments for these tests, made through the commands that people use."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from concord.casework.assessment import commands
from concord.casework.assessment.models import Assessment
from concord.casework.assessment.queries.computing import tool_of
from concord.casework.assessment.rules import AnswerState, Window
from concord.casework.assessment.rules.readiness import GivenAnswer
from concord.kernel.levels import HarmStatus, Level
from concord.registers.subjects.commands import PersonDetails, register_person
from concord.trust.access.commands import give_sight
from concord.trust.access.rules import Compartment
from concord.trust.actors import on_behalf_of
from tests.factories import new_key

EVERYTHING = tuple(part.value for part in Compartment)
NO = GivenAnswer(AnswerState.NO)
UNKNOWN = GivenAnswer(AnswerState.UNKNOWN)
THURSDAY = datetime(2020, 12, 24, 10, tzinfo=UTC)
REASON = "The family has moved away from the people who threatened them."


def yes(*windows, text="Seen by the school on Monday"):
    """Return a yes, now unless said otherwise, with how it is known."""
    return GivenAnswer(AnswerState.YES, windows or (Window.CURRENT,), text)


def enter_child(
    partnership, *agencies, name="Sam Practice", born_on=date(2011, 3, 27), precision="day"
):
    """Enter a child whom social care, and these agencies, may see; return the key."""
    key, at = new_key(), timezone.now()
    worker = partnership.actor("worker")
    with partnership.as_("worker"):
        for agency in (partnership.social_care, *agencies):
            give_sight(
                key,
                by=on_behalf_of(worker),
                to_agency=agency.pk,
                compartments=EVERYTHING,
                starts_at=at,
                ends_at=at + timedelta(days=30),
                because="a test",
                source_type="test",
            )
        details = PersonDetails(name, born_on=born_on, born_precision=precision)
        register_person(key, by=worker, details=details, source="test", on=at.date())
    return key


def request(partnership, key, *, by="worker", at=None):
    """Ask for the child's assessment."""
    with partnership.as_(by):
        return commands.request_assessment(
            key,
            by=partnership.actor(by),
            because="Referral R-TEST-CASE",
            source_id=None,
            at=at or timezone.now(),
        )


def codes_of(assessment, kind):
    """Return the indicators of a type, in order."""
    return [row.code for row in tool_of(assessment).indicators.values() if row.kind == kind]


def answer_all(partnership, assessment, answers, *, by="worker", rest=NO):
    """Answer every domain: these answers as given and all others alike."""
    for domain in tool_of(assessment).domains:
        given = {row.code: answers.get(row.code, rest) for row in domain.indicators}
        answer(partnership, assessment, domain.code, given, by=by)


def answer(partnership, assessment, domain, given, *, by="worker", note="", **more):
    """Answer one domain."""
    with partnership.as_(by):
        return commands.answer_domain(
            assessment,
            by=partnership.actor(by),
            domain=domain,
            answers=given,
            note=note,
            at=timezone.now(),
            **more,
        )


def submit(partnership, assessment, level, *, by="worker", reason="", **changes):
    """Submit an assessment at this professional level."""
    said = {
        "harm_status": HarmStatus.SUSPECTED,
        "exploitation_types": ["CCE"],
        "assessed_on": timezone.localdate(),
        "at": timezone.now(),
    } | changes
    with partnership.as_(by):
        return commands.submit_assessment(
            assessment,
            by=partnership.actor(by),
            professional_level=level,
            override_reason=reason,
            **said,
        )


def agree(partnership, assessment, level, *, by="manager", reason=""):
    """Agree an assessment as the second person."""
    with partnership.as_(by):
        return commands.agree_assessment(
            assessment,
            by=partnership.actor(by),
            final_level=level,
            reason=reason,
            at=timezone.now(),
        )


def submitted(partnership, key):
    """Return a submitted assessment of a child at emerging risk."""
    assessment = request(partnership, key)
    three = {code: yes() for code in codes_of(assessment, "V")[:3]}
    answers = three | {code: yes() for code in codes_of(assessment, "M")[:3]}
    answer_all(partnership, assessment, answers)
    return submit(partnership, assessment, Level.EMERGING)


def fresh(partnership, assessment, *, by="worker"):
    """Return the assessment as it now stands in the database."""
    with partnership.as_(by):
        return Assessment.objects.get(pk=assessment.pk)
