"""What is told of one participant's sample; never a name."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import model_validator

from almaden.reference.record import Record, described
from almaden.wording import n_

Matrix = Literal["hair", "blood", "cord blood", "urine", "breast milk"]
Analyte = Literal["THg", "MeHg", "inorganic Hg"]


class PersonRecord(Record):
    """Mercury in one sample of one participant."""

    survey: str = described("Name of the survey.", "Coast 2025", min_length=1)
    participant: str = described("Number of the participant; never a name.", "17", min_length=1, max_length=40)
    consent: bool = described("y where the participant agreed to the use of the results.", "y")
    year: int = described("Year of sampling.", "2025", ge=1950, le=2200)
    country: str = described("Country, as ISO 3166 code of three letters.", "GHA", pattern="^[A-Z]{3}$")
    region: str = described("Region of the country; no place smaller than that.", "North", default="")
    matrix: Matrix = described("hair, blood, cord blood, urine or breast milk.", "hair")
    method: str = described("Code of the method of analysis.", "DMA80", min_length=1, max_length=40)
    analyte: Analyte = described("THg, MeHg or inorganic Hg.", "THg")
    value: float | None = described("Concentration; empty where it is below detection.", "0.84", default=None, gt=0)
    unit: str = described(
        "ug/g for hair; ug/l for blood, cord blood and breast milk; ug/l or ug/g creatinine for urine.", "ug/g"
    )
    below_detection: bool = described("y where it was not detected.", "n", default=False)
    detection_limit: float | None = described("Detection limit, in the same unit.", "0.02", default=None, gt=0)
    creatinine_g_l: float | None = described("Creatinine of urine.", "", "g/l", default=None, gt=0)
    specific_gravity: float | None = described("Specific gravity of urine.", "", "1", default=None, gt=0.9, lt=1.2)
    sex: Literal["", "f", "m", "other"] = described("f, m, other or empty.", "f", default="")
    age_group: str = described("Group of ages, never a date of birth.", "25-34", default="", max_length=20)
    group: str = described("Group, such as pregnant women, miners or children.", "pregnant women", default="")
    note: str = described("Anything a reader should know; nothing that tells who it is.", "", default="")

    @model_validator(mode="after")
    def _told(self) -> PersonRecord:
        if self.below_detection and self.detection_limit is None:
            raise ValueError(n_("below detection, and no detection limit is told"))
        if not self.below_detection and self.value is None:
            raise ValueError(n_("no value is told; mark what was not detected as below detection"))
        return self


#: The sheet of the workbook.
TABLES: Final[dict[str, type[Record]]] = {"people": PersonRecord}
