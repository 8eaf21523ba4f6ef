"""What an officer at the border and a lawyer in the ministry ask: products, boards, gaps, laws, codes, shipments."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from almaden.convention.board import board
from almaden.convention.movement import check_product
from almaden.store.models import Study
from tests.web.conftest import SignIn


def page_of(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


@pytest.mark.parametrize("address", ["/products/check/", "/products/check/?product=thermometer&party=BRA&on=2024-06-01", "/products/check/?product=spoon",
  "/products/check/?product=cfl&mercury=4", "/products/board/", "/products/board/?party=GHA&party=DEU&on=2026-01-01", "/products/gaps/", "/products/gaps/?party=GHA", "/products/gaps/?party=DEU&product=battery",
  "/supply/laws/", "/supply/laws/?country=DEU&article=3", "/trade/codes/", "/trade/codes/?q=2805.40", "/trade/codes/?q=thermom%C3%A8tre", "/trade/codes/?q=285200", "/trade/codes/?product=thermometer",
  "/trade/shipment/", "/trade/shipment/?code=2805.40&exporter=CHE&importer=PER&quantity=345+kg", "/trade/shipment/?code=9025.11&exporter=CHN&importer=GHA", "/trade/shipment/?code=28&exporter=CHN", "/trade/consents/"])
def test_render(browser, address):
    a = browser.get(address)
    Path("/tmp/al/officer/" + re.sub(r"\W+","_",address) + ".html").write_text(a.content.decode())
    print(a.status_code, address)
