"""What was submitted is shown with the figures of then, whatever the program computes today."""

from __future__ import annotations

from django.test import Client

from almaden.store.inventories import frozen_result
from almaden.store.models import FrozenResult
from tests.store.conftest import MakeUser
from tests.web.inventory_samples import coal_draft, published, signed_in, text

LATER = "This version of the program computes others"


def test_a_published_version_shows_its_frozen_figures(person: MakeUser, browser: Client) -> None:
    inventory = published(person("author", "compiler", "GHA"), person("reviewer", "reviewer"))
    page = text(browser.get(f"/inventories/{inventory.pk}/"))
    # 100,000 t at 0.15 g/t make 15 kg.
    assert ">15" in page
    assert LATER not in page
    frozen = frozen_result(inventory)
    assert frozen is not None
    frozen["totals"]["toolkit"] |= {"input_kg": 4321.0, "input_kg_low": 4300.0, "input_kg_high": 4340.0}
    frozen["meta"]["version"] = "0.0.1-made-up"
    FrozenResult.objects.filter(inventory=inventory).update(result=frozen)
    for address in (f"/inventories/{inventory.pk}/", f"/inventories/{inventory.pk}/rows/"):
        assert "4,32" in text(browser.get(address))
    page = text(browser.get(f"/inventories/{inventory.pk}/"))
    assert "The figures as they were submitted" in page
    assert LATER in page
    assert "0.0.1-made-up" in page


def test_figures_that_cannot_be_read_any_more_are_computed(person: MakeUser, browser: Client) -> None:
    inventory = published(person("author", "compiler", "GHA"), person("reviewer", "reviewer"))
    FrozenResult.objects.filter(inventory=inventory).update(result={"totals": {}})
    page = text(browser.get(f"/inventories/{inventory.pk}/"))
    assert ">15" in page
    assert "The figures as they were submitted" not in page


def test_a_draft_shows_what_is_computed_now(person: MakeUser) -> None:
    author = person("author", "compiler", "GHA")
    page = text(signed_in(author).get(f"/inventories/{coal_draft(author).pk}/"))
    assert ">15" in page
    assert "The figures as they were submitted" not in page
