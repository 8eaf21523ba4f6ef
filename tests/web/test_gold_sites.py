"""What visited sites tell: no exact place, no small group and no participant for the public; all for the compiler."""

from __future__ import annotations

from dataclasses import replace

import pytest

from almaden.store import studies
from almaden.store.models import Study
from tests.store.conftest import MakeUser
from tests.web.gold_samples import published_study
from tests.web.place_samples import Open, opened, own_home, person
from tools.made_up_studies import gold_data

__all__ = ["opened", "own_home", "person"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_home")]
TYPING = {"HX-Request": "true"}


def test_the_public_sees_cells_and_the_compiler_places(opened: Open, person: MakeUser) -> None:
    sites = gold_data().sites
    # A site with four miners in a region of its own.
    lonely = sites[0].model_copy(
        update={"id": "S99", "region": "Far hills", "stratum": "", "miners": 4, "men": 4, "women": 0, "children": 0,
                "latitude": 5.9137, "longitude": -2.0371, "industrial_mine": "Far mine", "season": "always"}
    )  # fmt: skip
    study = published_study(sites=(*sites, lonely))
    address = f"/gold/studies/{study.pk}/sites/"
    public = opened().get(address).content.decode()
    for heading in ("Visited sites and their people", "How they work", "Beside large mines"):
        assert f"<h2>{heading}</h2>" in public
    assert '"x": -2.0, "y": 5.9' in public
    for secret in ("5.9137", "2.0371", "Far hills", "Far mine", "S99", "Creek", "always"):
        assert secret not in public
    whole = opened(person("kofi", "compiler", "GHA")).get(address).content.decode()
    for told in ("5.9137", "Far hills", "Far mine", "Creek", "always"):
        assert told in whole


def test_of_a_handful_of_miners_nothing_is_told(opened: Open) -> None:
    lonely = gold_data().sites[0].model_copy(update={"miners": 4, "men": 4, "women": 0, "children": 0})
    study = published_study()
    # Such a study cannot be handed in; one may have been published before that was looked at.
    tables = studies.as_kept(studies.gold_tables(replace(gold_data(), sites=(lonely,))))
    Study.objects.filter(pk=study.pk).update(tables=tables)
    page = opened().get(f"/gold/studies/{study.pk}/sites/").content.decode()
    assert "Fewer than 10 miners were seen" in page
    assert "data-map" not in page
    assert "sluice" not in page


def test_weights_of_the_ranking_move(opened: Open, person: MakeUser) -> None:
    address = f"/gold/studies/{published_study().pk}/sites/"
    usual = opened().get(address, headers=TYPING).content.decode()
    assert "<html" not in usual
    # What a deposit is called is a row of the tables.
    assert ">T4<" not in usual
    compiler = opened(person("kofi", "compiler", "GHA"))
    # By the mercury alone the largest deposit comes first.
    alone = "&".join(f"t-{key}=0" for key in ("mercury_mg_per_kg", "water_distance_m", "confined", "cyanide",
                                               "people_within_1km", "food_grown"))  # fmt: skip
    moved = compiler.get(f"{address}?{alone}", headers=TYPING).content.decode()
    assert moved.index(">T4<") < moved.index(">T1<")
    assert opened().get(f"{address}?{alone}&t-mercury_kg=0").status_code == 422


def test_groups_of_few_participants_are_not_told(opened: Open) -> None:
    few = gold_data().biomonitoring[:7]
    page = opened().get(f"/gold/studies/{published_study(biomonitoring=few).pk}/sites/").content.decode()
    assert "fewer than 10 persons: not told" in page
    assert "Median before" in page
