"""The report on campaigns: every format, the made-up notice, no addresses of listings."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pytest

from almaden.demo.product_tests import product_tests
from almaden.reports.campaign import campaign_report, render_campaign
from almaden.reports.document import Table
from almaden.reports.words import Words
from almaden.sectors.products.testing.campaign import campaign_result
from almaden.sectors.products.testing.limits import own_limit
from almaden.sectors.products.testing.readers.product_tests import read_product_tests
from almaden.sectors.products.testing.result import CampaignResult


@pytest.fixture(scope="module")
def found() -> CampaignResult:
    with product_tests() as place:
        return campaign_result(read_product_tests(place), date(2025, 8, 1))


def test_the_page_tells_the_share_what_is_unsure_and_no_listing(found: CampaignResult) -> None:
    page = render_campaign(found, "html", "en").decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "These figures are made up: an example." in page
    assert "14 of 17 samples are above 1 ppm: 82 %, 95 % interval 59 % to 94 %" in page
    assert "of all samples 50 % to 89 % are above" in page
    assert "These shares are not those of the market" in page
    assert "changed by −5.7 points, 95 % interval −38.8 to 34.0" in page
    assert "found again after it was removed" in page
    assert "/item/" not in page
    # Nothing was drawn.
    assert "draws" not in page


def test_a_workbook_has_everything_unrounded_and_no_listing(found: CampaignResult) -> None:
    with zipfile.ZipFile(BytesIO(render_campaign(found, "xlsx", "fr"))) as book:
        texts = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "relisted_exact_low" in texts
    assert "/item/" not in texts


def test_every_table_has_rows(found: CampaignResult) -> None:
    tables = [one for one in campaign_report(found, Words.of("en")).blocks if isinstance(one, Table)]
    assert len(tables) == 6
    assert all(one.rows for one in tables)


def test_a_register_without_anything_above_the_limit(found: CampaignResult) -> None:
    with product_tests() as place:
        data = read_product_tests(place)
    page = render_campaign(campaign_result(data, date(2024, 1, 1), own_limit(1e6)), "html", "en").decode()
    assert "Of no sample can it be told" in page
