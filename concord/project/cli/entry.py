"""The `concord` command itself: its parts, and how each ends."""

import signal
import sys
from collections.abc import Sequence

import click

from concord.project.cli.anchor_audit import anchor_audit
from concord.project.cli.backup import backup, backups
from concord.project.cli.doctor import doctor
from concord.project.cli.endings import end_of
from concord.project.cli.keys import make_keys, rotate_keys
from concord.project.cli.learn_matching import learn_matching
from concord.project.cli.link import link
from concord.project.cli.load import load
from concord.project.cli.practice import practice
from concord.project.cli.prepare import prepare
from concord.project.cli.release_outbox import release_outbox
from concord.project.cli.restore import restore
from concord.project.cli.restore_drill import restore_drill
from concord.project.cli.run import run
from concord.project.cli.serve import serve
from concord.project.cli.standards import standard
from concord.project.cli.verify_audit import verify_audit

_EPILOG = (
    "Exit codes: 0 done; 1 refused or failed, with a sentence that says what to do; "
    "2 the command was not understood; 3 something is missing in the installation."
)


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show where an unexpected error came from.")
def concord(debug: bool) -> None:
    """The working system of a safeguarding partnership against exploitation."""


PARTS = (
    run,
    serve,
    standard,
    prepare,
    practice,
    load,
    link,
    learn_matching,
    make_keys,
    rotate_keys,
    verify_audit,
    anchor_audit,
    backup,
    backups,
    restore_drill,
    restore,
    release_outbox,
    doctor,
)
for command in PARTS:
    concord.add_command(command)


def main(words: Sequence[str] | None = None) -> None:
    """Run the command line and exit. No stack trace reaches the screen without --debug."""
    words = list(sys.argv[1:] if words is None else words)
    for ending in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(ending) is signal.SIG_DFL:
            # Being ended by the machine is like Ctrl-C: everything started is stopped in order.
            signal.signal(ending, signal.default_int_handler)
    try:
        code = concord.main(words, prog_name="concord", standalone_mode=False)
    except BaseException as error:
        if "--debug" in words and not isinstance(error, SystemExit | click.exceptions.Exit):
            raise
        sys.exit(end_of(error))
    sys.exit(code if isinstance(code, int) else 0)
