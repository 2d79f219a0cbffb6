"""Seal the files again that lie under earlier keys. What is done is skipped the next time."""

from collections.abc import Callable

from concord.engines.documents import storage
from concord.engines.documents.models import Content

_SAY_EVERY = 50


def reseal_files(*, progress: Callable[[str], None] = lambda _: None) -> int:
    """Seal every file under the current key; return how many were changed."""
    done = 0
    for location in Content.objects.order_by("pk").values_list("location", flat=True).iterator():
        done += storage.reseal(location)
        if done % _SAY_EVERY == 0:
            progress(f"{done} files")
    return done
