"""Small and large mines side by side. Sites and mines are made up."""

from __future__ import annotations

import json

from almaden.sectors.gold.coexistence import coexistence
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.records import AboutRecord, SiteRecord

SITES = (
    SiteRecord(id="S1", region="North", miners=40, industrial_mine="Made-up mine", industrial_relation="conflict"),
    SiteRecord(id="S2", region="North", miners=10, industrial_mine="Made-up mine", industrial_relation="agreement"),
    SiteRecord(id="S3", region="South", industrial_mine="Made-up mine"),
    SiteRecord(id="S4", region="South", miners=5, industrial_relation="tolerated"),
    SiteRecord(id="S5", region="South", miners=70, industrial_relation="none"),
    SiteRecord(id="S6", region="South", miners=90),
)


def test_counts_by_relation_mine_and_region() -> None:
    found = coexistence(GoldData(about=AboutRecord(country="GHA", year=2024), sites=SITES))
    # S5 has no large mine beside it; of S6 nothing is known: neither lies beside one, and they are counted apart.
    assert found.relations == {"agreement": 1, "tolerated": 1, "conflict": 1, "none": 1, "not told": 2}
    assert (found.beside.sites, found.beside.miners, found.beside.miners_told) == (4, 55, 3)
    named, unnamed = found.by_mine
    assert (named.name, named.sites, named.miners, named.regions) == ("Made-up mine", 3, 50, ("North", "South"))
    assert (unnamed.name, unnamed.sites) == ("", 1)
    assert [(one.name, one.sites) for one in found.by_region] == [("North", 2), ("South", 2)]
    assert [question.split(":")[0] for question in found.questions] == ["S3", "S4"]
    assert json.loads(found.to_json())["beside"]["miners"] == 55
    assert list(found.to_frame()["conflict"]) == [1, 0]
