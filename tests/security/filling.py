"""Fill in any form of ours as a person would, from the page itself."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.http import QueryDict
from lxml import html

from tests.factories.world import World
from tests.security.walking import Answered, walk

TODAY = datetime.now(tz=UTC).date()
# What people are found to answer with, until a form is carried out: which of the choices, and when.
MANNERS = (
    (0, TODAY),
    (-1, TODAY),
    (1, TODAY),
    (0, TODAY + timedelta(days=7)),
    (-1, TODAY + timedelta(days=7)),
    (0, date(2011, 3, 27)),
)
Answers = dict[str, list[str]]
# Pages of the library for signing in have their own tests; the gallery's forms do nothing.
LIBRARY_PAGES = ("account_", "mfa_", "gallery:")
# Boxes that take no free words.
EXACT = {
    "username": "sky.newcomer",
    "postcode": "BD99 9AA",
    "nhs_number": "9990000018",
    "terms": "Sam Practice",
    "number": "9990000018",
}


def form_of(page: str) -> Any:
    """Return the form of a page that carries something out, or None."""
    for form in html.fromstring(page).forms:
        if form.method == "POST" and form.xpath('.//input[@name="_once"]'):
            return form
    return None


def filled(form: Any, words: Callable[[str], str], which: int = 0, on: date = TODAY) -> Answers:
    """Return a form's answers: words in every empty box, one of the choices, a day in every date.

    Args:
        form: the form, as lxml reads it.
        words: gives what to type into the box of a name.
        which: which of several choices to make.
        on: the day for boxes that ask for one.
    """
    answers: Answers = {}
    for name, kind, box in boxes(form):
        if kind == "hidden":
            answers.setdefault(name, []).append(box.get("value", ""))
        elif name not in answers:
            answers[name] = [_answer(form, name, kind, box, words, which, on)]
    return {name: given for name, given in answers.items() if given != [""]}


def boxes(form: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield the name, the kind and the element of everything that a form asks."""
    for box in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        kind = box.get("type", "text") if box.tag == "input" else box.tag
        if kind not in ("submit", "button", "file") and not box.get("name").startswith("_later"):
            yield box.get("name"), kind, box


def plain_words(name: str) -> str:
    """Return ordinary words, long enough for any box that wants a reason."""
    return EXACT.get(name, "Ordinary words, as somebody would write them on a Tuesday")


def is_typed(name: str, kind: str) -> bool:
    """Return whether people type words into a box, rather than a part of a date."""
    return kind in ("text", "textarea", "search", "email") and _part(name) is None


def _answer(
    form: Any, name: str, kind: str, box: Any, words: Callable[[str], str], which: int, on: date
) -> str:
    if kind in ("radio", "checkbox"):
        offered = [one.get("value", "on") for one in form.xpath(f'.//input[@name="{name}"]')]
        return offered[which] if -len(offered) <= which < len(offered) else offered[0]
    if kind == "select":
        offered = [one for one in (o.get("value", "") for o in box.xpath(".//option")) if one]
        return (offered[which] if -len(offered) <= which < len(offered) else offered[0]) or ""
    if (part := _part(name)) is not None:
        return {"day": str(on.day), "month": str(on.month), "year": str(on.year), "time": "10:00"}[
            part
        ]
    # What a correction is made of must differ from what stands there.
    return words(name) if kind == "textarea" else (box.get("value") or words(name))


def _part(name: str) -> str | None:
    last = name.rpartition("_")[2]
    return last if last in ("day", "month", "year", "time") and "_" in name else None


def as_sent(answers: Answers) -> QueryDict:
    """Return answers as a browser sends them."""
    sent = QueryDict(mutable=True)
    for name, given in answers.items():
        sent.setlist(name, given)
    return sent


def send(client: Any, path: str, answers: Answers) -> Any:
    """Send a form's answers, each as often as it was given."""
    sent = as_sent(answers).urlencode()
    return client.post(path, sent, content_type="application/x-www-form-urlencoded")


def carried_out(client: Any, page: Answered, words: Callable[[str], str]) -> Answers | None:
    """Return answers with which the form of a page is carried out, or None where none were found.

    Call inside a block that is undone: the first manner that succeeds has its effect.
    """
    form = form_of(page.text)
    for which, on in MANNERS:
        answers = filled(form, words, which, on)
        answer = send(client, form.action or page.path, answers)
        if is_done(answer):
            return answers
    return None


def is_done(answer: Any) -> bool:
    """Return whether a form was carried out: it led on, or handed out what was asked for."""
    handed_out = answer.status_code == 200 and "Content-Disposition" in answer.headers
    return handed_out or (answer.status_code == 302 and "reauthenticate" not in answer.url)


def pages_with_forms(world: World, who: str) -> Iterator[tuple[Answered, Any]]:
    """Yield every page that asks somebody something, with its form."""
    for page in walk(world, who):
        ours = page.status == 200 and page.is_page and not page.name.startswith(LIBRARY_PAGES)
        if ours and (form := form_of(page.text)) is not None:
            yield page, form
