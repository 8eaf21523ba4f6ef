"""A mean of a site over years, as tables for comparing models with measurements hold it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from almaden.monitoring.readers.cells import noted
from almaden.monitoring.series import CLIMATOLOGY
from almaden.reference.records import Flag, Matrix, ObservationRecord

_LONGEST_MONTH: Final = 31


@dataclass(frozen=True)
class SiteMean:
    """One value of such a table; unlike an observation it may lack its time.

    Attributes:
        site: identifier of the site or cruise, with its system: ``site:ALT``.
        latitude: degrees north, None where it is not told or cannot be.
        longitude: degrees east.
        matrix: what was sampled.
        species: what was measured.
        value: in ``unit``, None where it is missing.
        unit: unit of the value.
        flag: ``valid``, ``suspect`` where the value is negative or the row contradicts itself, or ``missing``.
        start: begin of the first year, or of the month in the first year; None where no time is told.
        end: end of the last year, or of the month in the last year.
        years: the years as they were written or told, such as ``2013-2015``.
        month: month of the year, None for a mean of whole years.
        standard_deviation: in ``unit``.
        reference: where the value was published.
        moving: whether the site is a ship: its other values have other places.
        row: row in the file.
        original_value: the value as it was written.
        original_unit: the unit as it was written, empty where the file tells none.
        original_file: name of the file.
    """

    site: str
    latitude: float | None
    longitude: float | None
    matrix: Matrix
    species: str
    value: float | None
    unit: str
    flag: Flag
    start: datetime | None
    end: datetime | None
    years: str
    month: int | None
    standard_deviation: float | None
    reference: str
    moving: bool
    row: int
    original_value: str
    original_unit: str
    original_file: str

    def as_observation(self) -> ObservationRecord | None:
        """The mean as an observation, None where its time is not known; of a month over years it says so as method."""
        if self.start is None:
            return None
        place = {"latitude": self.latitude, "longitude": self.longitude} if self.moving else {}
        told = noted(
            years=self.years,
            month=self.month,
            standard_deviation=self.standard_deviation,
            reference=self.reference.replace(";", ","),
            **place,
        )
        return ObservationRecord(
            site=self.site,
            start=self.start,
            end=self.end,
            matrix=self.matrix,
            species=self.species,
            value=self.value,
            unit=self.unit,
            flag=self.flag,
            method=CLIMATOLOGY if self._is_climatology else "",
            sample=f"row {self.row}" if self.moving else "",
            diagnostics=told,
            original_value=self.original_value,
            original_unit=self.original_unit,
            original_file=self.original_file,
        )

    @property
    def _is_climatology(self) -> bool:
        if self.month is None or self.start is None or self.end is None:
            return False
        return (self.end - self.start).days > _LONGEST_MONTH
