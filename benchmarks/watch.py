"""How soon a look that needs explaining is put before the keeper, with a month of log behind it.

python -m benchmarks.watch [--lines 240000] [--users 600] [--days 28] [--looks 12]

Makes the log of so many people who open so many records a day, spread over ten hours of each day.
Then somebody is shown a record with which nothing connects them, and the watch makes its round as
the worker makes it; again and again. Prints the longest time from a look to its notice: a round,
and the seconds between two. Exits with 1 when it is more than 60 seconds.
"""

import argparse
import time
from datetime import timedelta

from benchmarks.settled import database
from benchmarks.targets import Targets

ALERT_SECONDS = 60
CHILDREN = 50
FILL = """
    set session_replication_role = replica;
    insert into audit_entry (at, user_id, agency_id, what, record_type, record_id, subject_ids,
                             purpose, details)
    select now() - make_interval(days => day, secs => 36000 * random()), u.id, u.agency_id,
           'Opened', 'subject', gen_random_uuid()::text,
           array[(%(children)s::uuid[])[1 + floor(random() * cardinality(%(children)s::uuid[]))]],
           '', '{"as": "Wes Practice", "page": "ShowChild", "roles": ["social_worker"]}'
    from generate_series(0, %(days)s - 1) day, generate_series(1, %(each)s),
         (select id, agency_id from accounts_user order by username limit %(users)s) u;
    analyze audit_entry;
"""


def fill(lines: int, users: int, days: int) -> object:
    """Give a database its people and its lines; return the partnership."""
    from tests.factories import Partnership, make_user
    from tests.factories.cases import make_referral
    from tests.trust.tampering import as_superuser

    partnership = Partnership()
    for number in range(users):
        make_user(f"Colleague {number}", partnership.social_care, "social_worker")
    with partnership.as_("dsl"):  # type: ignore[attr-defined]
        children = [make_referral(partnership).subject_id for _ in range(CHILDREN)]
    with as_superuser() as cursor:
        each = {"each": lines // users, "users": users, "days": days, "children": children}
        cursor.execute(FILL, each)
    return partnership


def look_and_watch(partnership: object, looks: int) -> float:
    """Return the seconds that the longest round took which found somebody's look."""
    from concord.project.rounds import Watching
    from concord.trust.audit import log
    from tests.factories import new_key

    watching, longest = Watching(), 0.0
    for number in range(looks):
        with partnership.as_("nurse") as nurse:  # type: ignore[attr-defined]
            log.listed([new_key()], by=nurse, page="Children")
        began = time.perf_counter()
        raised = watching()
        took = time.perf_counter() - began
        print(f"round {number + 1}: {took:.2f} s, {raised} questions", flush=True)
        # The first round looks a whole day back, once, when a worker starts.
        longest = max(longest, took) if number else longest
    return longest


def main() -> None:
    """Measure, and say whether the alert comes in time."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--lines", type=int, default=240_000)
    words.add_argument("--users", type=int, default=600)
    words.add_argument("--days", type=int, default=28)
    words.add_argument("--looks", type=int, default=12)
    asked = words.parse_args()
    targets = Targets()
    with database("watch"):
        from concord.project.rounds import ROUNDS

        partnership = fill(asked.lines, asked.users, asked.days)
        longest = look_and_watch(partnership, asked.looks)
        [between] = [one.every for one in ROUNDS if one.name == "watch over the audit log"]
    print(f"A day of {asked.lines:,} lines, {timedelta(days=asked.days).days} days of them")
    targets.at_most("seconds from a look to its notice", between + longest, ALERT_SECONDS)
    targets.finish()


if __name__ == "__main__":
    main()
