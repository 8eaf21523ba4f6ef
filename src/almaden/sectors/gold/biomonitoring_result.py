"""What before-and-after biomonitoring leaves: frozen records without any person in them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.sectors.flat import flat

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Above:
    """Persons above a guidance level.

    Attributes:
        name, value, unit: the level.
        before, after: share of the persons above it, None where persons on one side are too few to be told.
        source, seen, status: where the level was read.
    """

    name: str
    value: float
    unit: str
    before: float | None
    after: float | None
    source: str
    seen: str
    status: str


@dataclass(frozen=True)
class Changes:
    """Mercury of a group before and after.

    Attributes:
        persons: who agreed and have both values.
        median_before, median_after: in the unit of the group.
        mean_before, mean_after: geometric means.
        ratio: geometric mean of after over before; below 1 it fell.
        median_ratio: median of after over before: a few that are far off do not move it.
        p_t, p_signed_rank: probability of such a change, or a larger one, if nothing had changed: Student's t of the
            logarithms, and Wilcoxon's signed ranks of them.
        share_fell: share of the persons in whom it fell; None where too few to be told are on one side.
        below_detection, far_off: values of zero that were replaced, and changes far off those of the others; None for
            some, but too few to be told.
        median_weeks: between both values, None where too few tell it.
        above: persons above guidance levels.
    """

    persons: int
    median_before: float
    median_after: float
    mean_before: float
    mean_after: float
    ratio: Amount
    median_ratio: float
    p_t: float
    p_signed_rank: float
    share_fell: float | None
    below_detection: int | None
    far_off: int | None
    median_weeks: float | None
    above: tuple[Above, ...]


@dataclass(frozen=True)
class Group:
    """A group of a training, in one matrix and unit.

    Attributes:
        training, matrix, unit: of what.
        group: which; empty where groups are not told, and for all of them.
        whole: whether it is all groups together.
        changes: None where nothing may be told.
        told: why.
    """

    training: str
    matrix: str
    unit: str
    group: str
    whole: bool
    changes: Changes | None
    told: str


@dataclass(frozen=True)
class Comparison:
    """Two groups of a training beside each other.

    Attributes:
        training, matrix, unit: of what.
        one, other: the groups.
        ratio: change of the one over change of the other; below 1 the one fell more. None where a group is not told.
        p: probability of such a difference, or a larger one, if both had changed alike (Welch's t of the logarithms).
    """

    training: str
    matrix: str
    unit: str
    one: str
    other: str
    ratio: Amount | None
    p: float | None


@dataclass(frozen=True)
class BiomonitoringResult:
    """Trainings with mercury in people before and after.

    Attributes:
        meta: how it was made.
        country: of what.
        least_persons: a group or cell with fewer is not told.
        groups: by training, matrix, unit and group; all groups together behind them.
        comparisons: of two groups each.
        notes: who was left out, and what was replaced.
        origins: the rules behind it.
    """

    meta: Meta
    country: str
    least_persons: int
    groups: tuple[Group, ...]
    comparisons: tuple[Comparison, ...]
    notes: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = field(default=(), repr=False)

    def to_frame(self) -> pandas.DataFrame:
        """One row a group; guidance levels are in the JSON alone."""
        import pandas

        return pandas.DataFrame([_row(one) for one in self.groups])

    def to_json(self) -> str:
        """Everything; amounts ``x`` as ``x``, ``x_low`` and ``x_high``."""
        return json.dumps(self.as_dict(), ensure_ascii=False)

    def as_dict(self) -> dict[str, Any]:
        """As :meth:`to_json`, before it is written."""
        return {
            "meta": asdict(self.meta),
            "country": self.country,
            "least_persons": self.least_persons,
            "groups": [_json(one) for one in self.groups],
            "comparisons": [flat(asdict(one)) for one in self.comparisons],
            "notes": list(self.notes),
            "rules": [asdict(origin) for origin in self.origins],
        }

    def summary(self) -> str:
        """Groups in a line."""
        told = sum(one.changes is not None for one in self.groups if not one.whole)
        groups = sum(not one.whole for one in self.groups)
        return f"{told} of {groups} groups have {self.least_persons} persons or more"


def _json(one: Group) -> dict[str, Any]:
    named = asdict(one)
    changes = named.pop("changes")
    if changes is None:
        return {**named, "changes": None}
    above = changes.pop("above")
    return {**named, "changes": {**flat(changes), "above": list(above)}}


def _row(one: Group) -> dict[str, Any]:
    named = _json(one)
    changes = dict(named.pop("changes") or {})
    changes.pop("above", None)
    return {**named, **changes}
