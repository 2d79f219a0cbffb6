"""E-mail leaves by TLS or not at all."""

import socket
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured

from concord.project.doctor.configuration import mail_server
from concord.project.doctor.findings import Grade
from concord.project.mail_settings import mail_from


def test_without_a_server_none_is_sent() -> None:
    mail = mail_from("")

    assert mail.backend.endswith("dummy.EmailBackend")
    assert not mail.turned_on_later


@pytest.mark.parametrize(
    ("address", "host", "port", "user", "from_the_start"),
    [
        ("smtp://mail.example", "mail.example", 587, "", False),
        ("smtp://wes%40x.example@mail.example:2525", "mail.example", 2525, "wes@x.example", False),
        ("smtps://wes@mail.example", "mail.example", 465, "wes", True),
    ],
)
def test_tls_begins_with_the_connection_or_right_after_it(
    address: str, host: str, port: int, user: str, from_the_start: bool
) -> None:
    mail = mail_from(address)

    assert (mail.host, mail.port, mail.user) == (host, port, user)
    assert (mail.from_the_start, mail.turned_on_later) == (from_the_start, not from_the_start)


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://"])
def test_anything_else_is_refused(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="CONCORD_MAIL"):
        mail_from(address)


def test_the_doctor_asks_whether_the_server_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        told = SimpleNamespace(
            EMAIL_BACKEND="smtp", EMAIL_HOST="127.0.0.1", EMAIL_PORT=server.getsockname()[1]
        )
        assert mail_server(told).grade is Grade.OK
    assert mail_server(told).grade is Grade.MUST_CHANGE
