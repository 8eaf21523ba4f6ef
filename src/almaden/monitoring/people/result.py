"""What samples of people tell, of groups of ten persons and more."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from almaden.monitoring.censored import Interval
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class AboveGuidance:
    """Share of persons above one level.

    Attributes:
        name: what the level means.
        level: in the unit of the cell.
        share: share above; None where that would be a group of fewer than ten persons, or leave one.
        source, seen, status: where the level was read.
    """

    name: str
    level: float
    share: float | None
    source: str
    seen: str
    status: str


@dataclass(frozen=True)
class Statistics:
    """Statistics of a cell.

    Attributes:
        persons: how many.
        method: how the mean was estimated where some are below detection.
        reason: why so.
        geometric_mean: with its 95 % interval; None where it cannot be told.
        percentiles: by share; only those beyond which enough persons lie.
        share_below: share below detection; None where that would be a group of fewer than ten persons.
        above: shares above guidance levels.
    """

    persons: int
    method: str
    reason: str
    geometric_mean: Interval | None
    percentiles: dict[float, float]
    share_below: float | None
    above: tuple[AboveGuidance, ...]


@dataclass(frozen=True)
class PeopleCell:
    """One group of one year; or all groups and years of one kind of measurement together.

    Attributes:
        country, matrix, analyte, unit, method: what was measured where; nothing of different ones is put together.
        year: None for all together.
        group: as told; empty for all together, or where no group is told.
        statistics: None where the cell is not told.
        told: why it is not told; empty where it is.
    """

    country: str
    matrix: str
    analyte: str
    unit: str
    method: str
    year: int | None
    group: str
    statistics: Statistics | None
    told: Text | str


@dataclass(frozen=True)
class PeopleResult:
    """What samples of people tell; no participant stands in it.

    Attributes:
        meta: how it was made.
        least_persons: a cell with fewer is not told.
        cells: of each country, matrix, analyte, unit and method: every year and group, then all together.
        notes: what was left out, and why.
        origins: where numbers were read.
    """

    meta: Meta
    least_persons: int
    cells: tuple[PeopleCell, ...]
    notes: tuple[Text | str, ...]
    origins: tuple[Origin, ...]

    def to_frame(self) -> pandas.DataFrame:
        """One row a cell."""
        import pandas

        rows = []
        for one in self.cells:
            row = {name: value for name, value in vars(one).items() if name != "statistics"}
            told = one.statistics
            mean = told.geometric_mean if told is not None else None
            rows.append({**row, "persons": None if told is None else told.persons,
                         "geometric_mean": None if mean is None else mean.value,
                         "low": None if mean is None else mean.low,
                         "high": None if mean is None else mean.high})  # fmt: skip
        return pandas.DataFrame(rows)

    def as_dict(self) -> dict[str, Any]:
        """Everything, as JSON holds it."""
        return {
            "meta": asdict(self.meta),
            "least_persons": self.least_persons,
            "cells": [_plain(one) for one in self.cells],
            "notes": [str(note) for note in self.notes],
            "unverified": [asdict(one) for one in self.origins if one.status == "unverified"],
        }

    def to_json(self) -> str:
        """As :meth:`as_dict`, as text."""
        return json.dumps(self.as_dict(), ensure_ascii=False)

    def summary(self) -> str:
        """In one line."""
        told = sum(one.statistics is not None for one in self.cells)
        return f"{told} of {len(self.cells)} cells have {self.least_persons} persons or more"


def _plain(one: PeopleCell) -> dict[str, Any]:
    found = {**asdict(one), "told": str(one.told)}
    if one.statistics is not None:
        named = {f"{share:g}": value for share, value in one.statistics.percentiles.items()}
        found["statistics"] = {**found["statistics"], "percentiles": named}
    return found
