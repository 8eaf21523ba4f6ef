"""The laboratory of box models, the air around a facility and in a gold shop: pages tell what the models give."""

from __future__ import annotations

from django.test import Client


def test_x(browser: Client) -> None:
    r = browser.get("/fate/boxmodel/")
    assert r.status_code == 200
