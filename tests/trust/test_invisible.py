"""A sealed person changes nothing that anybody outside their list can see (T4)."""

import io
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from concord.casework.statutory.commands import GivenEpisode, GivenStep, record_episode
from concord.casework.tracking.models import LevelChange, Period
from concord.desk.web.paper import _on_paper
from concord.kernel.levels import Level
from concord.kernel.periods import Month
from concord.meetings.sittings import commands as sittings
from concord.meetings.sittings.rules import AttendanceStatus
from concord.pathways.interests import look_at_everybody
from concord.project.access_matrix import MATRIX, PEOPLE
from concord.registers.identity.commands import judge_pair
from concord.registers.identity.hidden import look as look_for_hidden
from concord.registers.identity.rules import Says
from concord.registers.links import queries as links
from concord.registers.links.commands import Connection, link_subjects
from concord.registers.subjects.commands import PersonDetails, register_thing
from concord.registers.subjects.models import Subject
from concord.registers.subjects.queries import people_in_detail
from concord.registers.subjects.things import PhoneThing
from concord.trust.access.commands import give_sight
from concord.trust.access.rules import Compartment
from concord.trust.accounts.models import User
from concord.trust.actors import on_behalf_of
from concord.trust.records import changes_allowed
from tests.architecture.test_access_matrix import ask
from tests.casework.assessment import making
from tests.factories import make_user, new_key
from tests.factories.cases import make_referral
from tests.factories.proof import prove
from tests.factories.sealing import restrict
from tests.factories.world import (
    World,
    add_address,
    attach_text,
    contribute_as_nurse,
    decide,
    plan_meeting,
    record,
)
from tests.trust.interests.work import do_the_work

INSIDERS = ("worker", "manager")
# Colleagues of theirs stand outside too: one whose role may export everything that they see.
COLLEAGUES = ("second_worker", "second_manager")
OUTSIDERS = (*(who for who in PEOPLE if who not in INSIDERS), *COLLEAGUES)
NEIGHBOUR = PersonDetails("Sam Praktice", born_on=date(2011, 3, 27), born_precision="day", sex="M")
_VARYING = (
    rb'name="csrfmiddlewaretoken" value="[^"]*"',
    rb'name="_once" value="[^"]*"',
    rb'nonce="[^"]*"',
    rb"nonce-[^' ;]*",
    # The clock, and the token that goes with a session.
    rb"counted \d[^<.]*\.",
    rb"Made .{1,60}? for ",
    rb'data-seconds="\d+"',
    rb'"seconds": \d+',
    rb'"token": "[^"]*"',
)
LAST_MONTH = Month.containing(timezone.localdate()).back(1)
SIGNED_IN_AT = timezone.now()
TWO_MONTHS_AGO = LAST_MONTH.back(1).first_day
SEARCHES = ("Sam", "Sam Practice", "Sam Praktice", "27/3/2011", "Praktice", "Nobody At All")
# The log of who looked grows by this very test.
GROWS = ("desk:audit", "desk:child_readers")
ASTRAY = (
    "/children/not-a-key",
    "/nowhere",
    "/children?page=999",
    "/children?level=none",
    "/children?overdue=yes",
    "/figures?month=2020-13",
)
COUNTED = ("/figures", "/figures?months=60", "/figures?format=csv", "/figures?format=xlsx",
           f"/figures/{LAST_MONTH}/all", f"/figures/{LAST_MONTH}/emerging")  # fmt: skip


def running_meeting(world):
    """Start a second meeting: what it is about comes later, or never."""
    partnership = world.partnership
    sitting, manager = plan_meeting(partnership), partnership.actor("manager")
    with partnership.as_("manager"):
        for agency in (partnership.social_care, partnership.police, partnership.health):
            sittings.record_attendance(
                sitting, by=manager, agency_id=agency.pk, status=AttendanceStatus.PRESENT
            )
        sittings.start_sitting(sitting, by=manager)
    return sitting


def add_sealed_case(world, sitting):
    """Walk a child whose name and birth date are close to another's through a whole case; seal it.

    Referral, upload, settled identity, decision, statutory episode, assessment, tracking, a meeting
    with what health says and an action for the school. Whoever referred the child, or reviews an
    emergency, was told of them by a notice before the seal: that is not asked here.
    """
    partnership = world.partnership
    with partnership.as_("worker"):
        referral = make_referral(partnership, by="worker", child=NEIGHBOUR)
    attach_text(partnership, referral, "worker")
    decide(partnership, referral)
    child = referral.subject_id
    making.agree(partnership, making.submitted(partnership, child), Level.EMERGING)
    with partnership.as_("manager") as manager:
        item = sittings.list_child(
            sitting, by=on_behalf_of(manager), subject_id=child, reason_code="new",
            reason="First discussion", level=Level.EMERGING, at=timezone.now(),
        )  # fmt: skip
        record(partnership, item)
        contribute_as_nurse(partnership, item)
    _statutory_episode(partnership, child)
    _tracked_since(child, partnership, TWO_MONTHS_AGO)
    _connect(world, child)
    _seal(partnership, child)
    # Whoever is called like the child, or lives there, would be asked about: the seal holds here.
    do_the_work()
    look_at_everybody()
    for key in (child, world.keys["child"], world.keys["other_child"]):
        look_for_hidden(key, at=timezone.now())


def _connect(world, child):
    """Connect the child with a child, with a place and with a phone that others know of."""
    partnership, now = world.partnership, timezone.now()
    with partnership.as_("worker") as worker:
        ends = {
            "seen_with": Subject.objects.get(pk=world.keys["child"]),
            "frequents": Subject.objects.get(pk=world.keys["place"]),
            "uses_phone": Subject.objects.get(pk=world.keys["phone"]),
        }
        for kind, other in ends.items():
            link_subjects(
                Subject.objects.get(pk=child), by=worker, other=other, at=now,
                connection=Connection(kind, "Police, occurrence 13260009"),
            )  # fmt: skip
        add_address(child, "77 Quiet Lane", "BD99 9ZZ")
        judge_pair(
            Subject.objects.get(pk=child), by=worker, other=ends["seen_with"],
            says=Says.DIFFERENT, because="Two children of one class.", at=now,
        )  # fmt: skip


def _tracked_since(child, partnership, day):
    """Lay the start of tracking back, to where figures count it."""
    with partnership.as_("manager"), changes_allowed():
        Period.objects.filter(subject_id=child).update(opened_on=day)
        LevelChange.objects.filter(subject_id=child).update(changed_on=day)


def _statutory_episode(partnership, child):
    given = GivenEpisode(
        referred_on=date(2026, 3, 2), source_code="2A", need_code="N1",
        steps=(GivenStep(kind="assessment", started_on=date(2026, 3, 3)),),
    )  # fmt: skip
    with partnership.as_("manager") as manager:
        record_episode(child, by=on_behalf_of(manager), given=given, came_from="a test")


def _seal(partnership, child):
    insiders = [partnership.users[who].pk for who in ("worker", "manager")]
    with partnership.as_("manager") as manager:
        for user_id in insiders:
            give_sight(
                child, by=on_behalf_of(manager), to_user=user_id,
                compartments=tuple(part.value for part in Compartment), starts_at=timezone.now(),
                ends_at=timezone.now() + timedelta(days=30), because="Their worker",
                source_type="test",
            )  # fmt: skip
        restrict(
            child, by=manager, level="sealed", open_to=insiders,
            reason="A witness is protected.", at=timezone.now(),
        )  # fmt: skip


def shown_to(client, world, who):
    """Return every page, search, export, wrong address and refusal as this person gets them."""
    sign_in(client, world, who)
    pages = {}
    for name, row in MATRIX.items():
        # Sign-in pages end, change or tell of the session; the log of looks grows by this test.
        left_out = ("account_", "mfa_", "usersessions_", "gallery:", *GROWS)
        if row.button or name.startswith(left_out):
            continue
        key = world.keys.get(row.about, ABSENT)
        pages[name] = _as_it_came(ask(client, name, row, key))
    for terms in SEARCHES:
        pages[f"search {terms}"] = _as_it_came(client.post("/search", {"terms": terms}))
    for path in (*ASTRAY, *COUNTED):
        pages[path] = _as_it_came(client.get(path))
    for kind in ("csv", "xlsx"):
        pages[f"export {kind}"] = _as_it_came(client.post("/children/export", {"kind": kind}))
    for name in ("child", "other_child", "place", "phone"):
        network = reverse("desk:network", args=[world.keys[name]])
        pages[f"network of {name}"] = _as_it_came(client.get(f"{network}?steps=2"))
        taken = client.post(f"{network}/export?steps=2", {"kind": "csv"})
        pages[f"network of {name} taken away"] = _as_it_came(taken)
    pages["paper"] = _on_paper_for(world, who)
    return pages


def _on_paper_for(world, who):
    """Return what the PDF of a child's record would say to this person, if they see the child."""
    actor, key = world.partnership.actor(who), world.keys["child"]
    with world.partnership.as_(who):
        found = people_in_detail(actor).filter(pk=key).first()
        family = links.family_of(actor, key, on=timezone.localdate())
        return found and settled(str(_on_paper(actor, found, family)).encode())


def sign_in(client, world, who):
    """Sign somebody in, lately enough to export; pages that say when say the same each time."""
    user = world.partnership.users[who]
    client.force_login(user)
    prove(client)
    User.objects.filter(pk=user.pk).update(last_login=SIGNED_IN_AT)


def world_with(partnership):
    """Return a world that has one more team manager."""
    manager = make_user("Moe", partnership.social_care, "team_manager")
    partnership.users["second_manager"] = manager
    world = World(partnership)
    # Known of before: only that the child uses it comes with the child.
    with partnership.as_("worker") as worker:
        phone = PhoneThing("01632 960 777")
        world.keys["phone"] = register_thing(
            new_key(), by=worker, thing=phone, at=timezone.now()
        ).pk
    return world


ABSENT = new_key()


def _as_it_came(response):
    body = b"".join(response) if response.streaming else response.content
    left_out = {"Set-Cookie", "Date", "X-Request-ID"}
    if "spreadsheet" in response.headers.get("Content-Type", ""):
        # The container holds the time at which it was packed; its cells are what it says.
        sheet = load_workbook(io.BytesIO(body)).active
        body = repr([[cell.value for cell in line] for line in sheet.iter_rows()]).encode()
        left_out.add("Content-Length")
    headers = {
        name: settled(value.encode())
        for name, value in response.headers.items()
        if name not in left_out
    }
    return response.status_code, headers, settled(body)


def settled(text):
    for pattern in _VARYING:
        text = re.sub(pattern, b"", text)
    return text


@pytest.mark.parametrize("who", OUTSIDERS)
def test_an_outsider_gets_the_same_bytes_with_and_without_a_sealed_child(client, partnership, who):
    world = world_with(partnership)
    sitting = running_meeting(world)
    shown_to(client, world, who)  # Whatever is only said on a first visit has been said.
    before = shown_to(client, world, who)
    add_sealed_case(world, sitting)
    after = shown_to(client, world, who)
    assert {name for name in before if before[name] != after[name]} == set()


def test_those_on_the_list_do_see_the_difference(client, partnership):
    world = world_with(partnership)
    sitting = running_meeting(world)
    before = shown_to(client, world, "manager")
    add_sealed_case(world, sitting)
    after = shown_to(client, world, "manager")
    changed = {name for name in before if before[name] != after[name]}
    assert {
        "desk:children",
        "search Sam",
        "search Praktice",
        "export xlsx",
        "export csv",
    } <= changed


def test_no_page_of_the_log_tells_its_keeper_of_a_sealed_child(client, partnership):
    world = world_with(partnership)
    sitting = running_meeting(world)
    known = _everybody(partnership)
    add_sealed_case(world, sitting)
    (sealed,) = _everybody(partnership) - known
    sign_in(client, world, "governance")
    for name in ("audit_log", "audit_questions", "interest_queue", "emergency_reviews"):
        page = client.get(reverse(f"desk:{name}")).text
        assert "Praktice" not in page, name
        assert str(sealed) not in page, name
    assert client.get(reverse("desk:audit_child", args=[sealed])).status_code == 404


def _everybody(partnership):
    with partnership.as_("manager"):
        people = Subject.objects.filter(descriptor__contains="Praktice")
        return set(people.values_list("pk", flat=True))
