"""CE01 to CE03: children tracked by level, starts and ends (domain.md 8.1, 8.4)."""

import itertools
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concord.casework.tracking.measures import tracked_by_month
from concord.casework.tracking.models import Period
from concord.casework.tracking.rules import stock_reconciles
from concord.engines.statistics.measures import measure
from concord.kernel.levels import TRACKED_LEVELS, Level
from concord.kernel.periods import Month, months_ending
from tests.casework.tracking.making import History, insert
from tests.factories.sealing import restrict

JANUARY, FEBRUARY, MAY = Month(2020, 1), Month(2020, 2), Month(2020, 5)


def counted(partnership, *months, who="manager"):
    with partnership.as_(who):
        return tracked_by_month(months)


def test_a_child_counts_at_the_level_in_force_at_the_end_of_the_month(partnership):
    levels = [
        (date(2020, 1, 10), Level.EMERGING),
        (date(2020, 1, 31), Level.SIGNIFICANT),
        (date(2020, 2, 1), Level.MODERATE),
    ]
    insert(partnership, [History(date(2020, 1, 10), levels=levels)])
    january, february = counted(partnership, JANUARY, FEBRUARY)
    assert january.by_level == {Level.SIGNIFICANT: 1, Level.MODERATE: 0, Level.EMERGING: 0}
    assert february.by_level == {Level.SIGNIFICANT: 0, Level.MODERATE: 1, Level.EMERGING: 0}


def test_of_two_changes_on_one_day_the_later_counts(partnership):
    levels = [(date(2020, 1, 31), Level.EMERGING), (date(2020, 1, 31), Level.MODERATE)]
    insert(partnership, [History(date(2020, 1, 31), levels=levels)])
    (january,) = counted(partnership, JANUARY)
    assert january.by_level[Level.MODERATE] == january.total == 1


def test_a_child_whose_tracking_closes_on_the_last_day_is_not_open_when_it_ends(partnership):
    insert(partnership, [History(date(2020, 1, 5), closed_on=date(2020, 1, 31))])
    (january,) = counted(partnership, JANUARY)
    assert (january.total, january.starts, january.ends) == (0, 1, 1)


def test_the_worked_example_reconciles(partnership):
    there = [History(date(2019, 11, 1))] * (283 - 34)
    leaving = [History(date(2019, 11, 1), closed_on=date(2020, 3, 3))] * 34
    coming = [History(date(2020, 4, 20))] * 140
    insert(partnership, there + leaving + coming)
    months = counted(partnership, *months_ending(MAY, 5))
    starts, ends = (sum(row.starts for row in months[1:]), sum(row.ends for row in months[1:]))
    assert (months[0].total, starts, ends, months[-1].total) == (283, 140, 34, 389)
    assert stock_reconciles(start=283, starts=starts, ends=ends, end=389)


days = st.dates(date(2020, 1, 1), date(2020, 6, 30))
levels = st.sampled_from(TRACKED_LEVELS)


@st.composite
def lives(draw):
    """Return a tracking period with up to three level changes, perhaps closed."""
    moments = sorted(draw(st.lists(days, min_size=1, max_size=4)))
    changes = [(on, draw(levels)) for on in moments]
    longest = (date(2020, 6, 30) - moments[-1]).days
    closes = draw(st.none() | st.integers(0, longest))
    closed = None if closes is None else moments[-1] + timedelta(days=closes)
    return History(moments[0], closed, changes)


def recount(histories, month):
    """Count by hand: every life, day by day, in plain Python."""
    last = max(
        on
        for on in (month.first_day + timedelta(days=n) for n in range(31))
        if on.month == month.number
    )
    by_level = dict.fromkeys(TRACKED_LEVELS, 0)
    for life in histories:
        if life.opened_on <= last and (life.closed_on is None or life.closed_on > last):
            in_force = [level for on, level in life.changes if on <= last][-1]
            by_level[in_force] += 1

    def falls(on):
        return on is not None and (on.year, on.month) == (month.year, month.number)

    starts = sum(falls(life.opened_on) for life in histories)
    ends = sum(falls(life.closed_on) for life in histories)
    return by_level, starts, ends


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(lives(), max_size=8))
def test_whatever_happened_the_database_counts_as_a_person_would_and_reconciles(
    partnership, histories
):
    months = months_ending(Month(2020, 6), 7)
    with transaction.atomic():
        insert(partnership, histories)
        rows = counted(partnership, *months)
        transaction.set_rollback(True)
    for row in rows:
        assert (row.by_level, row.starts, row.ends) == recount(histories, row.month)
    for before, row in itertools.pairwise(rows):
        assert stock_reconciles(start=before.total, starts=row.starts, ends=row.ends, end=row.total)


@pytest.mark.parametrize("who", ["manager", "officer", "member", "analyst"])
def test_the_figure_is_the_same_whoever_asks(partnership, who):
    insert(partnership, [History(date(2020, 1, 5))] * 7)
    assert counted(partnership, JANUARY, who=who)[0].total == 7
    with partnership.as_(who):
        assert Period.objects.count() == (7 if who == "manager" else 0)


@pytest.mark.parametrize(("level", "total"), [("sealed", 1), ("restricted", 2)])
def test_who_is_sealed_is_counted_in_no_month_and_who_is_restricted_is(partnership, level, total):
    (key, _) = insert(partnership, [History(date(2020, 1, 5))] * 2)
    manager = partnership.actor("manager")
    with partnership.as_("manager"):
        restrict(
            key,
            by=manager,
            level=level,
            open_to=[partnership.users["worker"].pk],
            reason="A relative works in the team.",
            at=timezone.now(),
        )
        assert Period.objects.count() == 1
    for who in ("manager", "worker", "analyst"):
        (row,) = counted(partnership, JANUARY, who=who)
        assert (row.total, row.starts) == (total, total)


def test_the_number_of_queries_does_not_grow_with_months_or_children(
    partnership, django_assert_num_queries
):
    insert(partnership, [History(date(2020, 1, 5))] * 40)
    with partnership.as_("member"), django_assert_num_queries(2):
        tracked_by_month(months_ending(MAY, 60))
    assert counted(partnership) == []


COUNTING = """
    select p.proname, r.rolname, p.prosecdef, p.proconfig, pg_get_function_result(p.oid)
    from pg_proc p join pg_roles r on r.oid = p.proowner
    where p.proname in ('tracking_stock', 'tracking_flow') order by p.proname
"""


def test_the_counting_functions_hand_out_numbers_only_and_belong_to_nobody_who_signs_in(db):
    with connection.cursor() as cursor:
        cursor.execute(COUNTING)
        flow, stock = cursor.fetchall()
        cursor.execute("select rolcanlogin from pg_roles where rolname = 'concord_counter'")
        assert cursor.fetchone() == (False,)
    assert flow[1:3] == stock[1:3] == ("concord_counter", True)
    assert flow[3] == stock[3] == ["search_path=public, pg_temp"]
    assert flow[4] == "TABLE(month date, starts bigint, ends bigint)"
    assert stock[4] == "TABLE(day date, level text, children bigint)"


@pytest.mark.parametrize("function", ["tracking_stock(date[])", "tracking_flow(date, date)"])
@pytest.mark.parametrize(
    ("role", "may"), [("concord_app", True), ("concord_auditor", False), ("concord_backup", False)]
)
def test_only_the_application_may_ask_for_a_count(db, function, role, may):
    with connection.cursor() as cursor:
        cursor.execute("select has_function_privilege(%s, %s, 'execute')", [role, function])
        assert cursor.fetchone() == (may,)


@pytest.mark.parametrize("code", ["CE01", "CE02", "CE03"])
def test_each_measure_says_what_it_counts_and_which_limit_guards_it(code):
    found = measure(code)
    assert (found.version, found.suppress_below) == (2, "suppress_below")
    assert all([found.definition, found.numerator, found.denominator, found.source, found.serves])


def test_starts_and_ends_are_measures_of_their_own(partnership):
    insert(partnership, [History(date(2020, 1, 5), closed_on=date(2020, 2, 9))] * 2)
    with partnership.as_("member"):
        months = [JANUARY, FEBRUARY]
        assert measure("CE02").count(months) == {JANUARY: 2, FEBRUARY: 0}
        assert measure("CE03").count(months) == {JANUARY: 0, FEBRUARY: 2}
