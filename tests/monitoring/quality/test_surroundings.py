"""What records and files tell beside series."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from almaden.errors import Fault, InputError
from almaden.monitoring.quality.surroundings import surroundings
from almaden.monitoring.readers import gathered
from almaden.monitoring.series import series_of
from almaden.reference.readers.located import Located, Remark, Remarked
from almaden.reference.records import Matrix, ObservationRecord, SiteRecord


def observation(
    species: str, unit: str, matrix: Matrix = "air", site: str = "gaw:XXX", told: str = ""
) -> ObservationRecord:
    start = datetime(2020, 1, 7, tzinfo=UTC)
    return ObservationRecord(
        site=site, start=start, matrix=matrix, species=species, value=1.5, unit=unit, diagnostics=told
    )


SITE = SiteRecord(identifiers={"gaw": "XXX"}, name="Made up", kind="contaminated", latitude=71.0, longitude=-8.0)


def test_sites_gases_and_rain_are_found() -> None:
    records = [
        observation("GEM", "ng/m3", told="cartridge=A"), observation("SO2", "ppb"), observation("CO", "ppb"),
        observation("THg", "ng/L", "precipitation"), observation("precipitation", "mm", "precipitation"),
        observation("GEM", "ng/m3", site="gaw:YYY"),
    ]  # fmt: skip
    series = series_of(records)
    beside = surroundings(records, series, [SITE])
    assert (beside.sites["gaw:XXX"].site_class, beside.sites["gaw:XXX"].latitude) == ("contaminated", 71.0)
    assert (beside.sites["gaw:YYY"].site_class, beside.sites["gaw:YYY"].latitude) == ("", None)
    gem = next(one.key for one in series if one.key.site == "gaw:XXX" and one.key.species == "GEM")
    assert beside.companions[gem].key.species == "CO"
    assert list(beside.diagnostics) == [gem]
    wet = next(one.key for one in series if one.key.species == "THg")
    assert beside.rain[wet].gauge is not None
    assert beside.rain[wet].collected is None
    told = surroundings(records, series, [SITE], "urban", 10.0)
    assert {(one.site_class, one.latitude) for one in told.sites.values()} == {("urban", 10.0)}


def test_remarks_are_counted_and_faults_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.nas"
    file.write_bytes(b"made up")
    items: list[Remarked] = [
        Remark("missing code", Fault("odd")), Remark("missing code", Fault("odd")),
        Located(SITE), Located(observation("GEM", "ng/m3")),
    ]  # fmt: skip

    def read(reader: str, opened: BinaryIO, name: str, columns: object) -> Iterator[Remarked]:
        assert (reader, opened.read(), name, columns) == ("ebas", b"made up", "a.nas", None)
        yield from items

    monkeypatch.setattr(gathered, "read_blocks", read)
    given = gathered.gather([file], "ebas")
    assert (dict(given.traps), len(given.observations), given.sites) == ({"missing code": 2}, 1, (SITE,))
    items.append(Fault("this cannot be read"))
    with pytest.raises(InputError, match="this cannot be read"):
        gathered.gather([file], "ebas")
