"""The web application as one process: pages for people, a worker for long jobs, an orderly end."""

from __future__ import annotations

import errno
import os
import signal
import socket
import threading
from types import FrameType
from typing import Any, Final

from almaden.errors import Fault, InputError
from almaden.wording import Text, n_

#: Requests that are answered at the same time.
_THREADS: Final = 8
#: Seconds that a worker has to put its job down.
_PATIENCE: Final = 10.0
_LOCAL: Final = ("localhost", "127.0.0.1", "[::1]")


class Server:
    """A server that has its port and answers once :meth:`run` is called.

    Attributes:
        address: where people find it.
        first_link: where the first administrator makes an account, once; empty where there is one.
    """

    def __init__(self, host: str, port: int, *, worker: bool = True) -> None:
        """Open the port and bring the database up to date.

        Args:
            host: name or number of this machine, as others reach it.
            port: number of the port; 0 for any that is free.
            worker: work on jobs in this process too.

        Raises:
            InputError: the address cannot be opened.
        """
        listener = _listen(host, port)
        choose_settings(host)
        from waitress import create_server

        from almaden.store.setup import start

        start()
        from almaden.web.wsgi import application

        named = f"[{host}]" if ":" in host else host
        self.address = f"http://{named}:{listener.getsockname()[1]}/"
        self.first_link = _first_link(self.address)
        self._worker = worker
        self._stop = threading.Event()
        self._server: Any = create_server(
            application, sockets=[listener], threads=_THREADS, ident="Almaden", **_behind_proxy()
        )

    def run(self) -> None:
        """Answer until the process is told to stop, by Ctrl+C or by the system."""
        # A shell lets what it starts in the background pass over Ctrl+C; who sends it to this process means it.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _interrupt)
        worker = threading.Thread(target=_work, args=(self._stop,), name="worker", daemon=True)
        if self._worker:
            worker.start()
        try:
            # Ends by itself when it is interrupted, after the answers that are on their way.
            self._server.run()
        finally:
            self._stop.set()
            self._server.close()
            if self._worker:
                worker.join(_PATIENCE)


def choose_settings(host: str) -> None:
    """Let Django start with the settings of the pages; must come before anything else starts it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "almaden.web.settings"
    os.environ.setdefault("ALMADEN_HOSTS", ",".join(dict.fromkeys((*_LOCAL, host))))


def _behind_proxy() -> dict[str, Any]:
    """What a proxy on this machine may say: that people reach it by https, and from which address."""
    from django.conf import settings

    if not settings.SECURE_SSL_REDIRECT:
        return {}
    return {
        "trusted_proxy": "127.0.0.1",
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-proto", "x-forwarded-for"},
    }


def _interrupt(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _work(stop: threading.Event) -> None:
    from almaden.store.worker import work

    work(stop)


def _first_link(address: str) -> str:
    from almaden.store.accounts import has_administrator, invite

    return "" if has_administrator() else f"{address}account/link/{invite(None, 'first_administrator')}/"


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything else is done, so that a second program learns at once that it is taken."""
    try:
        family, kind, protocol, _name, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        if os.name == "posix":
            # A port is free again at once when its program has ended; on Windows this would share it.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen()
    except (OSError, OverflowError, UnicodeError) as error:
        raise InputError(_refused(host, port, error)) from error
    return listener


def _refused(host: str, port: int, error: Exception) -> Fault:
    code = getattr(error, "errno", None)
    if code == errno.EADDRINUSE:
        return Fault(
            n_("another program uses this port already"),
            column="--port",
            value=str(port),
            advice=Text("stop the other program, or choose another port, such as --port {port}", port=str(port + 1)),
        )
    if code == errno.EACCES:
        return Fault(
            n_("this port is kept for the system"),
            column="--port",
            value=str(port),
            accepted=n_("a port from 1024 to 65535"),
            advice=n_("choose another port"),
        )
    return Fault(
        n_("the address cannot be opened"),
        column="--host",
        value=f"{host}:{port}",
        accepted=n_("an address of this machine and a port from 0 to 65535"),
        advice=n_("use 127.0.0.1 for this machine alone"),
    )
