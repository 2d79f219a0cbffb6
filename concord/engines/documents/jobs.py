"""Work that follows an upload: scan it, make the copy to hand out, sweep what is left over."""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from concord.engines.documents import storage
from concord.engines.documents.limited import WorkFailed, run_apart
from concord.engines.documents.models import Content
from concord.engines.documents.rules import State
from concord.engines.documents.scanning import NoScanner, virus_in
from concord.engines.jobs import outbox
from concord.engines.jobs.models import Job
from concord.trust.actors import NOBODY_ID, Actor

EXAMINE, SWEEP = "examine_file", "sweep_files"
_ASK_AGAIN = timedelta(minutes=5)


def examine(job: Job) -> None:
    """Scan one file and make its copy. Done twice, it comes to the same."""
    content = Content.objects.select_for_update().get(pk=job.payload["content"])
    if content.state != State.UNSCANNED:
        return
    data = storage.read_sealed(content.location, storage.ORIGINAL)
    try:
        virus = virus_in(data)
    except NoScanner:
        _without_scanner(content, data, job)
        return
    content.scanned_at = timezone.now()
    if virus:
        content.state, content.finding = State.INFECTED, virus[:200]
    elif _copied(content, data):
        content.state = State.READY
    content.save()


def sweep(job: Job) -> None:
    """Remove files whose transaction was undone: those a day old that no row knows."""
    before = timezone.now() - storage.SWEPT_AFTER
    found = set(storage.locations(before=before))
    known = set(Content.objects.filter(location__in=found).values_list("location", flat=True))
    for location in found - known:
        storage.remove(location)


def plan_sweep(*, by: Actor, at: datetime) -> None:
    """See to it that leftovers are swept within two days, unless that is planned already."""
    if not Job.objects.filter(kind=SWEEP, done_at=None, gave_up_at=None).exists():
        outbox.post(SWEEP, {}, by=by, due_at=at + storage.SWEPT_AFTER)


def _without_scanner(content: Content, data: bytes, job: Job) -> None:
    # Practice goes on without a scanner and says so; anything else waits for one.
    if settings.PRACTICE:
        _copied(content, data)
        content.save()
        return
    nobody = Actor(user_id=job.user_id or NOBODY_ID, name="", agency_id=NOBODY_ID)
    outbox.post(EXAMINE, job.payload, by=nobody, due_at=timezone.now() + _ASK_AGAIN)


def _copied(content: Content, data: bytes) -> bool:
    try:
        copy = run_apart("clean_copy", content.extension, given=data)
    except WorkFailed as failure:
        content.state, content.finding = State.BROKEN, str(failure)[:200]
        return False
    storage.write_sealed(content.location, storage.COPY, copy)
    content.copy_sha256 = hashlib.sha256(copy).hexdigest()
    return True


outbox.contribute(EXAMINE, examine)
outbox.contribute(SWEEP, sweep)
