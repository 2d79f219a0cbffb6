"""The spine, page by page without scripts, each step by the right person of the right agency."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import Partnership
from tests.factories.world import plan_meeting
from tests.journeys.people import Person

pytestmark = pytest.mark.slow

NAME = "Zoë Kovács-Rahman"
WORRY = "Twice home after midnight with a new phone. Afraid of a man in a grey car."
ON_CHILD = {"born_day": "27", "born_month": "3", "born_year": "2011", "sex": "F"}


class Everybody:
    """The people of a partnership, each at their own page."""

    def __init__(self, partnership: Partnership) -> None:
        self.partnership = partnership
        self._people: dict[str, Person] = {}

    def __getitem__(self, who: str) -> Person:
        if who not in self._people:
            self._people[who] = Person(self.partnership.users[who])
        return self._people[who]


@pytest.fixture
def people(partnership: Partnership) -> Everybody:
    plan_meeting(partnership)
    return Everybody(partnership)


def refer(people: Everybody) -> None:
    dee = people["dsl"].go("/refer")
    dee.send("Start a referral").send("Save and continue", name=NAME, **ON_CHILD)
    # The draft is kept: she comes back to it another time.
    dee.go("/refer").follow(NAME)
    dee.send("Save and continue", school_name="Hillside School", nhs_number="999 000 0001")
    dee.send("Save and continue", exploitation_types=["CCE", "county_lines"], main_type="CCE")
    dee.send("Save and continue", concern=WORRY)
    dee.send("Save and continue", immediate_danger="no", whereabouts_known="yes")
    dee.send("Save and continue", learning_disability="no", child_voice="“I just want it to stop.”")
    dee.send("Save and continue", consent="obtained", parent_aware="yes")
    assert "Check your answers" in dee.text
    assert "not verified" in dee.text
    assert WORRY in dee.text
    dee.send("Send the referral")
    assert "Referral sent" in dee.text


def decide(people: Everybody) -> None:
    wes = people["worker"].go("/")
    assert "Decide a referral" in wes.text
    wes.go("/front-door").follow(NAME)
    assert WORRY in wes.text
    wes.send("Tell the referrer it has arrived")
    wes.go("/front-door").follow(NAME).follow("Settle who this is about")
    wes.send("Save and continue", person=wes.choices()["person"][-1])
    wes.follow("Decide this referral")
    decision = {"threshold": "3", "decision": "assess", "feedback": "We will assess and ring you."}
    wes.send("Record decision", rationale="Too short", **decision)
    assert "at least 20 characters" in wes.text
    assert wes.page.forms[-1].values["rationale"] == ["Too short"]
    wes.send("Record decision", rationale="Two late returns and a new phone.", **decision)
    assert "Decision recorded" in wes.text
    dee = people["dsl"].go("/")
    assert "has decided your referral" in dee.text
    dee.follow("See it")
    assert "We will assess and ring you." in dee.text
    assert "Two late returns" not in dee.text


def assess(people: Everybody) -> None:
    wes = people["worker"].go("/").follow("Complete an assessment")
    address = wes.path
    wes.send("Take on this assessment")
    wes.go(address)
    parts = list(dict.fromkeys(href for _, href in wes.page.links if "/domains/" in href))
    assert len(parts) == 17
    for number, part in enumerate(parts):
        wes.go(part)
        wes.send("Save and continue", **_answers(wes, yes=3 if number in (0, 2, 4) else 0))
    wes.go(address)
    assert "What weighs most" in wes.text
    on = timezone.localdate()
    day = {"assessed_on_day": on.day, "assessed_on_month": on.month, "assessed_on_year": on.year}
    wes.go(f"{address}/submit")
    concluded = {"harm_status": "suspected", "exploitation_types": ["CCE"], **day}
    wes.send("Submit", professional_level="no_identified_risk", **concluded)
    assert "Explain why" in wes.text
    reason = "Police know the car and the child is more afraid than the answers can show."
    wes.send("Submit", professional_level="significant", override_reason=reason, **concluded)
    assert "Submitted by Wes" in wes.text
    assert wes.may_not_go(f"{address}/agree")
    mia = people["manager"].go("/").follow("Agree an assessment")
    mia.follow("Agree or send back")
    mia.send("Agree", final_level="significant")
    assert "Significant" in mia.text


def track(people: Everybody) -> None:
    mia = people["manager"].go("/children?level=significant").follow(NAME)
    wes = people.partnership.users["worker"]
    mia.follow("Name the lead worker").send("Save", user=str(wes.pk))
    assert "Wes" in mia.text


def meet(people: Everybody) -> None:
    mia = people["manager"].go("/meetings").follow("Risk assessment meeting")
    meeting = mia.path
    assert "An assessment was agreed at significant" in mia.text
    mia.follow("Who is here")
    mia.send("Save attendance", **dict.fromkeys(mia.choices(), "present"))
    mia.go(meeting).send("Start meeting")
    pat = people["officer"].go("/meetings").follow("Risk assessment meeting").follow(NAME)
    item = pat.path
    pat.follow("Add what your agency knows")
    pat.send("Save", text="The grey car is known to us.", share_with_family="no")
    mia.go(item)
    assert "The grey car is known to us." in mia.text
    why = "Police know the car; the child has somebody they trust at school."
    mia.follow("Record what was agreed")
    mia.send("Save", level="moderate", harm_status="suspected", rationale=why)
    due = timezone.localdate() + timedelta(days=3)
    day = {"due_on_day": due.day, "due_on_month": due.month, "due_on_year": due.year}
    school = str(people.partnership.school.pk)
    mia.go(item).follow("Add an action")
    mia.send("Add action", text="Send attendance since September", owner=school, **day)
    assert "Send attendance since September" in mia.text
    mia.go(f"{meeting}/close").send("Close")
    assert "closed" in mia.text.lower()


def complete(people: Everybody) -> None:
    dee = people["dsl"].go("/").follow("Send attendance since September")
    dee.follow("Complete this action")
    dee.send("Complete this action", evidence="done")
    assert "at least 20 characters" in dee.text
    evidence = "The register went to the front door by secure e-mail."
    dee.send("Complete this action", evidence=evidence)
    assert "Action completed" in dee.text


def read(people: Everybody) -> None:
    wes = people["worker"].go("/children").follow(NAME)
    child, story = wes.path, wes.text
    order = [
        "Action completed",
        "Discussed at risk assessment meeting",
        "Tracking started",
        "Decision: assess the risk of exploitation",
        WORRY,
    ]
    places = [story.index(words) for words in order]
    assert places == sorted(places)
    wes.follow("Who can see")
    assert "They made referral" in wes.text
    # The school has an action to do for this child, and sees neither level nor minute.
    dee = people["dsl"].go(child)
    assert NAME in dee.text
    assert "The grey car is known to us." not in dee.text
    assert "Moderate" not in dee.text
    assert people["other_dsl"].may_not_go(child)
    assert people["analyst"].may_not_go(child)


def count(people: Everybody) -> None:
    ana = people["analyst"].go("/figures")
    assert "reconciles" in ana.text
    assert NAME not in ana.text
    bo = people["member"].go("/figures")
    assert NAME not in bo.text


STEPS = (refer, decide, assess, track, meet, complete, read, count)


def test_a_worry_walks_from_the_front_door_to_a_published_figure(people: Everybody) -> None:
    for step in STEPS:
        step(people)


def test_the_front_door_proposes_a_child_who_was_referred_before(people: Everybody) -> None:
    refer(people)
    decide(people)
    dee = people["dsl"]
    dee.go("/refer").send("Start a referral")
    dee.send("Save and continue", name="Zoe Kovacs Rahman", **ON_CHILD)
    dee.send("Save and continue", nhs_number="9990000001")
    dee.send("Save and continue", exploitation_types=["CCE"], main_type="CCE")
    dee.send("Save and continue", concern="Seen in the grey car again on Thursday evening.")
    dee.send("Save and continue", immediate_danger="no", whereabouts_known="yes")
    dee.send("Save and continue", learning_disability="no")
    dee.send("Save and continue", consent="obtained", parent_aware="yes")
    dee.send("Send the referral")

    wes = people["worker"].go("/front-door").follow("Zoe Kovacs Rahman")
    wes.follow("Settle who this is about")
    assert NAME in wes.text
    wes.send("Save and continue", person=wes.choices()["person"][0])

    wes.go("/front-door").follow(NAME).follow("See every")
    assert "Re-referral" in wes.text


def _answers(person: Person, *, yes: int) -> dict[str, Any]:
    """Answer every question of a part: the first few yes, now, and seen; the rest no."""
    answers: dict[str, Any] = {}
    codes = [name for name, values in person.choices().items() if "not_asked" in values]
    for number, code in enumerate(codes):
        answers[code] = "yes" if number < yes else "no"
        if number < yes:
            answers[f"{code}_when"] = ["current"]
            answers[f"{code}_how"] = "Seen by the school on Monday and Thursday."
    return answers
