"""One analysed sample of an animal or plant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from almaden.reference.records import Flag, ObservationRecord

#: How the length of a fish was taken.
LengthKind = Literal["", "total", "fork", "standard"]


@dataclass(frozen=True)
class TissueRecord:
    """A concentration in a tissue with what is known of the animal. Texts are empty and numbers None where not told.

    Attributes:
        analyte: ``THg`` or ``MeHg``.
        value: concentration in ``unit``; None where it is missing or below detection.
        unit: such as ``ug/g``.
        flag: ``valid``, ``suspect`` (negative, or zero where a limit belongs), ``invalid``, ``below_detection``,
            ``missing``.
        detection_limit: in ``unit``.
        basis: ``ww`` of wet weight, ``dw`` of dry weight.
        tissue: muscle, whole, egg, blood, feather, hair, as the source writes it.
        taxon: scientific name.
        common_name: name in a living language.
        site: identifier of the station, with its system: ``ceden:123``.
        station_name: its name.
        latitude: degrees north.
        longitude: degrees east.
        date: when it was caught or sampled, UTC.
        sample: identifier of the sample or composite.
        length_mm: length of the animal, or mean of a composite, mm.
        length_kind: how the length was taken.
        weight_g: mass of the animal, g.
        age_years: age, years.
        sex: as the source writes it.
        life_stage: as the source writes it.
        animals: how many animals the composite has.
        d15n: stable nitrogen isotope ratio, per mil.
        moisture_percent: water of the tissue, percent of wet weight.
        method: how it was analysed.
        study: programme or citation.
        original_value: the value as it was written.
        original_unit: the unit as it was written.
        original_flag: the flag as it was written.
        original_file: name of the file.
    """

    analyte: str
    value: float | None
    unit: str
    flag: Flag = "valid"
    detection_limit: float | None = None
    basis: Literal["", "ww", "dw"] = ""
    tissue: str = ""
    taxon: str = ""
    common_name: str = ""
    site: str = ""
    station_name: str = ""
    latitude: float | None = None
    longitude: float | None = None
    date: datetime | None = None
    sample: str = ""
    length_mm: float | None = None
    length_kind: LengthKind = ""
    weight_g: float | None = None
    age_years: float | None = None
    sex: str = ""
    life_stage: str = ""
    animals: int | None = None
    d15n: float | None = None
    moisture_percent: float | None = None
    method: str = ""
    study: str = ""
    original_value: str = ""
    original_unit: str = ""
    original_flag: str = ""
    original_file: str = ""


def as_observation(record: TissueRecord) -> ObservationRecord | None:
    """The sample as an observation; None where its date or its station is not told."""
    if record.date is None or not record.site:
        return None
    told = {
        "common_name": record.common_name,
        "length_kind": record.length_kind,
        "weight_g": record.weight_g,
        "age_years": record.age_years,
        "sex": record.sex,
        "life_stage": record.life_stage,
        "animals": record.animals,
        "d15n": record.d15n,
        "moisture_percent": record.moisture_percent,
        "study": record.study,
    }
    parts = [f"{name}={str(value).replace(';', ',')}" for name, value in told.items() if value not in (None, "")]
    return ObservationRecord(
        site=record.site,
        start=record.date,
        matrix="biota",
        species=record.analyte,
        value=record.value,
        unit=record.unit,
        flag=record.flag,
        method=record.method,
        detection_limit=record.detection_limit,
        sample=record.sample,
        taxon=record.taxon or record.common_name,
        tissue=record.tissue,
        basis=record.basis,
        length_mm=record.length_mm,
        diagnostics="; ".join(parts),
        original_value=record.original_value,
        original_unit=record.original_unit,
        original_flag=record.original_flag,
        original_file=record.original_file,
    )
