"""A program that speaks clamd's language on a socket, and knows one virus."""

import socketserver
import struct
import threading
from contextlib import contextmanager

from tests.engines.files import EICAR


class _Answer(socketserver.StreamRequestHandler):
    def handle(self):
        command = self._command()
        if command == b"PING":
            self.wfile.write(b"PONG\n")
        elif command == b"INSTREAM":
            found = EICAR in b"".join(self._chunks())
            self.wfile.write(b"stream: Eicar-Signature FOUND\n" if found else b"stream: OK\n")

    def _command(self):
        first = self.rfile.read(1)
        end = {b"n": b"\n", b"z": b"\0"}[first]
        word = b""
        while (letter := self.rfile.read(1)) != end:
            word += letter
        return word

    def _chunks(self):
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            yield self.rfile.read(size)


@contextmanager
def scanner(folder):
    """Have a scanner listen in a folder; give the setting that leads to it."""
    path = str(folder / "clamd")
    with socketserver.ThreadingUnixStreamServer(path, _Answer) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"unix:{path}"
        finally:
            server.shutdown()
            thread.join()
