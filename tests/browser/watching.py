"""What a page does that it should not: complaints of the console, requests to others, too many bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

#: What the console says, as errors or warnings, when something of a page does not work or was refused.
_COMPLAINTS = ("error", "warning")


@dataclass
class Watch:
    """What was noticed since the last :meth:`begin`.

    Attributes:
        complaints: of the console, of scripts, of the policy on content.
        strangers: addresses on other hosts that were asked for.
        received: bytes that came over the wire, as they were compressed.
    """

    host: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    received: float = 0

    def begin(self) -> None:
        """Forget what was noticed."""
        self.complaints.clear()
        self.strangers.clear()
        self.received = 0

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in _COMPLAINTS:
            self.complaints.append(message.text)

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.strangers.append(request.url)

    def _loaded(self, event: Any) -> None:
        self.received += event["encodedDataLength"]


def watch(page: Page, address: str) -> Watch:
    """Watch a page; nothing is taken from the browser's cache, so that everything is weighed."""
    noticed = Watch(urlsplit(address).netloc)
    page.on("pageerror", lambda error: noticed.complaints.append(str(error)))
    page.on("console", noticed._console)
    page.on("request", noticed._request)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.on("Network.loadingFinished", noticed._loaded)
    return noticed
