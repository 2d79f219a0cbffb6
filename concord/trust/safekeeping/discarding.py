"""What nobody came back for is removed: drafts, forms held back, keys of forms."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from concord.trust.reference.queries import standard


def discard_old() -> int:
    """Remove what its owner has not touched for as long as a draft is kept; return how many rows.

    Nobody reads them on the way: a function of the database removes by age alone.
    """
    now = timezone.now()
    days = standard("draft_kept", on=timezone.localdate(now)).value
    with connection.cursor() as cursor:
        cursor.execute("select safekeeping_discard(%s)", [now - timedelta(days=days)])
        (removed,) = cursor.fetchone()
    return int(removed)
