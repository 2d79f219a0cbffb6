"""Who is connected with whom: said as a sentence, seen by whoever sees both ends, and lapsing."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from concord.registers.links import queries
from concord.registers.links.commands import (
    Connection,
    confirm_link,
    end_link,
    link_subjects,
)
from concord.registers.links.models import Link
from concord.registers.links.rules import Basis, Confidence, Kind, Role, Said, expires, sentence
from concord.registers.subjects.models import Subject
from concord.trust.access.commands import block_sight, end_sight
from concord.trust.actors import on_behalf_of
from concord.trust.commands import Refused
from tests.casework.assessment import making

SEEN = Connection("seen_with", "Police, occurrence 13260001", confidence=Confidence.MEDIUM)
TODAY = timezone.localdate


@pytest.fixture
def pair(partnership):
    """Two children whom social care sees."""
    return [making.enter_child(partnership, name=name) for name in ("Sam Practice", "Kim Example")]


def connect(partnership, pair, connection=SEEN, who="worker"):
    with partnership.as_(who) as actor:
        one, other = (Subject.objects.get(pk=key) for key in pair)
        return link_subjects(one, by=actor, other=other, connection=connection, at=timezone.now())


def said_to(partnership, who, key):
    with partnership.as_(who) as reader:
        return [shown.words for shown in queries.links_of(reader, key, on=TODAY())]


def test_a_link_is_a_sentence_on_both_its_ends(partnership, pair):
    connect(partnership, pair)
    known = f"Police, occurrence 13260001, confidence medium, last confirmed {_in_words(TODAY())}."
    assert said_to(partnership, "worker", pair[0]) == [
        f"Sam Practice was seen with Kim Example. {known}"
    ]
    assert said_to(partnership, "worker", pair[1]) == [
        f"Kim Example was seen with Sam Practice. {known}"
    ]


def test_an_opinion_says_whose_it_is_and_a_role_stands_on_the_link():
    friends = Kind("friend", "Friend", "{one} and {other} are friends", "", frozenset(), "tracking")
    said = Said(
        friends, "“Ghost”", "Kim Example", Role.SUSPECTED_EXPLOITER, Basis.OPINION, Confidence.LOW,
        "the school", from_on=date(2026, 3, 1),
    )  # fmt: skip
    assert sentence(said) == (
        "In the opinion of the school, “Ghost” and Kim Example are friends (“Ghost” as suspected"
        " exploiter), since 1 March 2026. Confidence low."
    )


def test_whoever_sees_one_end_alone_sees_no_link(partnership, pair):
    connect(partnership, pair)
    with partnership.as_("worker") as worker:
        end_sight(
            pair[1], by=on_behalf_of(worker),
            principal_id=partnership.social_care.pk, at=timezone.now(),
        )  # fmt: skip
    assert said_to(partnership, "worker", pair[0]) == []
    with partnership.as_("worker"):
        # Nor does the database itself show the row.
        assert not Link.objects.exists()


def test_a_conflict_of_interest_with_either_end_closes_the_link(partnership, pair):
    connect(partnership, pair)
    with partnership.as_("manager") as manager:
        block_sight(
            pair[1], by=manager, user_id=partnership.users["worker"].pk, reason="Family",
            at=timezone.now(),
        )  # fmt: skip
    assert said_to(partnership, "worker", pair[0]) == []
    assert len(said_to(partnership, "manager", pair[0])) == 1


def test_a_role_without_the_part_sees_no_link(partnership, pair):
    connect(partnership, pair)
    assert said_to(partnership, "steward", pair[0]) == []
    sibling = Connection("sibling", "Birth certificate")
    connect(partnership, pair, sibling)
    assert len(said_to(partnership, "steward", pair[0])) == 1


def test_family_comes_first(partnership, pair):
    connect(partnership, pair)
    connect(partnership, pair, Connection("sibling", "Birth certificate"))
    assert ["siblings" in words for words in said_to(partnership, "worker", pair[0])] == [
        True,
        False,
    ]


def test_mapping_lapses_unless_somebody_looks_again(partnership, pair):
    made = connect(partnership, pair)
    assert made.expires_on == TODAY() + timedelta(days=183)
    after = made.expires_on + timedelta(days=1)
    with partnership.as_("worker") as worker:
        assert queries.live(worker, on=made.expires_on - timedelta(days=1)).exists()
        assert not queries.live(worker, on=after).exists()
        due = queries.due_for_review(worker, on=TODAY(), by=made.expires_on)
        assert list(due) == [made]
        confirm_link(
            made, by=worker, because="Seen again.", at=timezone.now() + timedelta(days=100)
        )
        assert queries.live(worker, on=after).exists()


def test_family_does_not_lapse(partnership, pair):
    assert connect(partnership, pair, Connection("sibling", "Birth certificate")).expires_on is None


def test_what_has_ended_is_kept_and_no_longer_shown(partnership, pair):
    made = connect(partnership, pair)
    with partnership.as_("worker") as worker:
        end_link(made, by=worker, because="They have not met since May.", at=timezone.now())
    assert said_to(partnership, "worker", pair[0]) == []
    with partnership.as_("worker") as worker:
        assert Link.objects.get().ended_because == "They have not met since May."
        with pytest.raises(Refused, match="ended already"):
            end_link(made, by=worker, because="Again", at=timezone.now())


@pytest.mark.parametrize(
    ("connection", "words"),
    [
        (Connection("nonsense", "the school"), "Select how"),
        (Connection("seen_with", " "), "Enter who says so"),
        (Connection("member", "the school"), "does not join these two"),
        (Connection("seen_with", "the school", from_on=date(2999, 1, 1)), "today or in the past"),
        (Connection("seen_with", "the school", from_on=date(2026, 5, 2), to_on=date(2026, 5, 1)),
         "must not lie before"),
        (Connection("seen_with", "the school", parental_responsibility=True),
         "Only family and carers"),
        (Connection("seen_with", "the school", expires_on=date(2020, 1, 1)), "in the future"),
    ],
)  # fmt: skip
def test_what_makes_no_link_is_refused_in_words(partnership, pair, connection, words):
    with pytest.raises(Refused, match=words):
        connect(partnership, pair, connection)


def test_nobody_is_linked_with_themselves(partnership, pair):
    with pytest.raises(Refused, match="cannot be linked to itself"):
        connect(partnership, [pair[0], pair[0]])


def test_only_those_who_write_the_part_record_it(partnership, pair):
    with pytest.raises(Refused, match="does not include recording this kind"):
        connect(partnership, pair, who="steward")


@given(
    days=st.integers(1, 400),
    asked=st.none() | st.dates(date(2026, 11, 24), date(2028, 1, 1)),
    intrusive=st.booleans(),
)
def test_no_mapping_outlives_the_standard_without_a_review(days, asked, intrusive):
    today = date(2026, 11, 23)
    kind = Kind("k", "K", "", "", frozenset(), "tracking", intrusive=intrusive)
    found = expires(kind, asked=asked, today=today, days=days)
    if intrusive:
        assert found is not None
        assert today < found <= today + timedelta(days=days)
    else:
        assert found is None


def _in_words(on):
    return f"{on.day} {on:%B %Y}"
