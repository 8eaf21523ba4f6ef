"""The page of the search."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.store.conftest import MakeUser
from tests.web.place_samples import Open, opened, own_home, person, places

__all__ = ["opened", "own_home", "person", "places"]


def test_hits_lead_to_their_pages(places: SimpleNamespace, opened: Open) -> None:
    page = opened().get("/search/?q=made-up").content.decode()
    for address in (f"/facilities/{places.facility.pk}/", f"/sites/{places.site.pk}/", f"/sources/{places.source.pk}/"):
        assert f'href="{address}"' in page
    assert 'href="/countries/KEN/"' in opened().get("/search/?q=kenia").content.decode()


def test_drafts_are_found_by_those_who_may_see_them(places: SimpleNamespace, opened: Open, person: MakeUser) -> None:
    assert "Hidden works" not in opened().get("/search/?q=hidden").content.decode()
    assert "Hidden works" in opened(person("ana", "compiler", "ALB")).get("/search/?q=hidden").content.decode()


@pytest.mark.parametrize("query", ["", "q=", "q=%00", "q=%25", "q=zzzz", "q=" + "x" * 3000])
def test_nothing_found_is_said(places: SimpleNamespace, opened: Open, query: str) -> None:
    assert opened().get(f"/search/?{query}").status_code == 200


def test_words_of_the_glossary_are_found(opened: Open) -> None:
    page = opened().get("/search/?q=input+FACTOR").content.decode()
    assert '<a href="/help/glossary/#input-factor"' in page
    assert 'id="input-factor"' in opened().get("/help/glossary/").content.decode()
