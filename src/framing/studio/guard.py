"""Who may talk to the server: this machine's browser, from this server's own pages, with this run's secrets.

Any page a browser has open may send requests to 127.0.0.1, and a hostile name may be made to point there (DNS
rebinding). So the Host must be exact, requests from other sites are refused, reading needs a cookie that only the link
printed at the start gives, writing needs in addition our Origin, JSON, and a token that only our pages know.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 2_000_000
COOKIE = "framing"
TOKEN = "x-framing-token"  # noqa: S105 - the name of the header
START = "/start"
POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'self'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


@dataclass
class Secrets:
    """What this run alone knows: the key of the link (used once), the cookie it gives, the token of its pages."""

    key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def spend(self, key: str) -> bool:
        """Say whether this is the key, and make it worthless."""
        right = bool(self.key) and compare_digest(key.encode(), self.key.encode())
        self.key = "" if right else self.key
        return right


class Guard:
    """Pure ASGI: refuses what isn't allowed, and puts the security headers on every answer."""

    def __init__(self, app: ASGIApp, port: int, known: Secrets) -> None:
        self._app, self._known = app, known
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(k.encode(), v.encode()) for k, v in HEADERS.items()]
                message = {**message, "headers": [*message.get("headers", ()), *own]}
            await send(message)

        names = [name for name, _ in scope["headers"]]
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        status, why = self._refusal(scope["method"], scope["path"], headers, names.count(b"host"))
        if not status:
            await self._app(scope, receive, guarded)
            return
        start = {"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain")]}
        await guarded(start)
        await guarded({"type": "http.response.body", "body": f"{why}\n".encode()})

    def _refusal(self, method: str, path: str, headers: Mapping[str, str], hosts: int) -> tuple[int, str]:
        """Return the status and the words of a refusal; 0 when there is none."""
        if hosts != 1 or headers["host"] not in self._hosts:
            return 421, "this server answers to 127.0.0.1 only"
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return 403, "refused: asked for by another site"
        if method not in ("GET", "HEAD", "POST"):
            return 405, "only GET and POST"
        if path != START and not self._has_cookie(headers.get("cookie", "")):
            return 403, "open the link that `framing serve` printed"
        if method != "POST":
            return 0, ""
        if headers.get("origin", "") not in {f"http://{host}" for host in self._hosts}:
            return 403, "refused: not sent by our own page"
        if headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
            return 415, "send JSON"
        if not compare_digest(headers.get(TOKEN, "").encode(), self._known.token.encode()):
            return 403, "refused: no token"
        length = headers.get("content-length", "")
        if not length.isdecimal():
            return 411, "say how long the body is"
        return (413, "too long") if len(length) > 9 or int(length) > MAX_BODY else (0, "")

    def _has_cookie(self, header: str) -> bool:
        try:
            found = SimpleCookie(header).get(COOKIE)
        except CookieError:
            return False
        return found is not None and compare_digest(found.value.encode(), self._known.cookie.encode())
