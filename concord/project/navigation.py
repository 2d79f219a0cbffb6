"""Which pages a person finds in the service navigation: those their roles can use."""

from typing import Any

from django.urls import reverse

from concord.trust.actors import Actor

# (label, url name, path it covers, compartment or role that makes it useful)
_PAGES = [
    ("Home", "desk:home", "/", None),
    ("Find a person", "desk:search", "/search", "identity"),
    ("Make a referral", "frontdoor:drafts", "/refer", "referral"),
    ("Front door", "frontdoor:worklist", "/front-door", "statutory"),
    ("Assessments", "assessment:list", "/assessments", "assessment"),
    ("Children", "desk:children", "/children", "tracking"),
    ("Meetings", "sittings:list", "/meetings", "meeting"),
    ("Figures", "desk:insight", "/figures", None),
    ("People", "desk:people", "/people", "administrator"),
    ("People", "desk:people", "/people", "agency_lead"),
    ("Access reviews", "desk:reviews", "/people", "information_governance"),
    (
        "Conflicts of interest",
        "desk:interest_queue",
        "/conflicts-of-interest",
        "information_governance",
    ),
    ("Audit log", "desk:audit_log", "/audit", "audit"),
]


def navigation_for(actor: Actor, path: str) -> list[dict[str, Any]]:
    """Return the navigation as {label, href, current}, for this person on this page."""
    return [
        {"label": label, "href": reverse(name), "current": _covers(prefix, path)}
        for label, name, prefix, needs in _PAGES
        if needs is None or needs in actor.reads or needs in actor.roles
    ]


def _covers(prefix: str, path: str) -> bool:
    return path == "/" if prefix == "/" else path.startswith(prefix)
