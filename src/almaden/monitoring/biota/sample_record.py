"""What people fill in of an analysed animal: the sheet of the template."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from pydantic import model_validator

from almaden.reference.record import Record, described
from almaden.wording import n_


class SampleRecord(Record):
    """One analysed sample of an animal."""

    study: str = described("Programme, project or citation.", "Lakes 2025", min_length=1)
    sample: str = described("Identifier of the sample or composite.", "L25-017", min_length=1)
    site: str = described("Identifier of the site.", "lake-3", default="")
    latitude: float | None = described("Latitude, north positive.", "60.17", "degree", default=None, ge=-90, le=90)
    longitude: float | None = described("Longitude, east positive.", "24.94", "degree", default=None, ge=-180, le=180)
    day: date | None = described("Day of the catch.", "2025-08-14", default=None)
    taxon: str = described("Scientific name.", "Esox lucius", default="")
    common_name: str = described("Common name.", "northern pike", default="")
    tissue: str = described("muscle, whole, liver, egg, blood, feather, fur ...", "muscle", min_length=1)
    analyte: Literal["THg", "MeHg"] = described("THg, total mercury, or MeHg, methylmercury.", "THg")
    value: float | None = described("Concentration; empty where it is below detection.", "0.42", default=None, gt=0)
    unit: Literal["ug/g", "mg/kg", "ng/g", "ug/kg"] = described("ug/g, mg/kg, ng/g or ug/kg.", "ug/g")
    basis: Literal["ww", "dw"] = described("ww of wet weight, dw of dry weight.", "ww")
    below_detection: bool = described("y where it was not detected.", "n", default=False)
    detection_limit: float | None = described("Detection limit, in the same unit.", "0.005", default=None, gt=0)
    moisture_percent: float | None = described(
        "Water of the tissue, percent of wet weight.", "78.5", "%", default=None, gt=0, lt=100
    )
    length_mm: float | None = described("Length of the animal.", "560", "mm", default=None, gt=0)
    length_kind: Literal["", "total", "fork", "standard"] = described(
        "How the length was taken: total, fork or standard.", "total", default=""
    )
    weight_g: float | None = described("Mass of the animal.", "1180", "g", default=None, gt=0)
    age_years: float | None = described("Age.", "6", "yr", default=None, ge=0)
    sex: str = described("f, m or empty.", "f", default="")
    animals: int | None = described("Animals in the composite.", "1", default=None, ge=1)
    d15n: float | None = described("Stable nitrogen isotope ratio.", "12.1", "per mil", default=None)
    method: str = described("How it was analysed.", "CVAFS", default="")

    @model_validator(mode="after")
    def _told(self) -> SampleRecord:
        if not (self.taxon or self.common_name):
            raise ValueError(n_("neither the scientific nor the common name is told"))
        if self.below_detection and self.detection_limit is None:
            raise ValueError(n_("below detection, and no detection limit is told"))
        if not self.below_detection and self.value is None:
            raise ValueError(n_("no value is told; mark what was not detected as below detection"))
        return self


#: The sheet of the workbook.
TABLES: Final[dict[str, type[Record]]] = {"biota": SampleRecord}
