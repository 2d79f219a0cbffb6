"""One child: who they are, where things stand, the story in order, and who can see it."""

import re
from datetime import date, timedelta

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from concord.casework.statutory.commands import GivenEpisode, GivenStep, record_episode
from concord.casework.statutory.rules import StepKind
from concord.casework.tracking.commands import agree_level, name_lead_worker
from concord.casework.tracking.queries import open_period_of
from concord.kernel.identifiers import IdentifierType
from concord.kernel.levels import HarmStatus, Level
from concord.meetings.actions.commands import set_action
from concord.registers.geography.models import Area, AreaSet, Postcode, PostcodeArea
from concord.registers.subjects.commands import GivenNumber, recognise
from concord.registers.subjects.models import Address, Subject
from concord.trust.access.commands import end_sight
from concord.trust.actors import on_behalf_of
from concord.trust.context import acting_as
from concord.trust.records import changes_allowed
from tests.casework.tracking.making import enter_child, track
from tests.databases import superuser
from tests.desk.counting import queries_of
from tests.factories import Partnership, new_key
from tests.factories.sealing import restrict
from tests.factories.world import World


def page(client, partnership, key, who="worker", name="desk:child"):
    client.force_login(partnership.users[who])
    return client.get(reverse(name, args=[key]))


def html(*args, **kwargs):
    return page(*args, **kwargs).content.decode()


def text(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def story(markup):
    """Return the titles of the timeline, from the top."""
    titles = re.findall(r'moj-timeline__title">(.*?)</h', markup, re.DOTALL)
    return [text(title) for title in titles]


def test_the_page_tells_one_story_from_referral_to_action_the_latest_first(client, partnership):
    key = World(partnership).keys["child"]
    told = story(html(client, partnership, key, "manager"))
    told.reverse()
    wanted = [
        "Referral",
        "Decision: ",
        "Assessment asked for",
        "Assessment submitted",
        "Assessment agreed: emerging",
        "Tracking started at emerging",
        "Listed for risk assessment meeting",
        "Discussed at risk assessment meeting",
        "Level changed from emerging to moderate",
        "Action set",
    ]
    found = iter(told)
    for title in wanted:
        assert any(line.startswith(title) for line in found), (title, told)


def test_the_story_can_be_read_from_its_beginning(client, partnership):
    key = World(partnership).keys["child"]
    latest_first = story(html(client, partnership, key, "manager"))
    page_of = client.get(reverse("desk:child", args=[key]) + "?order=earliest")
    assert story(page_of.content.decode()) == latest_first[::-1]
    assert "The earliest first." in page_of.content.decode()


def test_what_stands_out_in_the_story_says_so_in_words(client, partnership):
    key = World(partnership).keys["child"]
    assert html(client, partnership, key, "manager").count("Key event") >= 5


def test_now_says_the_level_who_agreed_it_harm_kinds_lead_review_and_open_actions(
    client, partnership
):
    key = World(partnership).keys["child"]
    said = text(html(client, partnership, key, "manager"))
    assert re.search(
        r"Now Moderate Agreed Confirmed at a meeting Harm Harm suspected Kinds Child criminal"
        r" exploitation.*? Lead worker Nobody yet .*?Next review by the end of .*? Open actions 1",
        said,
    )


def test_a_level_not_yet_at_a_meeting_is_said_to_be_so(client, partnership):
    key = enter_child(partnership)
    track(partnership, key)
    assert "Not yet at a meeting" in html(client, partnership, key)


def test_the_ways_on_are_offered_to_those_who_may_take_them(client, partnership):
    key = enter_child(partnership, "Sam Practice", partnership.police)
    period = track(partnership, key)
    lead, close = (
        reverse(name, args=[period.pk]) for name in ("tracking:lead_worker", "tracking:close")
    )
    for who, leads, closes in (
        ("manager", True, True),
        ("worker", True, False),
        ("officer", False, False),
    ):
        shown = html(client, partnership, key, who)
        assert (lead in shown, close in shown) == (leads, closes)


def test_who_they_are(client, partnership):
    key = enter_child(
        partnership,
        "Zoë Kovács-Rahman",
        also_known_as="Zee",
        born_on=date(2011, 3, 27),
        school_name="Hillside School",
        numbers=(
            GivenNumber(IdentifierType.NHS, "9990000018"),
            GivenNumber(IdentifierType.LA_CHILD, "C123", verified=True),
        ),
    )
    said = text(html(client, partnership, key))
    assert "Zoë Kovács-Rahman" in said
    assert "Also known as Zee" in said
    assert re.search(r"Date of birth 27 March 2011 \(aged \d+\)", said)
    assert "School Hillside School" in said
    assert "NHS number 9990000018 (not verified)" in said
    assert "Local authority child ID C123 " in said


@pytest.mark.parametrize(
    ("precision", "shown"),
    [("year", "2011 (aged"), ("month", "March 2011 (aged"), ("estimated", "About 2011 (aged")],
)
def test_a_birth_date_is_shown_no_more_exactly_than_it_is_known(
    client, partnership, precision, shown
):
    key = enter_child(partnership, born_on=date(2011, 3, 27), born_precision=precision)
    said = text(html(client, partnership, key))
    assert f"Date of birth {shown}" in said
    assert "27 March" not in said


def test_a_number_that_fails_its_check_is_kept_with_a_warning(client, partnership):
    number = GivenNumber(IdentifierType.NHS, "9990000019", verified=True)
    said = text(html(client, partnership, enter_child(partnership, numbers=(number,))))
    assert "NHS number 9990000019 (not verified)" in said
    assert "Warning" in said


def test_an_address_shows_its_ward_and_a_protected_one_shows_nothing(client, partnership):
    key = enter_child(partnership, address="1 Practice Row", postcode="BD99 9AA")
    with acting_as(partnership.actor("steward")), changes_allowed():
        wards = AreaSet.objects.create(
            code="T", kind="ward", name="Wards", valid_from=date(2018, 1, 1), attribution="test"
        )
        ward = Area.objects.create(area_set=wards, code="E05", name="Practice Moor", outline={})
        postcode = Postcode.objects.create(compact="BD999AA", latitude=0, longitude=0, live=True)
        PostcodeArea.objects.create(postcode=postcode, area=ward)
    with partnership.as_("worker"), changes_allowed():
        Address(
            subject_id=key,
            kind="placement",
            lines="9 Secret Street",
            postcode="BD99 9AB",
            from_on=date(2020, 1, 1),
            confidential=True,
        ).save()
    said = text(html(client, partnership, key))
    assert "Home 1 Practice Row BD99 9AA Practice Moor ward" in said
    assert "Placement Protected Show the placement" in said
    assert "Secret" not in said
    assert "BD99 9AB" not in said


@pytest.mark.parametrize("name", ["desk:child", "desk:child_access"])
def test_a_hidden_child_and_an_absent_one_get_the_same_answer(client, partnership, name):
    hidden = page(client, partnership, enter_child(partnership), "officer", name)
    absent = page(client, partnership, new_key(), "officer", name)

    def without_nonces(response):
        return re.sub(r'nonce="[^"]+"|value="[^"]{64}"', "", response.content.decode())

    assert hidden.status_code == absent.status_code == 404
    assert without_nonces(hidden) == without_nonces(absent)


def test_a_sealed_child_is_gone_for_all_who_are_not_named(client, partnership):
    key = enter_child(partnership)
    assert page(client, partnership, key).status_code == 200
    manager = partnership.actor("manager")
    with partnership.as_("manager"):
        restrict(
            key,
            by=manager,
            level="sealed",
            open_to=[manager.user_id],
            reason="A relative works in the team.",
            at=timezone.now(),
        )
    assert page(client, partnership, key).status_code == 404


def test_each_reader_is_told_only_the_parts_that_are_theirs(client, partnership):
    key = World(partnership).keys["child"]
    school = html(client, partnership, key, "dsl")
    assert "Referral" in story(school)
    assert not any(line.startswith(("Tracking", "Level", "Assessment")) for line in story(school))
    assert "<h2" in school
    assert ">Now</h2>" not in school


def test_an_entry_recognised_as_somebody_else_leads_to_that_person(client, partnership):
    known, entry = enter_child(partnership, "Sam Practice"), enter_child(partnership, "Sam P.")
    with partnership.as_("worker"):
        people = {row.pk: row for row in Subject.objects.filter(pk__in=[known, entry])}
        recognise(people[entry], by=partnership.actor("worker"), same_as=people[known])
    assert page(client, partnership, entry)["Location"] == f"/children/{known}"
    with partnership.as_("worker"):
        end_sight(
            known,
            by=on_behalf_of(partnership.actor("worker")),
            principal_id=partnership.social_care.pk,
            at=timezone.now(),
        )
    assert "Sam P." in html(client, partnership, entry)


def test_the_page_says_why_its_reader_can_see_the_child(client, partnership):
    key = enter_child(partnership, "Sam Practice", partnership.police)
    said = text(html(client, partnership, key, "officer"))
    assert "You can see this because: District Police works with this child" in said
    assert "Children’s social care works" not in said


def test_who_can_see_the_child_what_why_and_until_when(client, partnership):
    key = enter_child(partnership, "Sam Practice", partnership.police)
    said = text(html(client, partnership, key, "officer", "desk:child_access"))
    why = said.index("Why you can see this record")
    everybody = said.index("Everybody who can see it now")
    assert why < said.index("District Police works") < everybody
    assert said.index("Children’s social care works", everybody)
    row = said[said.index("Police, exploitation and missing: 1 District Police", everybody) :]
    assert "Who the person is, Contacts and referrals" in row
    assert re.search(r"\d+ \w+ 20\d\d at \d+:\d\d[ap]m|midday|midnight", row)


def test_opening_the_page_is_logged_with_whose_it_is(client, own_database):
    partnership = Partnership()
    key = enter_child(partnership)
    page(client, partnership, key)
    page(client, partnership, key, "officer")
    asked = "select what, details->>'page', user_id from audit_entry where %s = any (subject_ids)"
    missed = "select count(*) from audit_entry where what = 'Refused' and record_id = %s"
    with superuser(connections["default"].settings_dict["NAME"]) as cursor:
        rows = cursor.execute(asked, [key]).fetchall()
        refused = cursor.execute(missed, [str(key)]).fetchone()[0]
    assert ("Opened", "ShowChild", partnership.users["worker"].pk) in rows
    assert refused == 1


def lengthen(partnership, key, times, *, since):
    """Add to a child's story: so many levels, actions and statutory episodes from a day on."""
    manager, worker = partnership.actor("manager"), partnership.actor("worker")
    now = timezone.now()
    for number in range(times):
        with partnership.as_("manager"):
            agree_level(
                open_period_of(manager, key),
                by=manager,
                level=(Level.MODERATE, Level.SIGNIFICANT)[number % 2],
                harm_status=HarmStatus.SUSPECTED,
                reason="Seen again",
                source_type="item",
                source_id=new_key(),
                review_due_on=None,
                at=now,
            )
            set_action(
                key,
                by=manager,
                text=f"Ring {number}",
                owner_agency_id=partnership.school.pk,
                due_on=now.date() + timedelta(days=4),
                source_type="item",
                source_id=new_key(),
                at=now,
            )
        with partnership.as_("worker"):
            day = since + timedelta(days=number)
            step = GivenStep(StepKind.ASSESSMENT, day, codes=("24A", "10A"))
            given = GivenEpisode(day, need_code="N1", closed_on=day, steps=(step,))
            record_episode(key, by=worker, given=given, came_from="test")


def test_the_number_of_queries_does_not_grow_with_the_story(client, partnership):
    key = World(partnership).keys["child"]
    worker = partnership.actor("worker")
    with partnership.as_("worker"):
        name_lead_worker(open_period_of(worker, key), by=worker, user_id=worker.user_id)
    lengthen(partnership, key, 1, since=date(2019, 1, 1))
    client.force_login(partnership.users["worker"])
    path = reverse("desk:child", args=[key])
    few = queries_of(client, path)
    lengthen(partnership, key, 11, since=date(2020, 1, 1))
    many = queries_of(client, path)
    assert len(story(client.get(path).content.decode())) >= 60
    assert many <= few < 36
