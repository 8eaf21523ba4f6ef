"""A made-up month of raw data for the made-up store: some values are suspect, and somebody has begun to decide on them.

Its values follow formulas, and its site lies at no place where anybody measures.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from almaden.reference.readers.located import Located
    from almaden.store.models import Dataset

_START: Final = datetime(2024, 3, 1, tzinfo=UTC)
_HOURS: Final = 31 * 24
#: Hours of two plumes and of a single peak, with their values in ng/m3.
_PEAKS: Final = {70: 6.5, 71: 9.8, 72: 8.1, 73: 5.6, 300: 7.2, 520: 12.4, 521: 14.0, 522: 11.2}
#: An instrument that hangs repeats a value.
_STUCK: Final = range(400, 424)


def fill_quality(people: dict[str, Any]) -> dict[str, Any]:
    """A draft with marks, a decision and a line of the logbook; gives the ids that pages need."""
    from almaden.store.quality.automatic import check_by_rules
    from almaden.store.quality.deciding import add_logbook
    from almaden.store.quality.lines import series_lines
    from almaden.store.quality.stretches import decide_on, suspects_of

    dataset, site = _draft(people["kofi"])
    run = check_by_rules(people["kofi"], dataset, _START.date() + timedelta(days=40))
    add_logbook(
        people["kofi"], site, "calibration", _START + timedelta(hours=296), _START + timedelta(hours=299),
        text="Span and zero (made up)",
    )  # fmt: skip
    line = next(one for one in series_lines(dataset) if one.key.species == "GEM")
    found = suspects_of(dataset, line.key)
    assert found is not None
    decide_on(people["kofi"], found, 1, run.pk, "accepted", reason="a vehicle beside the inlet (made up)")
    return {"quality_dataset": dataset.pk, "quality_series": line.name}


def _draft(author: Any) -> tuple[Dataset, Any]:
    from almaden.store.journal import writing
    from almaden.store.models import Dataset, Identifier, Site, Upload
    from almaden.store.observations.imports import import_observations

    with writing(None, "sample.add", reason="to try the pages (made up)") as work:
        dataset = work.add(
            Dataset(
                key="made-up-raw", title="Raw data of March (made up)", country="GHA", made_up=True, author=author,
                made_on=_START,
            )
        )  # fmt: skip
        site = work.add(
            Site(
                dataset=dataset, name="Hill (made up)", country="GHA", latitude=0.5, longitude=-0.5,
                kind="monitoring", identifiers={"muq": "H"},
            )
        )  # fmt: skip
        Identifier.objects.create(scheme="muq", value="H", site=site)
        upload = work.add(Upload(sha256="2" * 64, name="made-up-march.csv", size=0, uploaded_on=_START))
    import_observations(None, dataset, _records(), upload, lambda rows: None)
    return dataset, site


def _records() -> Iterator[Located]:
    from almaden.reference.readers.located import Located
    from almaden.reference.records import ObservationRecord

    for hour in range(_HOURS):
        start = _START + timedelta(hours=hour)
        # Numbers that look like chance and are the same in every store.
        chance = hour * 7919 % 101 / 1000
        usual = round(1.45 + 0.1 * (abs(hour % 24 - 12) / 12) + chance, 3)
        value = 1.512 if hour in _STUCK else _PEAKS.get(hour, usual)
        carbon = round(0.12 + chance / 3 + (0.6 if hour in (70, 71, 72, 73) else 0), 3)
        common: dict[str, Any] = {"site": "muq:H", "start": start, "end": start + timedelta(hours=1), "matrix": "air"}
        gem = ObservationRecord(species="GEM", unit="ng/m3", value=value, instrument="made up 7", **common)
        gas = ObservationRecord(species="CO", unit="umol/mol", value=carbon, **common)
        yield Located(gem, row=2 * hour + 2)
        yield Located(gas, row=2 * hour + 3)
