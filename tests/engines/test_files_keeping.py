"""A file that is kept: sealed on disk, scanned, copied without metadata, never half there."""

import hashlib
import io
import os
import subprocess
import zipfile
from datetime import timedelta

import pikepdf
import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection, transaction
from django.utils import timezone
from PIL import Image

from concord.casework.frontdoor import commands as frontdoor
from concord.casework.frontdoor.models import Referral
from concord.engines.documents import queries, storage, storing
from concord.engines.documents.jobs import EXAMINE, SWEEP, examine, sweep
from concord.engines.documents.limited import Bounds, WorkFailed, run_apart
from concord.engines.documents.models import Content, StoredFile
from concord.engines.documents.resealing import reseal_files
from concord.engines.documents.rules import State
from concord.engines.documents.storing import Upload
from concord.engines.jobs.models import Job
from concord.project.keys import add_data_keys, make_ring, open_or_make_ring
from concord.trust.commands import Refused
from concord.trust.reference.models import Standard
from tests.engines import files
from tests.engines.scanner import scanner
from tests.factories.cases import make_referral


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """A folder of this test's own for sealed files, and no scanner."""
    settings.FILES_FOLDER = tmp_path / "files"
    settings.CLAMD = f"unix:{tmp_path}/nobody"
    return settings.FILES_FOLDER


@pytest.fixture
def referral(partnership):
    with partnership.as_("dsl"):
        return make_referral(partnership)


def attach(partnership, referral, name, data, *, by="dsl"):
    """Attach a file to a referral, and return its content."""
    with partnership.as_(by):
        file = frontdoor.attach_file(
            Referral.objects.get(pk=referral.pk),
            by=partnership.actor(by),
            upload=Upload(name, data, "What it is"),
            at=timezone.now(),
        )
    return file.content


def examined(content):
    """Do the job that examines a file; return the content as it then is."""
    examine(Job.objects.filter(kind=EXAMINE, payload__content=str(content.pk)).latest("due_at"))
    content.refresh_from_db()
    return content


def kept_in(folder):
    """Return the files of a folder by name."""
    return {path.name: path for path in folder.rglob("*") if path.is_file()}


def test_a_file_lies_sealed_and_private_under_a_name_that_says_nothing(
    partnership, referral, folder
):
    content = attach(partnership, referral, "Sam Practice.txt", b"Absent on eleven days.")
    [path] = kept_in(folder).values()
    assert b"eleven" not in path.read_bytes()
    assert "Sam" not in str(path)
    assert str(referral.pk) not in str(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o077 == 0
    assert content.sha256 == hashlib.sha256(b"Absent on eleven days.").hexdigest()
    assert storage.read_sealed(content.location, storage.ORIGINAL) == b"Absent on eleven days."


def test_neither_the_name_nor_the_description_is_in_the_database(partnership, referral):
    attach(partnership, referral, "Sam Practice.txt", b"x")
    with partnership.as_("dsl"), connection.cursor() as cursor:
        cursor.execute("select f::text from documents_storedfile f")
        [row] = cursor.fetchone()
    assert "Sam" not in row
    assert b"What it is".hex() not in row


def test_a_file_that_was_moved_to_another_place_does_not_open(partnership, referral, folder):
    first = attach(partnership, referral, "a.txt", b"one")
    second = attach(partnership, referral, "b.txt", b"two")
    found = kept_in(folder)
    found[f"{first.location}.original"].replace(found[f"{second.location}.original"])
    with pytest.raises(InvalidTag):
        storage.read_sealed(second.location, storage.ORIGINAL)


def test_what_is_refused_leaves_nothing_behind(partnership, referral, folder):
    with pytest.raises(Refused, match="says it is a PDF"):
        attach(partnership, referral, "a.pdf", b"plain words")
    assert kept_in(folder) == {}
    assert Content.objects.count() == 0


def test_one_person_cannot_fill_the_store(partnership, referral):
    Standard.objects.using("default").filter(code="file_quota").update(value=1)
    attach(partnership, referral, "a.txt", b"a" * 600_000)
    with pytest.raises(Refused, match="You have stored 0 MB of the 1 MB"):
        attach(partnership, referral, "b.txt", b"b" * 600_000)
    attach(partnership, referral, "c.txt", b"c" * 600_000, by="worker")


def test_a_full_disk_leaves_neither_row_nor_file(partnership, referral, folder, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="no room"):
        attach(partnership, referral, "a.txt", b"words")
    assert kept_in(folder) == {}
    assert Content.objects.count() == 0


class Undone(Exception):
    """Something went wrong after the file was stored."""


def attach_and_stumble(partnership, referral):
    """Attach a file in a transaction that then fails."""
    with transaction.atomic():
        attach(partnership, referral, "b.txt", b"goes")
        raise Undone


def test_a_file_whose_transaction_was_undone_is_swept_after_a_day(partnership, referral, folder):
    kept = attach(partnership, referral, "a.txt", b"stays")
    with pytest.raises(Undone):
        attach_and_stumble(partnership, referral)
    assert len(kept_in(folder)) == 2
    job = Job.objects.get(kind=SWEEP)
    sweep(job)
    assert len(kept_in(folder)) == 2
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    for path in kept_in(folder).values():
        os.utime(path, (long_ago, long_ago))
    (folder / "ab").mkdir(exist_ok=True)
    (folder / "ab" / ".half.part").write_bytes(b"half")
    os.utime(folder / "ab" / ".half.part", (long_ago, long_ago))
    sweep(job)
    assert list(kept_in(folder)) == [f"{kept.location}.original"]


def test_a_virus_locks_the_file(partnership, referral, tmp_path, settings):
    content = attach(partnership, referral, "a.txt", files.EICAR)
    with scanner(tmp_path) as settings.CLAMD:
        examined(content)
    assert (content.state, content.finding) == (State.INFECTED, "Eicar-Signature")
    assert content.copy_sha256 == ""


def test_a_clean_file_is_ready_with_a_copy(partnership, referral, tmp_path, settings):
    content = attach(partnership, referral, "a.txt", b"Absent")
    with scanner(tmp_path) as settings.CLAMD:
        examined(content)
        again = examined(content)
    assert (again.state, again.copy_sha256) == (State.READY, again.sha256)


def test_outside_practice_a_file_waits_for_a_scanner_and_is_asked_about_again(
    partnership, referral, settings
):
    settings.PRACTICE = False
    content = examined(attach(partnership, referral, "a.txt", b"Absent"))
    assert (content.state, content.copy_sha256) == (State.UNSCANNED, "")
    assert Job.objects.filter(kind=EXAMINE, payload__content=str(content.pk)).count() == 2


def copy_of(content):
    """Return the copy that is handed out."""
    return storage.read_sealed(content.location, storage.COPY)


def test_the_copy_of_a_photograph_does_not_say_where_it_was_taken(partnership, referral):
    data = files.jpeg(where=b"4 Hidden Row")
    content = examined(attach(partnership, referral, "a.jpg", data))
    assert b"Hidden Row" in data
    assert b"Hidden Row" not in copy_of(content)
    with Image.open(io.BytesIO(copy_of(content))) as picture:
        assert not picture.getexif()
        assert picture.size == (40, 30)
    assert storage.read_sealed(content.location, storage.ORIGINAL) == data


def test_the_copy_of_a_pdf_has_no_author_script_or_attachment(partnership, referral):
    data = files.pdf(author="Dee Practice", script="app.alert(1)")
    content = examined(attach(partnership, referral, "a.pdf", data))
    with pikepdf.open(io.BytesIO(copy_of(content))) as copy:
        assert "/Author" not in copy.docinfo
        assert "/OpenAction" not in copy.Root
        assert len(copy.attachments) == 0
        assert len(copy.pages) == 1
    assert b"app.alert" not in copy_of(content)


@pytest.mark.parametrize(("name", "make"), [("a.docx", files.docx), ("a.xlsx", files.xlsx)])
def test_the_copy_of_an_office_file_has_no_author(partnership, referral, name, make):
    content = examined(attach(partnership, referral, name, make(author="Dee Practice")))
    with zipfile.ZipFile(io.BytesIO(copy_of(content))) as copy:
        whole = b"".join(copy.read(part) for part in copy.namelist())
    assert b"Dee Practice" not in whole
    assert b"Absent" in whole


def test_a_pdf_with_a_password_is_locked_because_no_copy_can_be_made(partnership, referral):
    content = examined(attach(partnership, referral, "a.pdf", files.pdf(password="secret")))
    assert content.state == State.BROKEN


def test_a_program_that_takes_too_long_or_too_much_is_ended():
    with pytest.raises(WorkFailed):
        run_apart("clean_copy", "jpg", given=files.jpeg(), bounds=Bounds(memory=20_000_000))
    with pytest.raises(WorkFailed, match="longer than"):
        run_apart("clean_copy", "jpg", given=files.jpeg(), bounds=Bounds(seconds=0))


def test_a_program_gets_no_setting_of_ours(monkeypatch):
    monkeypatch.setenv("CONCORD_FIELD_KEYS_FILE", "/secret/place")
    given = {}
    real = subprocess.run

    def watch(*words, **options):
        given.update(options["env"])
        return real(*words, **options)

    monkeypatch.setattr(subprocess, "run", watch)
    run_apart("clean_copy", "txt", given=b"x")
    assert not [name for name in given if name.startswith("CONCORD")]


def test_files_are_sealed_anew_under_a_new_key(partnership, referral, tmp_path, settings):
    make_ring(tmp_path / "ring", tmp_path / "wrapping")
    settings.FIELD_KEYS = open_or_make_ring(
        tmp_path / "ring", tmp_path / "wrapping", may_make=False
    )
    content = examined(attach(partnership, referral, "a.txt", b"Absent"))
    add_data_keys(settings.FIELD_KEYS)
    assert reseal_files() == 2
    assert copy_of(content) == b"Absent"
    assert reseal_files() == 0


def test_a_file_follows_its_referral_to_the_person_it_turned_out_to_be(partnership, referral):
    attach(partnership, referral, "a.txt", b"Absent")
    with partnership.as_("dsl"):
        other = make_referral(partnership)
    worker = partnership.actor("worker")
    with partnership.as_("worker"):
        frontdoor.settle_identity(
            Referral.objects.get(pk=referral.pk), by=worker, same_as=other.subject,
            at=timezone.now(),
        )  # fmt: skip
        [file] = queries.files_of(worker, frontdoor.FILES_OF, referral.pk)
    assert file.subject_id == other.subject_id


@pytest.mark.parametrize(
    ("who", "sees"),
    [("dsl", True), ("worker", True), ("manager", True), ("other_dsl", False), ("officer", False),
     ("analyst", False)],
)  # fmt: skip
def test_both_walls_show_a_file_to_the_same_people(partnership, referral, who, sees):
    attach(partnership, referral, "a.txt", b"Absent")
    actor = partnership.actor(who)
    with partnership.as_(who):
        assert queries.visible_with_content(actor).exists() is sees
        assert StoredFile.objects.exists() is sees


def test_a_referrer_does_not_see_what_the_front_door_adds(partnership, referral):
    attach(partnership, referral, "a.txt", b"For the front door", by="worker")
    with partnership.as_("dsl"):
        assert queries.files_of(partnership.actor("dsl"), "referral", referral.pk) == []
        assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_the_limits_are_dated_standards():
    limits = storing.limits_on(timezone.localdate())
    assert (limits.size, limits.quota) == (20_000_000, 2_000_000_000)
