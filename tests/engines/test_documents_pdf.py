"""A PDF is made of our own words alone: nothing is fetched, nothing runs, limits hold."""

import base64
import http.server
import io
import threading

import pikepdf
import pytest

from concord.engines.documents.limited import Bounds
from concord.engines.documents.pdf import NoPdf, can_make_pdfs, render
from tests.engines.files import png

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_make_pdfs(), reason="this machine lacks Pango"),
]


class _Asked(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *words):
        """Say nothing."""


@pytest.fixture
def stranger():
    """A web server that notes who asks it for what."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Asked) as server:
        server.asked = []
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_what_a_page_points_to_is_never_fetched(stranger, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the key of the installation")
    host = f"http://127.0.0.1:{stranger.server_port}"
    made = render(f"""
        <link rel=stylesheet href="{host}/css"><link rel=attachment href="{secret.as_uri()}">
        <link rel=attachment href="{host}/attachment">
        <style>@import url({host}/import); body {{ background: url({host}/background) }}</style>
        <img src="{host}/img"><img src="{secret.as_uri()}"><object data="{host}/object"></object>
        <iframe src="{host}/frame"></iframe><svg><image href="{host}/svg"/></svg>
        <a href="{host}/link" download>words</a>
    """)
    assert stranger.asked == []
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.attachments) == 0
    assert b"key of the installation" not in made


def test_a_picture_that_the_page_carries_is_drawn():
    picture = base64.b64encode(png()).decode()
    with pikepdf.open(io.BytesIO(render(f'<img src="data:image/png;base64,{picture}">'))) as pdf:
        assert len(pdf.pages[0].get_images()) == 1


@pytest.mark.parametrize(
    "bounds", [Bounds(seconds=0), Bounds(processor_seconds=1), Bounds(memory=60_000_000)]
)
def test_a_document_that_grows_beyond_its_limits_is_given_up(bounds):
    rows = "<tr><td>one<td>two<td>three" * 4000
    with pytest.raises(NoPdf):
        render(f"<table>{rows}</table>", bounds=bounds)


def test_a_script_does_not_get_into_a_document():
    made = render("<script>app.alert(1)</script><p onclick='x()'>words</p>")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert "/OpenAction" not in pdf.Root
        assert "/Names" not in pdf.Root or "/JavaScript" not in pdf.Root.Names
    assert b"app.alert" not in made
