"""Made-up stations whose series rise, fall, stay or tell nothing, and questions with their answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

#: Sites with country, place, change of the values in percent a year, and years of measuring.
SITES: Final = (
    ("Alpha", "IRL", 53.3, -9.9, -1.8, 12), ("Beta", "NOR", 58.4, 8.2, -1.2, 12), ("Gamma", "DEU", 54.9, 8.3, -0.9, 12),
    ("Delta", "ITA", 39.4, 9.0, 0.0, 12), ("Epsilon", "CAN", 44.4, -65.2, -1.5, 12),
    ("Zeta", "USA", 19.5, -155.6, 0.0, 12), ("Eta", "ZAF", -34.4, 18.5, 0.35, 12), ("Theta", "SUR", 5.8, -55.2, 1.2, 3),
)  # fmt: skip
FIRST_YEAR: Final = 2012
_LEVEL: Final = 1.5
_SEASON: Final = 0.06
_NOISE: Final = 0.06


def fill_trends(people: dict[str, Any]) -> dict[str, Any]:
    """Fill the store, and give the number of a question that somebody keeps as a draft."""
    from almaden.store.editions.create import create
    from almaden.store.models import SavedQuestion
    from almaden.store.saved_questions import add_built_in, answer_as_of, save_question

    fill_stations()
    add_built_in(None)
    edition = create(None, "Edition with stations of air (made up)", description="For trying the pages.")
    for slug in ("air-trend", "air-by-country"):
        answer_as_of(None, SavedQuestion.objects.get(slug=slug), edition)
    draft = save_question(
        people["ada"], "my-own-question", "A question of my own (made up)", "How much is in the air at each site?",
        "scientist", "mean", {"matrix": "air", "by": "site"},
    )  # fmt: skip
    return {"question_draft": draft.pk}


def fill_stations() -> Any:
    """Publish the stations with their series, and give their data set."""
    from almaden.store.journal import writing
    from almaden.store.models import Dataset, Identifier, Site, Upload
    from almaden.store.observations.imports import import_observations

    now = datetime.now(UTC)
    with writing(None, "sample.add", reason="to try the pages (made up)") as work:
        dataset = work.add(
            Dataset(
                key="made-up-stations", title="Stations of air (made up)", state="published", made_up=True,
                licence="CC BY 4.0", description="Nothing in it was measured.", made_on=now, published_on=now,
            )
        )  # fmt: skip
        sites = work.add_many(
            [
                Site(
                    dataset=dataset, name=f"{name} station (made up)", country=country, latitude=latitude,
                    longitude=longitude, kind="monitoring", identifiers={"mut": name},
                )
                for name, country, latitude, longitude, _, _ in SITES
            ]
        )  # fmt: skip
        Identifier.objects.bulk_create(
            [Identifier(scheme="mut", value=row[0], site=site) for row, site in zip(SITES, sites, strict=True)]
        )
        upload = work.add(Upload(sha256="7" * 64, name="made-up-stations.csv", size=0, uploaded_on=now))
    import_observations(None, dataset, _observations(), upload, lambda rows: None)
    return dataset


def _observations() -> Any:
    import numpy as np

    from almaden.reference.readers.located import Located
    from almaden.reference.records import ObservationRecord

    rng = np.random.default_rng(2012)
    row = 1
    for name, _, _, _, change, years in SITES:
        for month in range(12 * years):
            row += 1
            value = _LEVEL * (1 + change / 100 * month / 12) + _SEASON * np.cos(month * np.pi / 6)
            start, end = (datetime(FIRST_YEAR + at // 12, at % 12 + 1, 1, tzinfo=UTC) for at in (month, month + 1))
            record = ObservationRecord(
                site=f"mut:{name}", start=start, end=end, matrix="air", species="GEM", unit="ng/m3", method="CVAFS",
                instrument="A" if month < 72 else "B", value=round(float(value + _NOISE * rng.normal()), 4),
            )  # fmt: skip
            yield Located(record, row=row)
