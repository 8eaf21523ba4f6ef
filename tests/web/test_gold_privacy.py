"""A published study with small regions gives nothing of them away: not on pages, not by the API, not in an edition."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.plan_records import MeasureRecord, TargetRecord
from almaden.sectors.gold.records import AboutRecord, PracticeRecord, SiteRecord, TailingsRecord
from almaden.store import reviews, studies, study_results, waiting
from almaden.store.editions.studies import write_studies
from almaden.store.models import Study
from tests.store.conftest import MakeUser
from tests.web.place_samples import Open, opened, own_home, person

__all__ = ["opened", "own_home", "person"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_home")]
#: Miners by region. Five are few; what all less the others leaves would be those five, so fifteen are not told either.
MINERS = {"Smallvale": 5, "Nextvale": 15, "Bigvale": 80}
SECRETS = ("Smallvale", "Nextvale", "Hidden", "5.91234", '"S1"', ">S1<")


def measure(name: str, region: str, reach: float) -> MeasureRecord:
    return MeasureRecord(
        name=name, kind="retorts", region=region, start_year=2026, full_year=2028, reach=reach, cost_usd=5000
    )


@pytest.fixture
def study() -> Study:
    waiting.forget()
    sites = tuple(
        SiteRecord(
            id=f"S{at}", region=region, name=f"Hidden creek {at}", latitude=5.91234 + at, longitude=-2.0,
            miners=count, men=count - 3, women=3, gold_per_miner=0.4, days_per_year=200,
        )
        for at, (region, count) in enumerate(MINERS.items(), 1)
    )  # fmt: skip
    data = GoldData(
        AboutRecord(country="GHA", year=2024, made_up=True),
        sites=sites,
        practices=(PracticeRecord(practice="concentrate", share=1.0),),
        tailings=(TailingsRecord(id="Hidden heap", region="Smallvale", mass_t=900, mercury_mg_per_kg=20),),
        targets=(TargetRecord(year=2030, reduction=0.3),),
        measures=(
            measure("Retorts everywhere", "", 0.4),
            measure("Retorts, Hidden one", "Smallvale", 0.1),
            measure("Retorts, Hidden two", "Nextvale", 0.2),
            measure("Retorts of the many", "Bigvale", 0.3),
        ),
    )
    made = studies.make(None, "gold", studies.gold_tables(data), country="GHA", year=2024, made_up=True)
    for step in (reviews.submit, reviews.take, reviews.publish):
        step(None, made)
    return made


def test_nothing_of_small_regions_is_public_anywhere(study: Study, opened: Open, tmp_path: Path) -> None:
    pages, api = f"/gold/studies/{study.pk}/", f"/api/v1/gold/studies/{study.pk}/"
    addresses = [pages + one for one in ("", "sites/", "plan/", "estimate.json", "parts.csv", "plan/plan.json")]
    addresses += [f"{api}{one}" for one in ("estimate?draws=100", "plan?draws=100", "sites")]
    texts = {address: answered(opened(), address) for address in addresses}
    write_studies(tmp_path)
    texts["edition"] = (tmp_path / "studies" / f"{study.pk}.json").read_text(encoding="utf-8")
    for address, text in texts.items():
        assert "Bigvale" in text, address
        for secret in SECRETS:
            assert secret not in text, (address, secret)
    plan = json.loads(texts["edition"])["plan"]
    assert plan == json.loads(texts[pages + "plan/plan.json"])
    assert {one["name"] for one in plan["measures"]} == {"Retorts everywhere", "Retorts of the many"}
    # Three women in each region, nine in all, are few; so the men, who would tell of them, are not told either.
    for told in (json.loads(texts[f"{api}sites"]), json.loads(texts["edition"])["sites"]):
        assert (told["whole"]["women"], told["whole"]["men"], told["by_region"][0]["women"]) == (None, None, None)


def test_nobody_moves_a_measure_that_they_do_not_see(study: Study, opened: Open, person: MakeUser) -> None:
    address = f"/gold/studies/{study.pk}/plan/plan.json?moved=1&m0-on=1"

    def planned(user: Any, more: str) -> Any:
        return json.loads(answered(opened(user), address + more))["trajectory"][-1]["mercury_kg"]

    # With all of a region reached, the mercury of the region would be what the reduction is.
    assert planned(None, "&m1-on=1&m1-reach=100") == planned(None, "")
    compiler = person("kofi", "compiler", "GHA")
    assert planned(compiler, "&m1-on=1&m1-reach=100") < planned(compiler, "")
    assert "Retorts, Hidden one" in answered(opened(compiler), f"/gold/studies/{study.pk}/plan/")


def test_the_estimate_is_reckoned_once_with_its_plan(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(study_results, "estimate")
    found = study_results.public_results(study)
    assert found["estimate"] == found["plan"]["baseline"]


def answered(browser: Any, address: str) -> str:
    """What stands at an address, asked for again until its figures are there."""
    answer = browser.get(address)
    while "The figures are being computed." in (text := answer.content.decode()):
        answer = browser.get(address)
    assert answer.status_code == 200, address
    return str(text)
