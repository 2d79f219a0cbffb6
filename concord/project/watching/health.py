"""Is Concord alive, and can it serve? Asked by machines every few seconds, told to anybody."""

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connections
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Say that this process answers. It asks nothing else: a slow database ends no process."""
    return _said("alive", 200)


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether this process can serve people: the database answers and is of this release."""
    try:
        is_ready = _is_of_this_release()
    except Error:
        is_ready = False
    return _said("ready", 200) if is_ready else _said("not ready", 503)


def _is_of_this_release() -> bool:
    from django.db.migrations.loader import MigrationLoader

    with connections["default"].cursor() as cursor:
        cursor.execute("select app, name from django_migrations")
        applied = set(cursor.fetchall())
    return set(MigrationLoader(None).graph.nodes) <= applied


def _said(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
