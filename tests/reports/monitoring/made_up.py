"""Made-up observations that use every field of a record, to be written out and read back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from almaden.reference.records import ObservationRecord, SiteRecord
from almaden.reports.monitoring.about import ExportAbout

ABOUT = ExportAbout("A made-up station", "Made up, 2024", "CC0-1.0", "test", notice="Made-up data")
SITE = SiteRecord(
    identifiers={"ebas": "XX0001R"},
    name="Testby",
    country="NOR",
    latitude=60.25,
    longitude=-10.5,
    elevation_m=12.0,
    network="EMEP",
)
BARE = SiteRecord(identifiers={"ebas": "XX0002R"}, name="Nowhere told")
BEGIN = datetime(2024, 2, 29, 22, 0, tzinfo=UTC)


def one(hour: int, **values: Any) -> ObservationRecord:
    """An hourly value of GEM at the made-up station."""
    start = BEGIN + timedelta(hours=hour)
    told: dict[str, Any] = {
        "site": "ebas:XX0001R", "start": start, "end": start + timedelta(hours=1), "matrix": "air", "species": "GEM",
        "unit": "ng/m3", "method": "Tekran 2537B", "instrument": "2537B-0112", "level": "final",
        "detection_limit": 0.1, "original_unit": "ng/m3", "original_file": "made-up.txt",
    }  # fmt: skip
    return ObservationRecord.model_validate(told | values)


#: Each flag, with a value and without, flags of EBAS kept and overruled, texts of all kinds.
AIR = (
    one(0, value=1.42, original_value="1.420", original_flag="0.000"),
    one(1, value=1.5, original_value="1.5", flag="invalid", original_flag="0.459"),
    one(2, value=None, original_value="9.999", flag="missing", original_flag="0.999"),
    one(3, value=0.05, original_value="0.05", flag="below_detection", original_flag="0.780"),
    one(4, value=None, original_value="0.1", flag="below_detection", original_flag="0.781"),
    one(5, value=-0.02, original_value="-0.02", flag="suspect", original_flag="0.000"),
    one(6, value=9.98, original_value="9.98", flag="valid", original_flag="0.110498"),
    one(7, value=None, original_value="9.999", flag="invalid", original_flag="0.456"),
)
#: Another species of the same hours, another unit, a later instrument, a week of rain, a site that is not told.
MIXED = (
    *AIR,
    one(0, species="GOM", unit="pg/m3", method="KCl denuder", value=3.25, detection_limit=None),
    one(8, value=1.4, instrument="2537X-0001", original_value="1.4"),
    one(9, value=1.4, end=None, site="ebas:XX0009R"),
    one(0, matrix="precipitation", species="THg", unit="ng/L", value=8.5, end=BEGIN + timedelta(days=7)),
    one(0, matrix="precipitation", species="THg", unit="pg/L", value=8500.0, sample="S-17, northern; é"),
)
FISH = (
    one(
        0, matrix="biota", species="THg", unit="ug/g", value=0.31, end=None, taxon="Sander vitreus", tissue="muscle",
        basis="ww", length_mm=412.0, sample="F-1", detection_limit=0.01, method="EPA 7473", instrument="", level="",
        diagnostics="weight_g=640.0; sex=female; study=Made-up study", original_value="0.31", original_unit="ppm",
    ),
    one(
        0, matrix="biota", species="MeHg", unit="ug/g", value=None, flag="below_detection", end=None,
        taxon="Sander vitreus", tissue="muscle", basis="ww", length_mm=412.0, sample="F-1", detection_limit=0.02,
        method="EPA 1630", instrument="", level="", original_value="<0.02", original_unit="ppm",
    ),
    one(
        48, matrix="biota", species="THg", unit="ug/g", value=1.2, end=None, taxon="Esox lucius", tissue="liver",
        basis="dw", sample="F-2", site="ebas:XX0002R", detection_limit=None, instrument="", level="",
    ),
)  # fmt: skip
