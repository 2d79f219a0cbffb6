"""A form writes what it asks and nothing else, however often and with whatever it is sent."""

from collections import Counter
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models

from tests.factories import Partnership
from tests.factories.world import World
from tests.security.filling import (
    carried_out,
    filled,
    pages_with_forms,
    plain_words,
    send,
)
from tests.security.walking import signed_in, undone

pytestmark = pytest.mark.slow
WORKERS = ("dsl", "worker", "manager", "governance", "administrator")
# What is kept of a form that is not sent is what was typed, whatever it was; the log keeps no form.
KEEPS_WHAT_WAS_TYPED = ("safekeeping", "audit")
PLANTED = {
    models.UUIDField: "c0ffee00-dead-4bee-8bad-c0ffee00c0de",
    models.DateTimeField: "1971-02-03T04:05:06+00:00",
    models.DateField: "1971-02-03",
    models.BooleanField: "true",
    models.IntegerField: "7654321",
}
TEXT = "planted by the sender"
FOUND = {UUID(PLANTED[models.UUIDField]), 7654321, TEXT, "1971-02-03"}


def our_models():
    """Return the models of Concord whose rows a form could reach."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("concord.")
        and model._meta.app_label not in KEEPS_WHAT_WAS_TYPED
    ]


def every_field():
    """Return the name of every field of every model with a value that would be noticed."""
    planted = {}
    for model in our_models():
        for field in model._meta.concrete_fields:
            kinds = [value for kind, value in PLANTED.items() if isinstance(field, kind)]
            # A column of the same name elsewhere may want another kind: both are sent.
            planted.setdefault(field.name, set()).add(kinds[0] if kinds else TEXT)
            planted.setdefault(field.attname, set()).add(kinds[0] if kinds else TEXT)
    return {name: sorted(values) for name, values in planted.items()}


def rows(partnership):
    """Yield every field of every row that the people of the partnership can see, once each."""
    seen = set()
    for who in ("manager", "governance", "administrator", "dsl"):
        with partnership.as_(who):
            for model in our_models():
                for row in model._default_manager.values():
                    key = (model, str(next(iter(row.values()))))
                    if key not in seen:
                        seen.add(key)
                        yield model, row


def is_planted(value):
    """Whether a value was sent for a field that nobody asked about."""
    if hasattr(value, "year"):
        return value.year == 1971
    return value in FOUND if not isinstance(value, list | dict) else TEXT in str(value)


def what_stands(partnership):
    """Return what was planted, and how often each answer of a choice stands in its column."""
    planted, choices = set(), Counter()
    for model, row in rows(partnership):
        by_column = {field.attname: field for field in model._meta.concrete_fields}
        for name, value in row.items():
            where = f"{model._meta.label}.{name}"
            if is_planted(value):
                planted.add(where)
            field = by_column[name]
            if isinstance(field, models.BooleanField) or field.choices:
                choices[where, str(value)] += 1
    return planted, choices


@pytest.mark.parametrize("who", WORKERS)
def test_no_form_writes_a_field_that_it_does_not_ask(db, quiet, who):
    """Send each form as it should be, then with the name of every column there is (V15.3.3)."""
    world, extras, tried = World(Partnership()), every_field(), 0
    assert len(extras) > 150
    for page, form in pages_with_forms(world, who):
        path = form.action or page.path
        with undone():
            answers = carried_out(signed_in(world, who), page, plain_words)
            _, plain = what_stands(world.partnership) if answers else (None, None)
        if answers is None:
            answers = {}
        asked = set(answers) | {name for name, *_ in _asked(form)}
        with undone():
            stuffed = {name: values for name, values in extras.items() if name not in asked}
            answer = send(signed_in(world, who), path, stuffed | answers)
            assert answer.status_code < 500, page
            planted, choices = what_stands(world.partnership)
        assert planted == set(), page
        assert plain is None or choices == plain, page
        tried += plain is not None
    assert tried


def _asked(form):
    return [(box.get("name"),) for box in form.xpath(".//*[@name]")]


def test_most_forms_were_really_carried_out(db, quiet):
    """The tests of this folder would prove nothing with forms that are always sent back."""
    world, there, done = World(Partnership()), set(), set()
    for who in WORKERS:
        for page, _ in pages_with_forms(world, who):
            there.add(page.name)
            if page.name not in done:
                with undone():
                    if carried_out(signed_in(world, who), page, plain_words):
                        done.add(page.name)
    assert len(done) > len(there) * 2 / 3, sorted(there - done)


@pytest.mark.parametrize("who", ["manager", "governance"])
def test_an_answer_that_is_sent_twice_does_no_harm(db, quiet, who):
    """Two answers to one question: the form takes one of them or says what is wrong (V15.3.7)."""
    world = World(Partnership())
    for page, form in pages_with_forms(world, who):
        with undone():
            client = signed_in(world, who)
            answers = carried_out(client, page, plain_words)
        doubled = {name: [TEXT, *given] for name, given in (answers or {}).items()}
        with undone():
            answer = send(signed_in(world, who), form.action or page.path, doubled)
            assert answer.status_code < 500, page
            again = send(signed_in(world, who), page.path + "?next=//a.example&next=/", doubled)
            assert again.status_code < 500, page


ODD = ("", "a\0b", "x" * 70_000, "-1", "9" * 400, "1e999", "\u202eevil", "\ud7ff\uffff", "[]",
       "\u0663\u0664", "None", "../etc/passwd", "00000000-0000-0000-0000-000000000000")  # fmt: skip


@pytest.mark.parametrize("who", ["manager", "nurse"])
def test_no_answer_of_the_wrong_kind_is_a_fault(db, quiet, who):
    """Whatever is sent for anything that a form asks, hidden fields too (V15.3.5)."""
    world = World(Partnership())
    for page, form in pages_with_forms(world, who):
        client = signed_in(world, who)
        for odd in ODD:
            with undone():
                answers = {name: odd for (name,) in _asked(form)}
                answer = client.post(form.action or page.path, answers)
            assert answer.status_code < 500, (str(page), odd[:40])


def test_no_version_or_key_of_the_wrong_kind_is_a_fault(db, quiet):
    world = World(Partnership())
    client = signed_in(world, "manager")
    for page, form in pages_with_forms(world, "manager"):
        for odd in ("-1", "9" * 400, "x"):
            hidden = filled(form, plain_words) | {"_version": [odd], "_once": [odd]}
            with undone():
                answer = send(client, form.action or page.path, hidden)
            assert answer.status_code < 500, (str(page), odd[:40])
