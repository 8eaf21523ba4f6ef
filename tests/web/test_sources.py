"""Sources on pages, with what cites them."""

from __future__ import annotations

from types import SimpleNamespace

from almaden.store.models import CountryStage, SourceDocument
from tests.web.place_samples import Open, opened, own_home, person, places

__all__ = ["opened", "own_home", "person", "places"]


def test_the_list_is_searched_by_words(places: SimpleNamespace, opened: Open) -> None:
    assert "A made-up report" in opened().get("/sources/?text=REPORT").content.decode()
    assert "A made-up report" not in opened().get("/sources/?text=other").content.decode()


def test_a_source_tells_what_cites_it(places: SimpleNamespace, opened: Open) -> None:
    CountryStage.objects.create(country="KEN", kind="mia", stage="published", document=places.source)
    page = opened().get(f"/sources/{places.source.pk}/").content.decode()
    for told in ("Shown set", "Kenya", "Minamata initial assessment", "Nobody", "2024"):
        assert told in page
    assert opened().get("/sources/99/").status_code == 404


def test_a_draft_that_cites_it_is_not_told(places: SimpleNamespace, opened: Open) -> None:
    places.draft.source = places.source
    places.draft.save()
    assert "Draft set" not in opened().get(f"/sources/{places.source.pk}/").content.decode()


def test_only_addresses_of_the_web_become_links(places: SimpleNamespace, opened: Open) -> None:
    bad = SourceDocument.objects.create(title="Bad", url="javascript:alert(1)")
    assert 'href="javascript' not in opened().get(f"/sources/{bad.pk}/").content.decode()
