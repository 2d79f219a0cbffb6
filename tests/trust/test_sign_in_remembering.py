"""What sign-in remembers is the same for every process, tells of nobody, and is forgotten."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.utils import timezone

from concord.trust.accounts.models import Remembered
from concord.trust.accounts.remembering import SharedMemory, forget_old

pytestmark = pytest.mark.django_db


def of_another_process():
    """Return the memory as another worker has it: it shares nothing but the database."""
    return SharedMemory("", {})


def test_what_one_process_has_noted_the_next_one_cannot_note_again():
    assert caches["default"].add("code=123456", "y", timeout=30)
    assert not of_another_process().add("code=123456", "y", timeout=30)
    assert of_another_process().get("code=123456") == "y"


def test_it_is_over_when_its_time_is():
    memory = of_another_process()
    memory.add("code=123456", "y", timeout=30)
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        assert memory.get("code=123456", "gone") == "gone"
        assert memory.add("code=123456", "y", timeout=30)


@pytest.mark.parametrize("value", ["y", True, 7, [1.5, 2.5], {"a": None}])
def test_values_come_back_as_they_were(value):
    memory = of_another_process()
    memory.set("attempts", value)
    assert memory.get("attempts") == value


def test_the_last_one_said_holds_until_it_is_taken_back():
    memory = of_another_process()
    memory.set("attempts", [1])
    memory.set("attempts", [1, 2], timeout=None)
    assert memory.get("attempts") == [1, 2]
    assert memory.delete("attempts")
    assert not memory.delete("attempts")
    assert memory.get("attempts") is None


def test_the_table_names_nobody():
    of_another_process().add("used?user=rae&code=123456", "y", timeout=30)
    [row] = Remembered.objects.all()
    assert "rae" not in row.key + row.value
    assert "123456" not in row.key + row.value


def test_only_what_is_over_is_removed():
    memory = of_another_process()
    memory.set("old", 1, timeout=10)
    memory.set("new", 1, timeout=100)
    with time_machine.travel(timezone.now() + timedelta(seconds=20)):
        assert forget_old() == 1
        assert memory.get("new") == 1
