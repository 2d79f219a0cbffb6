"""The doctor finds what was put wrong on purpose."""

from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from concord.engines.jobs.models import Job
from concord.project.doctor.anchor import note_anchor
from concord.project.doctor.configuration import examine_settings
from concord.project.doctor.contents import examine_contents
from concord.project.doctor.database import examine_database, patches_of
from concord.project.doctor.files import examine_files
from concord.project.doctor.findings import Finding, Grade
from concord.project.doctor.machine import examine_machine, examine_state, key_file
from concord.project.doctor.people import examine_people
from concord.trust.accounts.models import User
from tests.factories import Partnership


def _of(findings: list[Finding], subject: str) -> Finding:
    [found] = [each for each in findings if each.subject.startswith(subject)]
    return found


def test_a_key_that_others_can_read_must_change(tmp_path: Path) -> None:
    key = tmp_path / "secret_key"
    key.write_text("x")
    key.chmod(0o640)
    found = key_file("Secret key file", key)

    assert found.grade is Grade.MUST_CHANGE
    assert found.remedy == f"Run: chmod 600 {key}"
    key.chmod(0o600)
    assert key_file("Secret key file", key).grade is Grade.OK


def test_a_missing_key_must_be_supplied(tmp_path: Path) -> None:
    assert key_file("Secret key file", tmp_path / "none").grade is Grade.MUST_CHANGE


def test_an_open_state_folder_and_an_open_password_are_both_found(tmp_path: Path) -> None:
    password = tmp_path / "database" / "passwords" / "concord_app"
    password.parent.mkdir(parents=True)
    password.write_text("x")
    password.chmod(0o644)
    tmp_path.chmod(0o755)
    grades = {each.subject: each.grade for each in examine_state(tmp_path)}

    assert grades == {
        "State folder": Grade.MUST_CHANGE,
        "database/passwords/concord_app": Grade.MUST_CHANGE,
    }


def test_the_machine_is_described() -> None:
    subjects = {each.subject for each in examine_machine()}

    assert subjects == {"Python", "Node.js", "Chromium", "Time zones", "Clock", "User"}


def _settings(**changed: object) -> SimpleNamespace:
    sound = {
        "PRACTICE": False,
        "DEBUG": False,
        "SECRET_KEY": "x" * 50,
        "STATE": Path("/nowhere"),
        "ALLOWED_HOSTS": ["concord.example"],
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "CSRF_TRUSTED_ORIGINS": ["https://concord.example"],
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "EMAIL_HOST": "",
        "BREACHED_PASSWORDS": __file__,
    }
    return SimpleNamespace(**{**sound, **changed})


def test_sound_settings_have_nothing_to_change_but_the_keys_that_are_not_there() -> None:
    faults = {each.subject for each in examine_settings(_settings()) if each.grade is not Grade.OK}

    assert faults == {"Secret key file", "Field encryption key file", "Backup key file", "E-mail"}


def test_a_scanner_that_does_not_answer_and_an_open_folder_of_files_must_change(
    tmp_path: Path,
) -> None:
    tmp_path.chmod(0o755)
    settings.CLAMD, before = f"unix:{tmp_path}/nobody", settings.CLAMD
    try:
        findings = list(examine_files(SimpleNamespace(FILES_FOLDER=tmp_path)))
    finally:
        settings.CLAMD = before

    faults = {each.subject for each in findings if each.grade is Grade.MUST_CHANGE}
    assert faults == {"Virus scanner", "Files folder"}


@pytest.mark.parametrize(
    ("setting", "value", "subject"),
    [
        ("PRACTICE", True, "Mode"),
        ("DEBUG", True, "DEBUG"),
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("ALLOWED_HOSTS", ["*"], "Hosts"),
        ("SESSION_COOKIE_SECURE", False, "TLS"),
        ("SECURE_HSTS_SECONDS", 0, "TLS"),
        ("BREACHED_PASSWORDS", "/nowhere/stolen.txt", "Stolen passwords"),
        ("CSRF_TRUSTED_ORIGINS", ["http://concord.example"], "Origins"),
        ("CSRF_TRUSTED_ORIGINS", ["https://elsewhere.example"], "Origins"),
    ],
)
def test_a_setting_that_is_unsafe_must_change(setting: str, value: object, subject: str) -> None:
    findings = list(examine_settings(_settings(**{setting: value})))

    assert _of(findings, subject).grade is Grade.MUST_CHANGE


def test_the_projects_own_settings_can_be_examined() -> None:
    findings = list(examine_settings(settings))

    assert _of(findings, "Mode").grade is Grade.MUST_CHANGE
    assert _of(findings, "DEBUG").grade is Grade.OK


@pytest.mark.django_db(databases=["default", "owner", "auditor"])
class TestDatabase:
    def test_roles_and_walls_of_a_prepared_database_are_sound(self) -> None:
        findings = list(examine_database(connections))
        grades = {each.grade for each in findings if each.subject.startswith(("Role", "Row"))}

        assert grades == {Grade.OK}
        assert _of(findings, "PostgreSQL").grade is Grade.OK

    def test_a_table_about_children_without_a_wall_is_named(self) -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute("create table loose_note (subject_id uuid)")
            cursor.execute("grant select on loose_note to concord_app")
            found = _of(list(examine_database(connections)), "Row-level security")

        assert found.grade is Grade.MUST_CHANGE
        assert "loose_note" in found.found

    def test_an_application_that_connects_as_the_owner_is_found_out(self) -> None:
        owners = {alias: connections["owner"] for alias in ("default", "owner", "auditor")}
        found = _of(list(examine_database(owners)), "Role concord_owner (application)")

        assert found.grade is Grade.MUST_CHANGE
        assert "owns tables" in found.found

    def test_contents_of_a_prepared_database_are_sound(self, tmp_path: Path) -> None:
        findings = list(examine_contents(connections, tmp_path, on=date(2026, 11, 23)))

        assert _of(findings, "Migrations").grade is Grade.OK
        assert _of(findings, "Practice people").grade is Grade.OK
        assert _of(findings, "Audit log").grade is Grade.WARNING

    def test_bank_holidays_that_run_out_within_a_year_must_be_renewed(self, tmp_path: Path) -> None:
        findings = list(examine_contents(connections, tmp_path, on=date(2040, 1, 1)))

        assert _of(findings, "Bank holidays").grade is Grade.MUST_CHANGE

    def test_a_log_whose_noted_line_is_gone_is_found_out(self, tmp_path: Path) -> None:
        note_anchor(tmp_path, 1_000_000, "ab" * 32)
        findings = list(examine_contents(connections, tmp_path, on=date(2026, 11, 23)))

        assert _of(findings, "Audit log").grade is Grade.MUST_CHANGE

    def test_a_server_that_lacks_patches_must_have_them(self) -> None:
        assert patches_of(150_019).grade is Grade.MUST_CHANGE
        assert patches_of(150_020).grade is Grade.OK
        assert patches_of(190_000).grade is Grade.OK

    def test_jobs_that_nobody_does_are_found(self, tmp_path: Path) -> None:
        late = timezone.now() - timedelta(minutes=2)
        Job.objects.create(kind="one", due_at=late)
        findings = list(examine_contents(connections, tmp_path, on=date(2026, 11, 23)))

        assert _of(findings, "Worker").grade is Grade.MUST_CHANGE

    def test_jobs_held_since_a_restoration_are_told(self, tmp_path: Path) -> None:
        late = timezone.now() - timedelta(minutes=2)
        Job.objects.create(kind="one", due_at=late, held_at=late)
        findings = list(examine_contents(connections, tmp_path, on=date(2026, 11, 23)))

        assert _of(findings, "Worker").grade is Grade.OK
        assert _of(findings, "Outbox").grade is Grade.WARNING

    def test_people_without_a_second_factor_or_the_passkey_of_their_role_are_counted(
        self, partnership: Partnership
    ) -> None:
        User.objects.filter(pk=partnership.users["governance"].pk).update(practice=False)
        findings = list(examine_people(settings, on=date(2026, 11, 23)))

        assert _of(findings, "Second factor").grade is Grade.WARNING
        assert _of(findings, "Passkeys").grade is Grade.WARNING

    @pytest.mark.parametrize(
        ("issuer", "code"), [("http://sign.example", "cass"), ("https://sign.example", "nobody")]
    )
    def test_single_sign_on_without_tls_or_for_nobody_must_change(
        self, issuer: str, code: str
    ) -> None:
        app = {"provider_id": code, "name": "A", "settings": {"server_url": issuer}}
        told = SimpleNamespace(SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": [app]}})
        findings = list(examine_people(told, on=date(2026, 11, 23)))

        assert _of(findings, "Single sign-on").grade is Grade.MUST_CHANGE
