"""Samples of a study as they are kept: the rows of the template, whatever file they came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from typing import Final, Literal

from pydantic import ValidationError

from almaden.monitoring.biota.records import TissueRecord
from almaden.monitoring.biota.sample_record import SampleRecord
from almaden.monitoring.biota.table import LEFT_OUT, unusable
from almaden.monitoring.traps import TrapCount
from almaden.reference.record import Record, described
from almaden.wording import n_

_COMMON: Final = (
    "latitude", "longitude", "taxon", "common_name", "tissue", "analyte", "unit", "basis", "detection_limit",
    "moisture_percent", "length_mm", "length_kind", "weight_g", "age_years", "sex", "animals", "d15n", "method",
)  # fmt: skip


class KeptSampleRecord(SampleRecord):
    """A sample of a study; tables of others need not tell the tissue, nor whether it is wet or dry weight."""

    basis: Literal["", "ww", "dw"] = described("ww of wet weight, dw of dry weight.", "ww", default="")  # type: ignore[assignment]  # wider
    tissue: str = described("muscle, whole, liver, egg, blood, feather, fur ...", "muscle", default="")


class RemarkRecord(Record):
    """Something odd of the file, with how often it was met."""

    problem: str = described("What is odd.", "samples left out because they have no value: {count}")
    advice: str = described("What can be done.", "", default="")
    count: int = described("How often it was met.", "3", ge=0)


#: The tables of a study of animals.
KEPT_TABLES: Final[dict[str, type[Record]]] = {"biota": KeptSampleRecord, "remarks": RemarkRecord}


def kept(
    records: Iterable[TissueRecord], traps: Sequence[TrapCount] = ()
) -> tuple[tuple[KeptSampleRecord, ...], tuple[RemarkRecord, ...]]:
    """The samples that can be kept, and what is odd of the others and of the file.

    Args:
        records: samples as read.
        traps: what the reader met.
    """
    found: list[KeptSampleRecord] = []
    left_out: Counter[str] = Counter()
    for number, one in enumerate(records, 1):
        why = unusable(one, one.detection_limit if one.flag == "below_detection" else one.value)
        sample = None if why else _sample(one, number)
        if sample is None:
            left_out[LEFT_OUT[why] if why else _CANNOT_BE] += 1
        else:
            found.append(sample)
    remarks = [RemarkRecord(problem=one.problem, advice=one.advice, count=one.count) for one in traps]
    remarks += [RemarkRecord(problem=text, count=count) for text, count in sorted(left_out.items())]
    return tuple(found), tuple(remarks)


_CANNOT_BE: Final = n_("samples left out because what is told of them cannot be: {count}")


def _sample(one: TissueRecord, number: int) -> KeptSampleRecord | None:
    told = {name: value for name in _COMMON if (value := getattr(one, name)) not in (None, "")}
    below = one.flag == "below_detection"
    try:
        return KeptSampleRecord(
            study=one.study or one.original_file,
            sample=one.sample or str(number),
            site=one.site,
            day=None if one.date is None else one.date.date(),
            below_detection=below,
            value=None if below else one.value,
            **told,
        )
    except ValidationError:
        return None


def tissue_of(one: SampleRecord, file: str = "") -> TissueRecord:
    """A row of the template as a sample.

    Args:
        one: the row.
        file: name of the file that it was read from.
    """
    told = {name: getattr(one, name) for name in _COMMON}
    return TissueRecord(
        **told,
        value=None if one.below_detection else one.value,
        study=one.study,
        sample=one.sample,
        # Identifiers of other systems stay as they are.
        site=one.site if ":" in one.site or not one.site else f"biota:{one.site}",
        date=None if one.day is None else datetime.combine(one.day, time(), UTC),
        flag="below_detection" if one.below_detection else "valid",
        original_value="" if one.value is None else f"{one.value:g}",
        original_unit=one.unit,
        original_file=file,
    )
