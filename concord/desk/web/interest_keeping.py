"""Conflicts of interest as their keepers meet them: what to look into, what is in force."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from concord.desk.web import interest_forms as forms
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor
from concord.trust.audit import reading
from concord.trust.interests import access, commands, guards
from concord.trust.interests.models import Interest, Proposal
from concord.trust.interests.rules import in_words
from concord.trust.pages import CommandPage, Page

MOST = 100
UNKNOWN = "Somebody you cannot see"


class InterestQueue(Page):
    """What Concord found in common, the earliest due first, and every conflict of interest."""

    template_name = "desk/interest_queue.html"
    roles = guards.KEEPERS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = access.proposals_visible_to(self.actor)
        waiting = list(found.filter(answer="")[:MOST])
        answered = list(found.exclude(answer="").order_by("-answered_at")[:MOST])
        interests = access.interests_visible_to(self.actor).prefetch_related("blocks")
        current = interest_rows(list(interests.filter(lifted_at=None)[:MOST]))
        lifted = interest_rows(list(interests.exclude(lifted_at=None)[:MOST]))
        proposals = proposal_rows([*waiting, *answered])
        self.log_listed(
            [row.subject_id for row in (*waiting, *answered)]
            + [key for line in (*current, *lifted) for key in line["subjects"]]
        )
        return super().get_context_data(**kwargs) | {
            "waiting": proposals[: len(waiting)],
            "answered": proposals[len(waiting) :],
            "current": current,
            "lifted": lifted,
        }


class _Keeping(CommandPage):
    template_name = "desk/interest_keeping.html"

    def after(self, outcome: object) -> str:
        return reverse("desk:interest_queue")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("desk:interest_queue")
        return super().get_context_data(**kwargs) | {"row": self.shown(), "back_to": back}

    def shown(self) -> dict[str, Any]:
        """Return what the page says of its record."""
        raise NotImplementedError


class AnswerInterest(_Keeping):
    """Close a record to a colleague, or say that there is no conflict of interest."""

    form_class = forms.Answering
    done_message = "Answer recorded"
    extra_context = {"title": "Is this a conflict of interest?", "submit": "Record the answer"}

    def visible_to(self, actor: Actor) -> Any:
        return access.proposals_visible_to(actor)

    def may(self, actor: Actor, record: Any) -> Any:
        return guards.may_answer(actor, record)

    def run(self, *, answer: str, reason: str) -> object:
        return commands.answer_proposal(
            self.record,
            by=self.actor,
            seen=self.seen(),
            blocks=answer == "blocked",
            reason=reason,
            at=timezone.now(),
        )

    def shown(self) -> dict[str, Any]:
        return proposal_rows([self.record])[0]


class LiftInterest(_Keeping):
    """End a conflict of interest."""

    form_class = forms.Lifting
    done_message = "The conflict of interest is lifted"
    extra_context = {"title": "Lift a conflict of interest", "submit": "Lift it"}

    def visible_to(self, actor: Actor) -> Any:
        found = access.interests_visible_to(actor)
        return found if actor.has_role(*guards.KEEPERS) else found.none()

    def subjects_of(self, record: Any) -> list[UUID]:
        return [block.subject_id for block in record.blocks.all()]

    def may(self, actor: Actor, record: Any) -> Any:
        return guards.may_lift(actor, record)

    def run(self, *, because: str) -> object:
        return commands.lift_interest(
            self.record, by=self.actor, seen=self.seen(), because=because, at=timezone.now()
        )

    def shown(self) -> dict[str, Any]:
        return interest_rows([self.record])[0]


def proposal_rows(rows: list[Proposal]) -> list[dict[str, Any]]:
    """Return proposals as a keeper reads them: who, whom, and what is in common."""
    children = reading.names(row.subject_id for row in rows)
    people = names_of({key for row in rows for key in (row.user_id, row.answered_by)})
    return [
        {
            "row": row,
            "who": people.get(row.user_id, "Somebody who has left"),
            "whom": children.get(row.subject_id, UNKNOWN),
            "why": in_words(row.kinds),
            "by": people.get(row.answered_by, ""),
            "address": reverse("desk:answer_interest", args=[row.pk]),
        }
        for row in rows
    ]


def interest_rows(rows: list[Interest]) -> list[dict[str, Any]]:
    """Return conflicts of interest as a keeper reads them, with whom they close, where known."""
    closed = {row.pk: [block.subject_id for block in row.blocks.all()] for row in rows}
    children = reading.names({key for keys in closed.values() for key in keys})
    people = names_of(
        {key for row in rows for key in (row.user_id, row.declared_by, row.lifted_by)}
    )
    return [
        {
            "row": row,
            "who": people.get(row.user_id, "Somebody who has left"),
            "stated": row.stated,
            "subjects": closed[row.pk],
            "whom": sorted({children[key] for key in closed[row.pk] if key in children}),
            "declared_by": people.get(row.declared_by, "Concord"),
            "lifted_by": people.get(row.lifted_by, ""),
            "address": reverse("desk:lift_interest", args=[row.pk]),
        }
        for row in rows
    ]
