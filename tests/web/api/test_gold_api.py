"""Gold mining and chlor-alkali by the API: results of studies, and how much of them the public may know."""

from __future__ import annotations

import copy
import json
from types import SimpleNamespace
from typing import Any

import pytest

from almaden.store import waiting
from almaden.store.models import Study
from tests.store.conftest import MakeUser
from tests.web.api.conftest import GOLD, NOW, Call


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What was reckoned for studies of other tests, which have the same numbers."""
    waiting.forget()


def published(**tables: Any) -> Study:
    return Study.objects.create(
        sector="gold", country="ALB", year=2024, state="published", made_on=NOW, tables={**GOLD, **tables}
    )


def test_nothing_of_a_public_answer_tells_places_or_single_miners(call: Call, records: SimpleNamespace) -> None:
    key, plants = records.study.pk, records.plants.pk
    paths = [f"/studies/{key}", f"/studies/{key}/history", "/studies"]
    paths += [f"/gold/studies/{key}/{one}?draws=100" for one in ("estimate", "plan")]
    paths += [f"/gold/studies/{key}/sites"]
    paths += [f"/chloralkali/studies/{plants}/{one}" for one in ("plants", "surplus", "convert")]
    for path in paths:
        answer = call("get", path)
        assert answer.status_code == 200, path
        for secret in ("41.98765", "20.12345", "Hidden", "0.777", "S1", "S2", '"17"'):
            assert secret not in answer.content.decode(), (path, secret)
        if path.startswith(("/gold", "/chlor")):
            assert "made up" in answer.json()["meta"]["notice"]


def test_an_estimate_as_the_command_prints_it(call: Call, records: SimpleNamespace) -> None:
    path = f"/gold/studies/{records.study.pk}/estimate?draws=500&seed=3&reduction=0.2"
    found = call("get", path).json()
    assert found["gold_kg_low"] < found["gold_kg"] < found["gold_kg_high"]
    assert sum(found[f"{one}_kg"] for one in ("air_burning", "air_shops", "captured", "stored", "water", "land")) == (
        pytest.approx(found["mercury_kg"], rel=1e-9)
    )
    assert (found["meta"]["draws"], found["meta"]["seed"], found["power"]["reduction"]) == (500, 3, 0.2)
    assert [one["route"] for one in found["routes"] if one["applies"]] == ["extraction"]
    # The same tables, sent: the same figures, and nothing is kept.
    body = {"tables": GOLD, "draws": 500, "seed": 3, "reduction": 0.2}
    before = Study.objects.count()
    sent = call("post", "/gold/estimate", records.author, json=body).json()
    assert (sent["mercury_kg"], sent["mercury_kg_high"]) == (found["mercury_kg"], found["mercury_kg_high"])
    assert Study.objects.count() == before
    assert call("get", f"/gold/studies/{records.draft_study.pk}/estimate").status_code == 404
    assert call("get", f"/gold/studies/{records.plants.pk}/estimate").status_code == 404


def test_regions_of_very_few_miners_are_not_told(call: Call, person: MakeUser) -> None:
    sites = [*GOLD["sites"], {"id": "S9", "region": "Valley", "miners": 6, "gold_per_miner": 1, "days_per_year": 90}]
    key, compiler = published(sites=sites).pk, person("a", "compiler", "ALB")
    path = f"/gold/studies/{key}/estimate?draws=100"
    assert "Valley" in call("get", path, compiler).content.decode()
    assert "Valley" not in call("get", path).content.decode()
    own, told = (call("get", f"/gold/studies/{key}/sites", user).json() for user in (compiler, None))
    assert [one["region"] for one in own["by_region"]] == ["North", "Valley"]
    assert told["by_region"] == []
    # The sum is of enough persons, but for the four women and the six whose sex is not told.
    assert own["whole"]["miners"] == told["whole"]["miners"] == 96
    assert told["whole"]["sex_not_told"] is told["whole"]["women"] is None


def test_a_study_that_tells_too_little_says_so(call: Call, person: MakeUser) -> None:
    key = published(practices=[]).pk
    public = call("get", f"/gold/studies/{key}/estimate?draws=100")
    assert (public.status_code, "faults" in public.json()) == (422, False)
    own = call("get", f"/gold/studies/{key}/estimate?draws=100", person("a", "compiler", "ALB"))
    assert (own.status_code, bool(own.json()["faults"])) == (422, True)


def test_the_table_of_countries_with_own_values(call: Call, records: SimpleNamespace) -> None:
    values = [{"country": "GHA", "year": 2024, "mercury_t": 51.5, "source": "made up"}]
    study = Study.objects.create(
        sector="gold_countries", state="published", made_up=True, made_on=NOW, tables={"estimates": values}
    )
    plain = call("get", "/gold/table?country=GHA").json()
    assert plain["total_is"] == "sum of 1 countries"
    own = call("get", f"/gold/table?country=GHA&study={study.pk}").json()
    assert (own["mercury_kg"], "made up" in own["meta"]["notice"]) == (51_500.0, True)
    assert call("get", f"/gold/table?study={records.study.pk}").status_code == 404


def test_ways_to_win_gold(call: Call, db: None) -> None:
    found = call("get", "/gold/miner?ore_t_per_day=2&grade_g_per_t=6&gold_usd_per_g=90&draws=200").json()
    assert [one["value"] for one in found["prices"] if one["key"] == "grade_g_per_t"] == [6]
    assert call("get", "/gold/miner?miners=0").status_code == 422
    assert call("get", "/gold/miner?present=magic").json()["faults"][0]["column"] == "present"


def test_chlor_alkali_plants(call: Call, records: SimpleNamespace, person: MakeUser) -> None:
    path = f"/chloralkali/studies/{records.plants.pk}"
    found = call("get", f"{path}/plants?on=2026-01-01").json()
    assert {one["id"]: one["standing"] for one in found["plants"]} == {"P1": "no exemption told", "P2": "closed"}
    assert "latitude" in call("get", f"{path}/plants", person("a", "compiler", "ALB")).json()["plants"][0]
    assert call("get", f"{path}/surplus?until=2030&draws=200").json()["until"] == 2030
    cheap, dear = (
        call("get", f"{path}/convert?draws=200&power_price={price}").json()["total"]["npv"] for price in (20, 150)
    )
    # Membrane cells need less power: the dearer it is, the more conversion saves.
    assert cheap < dear
    Study.objects.filter(pk=records.plants.pk).update(version=2, tables=_only_closed(records.plants))
    assert call("get", f"{path}/convert").status_code == 422


def _only_closed(study: Study) -> dict[str, Any]:
    tables: dict[str, Any] = copy.deepcopy(study.tables)
    tables["plants"] = tables["plants"][1:]
    return tables


def test_bodies_have_a_limit(call: Call, records: SimpleNamespace) -> None:
    sent = json.dumps({"tables": {"sites": [{"id": "S" * 100}] * 30_000}})
    answer = call("post", "/gold/estimate", records.author, data=sent, content_type="application/json")
    assert answer.status_code == 413
