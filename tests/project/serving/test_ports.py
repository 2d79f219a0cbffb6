import io
import socket
import sys
from collections.abc import Iterator

import pytest

from concord.project.serving.ports import answers, choose_port, is_free
from concord.project.troubles import Trouble

HERE = "127.0.0.1"


class Terminal(io.StringIO):
    """What somebody types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which somebody listens."""
    with socket.create_server((HERE, 0)) as server:
        yield server.getsockname()[1]


def test_a_port_with_a_listener_is_taken(taken: int) -> None:
    assert not is_free(HERE, taken)


def test_a_free_port_is_used_as_asked(taken: int) -> None:
    free = next(port for port in range(taken + 1, 65_535) if is_free(HERE, port))

    assert choose_port(HERE, free, command="") == free


def test_where_nobody_can_be_asked_the_command_for_another_port_is_shown(
    taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    with pytest.raises(Trouble, match=rf"Port {taken} is already in use.*make run PORT=\d+"):
        choose_port(HERE, taken, command="make run PORT={port}")


@pytest.mark.parametrize("typed", ["\n", "y\n", "Yes\n"])
def test_somebody_who_agrees_gets_another_port(
    typed: str, taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    other = choose_port(HERE, taken, command="")

    assert other != taken
    assert is_free(HERE, other)


def test_somebody_who_does_not_agree_is_told_the_command(
    taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("n\n"))

    with pytest.raises(Trouble, match="make run PORT="):
        choose_port(HERE, taken, command="make run PORT={port}")


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(Trouble, match="not an address of this machine"):
        is_free("no-such-host.example", 8000)


def test_where_nothing_listens_nothing_answers() -> None:
    with socket.create_server((HERE, 0)) as server:
        port = server.getsockname()[1]

    assert not answers(HERE, port)
