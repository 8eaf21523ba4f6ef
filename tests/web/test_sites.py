"""Sites on pages; where informal mines are stays with those who may read drafts."""

from __future__ import annotations

from types import SimpleNamespace

from almaden.store.journal import writing
from almaden.store.models import Site
from tests.store.conftest import MakeUser
from tests.web.place_samples import Open, opened, own_home, person, places

__all__ = ["opened", "own_home", "person", "places"]


def test_lists_and_pages_tell_the_public_only_the_blurred_place(
    places: SimpleNamespace, opened: Open, person: MakeUser
) -> None:
    with writing(None, "site.change") as work:
        work.change(places.mine, latitude=5.4321, elevation_m=512.25, attributes={"way": "behind the school"})
    address = f"/sites/{places.mine.pk}/"
    for shown in ("/sites/", address, f"{address}card.json", "/sites/?view=map", "/search/?q=pit"):
        page = opened().get(shown).content.decode()
        for secret in ("5.4321", "5.5678", "5.432", "5.568", "1.23", "512.25", "behind the school"):
            assert secret not in page, shown
    page = opened().get(address).content.decode()
    assert "5.4°" in page
    assert "a tenth of a degree" in page
    assert "5.4321" in opened(person("ana", "compiler", "GHA")).get(address).content.decode()


def test_filters(places: SimpleNamespace, opened: Open) -> None:
    page = opened().get("/sites/?kind=monitoring&text=head").content.decode()
    assert "Made-up Head" in page
    assert "Made-up pit" not in page
    assert "/api/v1/sites?format=csv&amp;kind=monitoring&amp;name=head" in page


def test_a_site_is_added_and_changed(places: SimpleNamespace, opened: Open, person: MakeUser) -> None:
    browser = opened(person("ana", "compiler", "ALB"))
    form = {"dataset": "draft", "name": "New station", "kind": "monitoring", "country": "ALB", "elevation_m": "12"}
    assert browser.get("/sites/new/").status_code == 200
    assert browser.post("/sites/new/", form).status_code == 302
    site = Site.objects.get(name="New station")
    address = f"/sites/{site.pk}/edit/"
    assert browser.get(address).status_code == 200
    assert browser.post(address, {**form, "elevation_m": "13", "version": "1"}).status_code == 302
    assert browser.post(address, {**form, "elevation_m": "14", "version": "1"}).status_code == 409
    assert Site.objects.get(pk=site.pk).elevation_m == 13


def test_who_does_not_see_the_place_gets_no_form(places: SimpleNamespace, opened: Open, person: MakeUser) -> None:
    carl = opened(person("carl", "contributor", "GHA"))
    assert carl.get(f"/sites/{places.mine.pk}/edit/").status_code == 403
    assert carl.get("/sites/99/").status_code == 404
