"""Every form that edits what somebody else may edit too: who sends it, and what they send.

For the race of many people on one record (lost_updates.py), in an order in which each may be sent.
"""

from dataclasses import dataclass, field
from typing import Any

_WHY = {"reason": "The wrong day was written down."}
_TOLD = frozenset({409})
# Settled by the first: the second hears so in words, beside the form or with their own words.
_SETTLED = frozenset({200, 403})
# The proposal is no longer there to be answered, for whoever opens it only now.
_ANSWERED = frozenset({200, 403, 404, 409})


@dataclass(frozen=True)
class Editing:
    """A form that edits a record: who uses it, what they send, and where the words end up."""

    # The page by its name in the access matrix, and the key of the record that it is about.
    page: str
    key: Any
    who: str
    answers: dict[str, Any] = field(default_factory=dict)
    # The box of a sender's own words and where they then stand; "" for a form that has none.
    words: str = ""
    shown_on: str = ""
    # What the address names besides the record.
    more: dict[str, str] = field(default_factory=dict)
    # The page on which the version is read, where the form is only a button.
    read_on: str = ""
    # What everybody but the first hears.
    told: frozenset[int] = _TOLD

    @property
    def path(self) -> str:
        """The address of the form."""
        return self._address(self.page, **self.more)

    @property
    def read_at(self) -> str:
        """The address at which the version of the record is read."""
        return self._address(self.read_on) if self.read_on else self.path

    @property
    def shown_at(self) -> str:
        """The address at which the accepted words stand, or ""."""
        more = self.more if self.shown_on == self.page else {}
        return self._address(self.shown_on, **more) if self.shown_on else ""

    def _address(self, page: str, **more: str) -> str:
        from django.urls import reverse

        return reverse(page, kwargs={"pk": self.key, **more})


def forms(world: Any) -> list[Editing]:
    """Return every kind of form that edits a record, with its first answers."""
    return [
        *_case(world),
        *_assessments(world),
        *_register(world),
        *_sight(world),
        *_keepers(world),
        *_people(world),
        *_endings(world),
    ]


def _case(world: Any) -> list[Editing]:
    keys, partnership = world.keys, world.partnership
    waiting, sitting, item = keys["waiting_referral"], keys["sitting"], keys["item"]
    agreed = {"level": "significant", "harm_status": "suspected", "discussion": "", "dissent": ""}
    decided = {"threshold": "3", "decision": "early_help", "feedback": "We will ring you."}
    lead = {"user": str(partnership.users["second_worker"].pk)}
    return [
        Editing("sittings:attendance", sitting, "manager", {str(partnership.police.pk): "deputy"}),
        Editing("sittings:record", item, "manager", agreed, "rationale", "sittings:item"),
        Editing("frontdoor:acknowledge", waiting, "worker", read_on="frontdoor:referral"),
        Editing("frontdoor:identity", waiting, "worker", {"person": "new"}),
        Editing("frontdoor:decide", waiting, "worker", decided, "rationale", "frontdoor:referral"),
        _correction("frontdoor:correct", keys["referral"], "dsl"),
        _correction("sittings:correct", keys["contribution"], "nurse"),
        Editing("actions:complete", keys["action"], "manager", {}, "evidence", "actions:action"),
        _correction("actions:correct", keys["action"], "manager"),
        Editing("tracking:lead_worker", keys["period"], "manager", lead),
        Editing("sittings:close", sitting, "manager"),
        _correction("sittings:correct_minute", item, "manager", part="rationale"),
    ]


def _correction(page: str, key: Any, who: str, **more: str) -> Editing:
    return Editing(page, key, who, _WHY, "text", page, more)


def _assessments(world: Any) -> list[Editing]:
    from concord.casework.assessment.queries.computing import tool_of
    from tests.casework.assessment import making

    partnership = world.partnership
    asked, filled = (making.request(partnership, making.enter_child(partnership)) for _ in range(2))
    making.answer_all(partnership, filled, {})
    agreed, returned = (
        making.submitted(partnership, making.enter_child(partnership)) for _ in range(2)
    )
    domain = tool_of(asked).domains[0]
    said = {row.code: "no" for row in domain.indicators}
    concluded = {
        "professional_level": "no_identified_risk",
        "harm_status": "suspected",
        **_today("assessed_on"),
    }
    return [
        Editing(
            "assessment:domain", asked.pk, "worker", said, "note", "assessment:domain",
            {"domain": domain.code},
        ),
        Editing("assessment:overall", asked.pk, "worker", {}, "analysis", "assessment:overall"),
        Editing("assessment:take_on", asked.pk, "second_worker", read_on="assessment:assessment"),
        Editing("assessment:submit", filled.pk, "worker", concluded, "child_words"),
        Editing("assessment:agree", agreed.pk, "manager", {"final_level": "emerging"}),
        Editing("assessment:send_back", returned.pk, "manager", {}, "because"),
    ]  # fmt: skip


def _register(world: Any) -> list[Editing]:
    keys = world.keys
    described = {"first_language": "urd", "language_source": "parent"}
    contact = {"parental_responsibility": "no", "safe_to_contact": "yes"}
    home = {"kind": "home", "ends_former": "yes", **_today("from_on")}
    born = {"born_year": "2011", "estimated": "no", "sex": "M"}
    known = {"kind": "known_as", "source": "The school"}
    return [
        Editing("desk:describe", keys["child"], "worker", described),
        Editing("desk:add_name", keys["child"], "worker", known, "full"),
        Editing("desk:add_address", keys["child"], "worker", home, "lines"),
        Editing("desk:correct_person", keys["child"], "worker", born, "life_source"),
        Editing("desk:take_back_name", keys["name"], "worker", {}, "because"),
        Editing("desk:take_back_number", keys["number"], "worker", {}, "because"),
        Editing("desk:protect_address", keys["plain_address"], "worker", {"why": "court"}, "note"),
        Editing("desk:lift_protection", keys["address"], "manager", {}, "because"),
        Editing("desk:take_back_address", keys["address"], "worker", {}, "because"),
        Editing("desk:review_link", keys["link"], "worker", {"answer": "holds"}, "because"),
        Editing("desk:contact_relative", keys["family_link"], "worker", contact, "because"),
        Editing(
            "desk:hidden_candidate",
            keys["hidden_candidate"],
            "manager",
            {"says": "different"},
            "because",
        ),
        Editing("desk:answer_joining", keys["joining"], "manager", {"answer": "decline"}),
        Editing("desk:undo_joining", keys["joined"], "worker", {}, "because"),
    ]


def _sight(world: Any) -> list[Editing]:
    from tests.casework.assessment import making

    partnership = world.partnership
    child = making.enter_child(partnership)
    named = [str(partnership.users[who].pk) for who in ("manager", "worker")]
    return [
        Editing(page, key, who, answers, words, told=told)
        for page, key, who, answers, words, told in (
            ("desk:place_hold", child, "manager", {}, "reason", _SETTLED),
            ("desk:lift_hold", child, "manager", {}, "reason", _SETTLED),
            ("desk:restrict", child, "manager", {"open_to": named}, "reason", _SETTLED),
            ("desk:lift_restriction", child, "manager", {}, "reason", _SETTLED),
            ("desk:propose_seal", child, "manager", {"open_to": named}, "reason", _SETTLED),
            (
                "desk:propose_unsealing",
                world.keys["sealed_child"],
                "manager",
                {},
                "reason",
                _SETTLED,
            ),
            (
                "desk:answer_seal",
                world.keys["seal_proposal"],
                "steward",
                {"answer": "decline"},
                "",
                _ANSWERED,
            ),
        )
    ]


def _keepers(world: Any) -> list[Editing]:
    keys = world.keys
    return [
        Editing(
            "desk:emergency_review",
            keys["glass"],
            "governance",
            {"outcome": "justified"},
            "finding",
            told=_SETTLED,
        ),
        Editing(
            "desk:audit_question", keys["question"], "governance", {"finding": "explained"}, "note"
        ),
        Editing(
            "desk:answer_interest",
            keys["interest_proposal"],
            "governance",
            {"answer": "dismissed"},
            "reason",
        ),
        Editing("desk:lift_interest", keys["interest"], "governance", {}, "because"),
    ]


def _people(world: Any) -> list[Editing]:
    from django.utils import timezone

    from concord.trust.people.commands import start_review

    keys, partnership = world.keys, world.partnership
    with partnership.as_("governance") as governance:
        review = start_review(partnership.youth_justice, by=governance, at=timezone.now())
        line = review.lines.get()
    roles = {"roles": ["social_worker", "minute_taker"], **_today("from_on")}
    closing = partnership.users["keyworker"].pk
    return [
        Editing(
            "desk:answer_ceiling",
            keys["ceiling_proposal"],
            "administrator",
            {"agreed": "no"},
            "because",
            told=_ANSWERED,
        ),
        Editing(
            "desk:answer_proposal", keys["proposal"], "governance", {"agreed": "no"}, told=_ANSWERED
        ),
        Editing("desk:change_roles", keys["person"], "administrator", roles, "reason"),
        Editing(
            "desk:close_account",
            closing,
            "administrator",
            {"kind": "suspended"},
            "reason",
            told=_SETTLED,
        ),
        Editing("desk:reopen_account", closing, "administrator", told=_SETTLED),
        Editing("desk:review_line", line.pk, "governance", {"decision": "keep"}, "reason"),
        Editing("desk:review", review.pk, "governance"),
    ]


def _endings(world: Any) -> list[Editing]:
    closed = {"reason": "moved_out_of_area", "family_told": "yes", "told_reason": ""}
    return [Editing("tracking:close", world.keys["period"], "manager", closed, "note")]


def _today(name: str) -> dict[str, int]:
    from django.utils import timezone

    today = timezone.localdate()
    return {f"{name}_{part}": getattr(today, part) for part in ("day", "month", "year")}
