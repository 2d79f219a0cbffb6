"""Attaching a file and opening it again, through the pages."""

import hashlib
import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from concord.engines.documents import access
from concord.engines.documents.jobs import EXAMINE, examine
from concord.engines.documents.models import Content, StoredFile
from concord.engines.documents.rules import State
from concord.engines.jobs.models import Job
from tests.engines import files
from tests.engines.scanner import scanner
from tests.factories import new_key
from tests.factories.cases import make_referral
from tests.factories.proof import prove
from tests.factories.sealing import restrict


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """A folder of this test's own for sealed files, and no scanner."""
    settings.FILES_FOLDER = tmp_path / "files"
    settings.CLAMD = f"unix:{tmp_path}/nobody"


@pytest.fixture
def referral(partnership):
    with partnership.as_("dsl"):
        return make_referral(partnership)


@pytest.fixture
def dee(client, partnership):
    """The school's safeguarding lead, signed in."""
    client.force_login(partnership.users["dsl"])
    return client


def send(client, referral, name="photo.jpg", data=None, about="The message"):
    """Send the form that attaches a file."""
    sent = SimpleUploadedFile(name, files.jpeg() if data is None else data)
    return client.post(f"/referrals/{referral.pk}/attach", {"about": about, "file": sent})


def scanned(tmp_path, settings):
    """Let the scanner come and the waiting file be examined."""
    with scanner(tmp_path) as settings.CLAMD:
        examine(Job.objects.filter(kind=EXAMINE).latest("due_at"))


@pytest.fixture
def file(dee, referral, partnership, tmp_path, settings):
    """A photograph that was attached to a referral and found free of viruses."""
    assert send(dee, referral).status_code == 302
    scanned(tmp_path, settings)
    with partnership.as_("dsl"):
        return StoredFile.objects.select_related("content").get()


def test_a_file_is_attached_without_scripts_and_stands_on_the_referral(dee, referral):
    page = dee.get(f"/referrals/{referral.pk}").text
    assert f'href="/referrals/{referral.pk}/attach"' in page
    form = dee.get(f"/referrals/{referral.pk}/attach").text
    assert 'enctype="multipart/form-data"' in form
    assert send(dee, referral).url == f"/referrals/{referral.pk}"
    page = dee.get(f"/referrals/{referral.pk}").text
    assert "The message" in page
    assert "photo.jpg" in page
    assert "Waiting to be checked for viruses" in page


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [("a.exe", b"MZ", "must be a PDF"), ("a.pdf", b"words", "says it is a PDF but is plain text"),
     ("a.txt", b"", "is empty"), ("a.txt", b"a" * 20_000_001, "smaller than 20 MB"),
     ("a.docx", files.docx(more=[("word/vbaProject.bin", b"x")]), "holds macros")],
)  # fmt: skip
def test_a_file_that_is_refused_gets_its_message_beside_the_field_and_the_rest_stays(
    dee, referral, name, data, words
):
    page = send(dee, referral, name, data, about="Her <own> words").text
    beside = re.search(r'id="id_file-error"[^>]*>(.*?)</p>', page, re.DOTALL)[1]
    assert words in beside
    assert 'href="#id_file"' in page
    assert 'value="Her &lt;own&gt; words"' in page
    assert Content.objects.count() == 0


def test_an_upload_far_beyond_the_limit_is_let_go_by_and_says_so(dee, referral, settings):
    settings.FILE_UPLOAD_LARGEST = 100_000
    page = send(dee, referral, "a.txt", b"a" * 300_000).text
    assert "must be smaller than 20 MB" in page


def test_nothing_chosen_and_nothing_written_are_both_said(dee, referral):
    page = dee.post(f"/referrals/{referral.pk}/attach", {}).text
    assert "Select a file" in page
    assert "Enter what this file is" in page


def test_a_file_is_handed_out_as_an_attachment_that_can_do_nothing(dee, file):
    found = dee.get(f"/files/{file.pk}/fetch")
    assert found["Content-Disposition"] == 'attachment; filename="photo.jpg"'
    assert found["Content-Type"] == "image/jpeg"
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert found["Cache-Control"] == "no-store"
    assert hashlib.sha256(found.content).hexdigest() == file.content.copy_sha256


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
     {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "image"},
     {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "iframe"}],
)  # fmt: skip
def test_another_site_or_a_page_that_embeds_it_gets_no_file(dee, file, headers):
    assert dee.get(f"/files/{file.pk}/fetch", headers=headers).status_code == 403


def test_a_file_that_waits_for_its_check_is_not_handed_out_outside_practice(
    dee, referral, partnership, settings
):
    send(dee, referral)
    examine(Job.objects.get(kind=EXAMINE))
    actor = partnership.actor("dsl")
    with partnership.as_("dsl"):
        file = StoredFile.objects.select_related("content").get()
        assert access.may_fetch(actor, file)
        settings.PRACTICE = False
        assert access.may_fetch(actor, file).reason == "Waiting to be checked for viruses"


def test_practice_without_a_scanner_says_so_and_goes_on(dee, referral):
    send(dee, referral)
    examine(Job.objects.get(kind=EXAMINE))
    key = re.search(r"/files/([0-9a-f-]{36})", dee.get(f"/referrals/{referral.pk}").text)[1]
    assert "Practice: there is no virus scanner here" in dee.get(f"/files/{key}").text
    assert dee.get(f"/files/{key}/fetch").status_code == 200


def test_a_file_with_a_virus_is_locked_for_everybody(
    dee, referral, partnership, tmp_path, settings
):
    send(dee, referral, "a.txt", files.EICAR)
    scanned(tmp_path, settings)
    key = re.search(r"/files/([0-9a-f-]{36})", dee.get(f"/referrals/{referral.pk}").text)[1]
    assert "A virus was found" in dee.get(f"/files/{key}").text
    assert dee.get(f"/files/{key}/fetch").status_code == 403
    dee.force_login(partnership.users["manager"])
    prove(dee)
    assert dee.get(f"/files/{key}/original").status_code == 403
    assert dee.post(f"/files/{key}/original", {"reason": "evidence"}).status_code == 403


def test_the_original_is_for_a_reason_and_for_those_who_may(dee, file, partnership):
    prove(dee)
    assert dee.post(f"/files/{file.pk}/original", {"reason": "evidence"}).status_code == 403
    manager = Client()
    manager.force_login(partnership.users["manager"])
    asked = manager.post(f"/files/{file.pk}/original", {"reason": "For the police"})
    assert asked.url.startswith("/accounts/reauthenticate/")
    prove(manager)
    page = manager.post(f"/files/{file.pk}/original", {"reason": " "})
    assert "Enter why you need the original" in page.text
    found = manager.post(f"/files/{file.pk}/original", {"reason": "For the police"})
    assert hashlib.sha256(found.content).hexdigest() == file.content.sha256


@pytest.mark.parametrize("who", ["other_dsl", "officer", "analyst", "dsl"])
def test_the_file_of_a_sealed_child_and_one_that_does_not_exist_look_the_same(
    client, file, partnership, who
):
    manager = partnership.actor("manager")
    with partnership.as_("manager"):
        restrict(file.subject_id, by=manager, level="sealed", open_to=[new_key()],
                 reason="A witness is protected.", at=timezone.now())  # fmt: skip
    client.force_login(partnership.users[who])
    for page in ("", "/fetch", "/original"):
        hidden = client.get(f"/files/{file.pk}{page}")
        absent = client.get(f"/files/{new_key()}{page}")
        assert (hidden.status_code, absent.status_code) == (404, 404)


def test_a_file_sent_twice_is_kept_once(dee, referral):
    page = dee.get(f"/referrals/{referral.pk}/attach").text
    once = UUID(re.search(r'name="_once" value="([^"]+)"', page)[1])
    for _ in range(2):
        sent = {"about": "The message", "file": SimpleUploadedFile("a.txt", b"a"), "_once": once}
        assert dee.post(f"/referrals/{referral.pk}/attach", sent).status_code == 302
    assert Content.objects.count() == 1


def test_what_a_file_holds_reaches_no_page(dee, referral):
    send(dee, referral, "<img src=x onerror=alert(1)>.txt", b"x", about="<script>alert(1)</script>")
    page = dee.get(f"/referrals/{referral.pk}").text
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert Content.objects.get().state == State.UNSCANNED
