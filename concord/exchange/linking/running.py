"""One run of linking: read what may be read, link, ask, write the tables and the report."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from concord.engines.documents.outgoing import Redactor
from concord.engines.linkage.engine import engine
from concord.exchange.linking import register as on_register
from concord.exchange.linking.finding import Found, Progress, link
from concord.exchange.linking.reading import People
from concord.exchange.linking.report import report_of
from concord.exchange.linking.results import pairs_of, problems_of, records_of
from concord.trust.actors import Actor
from concord.trust.audit import log
from concord.trust.context import acting_as


@dataclass(frozen=True)
class Linked:
    """What a run found, how many pairs of entries it put in the queue, and the files it made."""

    found: Found
    asked: int
    made: dict[str, bytes]


def run(
    files: Sequence[People], *, by: Actor, register: bool, learn: bool,
    progress: Progress,
) -> Linked:  # fmt: skip
    """Link files with one another, and with the register where asked, and make the files of it.

    Only entries that `by` may see take part, and each of them is logged as having left. Raises
    NoEngine where the engine of the settings is missing, TooFew where there is too little to learn.
    """
    chosen = engine(settings.LINKAGE_ENGINE, master=settings.SPARK_MASTER)
    with acting_as(by):
        progress("reading the register")
        known = on_register.entries_for(by) if register else []
        entries = [entry for file in files for entry in file.entries] + known
        found = link(entries, on_register.weights_now(), chosen, learn=learn, progress=progress)
        asked = on_register.ask_about(found.unsure, by=by, at=timezone.now())
        progress("writing the report")
        made = _made(found, files, by)
        shown = [entry.subject_id for entry in known]
        for name, data in made.items():
            if shown:
                kind, sha256 = name.rpartition(".")[2], hashlib.sha256(data).hexdigest()
                log.exported(shown, by=by, page="concord link", kind=kind, sha256=sha256)
    return Linked(found, asked, made)


def _made(found: Found, files: Sequence[People], by: Actor) -> dict[str, bytes]:
    redact = Redactor()
    report = report_of(
        found, files, redact, by=by.name, engine=settings.LINKAGE_ENGINE, at=timezone.now()
    )
    return {
        "records.csv": records_of(found, redact),
        "pairs.csv": pairs_of(found, redact),
        "problems.csv": problems_of(files, redact),
        "report.html": report.encode("utf-8"),
    }
