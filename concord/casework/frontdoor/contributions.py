"""What the front door lends to the engines below it."""

from uuid import UUID

from django.urls import reverse

from concord.casework.frontdoor import access, queries
from concord.casework.frontdoor.rules import Decision
from concord.engines import chronology, worklist
from concord.engines.chronology import Line
from concord.engines.documents import places
from concord.engines.worklist import Task
from concord.registers.subjects import merging
from concord.trust.access.rules import Compartment
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor
from concord.trust.reference.queries import choices
from concord.trust.wording import as_corrected, with_corrections


def _tasks(actor: Actor) -> list[Task]:
    if not actor.has_role(*access.DECISION_MAKERS):
        return []
    return [
        Task(
            title="Decide a referral",
            about=referral.subject.descriptor,
            url=referral.get_absolute_url(),
            due_at=referral.decision_due_at,
            kind="referral",
            subject_id=referral.subject_id,
        )
        for referral in queries.awaiting_decision(actor)[:50]
    ]


def _lines(actor: Actor, subject_id: UUID) -> list[Line]:
    referrals = list(with_corrections(queries.referrals_of(actor, subject_id), "concern"))
    if not referrals:
        return []
    names = names_of({row.referrer_id for row in referrals} | {row.decided_by for row in referrals})
    types = dict(choices("exploitation_type", on=referrals[-1].received_at.date()))
    lines = []
    for referral in referrals:
        agency = referral.referrer_agency.name if referral.referrer_agency else ""
        worries = ", ".join(types.get(code, code) for code in referral.exploitation_types)
        lines.append(
            Line(
                at=referral.received_at,
                title="Referral" if not referral.is_re_referral else "Re-referral",
                by=", ".join(
                    part for part in (names.get(referral.referrer_id, ""), agency) if part
                ),
                text=as_corrected(referral, "concern"),
                url=reverse("frontdoor:referral", args=[referral.pk]),
                facts=[("Worry about", worries), ("Reference", referral.reference)],
                significant=True,
            )
        )
        if referral.decided_at:
            lines.append(
                Line(
                    at=referral.decided_at,
                    title=f"Decision: {Decision(referral.decision).label.lower()}",
                    by=names.get(referral.decided_by, ""),
                    text=referral.rationale,
                    url=reverse("frontdoor:referral", args=[referral.pk]),
                    significant=True,
                )
            )
    return lines


worklist.contribute("referrals", _tasks)
places.contribute("referral", address="frontdoor:referral")
chronology.contribute("referrals", compartment=Compartment.REFERRAL, source=_lines)
merging.contribute(follows=["frontdoor.Referral.subject", "frontdoor.WorryCorrection.subject"])
