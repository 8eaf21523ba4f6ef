"""Made-up observations on made-up sites."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from almaden.reference.readers.located import Located
from almaden.reference.records import ObservationRecord
from almaden.store.models import Dataset, Identifier, Site, Upload
from almaden.store.observations import imports

START = datetime(2023, 12, 31, 22, tzinfo=UTC)


def record(site: str = "made:A", hour: int = 0, value: float | None = 1.5, **fields: str | float) -> ObservationRecord:
    start = START + timedelta(hours=hour)
    given = {"matrix": "air", "species": "GEM", "unit": "ng/m3", **fields}
    return ObservationRecord(site=site, start=start, end=start + timedelta(hours=1), value=value, **given)


def located(records: list[ObservationRecord]) -> Iterator[Located]:
    return (Located(one, row=row) for row, one in enumerate(records, start=2))


@pytest.fixture
def dataset(db: None, own_home: Path) -> Dataset:
    """A published data set with two sites."""
    made = Dataset.objects.create(key="made-up", title="Made up", state="published", made_on=START)
    for name in ("A", "B"):
        site = Site.objects.create(name=f"{name} (made up)", dataset=made, identifiers={"made": name})
        Identifier.objects.create(scheme="made", value=name, site=site)
    return made


@pytest.fixture
def with_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets values of people into the archive, as earlier versions did."""
    monkeypatch.setattr(imports, "people_in", lambda *told: [])


def upload() -> Upload:
    """The file that the observations stand for."""
    return Upload.objects.get_or_create(
        sha256="0" * 64, defaults={"name": "made-up.csv", "size": 0, "uploaded_on": START}
    )[0]
