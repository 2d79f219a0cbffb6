"""People at the pages of Concord without scripts: they read, follow links and send forms."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client

_VOID = ("input", "br", "hr", "img", "meta", "link")


@dataclass
class SeenForm:
    """A form as a browser would send it if nothing were typed."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    # What may be chosen, by the name of the question.
    choices: dict[str, list[str]] = field(default_factory=dict)
    button: str = ""


class Reader(HTMLParser):
    """What somebody sees of a page: its text, its links and its forms."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.forms: list[SeenForm] = []
        self._open: list[str] = []
        self._link: list[str] | None = None
        self._href = ""
        self._form: SeenForm | None = None
        self._textarea = ""
        self._select = ""
        self.feed(html)

    @property
    def text(self) -> str:
        """The words of the page in one line."""
        return " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "a":
            self._link, self._href = [], about.get("href") or ""
        elif tag == "form":
            self._form = SeenForm(about.get("action") or "", (about.get("method") or "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(tag, about)

    def _field(self, tag: str, about: dict[str, str | None]) -> None:
        assert self._form is not None
        name, value = about.get("name") or "", about.get("value") or ""
        if tag == "input" and name:
            is_choice = about.get("type") in ("radio", "checkbox")
            if is_choice:
                self._form.choices.setdefault(name, []).append(value)
            if not is_choice or "checked" in about:
                self._keep(name, value)
        elif tag == "textarea":
            self._textarea = name
            self._keep(name, "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in about:
            self._keep(self._select, value)

    def _keep(self, name: str, value: str) -> None:
        assert self._form is not None
        self._form.values.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in ("script", "style"):
            return
        self.words.append(data)
        if self._link is not None:
            self._link.append(data)
        if self._form is None:
            return
        if self._textarea:
            self._form.values[self._textarea][-1] += data.removeprefix("\n")
        if self._open and self._open[-1] == "button":
            self._form.button += data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag == "a" and self._link is not None:
            self.links.append((" ".join("".join(self._link).split()), self._href))
            self._link = None
        elif tag == "form":
            self._form = None
        elif tag == "textarea":
            self._textarea = ""


class Person:
    """Somebody signed in, and the page before them."""

    def __init__(self, user: Any) -> None:
        self.client = Client()
        self.client.force_login(user)
        self.path = ""
        self.page = Reader("")

    @property
    def text(self) -> str:
        """The words of the page."""
        return self.page.text

    def go(self, path: str) -> "Person":
        """Open a page that must be there."""
        return self._read(self.client.get(path, follow=True), path)

    def may_not_go(self, path: str) -> bool:
        """Return whether a page is hidden from this person or closed to them."""
        return self.client.get(path).status_code in (403, 404)

    def follow(self, words: str) -> "Person":
        """Follow the first link that holds these words."""
        for shown, href in self.page.links:
            if words in shown and href and not href.startswith("#"):
                return self.go(href)
        raise AssertionError(f"No link “{words}” among {[shown for shown, _ in self.page.links]}")

    def send(self, button: str, **answers: Any) -> "Person":
        """Press a button of the page with these answers; what is not named goes as it stands."""
        form = next((one for one in self.page.forms if button in one.button), None)
        assert form is not None, f"No button “{button}”: {[one.button for one in self.page.forms]}"
        values: dict[str, Any] = form.values | answers
        path = form.action or self.path
        send = self.client.post if form.method == "post" else self.client.get
        return self._read(send(path, values, follow=True), path)

    def choices(self) -> dict[str, list[str]]:
        """Return what may be chosen on this page, by the name of the question."""
        return {name: values for form in self.page.forms for name, values in form.choices.items()}

    def _read(self, response: Any, path: str) -> "Person":
        assert response.status_code == 200, (response.status_code, path)
        chain = getattr(response, "redirect_chain", [])
        self.path = chain[-1][0] if chain else path
        self.page = Reader(response.content.decode())
        return self
