"""Where browsers say that the content security policy stopped something (ASVS V3.4.7)."""

import json
import logging
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

_log = logging.getLogger("concord.policy")
_LARGEST = 16_384
_MOST_KINDS = 500
# One page in a loop must not fill the log: each kind of breach is written once by each process.
_known: set[tuple[str, str, str]] = set()


@csrf_exempt
@login_not_required
@require_POST
def policy_breach(request: HttpRequest) -> HttpResponse:
    """Log which rule was broken on which kind of page, by what host: never an address or text.

    Takes both forms of a report, of `report-uri` and of `report-to`. Answers 204 to anything that
    can be read, 400 to anything else.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > _LARGEST:
        return HttpResponse(status=413)
    try:
        sent = json.loads(request.body)
    except ValueError:
        return HttpResponse(status=400)
    reports = sent if isinstance(sent, list) else [sent]
    for report in reports[:20]:
        if isinstance(report, dict):
            _write(report)
    return HttpResponse(status=204)


def _write(report: dict[str, Any]) -> None:
    body = report.get("csp-report") or report.get("body")
    if not isinstance(body, dict):
        return
    rule = _word(body.get("effective-directive") or body.get("effectiveDirective"))
    page = _page(body.get("document-uri") or body.get("documentURL"))
    blocked = _host(body.get("blocked-uri") or body.get("blockedURL"))
    kind = (rule, page, blocked)
    if kind in _known or len(_known) >= _MOST_KINDS:
        return
    _known.add(kind)
    facts = {"rule": rule, "of": page, "blocked": blocked}
    message = "The browser's policy stopped something: %(rule)s on %(of)s from %(blocked)s"
    _log.warning(message, facts, extra={"facts": facts})


def _word(text: object) -> str:
    kept = "".join(one for one in str(text or "") if one.isalpha() or one == "-")
    return kept[:40] or "unknown"


def _page(address: object) -> str:
    # The name of the page, because its address holds the key of a record.
    try:
        return resolve(urlsplit(str(address or "")).path).view_name
    except (Resolver404, ValueError):
        return "unknown"


def _host(address: object) -> str:
    text = str(address or "")
    try:
        host = urlsplit(text).hostname
    except ValueError:
        return "unknown"
    return _word(text) if host is None else host[:100]
