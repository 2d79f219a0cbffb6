"""`concord serve`: the web server and the workers beside it, until Ctrl-C."""

import os
from collections.abc import Callable
from contextlib import ExitStack

import click

from concord.project.cli.installation import installation
from concord.project.database.own_cluster import revive
from concord.project.database.places import private_folder, state_folder
from concord.project.serving.banner import banner
from concord.project.serving.ports import answers, choose_port
from concord.project.serving.processes import all_processes
from concord.project.serving.supervisor import Supervisor
from concord.project.setup.progress import step
from concord.project.troubles import Trouble

_MOST_WORKERS = 8

host_option = click.option("--host", default="127.0.0.1", show_default=True, help="Address.")
port_option = click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65_535), help="Port."
)
workers_option = click.option(
    "--workers",
    default=min(_MOST_WORKERS, (os.cpu_count() or 1) + 1),
    show_default=True,
    type=click.IntRange(1, 64),
    help="How many requests may be worked on at once.",
)


@click.command()
@host_option
@port_option
@workers_option
def serve(host: str, port: int, workers: int) -> None:
    """Serve Concord until Ctrl-C.

    The installation must be ready: see `concord prepare`.
    """
    port = choose_port(host, port, command=f"concord serve --host {host} --port {{port}}")
    with installation() as mode:
        serve_until_stopped(host, port, workers, practice=mode == "practice")


def serve_until_stopped(
    host: str, port: int, workers: int, *, practice: bool, first_run: bool = False
) -> None:
    """Serve until interrupted, and say so on the screen once requests are answered."""
    from django.db import connections

    _refuse_unsafe_role()
    announcement = _announcement(host, port, practice, first_run)
    connections.close_all()  # from here on the database belongs to the processes
    _add_up_measurements()
    logs = state_folder() / "logs"
    supervisor = Supervisor(all_processes(host, port, workers=workers), logs)
    with ExitStack() as starting:
        starting.enter_context(step("Starting Concord"))

        def when_ready() -> None:
            starting.close()
            announcement()

        supervisor.run(is_ready=lambda: answers(host, port), when_ready=when_ready, revive=revive)
    click.echo("Stopped.")


def _add_up_measurements() -> None:
    """Give the workers one empty folder, so that any of them can tell what all have measured."""
    folder = private_folder(state_folder() / "metrics")
    for left_over in folder.glob("*.db"):
        left_over.unlink()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _refuse_unsafe_role() -> None:
    from concord.trust.context.startup import unsafe_reasons

    if reasons := unsafe_reasons():
        raise Trouble(
            f"Concord will not serve: of its database role it is true that {'; '.join(reasons)}. "
            "Connect as concord_app."
        )


def _announcement(host: str, port: int, practice: bool, first_run: bool) -> Callable[[], None]:
    names = _names() if practice else []
    shown = f"[{host}]" if ":" in host else host
    said = banner(
        f"http://{shown}:{port}",
        practice=practice,
        first_run=first_run,
        names=names,
        logs=state_folder() / "logs",
    )
    return lambda: click.echo(said)


def _names() -> list[tuple[str, str, str]]:
    from concord.practice import sign_in_names

    return list(sign_in_names())
