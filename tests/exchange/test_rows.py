import pytest

from concord.exchange.rows import SaidPerson


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (SaidPerson(forename="Amina", surname="Yusuf", known_as="Mina"), "Amina Yusuf"),
        (SaidPerson(surname="Yusuf"), "Yusuf"),
        (SaidPerson(known_as="Ghost"), "Ghost"),
        (SaidPerson(key="C1"), ""),
    ],
)
def test_somebody_is_named_by_what_was_sent(said, name):
    assert said.name == name
