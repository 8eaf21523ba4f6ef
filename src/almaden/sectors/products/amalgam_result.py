"""What is told of the way out of dental amalgam, and what comes out of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.sectors.flat import nested
from almaden.sectors.products.amalgam_records import (
    AmalgamAboutRecord,
    AmalgamMeasureRecord,
    AmalgamValueRecord,
    MeasureStatus,
)
from almaden.sectors.products.straight_line import Crossing
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas

InTime = Literal["yes", "no", "unsure", ""]


@dataclass(frozen=True)
class AmalgamData:
    """What is told of a country.

    Attributes:
        about: the country.
        measures: at most one row for each measure.
        values: at most one value for each indicator and year.
        notes: what is to be known of the input.
        sha256: of what was read.
        notice: said on every page and export, as of a made-up example.
    """

    about: AmalgamAboutRecord
    measures: tuple[AmalgamMeasureRecord, ...]
    values: tuple[AmalgamValueRecord, ...]
    notes: tuple[Text | str, ...] = ()
    sha256: str = ""
    notice: str = ""


@dataclass(frozen=True)
class Measure:
    """A measure and how a country stands to it.

    Attributes:
        key, group, name, decision, decided: of the table; ``group`` is ``nine`` or ``added``, ``decided`` the year
            from which it counts.
        status: as told; ``none`` also where nothing is told.
        since, evidence: as told.
    """

    key: str
    group: str
    name: str
    decision: str
    decided: int
    status: MeasureStatus
    since: int | None
    evidence: str


@dataclass(frozen=True)
class Trend:
    """How an indicator changes.

    Attributes:
        key, name, unit: of the indicator.
        values: value of every year told.
        change: change in a year, of a straight line; None with fewer than two years.
        goal: its goal; None where none is set.
        reached: whether the last value is at the goal.
        crossing: when the line reaches the goal; None where there is neither.
        at: the line at each of the dates, within what the indicator can be.
        in_time: for each date whether the goal is reached by then: ``yes`` or ``no`` where the interval says so,
            ``unsure`` where it does not, empty where there is no interval.
    """

    key: str
    name: str
    unit: str
    values: Mapping[int, float]
    change: Amount | None
    goal: float | None
    reached: bool
    crossing: Crossing | None
    at: Mapping[str, Amount]
    in_time: Mapping[str, InTime]


@dataclass(frozen=True)
class AmalgamResult:
    """How far a country is on the way out of amalgam.

    Attributes:
        country, title: of the input.
        measures: all measures, in the order of the table.
        taken_of_nine, needed: how many of the nine are taken, and how many a Party takes at least.
        trends: the indicators that are told, in the order of the table.
        dates: the dates compared with, by name.
        notes: what is to be known.
        origins: the numbers it rests on.
        meta: how it was made.
    """

    country: str
    title: str
    measures: tuple[Measure, ...]
    taken_of_nine: int
    needed: int
    trends: tuple[Trend, ...]
    dates: Mapping[str, int]
    notes: tuple[Text | str, ...]
    origins: tuple[Origin, ...]
    meta: Meta

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The numbers that nobody has checked in the document they come from."""
        return tuple(one for one in self.origins if one.status == "unverified")

    @property
    def without_evidence(self) -> tuple[Measure, ...]:
        """Measures that are told as taken, but not since when or by what."""
        return tuple(one for one in self.measures if one.status == "taken" and not (one.evidence and one.since))

    def to_frame(self) -> pandas.DataFrame:
        """Every value of every indicator as a row."""
        import pandas

        rows = [
            {"indicator": one.key, "unit": one.unit, "year": year, "value": value}
            for one in self.trends
            for year, value in one.values.items()
        ]
        return pandas.DataFrame(rows, columns=["indicator", "unit", "year", "value"])

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        values = asdict(self)
        return nested({"meta": values.pop("meta"), **values, "unverified": [asdict(one) for one in self.unverified]})

    def to_json(self) -> str:
        """All of it as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)
