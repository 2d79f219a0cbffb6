"""Measurements for the operator, in Prometheus's format. No label names a person or a record."""

import hmac
import time

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

from concord.project.middleware import Handler

_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.5, 3.0, 10.0)
DURATIONS = Histogram(
    "concord_request_seconds", "Time to answer, by page", ["page", "method"], buckets=_BUCKETS
)
ANSWERS = Counter("concord_answers", "Answers given, by page and status", ["page", "status"])

_OUTBOX = """
    select count(*), coalesce(extract(epoch from now() - min(due_at)), 0),
           (select count(*) from jobs_job where gave_up_at is not null and done_at is null)
    from jobs_job where done_at is null and gave_up_at is null and due_at <= now()
"""


class Measure:
    """Count every answer and how long it took."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        # An address that leads nowhere may hold anything: it is counted, not kept.
        page = match.view_name if match else "none"
        DURATIONS.labels(page, request.method).observe(time.perf_counter() - began)
        ANSWERS.labels(page, str(response.status_code)).inc()
        return response


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Show the measurements to whoever bears the operator's token; others find no such page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token = settings.METRICS_TOKEN
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        raise Http404
    registry = CollectorRegistry()
    if settings.METRICS_FOLDER:
        multiprocess.MultiProcessCollector(registry, path=settings.METRICS_FOLDER)
    else:
        for measure in (DURATIONS, ANSWERS):
            registry.register(measure)
    _add_outbox(registry)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _add_outbox(registry: CollectorRegistry) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_OUTBOX)
        waiting, oldest, given_up = cursor.fetchone()
    for name, words, value in (
        ("concord_outbox_waiting", "Jobs that are due", waiting),
        ("concord_outbox_oldest_seconds", "How long the oldest of them has waited", oldest),
        ("concord_outbox_given_up", "Jobs that an operator must look at", given_up),
    ):
        Gauge(name, words, registry=registry).set(value)
