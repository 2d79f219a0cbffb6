"""The spine, in a real browser, each step by the right person of the right agency.

Every page that is met on the way is checked with axe. With CONCORD_SCREENSHOTS set to a folder, the
pictures of the README are made there (`make screenshots`).
"""

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image

from concord.casework.tracking import commands as tracking
from concord.kernel.levels import HarmStatus, Level
from concord.trust.actors import on_behalf_of
from tests.browser.axe import violations
from tests.browser.served import Person, serving
from tests.casework.assessment import making
from tests.factories import PASSWORD, Partnership
from tests.factories.world import plan_meeting

pytestmark = [pytest.mark.browser, pytest.mark.slow]
README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


class Journey:
    """People of a partnership at their browsers, and what axe finds on each page they meet."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.browser, self.address, self.options = browser, address, options
        self.found: dict[str, list[str]] = {}
        self.people: dict[str, Person] = {}

    def as_(self, username: str) -> Person:
        """Return somebody at their browser, signed in."""
        if username not in self.people:
            person = Person(self.browser, self.address, username, **self.options)
            self.people[username] = person.sign_in(PASSWORD)
        return self.people[username]

    def look(self, person: Person, name: str) -> None:
        """Check the page with axe, and take its picture where pictures are wanted."""
        if found := violations(person.page):
            self.found[name] = found
        folder = os.environ.get("CONCORD_SCREENSHOTS")
        if folder and f"/{name}.png" in README:
            Path(folder).mkdir(parents=True, exist_ok=True)
            picture = Image.open(BytesIO(person.page.screenshot(full_page=True)))
            # A page has few colours, and the pictures stay in the repository.
            picture.convert("RGB").quantize(64).save(f"{folder}/{name}.png", optimize=True)


@pytest.fixture
def partnership(own_database: str) -> Partnership:
    people = Partnership()
    plan_meeting(people)
    track_earlier(people)
    return people


FORENAMES = ("Aisha", "Kacper", "Bronte", "Hamza", "Zuzana", "Malik", "Ellie", "Ibrahim", "Nadia")
SURNAMES = ("Akhtar-Dobson", "Wiśniewski", "Hollingworth", "Novotná")


def track_earlier(people: Partnership) -> None:
    """Track children in the months before, so that the figures have something to count."""
    manager = people.actor("manager")
    levels = (Level.SIGNIFICANT, Level.MODERATE, Level.EMERGING, Level.EMERGING)
    for number in range(22):
        at = timezone.now() - timedelta(days=30 + 18 * number)
        name = f"{FORENAMES[number % 9]} {SURNAMES[number % 4]}"
        key = making.enter_child(people, name=name)
        with people.as_("manager"):
            tracking.start_tracking(
                key,
                by=on_behalf_of(manager),
                level=levels[number % 4],
                harm_status=HarmStatus.SUSPECTED,
                exploitation_types=["CCE"],
                because="An assessment of that time",
                assessment_id=key,
                assessed_on=at.date(),
                at=at,
            )


def refer(journey: Journey) -> None:
    """A school's safeguarding lead refers a child, one thing per page."""
    dee = journey.as_("dee")
    dee.go("/refer")
    journey.look(dee, "refer-start")
    dee.press("Start a referral")
    dee.press("Save and continue")
    assert dee.page.title().startswith("Error: ")
    journey.look(dee, "refer-error")
    dee.fill("Full name", "Zoë Kovács-Rahman")
    dee.fill("Day", "27")
    dee.fill("Month", "mar")
    dee.fill("Year", "2011")
    dee.choose("Sex", "Female")
    dee.press("Save and continue")
    dee.fill("School or college", "Hillside School")
    dee.fill("NHS number", "999 000 0001")
    dee.fill("Postcode", "BD99 9AA")
    dee.press("Save and continue")
    dee.page.get_by_label("Child criminal exploitation").check()
    dee.page.get_by_label("Which one worries you most?").select_option("CCE")
    journey.look(dee, "refer-question")
    dee.press("Save and continue")
    worry = "Twice home after midnight with a new phone. <b>Afraid</b> of a man in a grey car."
    dee.fill("Describe your worry", worry)
    dee.press("Save and continue")
    dee.choose("Is the child in immediate danger?", "No")
    dee.choose("Do you know where the child is?", "Yes")
    dee.press("Save and continue")
    dee.choose("Does the child have a learning disability?", "No")
    dee.press("Save and continue")
    dee.choose("Has the child or a parent agreed to this referral?", "Yes, consent was given")
    dee.choose("Does a parent or carer know about this referral?", "Yes")
    dee.press("Save and continue")
    assert dee.heading.startswith("Check your answers")
    assert "not verified" in dee.text
    journey.look(dee, "refer-check")
    dee.press("Send the referral")
    assert "Referral sent" in dee.heading
    journey.look(dee, "refer-sent")


def decide(journey: Journey) -> None:
    """The front door sees it with its due time, settles who it is, and decides with a reason."""
    wes = journey.as_("wes")
    wes.go("/")
    assert "Decide a referral" in wes.text
    journey.look(wes, "home-front-door")
    wes.go("/front-door")
    assert "by the end of" in wes.text
    journey.look(wes, "front-door")
    wes.follow("Zoë Kovács-Rahman")
    assert "<b>Afraid</b>" in wes.text
    journey.look(wes, "referral")
    wes.press("Tell the referrer it has arrived")
    wes.press("Settle who this is about")
    journey.look(wes, "settle")
    wes.page.get_by_label("None of these: a person who is new to us").check()
    wes.press("Save and continue")
    wes.press("Decide this referral")
    wes.choose("Level of need", "Level 3: child in need")
    wes.choose("What happens next?", "Assess the risk of exploitation")
    wes.fill("Why?", "too short")
    wes.fill("What should the referrer be told?", "We will assess and come back to you.")
    wes.press("Record decision")
    assert "at least 20 characters" in wes.text
    assert wes.page.get_by_label("Why?").input_value() == "too short"
    wes.fill("Why?", "Two late returns and an unexplained phone in a fortnight.")
    journey.look(wes, "decide")
    wes.press("Record decision")
    assert "Decision recorded" in wes.text
    dee = journey.as_("dee")
    dee.go("/")
    assert "has decided your referral" in dee.text
    journey.look(dee, "home-referrer")
    dee.follow("See it")
    assert "We will assess and come back to you." in dee.text
    assert "fortnight" not in dee.text


def assess(journey: Journey) -> None:
    """A social worker assesses; the level stands with its drivers; a second person agrees."""
    wes = journey.as_("wes")
    wes.go("/")
    wes.follow("Complete an assessment")
    wes.press("Take on this assessment")
    journey.look(wes, "assessment")
    address = wes.page.url
    parts = [link.get_attribute("href") for link in wes.page.locator("a[href*='/domains/']").all()]
    assert len(parts) == 17
    for number, part in enumerate(dict.fromkeys(parts)):
        wes.go(part)
        answer_part(wes, yes=2 if number in (0, 3, 4) else 0)
        if number == 0:
            journey.look(wes, "assessment-part")
        wes.press("Save and continue")
    wes.page.goto(address)
    assert "What weighs most" in wes.text
    journey.look(wes, "assessment-level")
    wes.page.goto(f"{address}/submit")
    submit(wes)
    journey.look(wes, "assessment-submitted")
    mia = journey.as_("mia")
    mia.go("/")
    mia.follow("Agree an assessment")
    mia.press("Agree or send back")
    journey.look(mia, "agree")
    mia.choose("Which level do you agree?", "Emerging")
    mia.press("Agree")
    assert "Error" not in mia.page.title(), mia.text


def answer_part(person: Person, *, yes: int) -> None:
    """Answer every question of a part: the first ones yes with how it is known, the rest no."""
    questions = person.page.locator("fieldset:has(input[type=radio][value=yes])").all()
    for number, question in enumerate(questions):
        value = "yes" if number < yes else "no"
        question.locator(f"input[type=radio][value={value}]").check()
        if value == "yes":
            times = question.locator("input[type=checkbox][value=current]")
            if times.count():
                times.check()
            question.locator("textarea").fill("Seen by the school on Monday and Thursday.")


def submit(person: Person) -> None:
    """Conclude the assessment at the level that the page computes."""
    page = person.page
    computed = page.locator("#computed-level .govuk-tag").inner_text().strip()
    person.choose("What is your own level?", computed)
    page.locator("input[name=harm_status][value=suspected]").check()
    page.locator("input[name=exploitation_types][value=CCE]").check()
    today = timezone.localdate()
    for box, value in (("day", today.day), ("month", today.month), ("year", today.year)):
        found = page.locator(f"input[name=assessed_on_{box}]")
        if found.count():
            found.fill(str(value))
    person.press("Submit for agreement")
    assert "Error" not in page.title(), person.text


def track(journey: Journey) -> None:
    """The child is tracked: level, kinds, harm, lead worker, review."""
    mia = journey.as_("mia")
    mia.go("/children?level=emerging")
    assert "Zoë Kovács-Rahman" in mia.text
    journey.look(mia, "children")
    mia.follow("Zoë Kovács-Rahman")
    mia.follow("Name the lead worker")
    mia.page.get_by_label("Lead worker").select_option(label="Wes, Children’s social care")
    mia.press("Save")
    assert "Not yet at a meeting" in mia.text


def meet(journey: Journey) -> None:
    """A meeting lists the child with the reason, agrees the level and sets an action."""
    mia = journey.as_("mia")
    mia.go("/meetings")
    journey.look(mia, "meetings")
    mia.follow("Risk assessment meeting")
    assert "An assessment was agreed at emerging" in mia.text
    journey.look(mia, "meeting")
    mia.press("Who is here")
    for agency in ("Children’s social care", "District Police", "Health Trust"):
        mia.choose(agency, "Present")
    mia.press("Save attendance")
    mia.press("Start meeting")
    pat = journey.as_("pat")
    pat.go("/meetings")
    pat.follow("Risk assessment meeting")
    pat.follow("1. Zoë Kovács-Rahman")
    pat.press("Add what your agency knows")
    pat.fill("What your agency knows", "The grey car is known to us.")
    pat.choose("May this be shared with the family?", "No")
    pat.press("Save")
    mia.press("Next child")
    assert "The grey car is known to us." in mia.text
    mia.press("Record what was agreed")
    mia.choose("Risk level agreed", "Moderate")
    mia.choose("Harm", "Harm suspected")
    mia.fill("Why this level", "Police know the car; the child has somebody they trust at school.")
    mia.press("Save")
    mia.press("Add an action")
    due = timezone.localdate() + timedelta(days=3)
    mia.fill("What is to be done", "Send attendance since September")
    mia.page.get_by_label("By which agency").select_option(label="Hillside School")
    for label, value in (("Day", due.day), ("Month", due.month), ("Year", due.year)):
        mia.fill(label, str(value))
    mia.press("Add action")
    assert "Send attendance since September" in mia.text
    journey.look(mia, "meeting-child")


def complete(journey: Journey) -> None:
    """The action is in its owner's worklist and is completed with evidence."""
    dee = journey.as_("dee")
    dee.go("/")
    dee.follow("Send attendance since September")
    journey.look(dee, "action")
    dee.press("Complete this action")
    dee.fill("What was done", "done")
    dee.press("Complete this action")
    assert "at least 20 characters" in dee.text
    dee.fill("What was done", "Attendance register sent to the front door by secure e-mail.")
    dee.press("Complete this action")
    assert "Action completed" in dee.text


def tell(journey: Journey) -> None:
    """The child's page tells one story in order, with who may see it and why."""
    wes = journey.as_("wes")
    wes.go("/children")
    wes.follow("Zoë Kovács-Rahman")
    story = wes.text
    order = [
        "Action completed", "Discussed at risk assessment meeting", "Tracking started",
        "Decision: assess the risk of exploitation", "Twice home after midnight",
    ]  # fmt: skip
    places = [story.index(words) for words in order]
    assert places == sorted(places)
    assert "You can see this because" in story
    journey.look(wes, "child")
    wes.follow("Who can see Zoë Kovács-Rahman")
    assert "They made referral" in wes.text
    journey.look(wes, "who-can-see")


def count(journey: Journey) -> None:
    """The figures: numbers for those who see numbers, published ones for the board member."""
    ana, bo = journey.as_("ana"), journey.as_("bo")
    ana.go("/figures")
    assert "reconciles" in ana.text
    journey.look(ana, "figures")
    bo.go("/figures")
    assert "Withheld so that no child can be recognised" in bo.text
    journey.look(bo, "figures-public")


STEPS = (refer, decide, assess, track, meet, complete, tell, count)


def test_a_worry_walks_from_the_front_door_to_a_published_figure(chromium, partnership):
    with serving() as address:
        journey = Journey(chromium, address)
        for step in STEPS:
            step(journey)
    assert journey.found == {}


def test_the_same_without_javascript(chromium, partnership):
    with serving() as address:
        journey = Journey(chromium, address, java_script_enabled=False)
        journey.look = lambda person, name: None  # axe itself is a script
        for step in STEPS:
            step(journey)
