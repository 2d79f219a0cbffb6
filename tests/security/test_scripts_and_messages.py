"""Our scripts, our e-mails and archives: nothing from outside decides anything."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone

from concord.engines.jobs.models import Job
from concord.engines.notices.post import EMAIL_JOB, send_email, tell
from concord.exchange.cin_census.opening import CensusUnreadable
from concord.trust.accounts.models import User
from tests.exchange.making import census, one_child, read

ROOT = Path(settings.ROOT)
BUILT = sorted((ROOT / "build" / "static").rglob("*.js"))
OURS = sorted((ROOT / "frontend" / "src").glob("*.js"))


def found_in(files, pattern):
    """Return where a pattern stands in scripts."""
    return [
        f"{path.name}: {hit.group(0)[:60]}"
        for path in files
        for hit in re.finditer(pattern, path.read_text(encoding="utf-8"))
    ]


def test_the_scripts_are_there():
    assert BUILT
    assert OURS


def test_no_script_takes_anything_from_another_window():
    """Pages of Concord wake each other on a channel of their own origin, and say nothing by it.

    Whoever is woken asks the server; what the message held is not looked at, so there is no sender
    to check (V3.5.5).
    """
    heard = found_in(OURS, r"addEventListener\([\"'`]message.*|onmessage.*")
    assert heard == ['session.js: addEventListener("message", () => this.look());']
    said = found_in(OURS, r"[\w.]+\.postMessage\(.*?\)")
    assert set(said) == {'session.js: this.others.postMessage("used")'}
    assert found_in(OURS, r"this\.others = .*") == [
        'session.js: this.others = new BroadcastChannel("concord-session");'
    ]
    assert len(found_in(BUILT, r"addEventListener\([\"'`]message[\"'`]|onmessage")) == len(heard)


def test_no_script_makes_markup_or_code_from_text():
    pattern = r"\.(inner|outer)HTML|insertAdjacentHTML|document\.write|\bnew Function|DOMParser"
    assert found_in(BUILT, pattern) == []


def test_no_script_of_ours_asks_for_an_element_by_the_name_of_a_variable():
    """What a page's text names is never found where a script looks for its own (V3.2.3)."""
    assert found_in(OURS, r"\bwindow\[|\bwindow\.(?!addEventListener|removeEventListener|location"
                          r"|setTimeout|setInterval|clearTimeout|clearInterval|crypto|name\b)\w+"
                          r"|\bdocument\[|\bvar ") == []  # fmt: skip


def test_no_script_of_ours_writes_to_a_property_that_the_page_names():
    """No object is filled under a name from outside, so none can be `__proto__` (V15.3.6)."""
    assert found_in(OURS, r"__proto__|\bprototype\b|\bfor \(\w+ \w+ in \b|Object\.assign") == []
    assert found_in(OURS, r"\w\[(?![\"'`\d])[^\]]+\]\s*=[^=]") == []


@pytest.mark.parametrize(
    "planted",
    ["Sam\nBcc: all@a.example", "Sam\r\nSubject: other", "\x00", "<b>Sam Practice</b>"],
)
def test_an_email_says_the_same_whatever_it_is_about(partnership, planted):
    """Nothing that anybody typed is in it: no head can be added, and nobody is named (V1.3.11)."""
    person = partnership.users["worker"]
    User.objects.filter(pk=person.pk).update(email="wes@council.example")
    with partnership.as_("worker") as worker:
        tell(person.pk, planted.replace("\x00", "."), url="/", by=worker, at=timezone.now())
    send_email(Job.objects.filter(kind=EMAIL_JOB).latest("due_at"))
    [sent] = mail.outbox
    assert sent.to == ["wes@council.example"]
    assert (sent.cc, sent.bcc, sent.attachments) == ([], [], [])
    assert "Sam" not in f"{sent.subject}{sent.body}{sent.message()}"
    assert "\n" not in sent.subject


def archive(name, content, mode=0):
    """Return a ZIP with one member, of a kind that its mode says."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        member = zipfile.ZipInfo(name)
        member.external_attr = mode << 16
        packed.writestr(member, content)
    return made.getvalue()


def test_a_link_inside_an_archive_leads_nowhere(tmp_path):
    """A member that calls itself a link is read as its own bytes, and those are no census."""
    secret = tmp_path / "secret.xml"
    secret.write_text(census(one_child()))
    with pytest.raises(CensusUnreadable):
        read(tmp_path, archive("a.xml", str(secret), 0o120777), "census.zip")


@pytest.mark.parametrize("name", ["../../a.xml", "/etc/a.xml", "..\\a.xml", "C:\\a.xml"])
def test_a_path_inside_an_archive_writes_nothing(tmp_path, name):
    inner = tmp_path / "one" / "two"
    inner.mkdir(parents=True)
    before = set(tmp_path.rglob("*"))
    rows = read(inner, archive(name, census(one_child())), "census.zip")
    assert len(rows) == 1
    assert set(tmp_path.rglob("*")) - before == {inner / "census.zip"}


def test_no_page_is_kept_by_the_server():
    """No cache of pages stands in front of the views, and none of our code keeps data (V14.2.2).

    What there is belongs to sign-in, which remembers numbers under hashed keys.
    """
    assert not [name for name in settings.MIDDLEWARE if "cache" in name.lower()]
    source = {path: path.read_text(encoding="utf-8") for path in (ROOT / "concord").rglob("*.py")}
    keeping = [path for path, text in source.items() if re.search(r"core\.cache|cache_page", text)]
    assert [path.stem for path in keeping] == ["remembering"]


def test_what_is_logged_goes_to_one_place_and_nowhere_else():
    """The stream that docs/running/watching.md describes, and the audit log (V16.2.3)."""
    assert set(settings.LOGGING["handlers"]) == {"stderr"}
    assert settings.LOGGING["root"]["handlers"] == ["stderr"]
    assert "loggers" not in settings.LOGGING
    kinds = r"FileHandler|SysLogHandler|SMTPHandler|HTTPHandler|SocketHandler|basicConfig"
    source = {path: path.read_text(encoding="utf-8") for path in (ROOT / "concord").rglob("*.py")}
    assert [path for path, text in source.items() if re.search(kinds, text)] == []
