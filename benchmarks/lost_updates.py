"""Many people change one record at once, each having read the same version of it.

python -m benchmarks.lost_updates [--clients 50] [--rounds 3]

For every form that edits a record: in each round all clients open it, then all send at once. One
may be saved; every other must be told (409) or refused in words, and nothing may be replaced in
silence. Prints the answers, and whether the record ends as its last accepted sender left it; exits
with 1 when somebody was overwritten.
"""

import argparse
import re
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import tests.early  # noqa: F401 - starts the database of the tests
from benchmarks.editing import Editing, forms


@dataclass
class Outcome:
    """What came of the rounds on one form."""

    answers: Counter[int] = field(default_factory=Counter)
    silent: int = 0
    wrong_end: int = 0


def race(editing: Editing, user: Any, *, clients: int, rounds: int) -> Outcome:
    """Have so many clients open a form and then send it at once, round after round."""
    outcome = Outcome()
    for number in range(rounds):
        sent = _one_round(editing, user, clients, number)
        outcome.answers.update(status for _, status in sent)
        accepted = [words for words, status in sent if status == 302]
        # Of those who read the same version only one may be saved without being asked.
        outcome.silent += max(0, len(accepted) - 1)
        if not editing.shown_at:
            continue
        shown = _reader(user).get(editing.shown_at).text
        outcome.wrong_end += sum(words not in shown for words in accepted)
        outcome.wrong_end += sum(
            words in shown for words, status in sent if status != 302 and accepted
        )
    return outcome


def _one_round(editing: Editing, user: Any, clients: int, number: int) -> list[tuple[str, int]]:
    from django.db import connections

    together, sent = threading.Barrier(clients), []

    def one(place: int) -> None:
        client = _reader(user)
        page = client.get(editing.read_at).text
        version = re.search(r'name="_version" value="([^"]*)"', page)
        # Of this form alone: a correction in the words that stand already is refused.
        words = f"Words of client {place} in round {number} for {editing.page}."
        answers = editing.answers | ({editing.words: words} if editing.words else {})
        if version:
            answers["_version"] = version[1]
        together.wait()
        sent.append((words, client.post(editing.path, answers).status_code))
        connections.close_all()

    threads = [threading.Thread(target=one, args=(place,)) for place in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sent


def _reader(user: Any) -> Any:
    from django.test import Client

    from tests.factories.proof import prove

    client = Client()
    client.force_login(user)
    prove(client)
    return client


def main() -> None:
    """Race on every form in a database of its own and print what came of it."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--clients", type=int, default=50)
    words.add_argument("--rounds", type=int, default=3)
    asked = words.parse_args()

    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concord.project.settings")
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    from tests.databases import clone
    from tests.factories import Partnership
    from tests.factories.world import World

    with clone("concord_benchmark_lost_updates"):
        partnership, failed = Partnership(), False
        for editing in forms(World(partnership)):
            user = partnership.users[editing.who]
            outcome = race(editing, user, clients=asked.clients, rounds=asked.rounds)
            print(
                f"{editing.page:24} answers {dict(outcome.answers)}"
                f"  replaced in silence {outcome.silent}  wrong at the end {outcome.wrong_end}"
            )
            failed |= bool(outcome.silent or outcome.wrong_end)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
