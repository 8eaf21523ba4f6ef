"""Made-up studies of sectors for the made-up store: a survey of small-scale gold mining with a plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

TITLE = "Survey of creeks (made up)"


def fill_studies(people: dict[str, Any]) -> dict[str, int]:
    """Keep a published study of gold mining, a draft without the split by practice, and values of countries."""
    from almaden.sectors.gold.country_records import CountryEstimateRecord
    from almaden.store import reviews, studies

    data = gold_data()
    about: dict[str, Any] = {"country": "GHA", "year": 2024, "made_up": True}
    study = studies.make(None, "gold", studies.gold_tables(data), title=TITLE, **about)
    reviews.submit(None, study)
    reviews.take(None, study)
    reviews.publish(None, study)
    unsplit = replace(data, practices=())
    sites = tuple(
        site.model_copy(update={"whole_ore_share": None, "concentrate_share": None, "mercury_free_share": None})
        for site in data.sites
    )
    tables = studies.gold_tables(replace(unsplit, sites=sites))
    draft = studies.make(people["kofi"], "gold", tables, title="A draft of a survey (made up)", **about)
    estimate = CountryEstimateRecord(country="KEN", year=2023, mercury_t=3.5, data_class=2, source="made up")
    values = studies.make(
        people["ada"], "gold_countries", {"estimates": [estimate]}, title="Values (made up)", made_up=True
    )
    return {"gold_study": study.pk, "gold_draft": draft.pk, "gold_values": values.pk}


def gold_data() -> Any:
    """The plan of the worked example over a survey of which nothing is true."""
    from almaden.demo.gold import ghana
    from almaden.sectors.gold.readers.field import read_gold
    from almaden.sectors.gold.records import (
        AboutRecord,
        BiomonitoringRecord,
        BuyerRecord,
        MercuryRecord,
        ProcessingRecord,
        SiteRecord,
        StratumRecord,
        TailingsRecord,
    )

    with ghana() as folder:
        example = read_gold(folder)
    regions = ("North (made up)", "South (made up)")
    strata = tuple(
        StratumRecord(id=f"s{number}", region=region, sites=60, units=30, buyers=12, source="made up")
        for number, region in enumerate(regions)
    )
    sites = tuple(
        SiteRecord(
            id=f"S{n}", stratum=f"s{n % 2}", region=regions[n % 2], name=f"Creek {n} (made up)",
            latitude=7.0 + 0.11 * n, longitude=-1.0 - 0.07 * n, miners=20 + 3 * n, men=12 + 2 * n,
            women=7 + n, children=1, gold_per_miner=0.3 + 0.02 * (n % 5), days_per_year=200, season="1-5; 9-12",
            ore="alluvial" if n % 3 else "hard rock", equipment="sluice; pump",
            whole_ore_share=0.1 * (n % 4), concentrate_share=0.9 - 0.1 * (n % 4), mercury_free_share=0.1,
            retort_share=0.05 * (n % 4), retort_efficiency=0.8, residential_burning=n % 2 == 0,
            cyanide_after_mercury=n % 5 == 0, industrial_mine="Mine (made up)" if n % 4 == 0 else "",
            industrial_relation="tolerated" if n % 4 == 0 else "", data_class=4, source="made up",
        )
        for n in range(14)
    )  # fmt: skip
    units = tuple(
        ProcessingRecord(
            id=f"U{n}", stratum=f"s{n % 2}", region=regions[n % 2], kind="mill", ore_t_per_day=7 + 0.5 * n,
            grade_g_per_t=6.0, recovery=0.4, days_per_year=220, data_class=4, source="made up",
        )
        for n in range(8)
    )  # fmt: skip
    buyers = tuple(
        BuyerRecord(
            id=f"B{n}", stratum=f"s{n % 2}", region=regions[n % 2], kind="shop", gold=0.7 + 0.15 * n, gold_unit="kg",
            gold_period="month", sponge_mercury_percent=5, capture_system=n == 0, capture_efficiency=0.8,
            source="made up",
        )
        for n in range(6)
    )  # fmt: skip
    return replace(
        example,
        about=AboutRecord(country="GHA", year=2024, title=TITLE, made_up=True, source="made up"),
        strata=strata,
        sites=sites,
        units=units,
        buyers=buyers,
        mercury=tuple(MercuryRecord(site=f"S{n}", mercury=0.6 + 0.1 * n, source="made up") for n in range(6)),
        tailings=tuple(
            TailingsRecord(
                id=f"T{n}",
                site=f"S{n}",
                region=regions[n % 2],
                latitude=7.0 + 0.11 * n,
                longitude=-1.0 - 0.07 * n,
                mass_t=900 + 400 * n,
                mercury_mg_per_kg=20 + 15 * n,
                water_distance_m=60 + 40 * n,
                people_within_1km=100 + 50 * n,
                food_grown=n % 2 == 0,
                source="made up",
            )
            for n in range(5)
        ),
        biomonitoring=tuple(
            BiomonitoringRecord(
                training="Retorts (made up)",
                participant=str(n),
                consent=True,
                matrix="urine",
                before=20.0 + n,
                after=9.0 + 0.5 * n,
                unit="ug/g creatinine",
                weeks_between=26,
            )
            for n in range(24)
        ),
        practices=(),
        figures=(),
    )
