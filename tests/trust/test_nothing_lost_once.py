"""Every form carries a key, and a key is good for one sending."""

from html.parser import HTMLParser

import pytest

from concord.project.access_matrix import MATRIX, PEOPLE
from concord.trust.safekeeping import drafts
from tests.architecture.test_access_matrix import address
from tests.factories import new_key
from tests.factories.world import World

# What signs people in and out belongs to allauth: sent again, it asks again and changes nothing.
SIGNING_IN = "/accounts/"


class Forms(HTMLParser):
    """The forms of a page that change something, with the names of their boxes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, set[str]]] = []
        self._names: set[str] | None = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form" and said.get("method") == "post":
            self._names = set()
            self.found.append((said.get("action") or "", self._names))
        elif self._names is not None and said.get("name"):
            self._names.add(said["name"])

    def handle_endtag(self, tag):
        if tag == "form":
            self._names = None


def pages_of(world, who):
    """Return the name and address of every page that shows itself to a person."""
    for name, row in MATRIX.items():
        if who in row.opens and not row.button and not name.startswith(("account_", "mfa_")):
            yield name, address(name, row, world.keys.get(row.about, new_key()))


@pytest.mark.slow
@pytest.mark.parametrize("who", PEOPLE)
def test_every_form_of_every_page_carries_a_key(client, partnership, who):
    world = World(partnership)
    client.force_login(partnership.users[who])
    without, seen = [], 0
    for name, path in pages_of(world, who):
        answer = client.get(path)
        if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
            continue
        for action, names in Forms(answer.text).found:
            # What is thrown away twice is thrown away.
            if action.startswith(SIGNING_IN) or "_start_again" in names:
                continue
            seen += 1
            if "_once" not in names:
                without.append((name, action))
    assert without == []
    # A form on the way in, and whatever this person may do.
    assert seen >= (1 if who in MATRIX["frontdoor:drafts"].opens else 0)


def test_the_pages_of_a_referral_carry_one_too(client, partnership):
    client.force_login(partnership.users["dsl"])
    step = client.post("/refer/new").url
    [(_, names)] = [each for each in Forms(client.get(step).text).found if not each[0]]
    assert "_once" in names


def test_beginning_twice_with_one_key_begins_one_referral(client, partnership):
    client.force_login(partnership.users["dsl"])
    key = str(new_key())
    first, second = (client.post("/refer/new", {"_once": key}) for _ in range(2))
    assert first.url == second.url
    with partnership.as_("dsl"):
        assert len(drafts.mine(partnership.actor("dsl"), "referral")) == 1


@pytest.mark.parametrize("form", ["contribute", "complete"])
def test_sent_again_nothing_changes_and_with_other_answers_it_is_not_taken(
    client, partnership, form
):
    world = World(partnership)
    client.force_login(partnership.users["manager"])
    path, answers, other = {
        "contribute": (
            f"/meetings/items/{world.keys['item']}/contribute",
            {"text": "The school saw the car.", "share_with_family": "no"},
            {"text": "Something else."},
        ),
        "complete": (
            f"/actions/{world.keys['action']}/complete",
            {"evidence": "Spoke to Sam at school on 4 March."},
            {"evidence": "Something else altogether."},
        ),
    }[form]
    answers |= {"_once": str(new_key())}
    first, second = client.post(path, answers), client.post(path, answers)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert client.post(path, answers | other).status_code == 422
    assert "Something else" not in client.get(first.url).text


def test_what_the_page_knows_of_its_draft_is_not_an_answer(client, partnership):
    world = World(partnership)
    client.force_login(partnership.users["nurse"])
    path = f"/meetings/items/{world.keys['item']}/contribute"
    answers = {"text": "Seen.", "share_with_family": "no", "_once": str(new_key()), "_page": path}
    first = client.post(path, answers | {"_draft": "1"})
    assert client.post(path, answers | {"_draft": "2"}).url == first.url
