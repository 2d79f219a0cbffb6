"""Which port to serve at, and what to do when somebody else is there."""

import http.client
import socket
import sys

from concord.project.troubles import Trouble

_TRIES = 50


def is_free(host: str, port: int) -> bool:
    """Say whether a server could be started at this address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
            trial.listen()
        except PermissionError as error:
            raise Trouble(f"This user may not serve at port {port}. Use one above 1023.") from error
        except socket.gaierror as error:
            raise Trouble(f"{host} is not an address of this machine.") from error
        except OSError:
            return False
    return True


def answers(host: str, port: int) -> bool:
    """Say whether a web server answers requests at this address, not only takes connections."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared only
    asked = http.client.HTTPConnection(reachable, port, timeout=2)
    try:
        asked.request("HEAD", "/")
        asked.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()
    return True


def choose_port(host: str, port: int, *, command: str) -> int:
    """Return the port to use: the one asked for, or another that the person at the screen accepts.

    `command` is shown with the free port in it. Raises Trouble when nobody can be asked, or they
    do not want it.
    """
    if is_free(host, port):
        return port
    other = _next_free(host, port)
    said = f"Port {port} is already in use on {host}."
    way_out = f"To use another one: {command.format(port=other)}"
    if not sys.stdin.isatty():
        raise Trouble(f"{said} {way_out}")
    sys.stdout.write(f"{said} Serve at port {other} instead? [Y/n] ")
    sys.stdout.flush()
    if sys.stdin.readline().strip().lower() not in {"", "y", "yes"}:
        raise Trouble(way_out)
    return other


def _next_free(host: str, port: int) -> int:
    for other in range(port + 1, min(port + _TRIES, 65_536)):
        if is_free(host, other):
            return other
    raise Trouble(f"Port {port} and the ports after it are in use on {host}.")
