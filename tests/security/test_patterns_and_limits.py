"""Patterns that cannot run away, and limits that are as docs/security/decisions.md says."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from concord.project.serving.processes import all_processes

SOURCE = Path(settings.ROOT) / "concord"
DECISIONS = Path(settings.ROOT) / "docs" / "security" / "decisions.md"
ASKS = {"compile", "search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn"}


def patterns():
    """Yield (path, pattern) for every pattern that stands in our source."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            asks = node.func.attr in ASKS and ast.unparse(node.func.value) == "re"
            if asks and node.args and isinstance(node.args[0], ast.Constant):
                yield path, node.args[0].value


def repeats_within_repeats(pattern):
    """Whether something without an end is repeated without an end: `(a+)+` takes for ever."""
    return any(_endless_inside(part) for part in _endless(re._parser.parse(pattern)))


def _endless(parsed):
    """Yield what a pattern repeats without an end."""
    for operation, argument in parsed:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            if argument[1] == re._constants.MAXREPEAT:
                yield argument[2]
            yield from _endless(argument[2])
        elif name == "SUBPATTERN":
            yield from _endless(argument[3])
        elif name == "BRANCH":
            for way in argument[1]:
                yield from _endless(way)


def _endless_inside(parsed):
    return any(True for _ in _endless(parsed))


@pytest.mark.parametrize("pattern", [r"(a+)+b", r"(?:x*y?)*$", r"(\w+\s?)*!", r"((a|b)*c)*"])
def test_a_pattern_that_can_run_away_is_seen(pattern):
    assert repeats_within_repeats(pattern)


def test_no_pattern_of_ours_can_run_away():
    found = list(patterns())
    assert len(found) > 30
    assert [(str(path), each) for path, each in found if repeats_within_repeats(each)] == []


def web_options():
    """Return how the web server is started, as {option: value}."""
    [web] = [one for one in all_processes("127.0.0.1", 8000, workers=3) if one.name == "web"]
    pairs = (word.removeprefix("--").partition("=") for word in web.command if "=" in word)
    return {name: value for name, _, value in pairs}


def test_a_worker_answers_one_request_at_a_time_so_nothing_in_memory_is_shared():
    """Neither threads nor an event loop: an object belongs to one request (V15.4.1)."""
    assert not {"threads", "worker-class", "k"} & set(web_options())


def test_nobody_s_request_can_hold_a_worker_for_ever_and_jobs_have_a_process_of_their_own():
    """A slow request ends; what takes long starves no page (V15.4.4)."""
    assert web_options()["timeout"] == "60"
    assert "A request has 60 seconds" in DECISIONS.read_text(encoding="utf-8")
    names = [one.name for one in all_processes("127.0.0.1", 8000, workers=3)]
    assert {"web", "jobs"} <= set(names)


def test_connections_to_the_database_have_the_limits_that_are_documented():
    """V13.2.6."""
    text = DECISIONS.read_text(encoding="utf-8")
    for alias, connection in settings.DATABASES.items():
        assert connection["OPTIONS"]["connect_timeout"] == 10, alias
        assert connection["OPTIONS"]["pool"] is False, alias
    assert "Ten seconds are spent on trying to connect" in text
    assert settings.DATABASES["default"]["CONN_MAX_AGE"] == 30
    assert "kept for 30 seconds" in " ".join(text.split())
    assert "lock_timeout=2s" in settings.DATABASES["owner"]["OPTIONS"]["options"]
    assert "waits two seconds for a lock" in text
