"""Other entries that may be somebody, side by side, and what people say of each pair."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from concord.desk.web import presenters
from concord.kernel.verdicts import Verdict
from concord.registers.identity import access, commands, queries
from concord.registers.identity.rules import Says, in_common
from concord.registers.subjects import access as subject_access
from concord.registers.subjects import queries as subjects
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor
from concord.trust.audit import log
from concord.trust.pages import CommandPage, ShowRecord
from concord.ui.fields import RadiosField, TextAreaField
from concord.ui.forms import Form


class Alike(ShowRecord):
    """Entries that may be the same person, of those whom the reader may see."""

    template_name = "desk/alike.html"

    def visible_to(self, actor: Actor) -> Any:
        return subject_access.visible_to(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = subjects.person(self.actor, self.record.pk) if self.record.is_person else None
        pairs = queries.pairs_of(self.actor, person) if person else []
        joinings = queries.joinings_of(self.actor, self.record.pk)
        self.log_listed(
            [pair.candidate.subject.pk for pair in pairs]
            + [key for one in joinings for key in (one.kept_id, one.gone_id)]
        )
        return super().get_context_data(**kwargs) | {
            "subject": self.record,
            "pairs": pairs,
            "joinings": joinings,
            "names": names_of(_speakers(pairs, joinings)),
            "may_judge": bool(access.may_judge(self.actor, self.record)),
            "born": lambda one: presenters.birth(one, timezone.localdate()),
            "back_to": self.record.get_absolute_url(),
        }


def _speakers(pairs: list[queries.Pair], joinings: list[Any]) -> set[UUID]:
    """Return who said something of these pairs."""
    said = {pair.verdict.said_by for pair in pairs if pair.verdict}
    return said | {
        key
        for one in joinings
        for key in (one.proposed_by, one.answered_by, one.undo_proposed_by)
        if key
    }


class OneOrTwo(Form):
    """Whether two entries are one person."""

    says = RadiosField(
        label="Are these two the same person?",
        choices=Says.choices,
        error_messages={"required": "Select what you think"},
    )
    because = TextAreaField(
        label="How do you know?",
        help_text="It is read by whoever meets the two again. A later answer does not remove it.",
        rows=3,
        error_messages={"required": "Explain how you know"},
    )


class OfPair(CommandPage):
    """A form about a person and another entry, with what is known of both above it."""

    template_name = "desk/judge.html"
    other: Any = None

    def visible_to(self, actor: Actor) -> Any:
        return subject_access.visible_to(actor)

    def prepare(self) -> None:
        super().prepare()
        if stated := self.request.GET.get("other"):
            self.other = self._visible(stated)
            log.listed([self.other.pk], by=self.actor, page=type(self).__name__)

    def may(self, actor: Actor, record: Any) -> Verdict:
        return access.may_judge(actor, record)

    def version_shown(self) -> None:
        return None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.other else self._which()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.other else self._which()

    def after(self, outcome: object) -> str:
        return reverse("desk:alike", args=[self.record.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            **compared(self.actor, self.record.pk, self.other.pk),
            "back_to": reverse("desk:alike", args=[self.record.pk]),
        }

    def _which(self) -> HttpResponse:
        """Lead to the list of candidates when none has been chosen."""
        if not (verdict := self.may(self.actor, self.record)):
            return self.refusal(verdict)
        return HttpResponseRedirect(reverse("desk:alike", args=[self.record.pk]))

    def _visible(self, stated: str) -> Any:
        try:
            return subjects.person(self.actor, UUID(stated))
        except (ValueError, ObjectDoesNotExist):
            raise Http404 from None


def compared(actor: Actor, one_id: UUID, other_id: UUID) -> dict[str, Any]:
    """Return two people side by side, how alike they look, and what has been said of the pair."""
    one, other = (subjects.person(actor, key) for key in (one_id, other_id))
    said = queries.history_of(actor, one_id, other_id)
    return {
        "title": f"{one} and {other}",
        "rows": presenters.side_by_side(one, other),
        "pair": (one, other),
        "likeness": subjects.likeness_of(actor, one, other),
        "said": said,
        "names": names_of({each.said_by for each in said}),
    }


class JudgePair(OfPair):
    """Say whether two entries are one person, seeing what is known of both."""

    form_class = OneOrTwo
    done_message = "Your answer is kept"

    def run(self, *, says: str, because: str) -> object:
        return commands.judge_pair(
            self.record, by=self.actor, other=self.other, says=Says(says), because=because,
            at=timezone.now(),
        )  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"submit": "Keep my answer"}


class SettleHidden(CommandPage):
    """Say whether an entry that somebody made is a restricted person, for those who keep them."""

    template_name = "desk/hidden_candidate.html"
    form_class = OneOrTwo
    done_message = "Your answer is kept. Nobody who made the entry is told."

    def visible_to(self, actor: Actor) -> Any:
        return access.hidden_told_to(actor).select_related("subject")

    def may(self, actor: Actor, record: Any) -> Verdict:
        return access.may_settle_hidden(actor, record)

    def run(self, *, says: str, because: str) -> object:
        return commands.settle_hidden(
            self.record, by=self.actor, seen=self.seen(), says=Says(says), because=because,
            at=timezone.now(),
        )  # fmt: skip

    def after(self, outcome: object) -> str:
        return reverse("desk:home")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        candidate = self.record
        sees_both = candidate.entry_id in subjects.people(self.actor, [candidate.entry_id])
        if sees_both:
            log.listed([candidate.entry_id], by=self.actor, page=type(self).__name__)
        pair = compared(self.actor, candidate.subject_id, candidate.entry_id) if sees_both else {}
        return super().get_context_data(**kwargs) | {
            **pair,
            "title": f"Is this {candidate.subject}?",
            "candidate": candidate,
            "sees_both": sees_both,
            "in_common": in_common(candidate.kinds),
            "submit": "Keep my answer",
            "back_to": reverse("desk:home"),
        }
