"""A small OpenID Connect issuer with a key of its own, answering over HTTP on this machine."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa


class Issuer:
    """What the issuer says of itself, and the token it hands out next."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.named = ""
        self.address = ""
        self.claims: dict[str, Any] = {}
        # Where it sends whoever asks, in place of an answer.
        self.moved_to = ""

    def token(self) -> str:
        """Return a signed token about a person, with the claims a test has set over the usual."""
        now = int(time.time())
        usual = {"iss": self.address, "aud": "concord", "iat": now, "exp": now + 300}
        headers = {"kid": "first"}
        return jwt.encode(usual | self.claims, self.key, algorithm="RS256", headers=headers)

    def answer(self, path: str) -> dict[str, Any]:
        """Return what the issuer says at a path."""
        if path.endswith("openid-configuration"):
            return {
                "issuer": self.named or self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/keys":
            public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
            return {"keys": [public | {"kid": "first", "use": "sig", "alg": "RS256"}]}
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": self.token()}


@contextmanager
def issuing() -> Iterator[Issuer]:
    """Run an issuer until the block ends."""
    issuer = Issuer()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(issuer.answer(self.path)).encode()
            self.send_response(302 if issuer.moved_to else 200)
            if issuer.moved_to:
                self.send_header("Location", f"{issuer.moved_to}{self.path}")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    issuer.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
