"""People who save, and send again what was not acknowledged."""

import http.client
import math
import re
import threading
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode
from uuid import uuid4

_TIMEOUT = 30
_PAUSE = 0.05
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Tally:
    """What the server said it had saved, and how often it had to be asked again."""

    wanted: int
    # When to stop although fewer are acknowledged, on the machine's own clock, in seconds.
    until: float = math.inf
    acknowledged: set[str] = field(default_factory=set)
    sent_again: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        enough = len(self.acknowledged) >= self.wanted
        return enough or bool(self.faults) or time.monotonic() > self.until


class Client(threading.Thread):
    """One signed-in person who saves one line after another until enough are acknowledged."""

    def __init__(self, port: int, username: str, password: str, path: str, tally: Tally) -> None:
        super().__init__(daemon=True)
        self._port, self._path, self._tally = port, path, tally
        self._cookies: dict[str, str] = {}
        self._token = ""
        self._sign_in(username, password)

    def run(self) -> None:
        while not self._tally.is_complete:
            self._save(str(uuid4()))

    def _save(self, line: str) -> None:
        """Send one form until it is acknowledged, always under the same key."""
        form = {"text": line, "share_with_family": "no", "_once": str(uuid4())}
        while not self._tally.is_complete:
            status, went_to = self._post(self._path, form)
            if status == 302 and "login" not in went_to:
                self._tally.acknowledged.add(line)
                return
            if status in (200, 302, 403, 422):
                self._tally.faults.append(f"{status} {went_to}")
                return
            self._tally.sent_again += 1
            time.sleep(_PAUSE)

    def _sign_in(self, username: str, password: str) -> None:
        _, _, page = self._ask("GET", "/accounts/login/")
        self._token = _TOKEN.findall(page)[0]
        status, _ = self._post("/accounts/login/", {"login": username, "password": password})
        if status != 302:
            raise RuntimeError(f"{username} could not sign in: {status}")
        # Signing in gives a fresh token; any page with a form shows it.
        _, _, page = self._ask("GET", self._path)
        self._token = _TOKEN.findall(page)[0]

    def _post(self, path: str, form: dict[str, str]) -> tuple[int, str]:
        body = urlencode(form | {"csrfmiddlewaretoken": self._token})
        try:
            status, went_to, _ = self._ask("POST", path, body)
        except (OSError, http.client.HTTPException):
            return 0, ""
        return status, went_to

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_TIMEOUT)
        address = f"http://127.0.0.1:{self._port}"
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": address,
            "Referer": address,
            "Sec-Fetch-Site": "same-origin",
        }
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    for cookie in SimpleCookie(value).values():
                        self._cookies[cookie.key] = cookie.value
            page = answer.read().decode("utf-8", errors="replace")
            return answer.status, answer.getheader("Location") or "", page
        finally:
            connection.close()
