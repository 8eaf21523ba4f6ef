"""The page of a country."""

from __future__ import annotations

from types import SimpleNamespace

from almaden.store.models import CountryStage
from tests.store.conftest import MakeUser
from tests.web.place_samples import Open, opened, own_home, person, places
from tests.web.test_home import inventory

__all__ = ["opened", "own_home", "person", "places"]


def test_a_country_with_its_inventories_stages_and_facilities(places: SimpleNamespace, opened: Open) -> None:
    inventory("ALB", "submitted")
    inventory("ALB", "estimate", "draft")
    CountryStage.objects.create(country="ALB", kind="nap", stage="submitted", document=places.source)
    page = opened().get("/countries/ALB/").content.decode()
    for told in ("Albania", "ALB submitted (made up)", "national action plan", "A made-up report"):
        assert told in page
    assert "ALB estimate (made up)" not in page
    assert '<strong>1</strong><a href="/facilities/?country=ALB">' in page


def test_drafts_count_for_those_who_may_see_them(places: SimpleNamespace, opened: Open, person: MakeUser) -> None:
    page = opened(person("ana", "compiler", "ALB")).get("/countries/ALB/").content.decode()
    assert '<strong>2</strong><a href="/facilities/?country=ALB">' in page


def test_there_is_no_page_of_what_is_no_country(opened: Open) -> None:
    assert opened().get("/countries/XYZ/").status_code == 404
