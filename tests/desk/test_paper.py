"""A child's record as a PDF: for those who may, marked, logged, without protected addresses."""

import hashlib
import io
import re

import pikepdf
import pytest
from django.db import connections
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from concord.casework.frontdoor.commands import Worry
from concord.desk.web.paper import _on_paper
from concord.engines.documents import pdf
from concord.engines.documents.pdf import can_make_pdfs
from concord.registers.links.queries import family_of
from concord.registers.subjects.commands import PersonDetails, protect_address
from concord.registers.subjects.queries import person
from tests.desk.test_family import UNSAFE, enter
from tests.factories import Partnership, new_key
from tests.factories.cases import WORRY, make_referral
from tests.factories.sealing import restrict

PASSWORD = {"password": "correct horse battery"}
SAM = PersonDetails("Sam Practice", address="12 Hidden Row\nBradford", postcode="BD1 2AB")
TOLD = "He stays at 12 hidden row again (bd12ab). <img src=x onerror=alert(1)> & {{ 7 * 7 }}"
needs_pango = pytest.mark.skipif(not can_make_pdfs(), reason="this machine lacks Pango")


def protected_child(partnership):
    """Return a child whose address is protected, and whom somebody wrote it down about."""
    worry = Worry(**{**vars(WORRY), "concern": TOLD})
    with partnership.as_("dsl"):
        child = make_referral(partnership, child=SAM, worry=worry).subject
    with partnership.as_("worker"):
        [address] = child.addresses.all()
        protect_address(address, by=partnership.actor("worker"), at=timezone.now())
    return child


@pytest.fixture
def child(partnership):
    return protected_child(partnership)


def signed_in(partnership, who):
    """Return a browser of somebody who has just given their password again."""
    client = Client()
    client.force_login(partnership.users[who])
    client.post("/accounts/reauthenticate/", PASSWORD)
    return client


def paper(partnership, who, child):
    """Return everything that the PDF would show, as text."""
    actor = partnership.actor(who)
    with partnership.as_(who):
        family = family_of(actor, child.pk, on=timezone.localdate())
        return _on_paper(actor, person(actor, child.pk), family)


@pytest.mark.parametrize("who", ["worker", "manager"])
def test_no_protected_address_is_on_paper_whoever_wrote_it_where(partnership, child, who):
    shown = paper(partnership, who, child)
    plain = re.sub(r"\W", "", str(shown)).lower()
    assert "bd12ab" not in plain
    assert "hiddenrow" not in plain
    assert shown["taken"] == 2
    assert "He stays at [protected address removed] again" in str(shown)
    assert f"for {partnership.actor(who).name}" in shown["made"]


def test_whom_nobody_must_ring_is_on_paper_too(client, partnership, child):
    client.force_login(partnership.users["worker"])
    enter(client, child.pk, **UNSAFE | {"contact_note": "He is at 12 Hidden Row, Bradford."})
    shown = dict(paper(partnership, "worker", child)["parts"])
    [(name, said)] = shown["Family and household"]
    assert name == "Nasreen Practice"
    assert said.startswith("Parent\nDo not contact\nHe is at [protected address removed]")


def test_what_somebody_typed_is_words_on_paper_and_nothing_else(partnership, child):
    page = render_to_string("desk/child_paper.html", paper(partnership, "worker", child))
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; {{ 7 * 7 }}" in page
    assert "<img" not in page


@needs_pango
def test_the_pdf_is_marked_on_every_page_and_the_page_says_what_is_missing(partnership, child):
    client = signed_in(partnership, "worker")
    assert "Protected" in client.get(f"/children/{child.pk}/export").text
    found = client.post(f"/children/{child.pk}/export")
    assert found["Content-Type"] == "application/pdf"
    assert found["Content-Disposition"].startswith('attachment; filename="record-')
    assert "Sam" not in found["Content-Disposition"]
    with pikepdf.open(io.BytesIO(found.content)) as made:
        assert len(made.pages) >= 1
        assert "/Author" not in made.docinfo
    assert b"Hidden Row" not in found.content


def test_where_pango_is_missing_the_page_says_what_to_do(partnership, child, monkeypatch):
    def missing(*words, **options):
        raise pdf.WorkFailed("render_pdf ended with 3", 3)

    monkeypatch.setattr(pdf, "run_apart", missing)
    page = signed_in(partnership, "worker").post(f"/children/{child.pk}/export").text
    assert "it lacks the library Pango" in page
    assert "print the page from your browser" in page


@pytest.mark.parametrize("who", ["dsl", "officer", "nurse", "minutes"])
def test_others_do_not_get_a_pdf(partnership, child, who):
    client = signed_in(partnership, who)
    hidden = client.get(f"/children/{child.pk}").status_code == 404
    assert client.get(f"/children/{child.pk}/export").status_code == (404 if hidden else 403)
    assert client.post(f"/children/{child.pk}/export").status_code == (404 if hidden else 403)


def test_the_password_is_asked_for_first(client, partnership, child):
    client.force_login(partnership.users["worker"])
    asked = client.post(f"/children/{child.pk}/export")
    assert asked.url.startswith("/accounts/reauthenticate/?next=")


def test_a_sealed_child_and_none_are_the_same(partnership, child):
    manager = partnership.actor("manager")
    with partnership.as_("manager"):
        restrict(child.pk, by=manager, level="sealed", open_to=[new_key()],
                 reason="A witness is protected.", at=timezone.now())  # fmt: skip
    client = signed_in(partnership, "manager")
    for key in (child.pk, new_key()):
        assert client.get(f"/children/{key}/export").status_code == 404
        assert client.post(f"/children/{key}/export").status_code == 404


@needs_pango
def test_the_log_has_who_took_whose_record_and_its_hash(own_database):
    partnership = Partnership()
    child = protected_child(partnership)
    found = signed_in(partnership, "worker").post(f"/children/{child.pk}/export")
    with connections["auditor"].cursor() as cursor:
        cursor.execute("select details, subject_ids from audit_entry where what = 'Exported'")
        [(details, people)] = cursor.fetchall()
    assert hashlib.sha256(found.content).hexdigest() in str(details)
    assert people == [child.pk]
