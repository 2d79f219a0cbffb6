"""The pages on which people read the audit: who opened a record, what changed, the log itself."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from concord.casework.tracking.commands import name_lead_worker
from concord.casework.tracking.queries import open_period_of
from concord.registers.subjects.models import Address, Subject
from concord.trust.access.commands import end_sight
from concord.trust.actors import on_behalf_of
from concord.trust.records import changes_allowed
from tests.audit_reading import lines
from tests.factories import new_key
from tests.factories.sealing import restrict
from tests.factories.world import World


@pytest.fixture
def world(partnership):
    return World(partnership)


def opened(client, world, who, name, *args):
    """Open a page as somebody; return what it says, without its markup."""
    client.force_login(world.partnership.users[who])
    response = client.get(reverse(name, args=args))
    return response.status_code, text(response.content.decode())


def text(html):
    """Return what a page says in its main part, on one line."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_a_manager_reads_who_opened_a_record_how_often_and_because_of_what(client, world):
    child = world.keys["child"]
    for _ in range(2):
        opened(client, world, "officer", "desk:child", child)
    status, said = opened(client, world, "manager", "desk:child_readers", child)
    assert status == 200
    row = said[said.index("Pat District Police") :]
    assert "The child’s page" in row
    assert "No connection found" not in said


def test_who_looked_without_a_connection_stands_first(client, world):
    child, partnership = world.keys["child"], world.partnership
    opened(client, world, "officer", "desk:child", child)
    with partnership.as_("officer") as officer:
        # Seen, and afterwards nothing that connects: as after a grant was found to be mistaken.
        from concord.trust.audit import log

        end_sight(
            child, by=on_behalf_of(officer), principal_id=partnership.police.pk, at=timezone.now()
        )
        log.listed([child], by=officer, page="Children")
    _, said = opened(client, world, "manager", "desk:child_readers", child)
    first = said[said.index("Latest") :]
    assert first.startswith("Latest Pat District Police No connection found for")


def test_the_lead_worker_reads_it_too_and_others_are_told_whom_to_ask(client, world):
    child, partnership = world.keys["child"], world.partnership
    assert opened(client, world, "worker", "desk:child_readers", child)[0] == 403
    worker = partnership.actor("worker")
    with partnership.as_("worker"):
        name_lead_worker(open_period_of(worker, child), by=worker, user_id=worker.user_id)
    assert opened(client, world, "worker", "desk:child_readers", child)[0] == 200
    status, said = opened(client, world, "officer", "desk:child_readers", child)
    assert status == 403
    assert "lead worker" in said


def test_reading_who_looked_is_itself_in_the_log(client, world):
    opened(client, world, "manager", "desk:child_readers", world.keys["child"])
    opened(client, world, "governance", "desk:audit_child", world.keys["child"])
    opened(client, world, "governance", "desk:audit_log")
    pages = [line.details.get("page") for line in lines() if line.what in ("Opened", "Listed")]
    assert pages[-3:] == ["WhoOpened", "WhoOpenedForKeeper", "AuditLog"]


def test_a_line_says_in_which_role_and_why_as_far_as_somebody_was_asked(client, world):
    partnership, why = world.partnership, "The nurse must write to the foster carers."
    client.force_login(partnership.users["nurse"])
    client.post(reverse("desk:show_address", args=[world.keys["address"]]), {"reason": why})
    client.get(reverse("desk:people"))
    _, said = opened(client, world, "governance", "desk:audit_log")
    assert f"Nell Health Trust Named nurse Asked for something masked {why}" in said
    assert "Not for their role" in said
    said = text(client.get(reverse("desk:audit_log"), {"what": "GlassBroken"}).text)
    broken = "Something else: The child has not come home and a hospital is asking."
    assert f"Police, exploitation and missing Emergency access {broken}" in said


def test_the_keeper_finds_a_child_by_the_whole_name_only(client, world):
    client.force_login(world.partnership.users["governance"])
    found = client.post(reverse("desk:audit_find"), {"stated": "sam practice"})
    assert reverse("desk:audit_child", args=[world.keys["child"]]) in found.content.decode()
    part = client.post(reverse("desk:audit_find"), {"stated": "Sam"})
    assert "No child has exactly this name" in part.content.decode()
    assert [line.subject_ids for line in lines("Searched")] == [[world.keys["child"]], []]
    empty = client.post(reverse("desk:audit_find"), {"stated": " "})
    assert "Enter a full name or a number" in empty.content.decode()


def test_the_log_is_filtered_by_who_what_and_about_whom(client, world):
    partnership, child = world.partnership, world.keys["child"]
    opened(client, world, "officer", "desk:child", child)
    client.force_login(partnership.users["governance"])
    officer = partnership.users["officer"].pk

    def rows(**chosen):
        page = text(client.get(reverse("desk:audit_log"), chosen).content.decode())
        return page[page.index("From", page.index("The latest first")) :] if "first" in page else ""

    found = rows(who=str(officer), what="Opened", about=str(child))
    assert "Police, exploitation and missing Opened a record The child’s page Sam Practice" in found
    assert not rows(who=str(officer), what="Exported")
    assert not rows(about=str(new_key()))
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert not rows(since_day=tomorrow.day, since_month=tomorrow.month, since_year=tomorrow.year)


def test_the_log_is_paged_without_a_line_twice_or_missing(client, world, monkeypatch):
    monkeypatch.setattr("concord.desk.web.audit_log.PAGE_SIZE", 7)
    client.force_login(world.partnership.users["governance"])
    seen, path = [], reverse("desk:audit_log") + f"?about={world.keys['child']}"
    expected = len(lines(about=world.keys["child"]))
    while path:
        page = client.get(path).content.decode()
        seen.append(page.count('<th scope="row"'))
        link = re.search(r'href="([^"]+)" rel="next"', page)
        path = reverse("desk:audit_log") + link[1].replace("&amp;", "&") if link else None
    # Reading the log adds to it, but ahead of where the reader is.
    assert sum(seen) == expected
    assert max(seen) == 7


def seal(world, *open_to):
    """Seal the child of the case, open to some people only."""
    partnership = world.partnership
    with partnership.as_("manager") as manager:
        restrict(
            world.keys["child"],
            by=manager,
            level="sealed",
            open_to=[new_key(), *open_to],
            reason="A witness is protected.",
            at=timezone.now(),
        )


def test_information_governance_does_not_learn_that_a_sealed_child_exists(client, world):
    child = world.keys["child"]
    opened(client, world, "worker", "desk:children")
    seal(world)
    assert opened(client, world, "governance", "desk:audit_child", child)[0] == 404
    assert "Sam Practice" not in opened(client, world, "governance", "desk:audit_log")[1]
    page = client.get(reverse("desk:audit_log"), {"about": str(child)}).content.decode()
    assert "No line of the log matches" in page
    found = client.post(reverse("desk:audit_find"), {"stated": "Sam Practice"})
    assert "No child has exactly this name" in found.content.decode()


def test_who_stands_on_the_list_of_a_sealed_child_reads_its_log(client, world):
    seal(world, world.partnership.users["governance"].pk)
    status, said = opened(client, world, "governance", "desk:audit_child", world.keys["child"])
    assert status == 200
    assert "Sam Practice" in said


def test_what_changed_is_said_in_words_with_old_and_new(client, world):
    child = world.keys["child"]
    with world.partnership.as_("worker"), changes_allowed():
        person = Subject.objects.get(pk=child)
        person.sex, person.school_name = "F", "Lakeside School"
        person.save()
    _, said = opened(client, world, "worker", "desk:child_changes", child)
    assert "Person changed" in said
    assert "Sex Male Female" in said
    assert "School name Nothing Lakeside School" in said
    assert "By Wes, Children’s social care" in said
    assert "school_name" not in said


def test_what_changed_shows_only_the_parts_that_the_reader_sees(client, world):
    child = world.keys["child"]
    said = opened(client, world, "worker", "desk:child_changes", child)[1]
    assert "Risk assessment changed" in said
    assert "Referral added" in said
    said = opened(client, world, "steward", "desk:child_changes", child)[1]
    assert "Person added" in said
    assert "Referral added" not in said
    assert "Risk assessment" not in said


def test_one_record_alone_can_be_followed(client, world):
    child, referral = world.keys["child"], world.keys["referral"]
    _, said = opened(client, world, "worker", "desk:record_changes", child, referral)
    assert "Referral changed" in said
    assert "Person added" not in said


def test_the_history_of_an_address_is_read_in_words_though_it_is_sealed(client, world):
    child = world.keys["child"]
    with world.partnership.as_("worker"), changes_allowed():
        address = Address(
            subject_id=child, lines="6 Old Lane", postcode="", from_on=timezone.localdate()
        )
        address.save(force_insert=True)
        address.lines = "7 New Lane"
        address.save()
    _, said = opened(client, world, "worker", "desk:record_changes", child, address.pk)
    assert "6 Old Lane" in said
    assert "7 New Lane" in said
    assert "Postcode" not in said
    assert "Sealed text" not in said


def test_a_protected_address_stays_masked_in_its_history(client, world):
    child = world.keys["child"]
    with world.partnership.as_("worker"), changes_allowed():
        address = Address(
            subject_id=child, lines="4 Hidden Close", postcode="BD1 1AA",
            from_on=timezone.localdate(), confidential=True,
        )  # fmt: skip
        address.save(force_insert=True)
        address.lines, address.confidential = "5 Hidden Close", False
        address.save()
    _, said = opened(client, world, "worker", "desk:child_changes", child)
    assert "Address changed" in said
    assert "Hidden Close" not in said
    assert "BD1 1AA" not in said
    assert "Protected: not shown here" in said
