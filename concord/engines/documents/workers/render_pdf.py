"""Make a PDF of HTML: standard input to standard output. Reaches no network and no file of a page.

Run apart by limited.py; imports nothing of Concord. Ends with 3 where Pango is missing.
"""

import socket
import sys
from pathlib import Path

NO_PANGO = 3
_PAPER = Path(__file__).with_name("paper.css")


def _refuse(*_words: object, **_options: object) -> None:
    raise OSError("A document is made without any connection.")


def main() -> None:
    """Render what stands on standard input."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except OSError:
        sys.exit(NO_PANGO)
    paper = CSS(string=_PAPER.read_text(encoding="utf-8"))
    # Nothing but what the page itself carries; and if that failed, no way out.
    socket.socket.connect = socket.create_connection = _refuse  # type: ignore[method-assign,assignment]
    page = HTML(
        string=sys.stdin.buffer.read().decode("utf-8"),
        url_fetcher=URLFetcher(allowed_protocols=("data",)),
    )
    sys.stdout.buffer.write(page.write_pdf(stylesheets=[paper]))


if __name__ == "__main__":
    main()
