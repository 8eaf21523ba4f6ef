"""Reports on supply and storage on their pages: offered and given to those who may see the tables."""

from __future__ import annotations

import pytest
from django.test import Client

from almaden.store import waiting
from tests.web.conftest import SignIn
from tests.web.test_supply import packed, page, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forgetting() -> None:
    """Studies of other tests have the same numbers."""
    waiting.forget()


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("/supply/balance/", "/supply/balance/report.xlsx?data=world&amp;area=world"),
        ("/supply/storage/compare/?tonnes=100", "/supply/storage/report.xlsx?tonnes=100"),
    ],
)
def test_the_page_offers_its_report(client: Client, address: str, link: str) -> None:
    assert link in page(client, address)
    answer = client.get(link.replace("&amp;", "&"))
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")


def test_what_is_asked_wrong_gives_no_report(client: Client) -> None:
    assert client.get("/supply/balance/report.pdf?area=mars").status_code == 422
    assert client.get("/supply/storage/report.pdf?tonnes=many").status_code == 404


def test_the_report_of_a_study_is_for_those_who_may_see_its_tables(signed_in_as: SignIn, client: Client) -> None:
    study = published(signed_in_as, packed())
    link = f"/supply/balance/report.xlsx?data={study.pk}&area=GHA"
    assert "report.xlsx" not in page(client, f"/supply/balance/?data={study.pk}")
    assert client.get(link).status_code == 403
    assert signed_in_as("compiler", "KEN").get(link).status_code == 403
    own = signed_in_as("compiler", "GHA")
    assert "report.xlsx" in page(own, f"/supply/balance/?data={study.pk}")
    assert own.get(link).content.startswith(b"PK")
