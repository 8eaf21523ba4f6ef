"""A fault of the program is in the log, with the number that the page shows, and without what was sent."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


class Kept(logging.Handler):
    """Keeps lines as a log file would."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log() -> Iterator[Kept]:
    kept, logger = Kept(), logging.getLogger("almaden")
    logger.addHandler(kept)
    yield kept
    logger.removeHandler(kept)


def test_a_fault_is_logged_under_the_number_of_its_page(log: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise ZeroDivisionError("made to fail")

    monkeypatch.setattr("almaden.web.access.DenyByDefault.process_view", fail)
    client = Client(raise_request_exception=False, headers={"authorization": "Bearer sesame"})
    answer = client.post("/account/sign-in/", {"username": "ana", "password": "open sesame"})
    assert answer.status_code == 500
    [line] = log.lines
    number = re.search(r"[0-9a-f]{8}", line)
    assert number
    assert number[0] in answer.content.decode()
    assert "/account/sign-in/" in line
    assert "ZeroDivisionError" in line
    assert "sesame" not in line
