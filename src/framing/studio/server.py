"""Runs the application on 127.0.0.1 until it is told to stop."""

import socket
from collections.abc import Callable

import uvicorn

from framing.errors import UsageError
from framing.studio.app import make_app
from framing.studio.desk import Desk
from framing.studio.guard import START, Secrets


def serve(desk: Desk, port: int, started: Callable[[str, Callable[[], None]], None]) -> None:
    """Serve a desk; `port` 0 takes any free one. `started` gets the link, which opens the desk once, and what ends it.

    Raises UsageError when the port is taken.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as bound:
        try:
            bound.bind(("127.0.0.1", port))
        except OSError as error:
            reason = error.strerror or error
            raise UsageError(f"--port: {port} can't be had ({reason}); leave it out to take any free one") from None
        own = bound.getsockname()[1]
        known = Secrets()
        config = uvicorn.Config(
            make_app(desk, own, known), log_level="error", access_log=False, server_header=False, lifespan="off",
            proxy_headers=False, ws="none", timeout_graceful_shutdown=2,
        )  # fmt: skip
        server = uvicorn.Server(config)
        bound.listen()  # before anybody is told where
        started(f"http://127.0.0.1:{own}{START}?key={known.key}", lambda: setattr(server, "should_exit", True))
        server.run(sockets=[bound])
