"""Do what waits in the outbox, as the worker would."""

from concord.engines.jobs.models import Job
from concord.pathways.interests import LOOK, look_by_job


def do_the_work():
    """Look for conflicts of interest wherever something changed; return how often."""
    waiting = list(Job.objects.filter(kind=LOOK, done_at=None).order_by("due_at"))
    for job in waiting:
        look_by_job(job)
        Job.objects.filter(pk=job.pk).update(done_at=job.due_at)
    return len(waiting)
