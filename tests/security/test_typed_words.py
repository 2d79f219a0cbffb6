"""Whatever is typed anywhere stays words: in pages, in messages, in print and in files."""

import re
from html.parser import HTMLParser

import pytest

from tests.factories import Partnership
from tests.factories.world import World
from tests.security.filling import MANNERS, filled, is_done, pages_with_forms, send
from tests.security.walking import READERS, signed_in, undone, walk

pytestmark = pytest.mark.slow
# Each carries its number, so that what got through can be told.
MARKUP = (
    "<script>alert({n})</script>", "<ScRiPt>alert({n})</sCrIpT>", "<script src=//a.example/{n}>",
    "<script/xss{n} src=data:,alert>", "</script><script>alert({n})</script>",
    "<<script>alert({n})//<</script>", "<img src=x onerror=alert({n})>",
    '<img src="x" onerror="alert({n})">', "<img/src=x/onerror=alert({n})>",
    "<IMG SRC=`javascript:alert({n})`>", "<svg onload=alert({n})>", "<svg/onload=alert({n})>",
    "<svg><script>alert({n})</script></svg>", "<svg><animate onbegin=alert({n}) attributeName=x>",
    "<svg><a xlink:href=javascript:alert({n})>x</a></svg>", "<math><mtext><img onerror=a({n})>",
    "<body onload=alert({n})>", "<iframe src=javascript:alert({n})>",
    '<iframe srcdoc="<script>alert({n})</script>">', "<object data=javascript:alert({n})>",
    "<embed src=javascript:alert({n})>", '<a href="javascript:alert({n})">x</a>',
    '<a href="jav&#x09;ascript:alert({n})">x</a>', '<form action="javascript:alert({n})">',
    '<button formaction="javascript:alert({n})">', "<input autofocus onfocus=alert({n})>",
    "<select autofocus onfocus=alert({n})>", "<textarea autofocus onfocus=alert({n})>",
    "<details open ontoggle=alert({n})>", "<video><source onerror=alert({n})></video>",
    "<audio src=x onerror=alert({n})>", "<marquee onstart=alert({n})>",
    "<meta http-equiv=refresh content=0;url=javascript:alert({n})>", "<base href=//a{n}.example/>",
    "<link rel=stylesheet href=//a.example/{n}.css>", "<style>@import'//a.example/{n}';</style>",
    "<p style=background:url(//a.example/{n})>", "<template><script>alert({n})</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert({n})>'>", "--><script>a({n})</script>",
    "<!--<img src='--><img src=x onerror=alert({n})//'>", "<![CDATA[<script>alert({n})</script>]]>",
    "<?xml version='{n}'?><script/>", "<xss{n} tabindex=1 onclick=alert({n})>click",
    "</textarea><script>alert({n})</script>", "</title><script>alert({n})</script>",
    "</option></select><script>a({n})</script>", "</style><script>alert({n})</script>",
    '"><script>alert({n})</script>', "'><script>alert({n})</script>",
    '" onmouseover="alert({n})" x="', "' onmouseover='alert({n})' x='",
    '" autofocus onfocus=alert({n}) x="', "` onmouseover=alert({n}) x=`",
    "<div id=forms{n}><input name=action>", "<a id=config{n} href=x>", "<img name=body{n}>",
    "<form id=t{n}><input name=attributes>",
    "\\u003cscript\\u003ealert({n})\\u003c/script\\u003e<b{n}>",
    "&lt;script&gt;alert({n})&lt;/script&gt;<b{n}>", "%3Cscript%3Ealert({n})%3C/script%3E<b{n}>",
    "+ADw-script+AD4-alert({n})+ADw-/script+AD4-<b{n}>",
)  # fmt: skip
STRINGS = tuple(text.replace("{n}", str(550700 + number)) for number, text in enumerate(MARKUP))
# The number of one of them, and no part of a random key.
_NUMBER = re.compile(r"(?<![0-9a-f-])5507\d\d(?![0-9a-f-])")
# What a template language would work out; the answer is in none of our pages.
SUMS = ("{{1337*1337}}", "${1337*1337}", "#{1337*1337}", "<%= 1337*1337 %>", "{{config}}",
        "{% print 1337*1337 %}", "{{request.user}}", "%(password)s", "{0.__class__}")  # fmt: skip
WORKED_OUT = ("1787569", "<Config", "__main__", "<class '", "Settings object")
EVERYTHING = "\n".join((*STRINGS, *SUMS))
HANDLER = re.compile(r"^on[a-z]+$")


class Running(HTMLParser):
    """What of a page a browser would run or fetch: tags that nobody of ours wrote."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        said = self.get_starttag_text()
        # A box shows what was typed as its value; there it is no tag.
        is_box = tag == "input" and set(given) <= BOX
        is_run = any(HANDLER.match(name) for name in given)
        if is_run or (re.search(_NUMBER, said) and not is_box):
            self.found.append(said[:120])
        if tag == "script" and not given.get("nonce") and given.get("type") != "application/json":
            self.found.append(said[:120])

    handle_startendtag = handle_starttag


BOX = frozenset(
    [
        "class",
        "id",
        "name",
        "type",
        "value",
        "aria-describedby",
        "autocomplete",
        "inputmode",
        "spellcheck",
        "maxlength",
        "list",
        "checked",
        "data-aria-controls",
        "autocapitalize",
    ]
)


def breaches(text):
    """Return what of the planted strings is more than words on a page."""
    as_typed = [one for one in STRINGS if "<" in one and one in text]
    worked_out = [one for one in WORKED_OUT if one in text]
    return as_typed + worked_out + Running(text).found


def test_there_are_enough_strings():
    assert len(set(STRINGS)) >= 60


@pytest.mark.parametrize("planted", STRINGS)
def test_a_planted_string_would_be_found(planted):
    inside = ("<main>{}</main>", '<input value="{}">', "<input value='{}'>", "<input value={}>")
    assert any(breaches(place.format(planted)) for place in inside)


@pytest.mark.parametrize("who", ["dsl", "manager", "administrator"])
def test_a_form_that_comes_back_shows_what_was_typed_as_words(db, quiet, who):
    """All of it in every box, sent where something is missing, so that it is shown again."""
    world, shown = World(Partnership()), 0
    for page, form in pages_with_forms(world, who):
        answers = filled(form, lambda _: EVERYTHING)
        for name in [one for one in answers if one.endswith(("_day", "_year"))]:
            answers[name] = [STRINGS[0]]
        with undone():
            answer = send(signed_in(world, who), form.action or page.path, answers)
        if answer.headers["Content-Type"].startswith("text/html"):
            assert breaches(answer.text) == [], page
            shown += "550700" in answer.text
    assert shown


def sown(world, who, words):
    """Fill in every form that somebody has; return the names of those that were carried out."""
    done = []
    # What is done while the pages are walked would be undone with them.
    for page, form in list(pages_with_forms(world, who)):
        for which, on in MANNERS:
            with_effect = send(
                signed_in(world, who),
                form.action or page.path,
                filled(form, words, which, on),
            )
            if is_done(with_effect):
                done.append(page.name)
                break
    return done


def test_what_is_kept_is_shown_as_words_on_every_page_to_everybody(db, quiet):
    """Every form of five people carried out with markup in its boxes, then every page read."""
    world = World(Partnership())
    long, short = f"Seen on Tuesday {EVERYTHING}"[:1800], "<img src=x onerror=alert(550706)>"

    def words(name):
        exact = {"username": "sky.newcomer", "terms": "Sam"}
        small = ("name", "title", "subject", "job_title", "full_name", "owner_name")
        return exact.get(name, short if name in small else long)

    done = [name for who in ("dsl", "nurse", "worker", "governance", "administrator", "manager")
            for name in sown(world, who, words)]  # fmt: skip
    assert len(set(done)) > 20
    found, told = {}, 0
    for who in READERS:
        for page in walk(world, who):
            if page.is_page:
                told += "onerror=alert(550706)" in page.text
                if wrong := breaches(page.text):
                    found[str(page)] = wrong[:3]
    assert found == {}
    assert told > 10
