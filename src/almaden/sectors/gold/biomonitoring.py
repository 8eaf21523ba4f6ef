"""Mercury in people before and after a training: did it fall, by how much, and more than in those not trained?

Only participants who agreed and whose two values are told count. Changes are taken on the logarithm, so they are
ratios. A group of fewer than ten persons gives no result, nor does any cell of fewer than ten within a group; and no
sum is told from which such a group could be reckoned back. No participant stands in a result.
"""

from __future__ import annotations

import functools
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeVar

import numpy as np

from almaden.errors import Fault, InputError
from almaden.inventory.result import Amount
from almaden.monitoring.people.small_groups import cell, least_persons, setting_origins
from almaden.quantity.sampling import FloatArray
from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.sectors.gold.biomonitoring_result import (
    Above,
    BiomonitoringResult,
    Changes,
    Comparison,
    Group,
)
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.paired import mean_interval, signed_rank, welch_interval
from almaden.sectors.gold.records import BiomonitoringRecord
from almaden.wording import Text, n_

#: Training, matrix and unit: only values of the same are comparable.
_Series = tuple[str, str, str]
_Cell = TypeVar("_Cell", bound=float | None)


@dataclass(frozen=True)
class _Pairs:
    """Values of a group, those below detection replaced; shape (persons,) each."""

    before: FloatArray
    after: FloatArray
    replaced: int
    weeks: tuple[float, ...]

    @property
    def change(self) -> FloatArray:
        """Logarithm of after over before."""
        return np.asarray(np.log(self.after / self.before))


def biomonitoring(data: GoldData) -> BiomonitoringResult:
    """Changes by training, matrix, unit and group.

    Args:
        data: the tables of a country.

    Raises:
        InputError: a participant stands twice in one training and matrix.
    """
    _check_once(data.biomonitoring)
    agreed = [one for one in data.biomonitoring if one.consent]
    series: dict[_Series, dict[str, list[BiomonitoringRecord]]] = defaultdict(lambda: defaultdict(list))
    for one in agreed:
        if one.before is not None and one.after is not None:
            series[_series(one)][one.group.strip()].append(one)
    groups: list[Group] = []
    comparisons: list[Comparison] = []
    for key in sorted(series):
        pairs = {name: _pairs(rows, _lowest(series[key])) for name, rows in sorted(series[key].items())}
        groups += [_group(key, name, one) for name, one in pairs.items()]
        if len(pairs) > 1:
            groups.append(_all(key, pairs))
            comparisons += [_compared(key, one, pairs) for one in combinations(pairs, 2)]
    return BiomonitoringResult(
        meta=meta(0, 0, data.sha256, notice=data.notice),
        country=data.about.country,
        least_persons=least_persons(),
        groups=tuple(groups),
        comparisons=tuple(comparisons),
        notes=tuple(_notes(data.biomonitoring)),
        origins=_origins(),
    )


def _check_once(records: Sequence[BiomonitoringRecord]) -> None:
    # Ten rows of one person are no group of ten.
    seen: set[tuple[str, str, str]] = set()
    faults = []
    for row, one in enumerate(records, start=2):
        key = (one.training.strip(), one.matrix, one.participant)
        if key in seen:
            faults.append(
                Fault(n_("this participant stands here twice"), file="biomonitoring", row=row, column="participant",
                      value=one.participant, advice=n_("keep one row for each participant, training and matrix"))
            )  # fmt: skip
        seen.add(key)
    if faults:
        raise InputError(faults)


def _series(one: BiomonitoringRecord) -> _Series:
    # The sign of a micrometre is written in three ways.
    return one.training.strip(), one.matrix, one.unit.strip().replace("µ", "u").replace("μ", "u")


def _lowest(groups: Mapping[str, Sequence[BiomonitoringRecord]]) -> float:
    """What stands for a value of zero: a share of the lowest one of the series that is more."""
    values = [value for rows in groups.values() for one in rows for value in (one.before, one.after) if value]
    return _setting("below_detection") * min(values) if values else 1.0


def _pairs(rows: Sequence[BiomonitoringRecord], low: float) -> _Pairs:
    before = np.array([one.before for one in rows], dtype=float)
    after = np.array([one.after for one in rows], dtype=float)
    replaced = int(np.sum(before == 0.0) + np.sum(after == 0.0))
    weeks = tuple(one.weeks_between for one in rows if one.weeks_between is not None)
    return _Pairs(np.where(before == 0.0, low, before), np.where(after == 0.0, low, after), replaced, weeks)


def _group(key: _Series, name: str, pairs: _Pairs) -> Group:
    if len(pairs.before) < least_persons():
        told = Text("fewer than {count} persons: not told", count=least_persons())
        return Group(*key, group=name, whole=False, changes=None, told=told)
    return Group(*key, group=name, whole=False, changes=_changes(key, pairs), told="")


def _all(key: _Series, pairs: Mapping[str, _Pairs]) -> Group:
    """All groups of a series together, unless a group that is not told could be reckoned back from it."""
    hidden = [len(one.before) for one in pairs.values() if len(one.before) < least_persons()]
    joined = _Pairs(
        np.concatenate([one.before for one in pairs.values()]),
        np.concatenate([one.after for one in pairs.values()]),
        sum(one.replaced for one in pairs.values()),
        tuple(week for one in pairs.values() for week in one.weeks),
    )
    if len(joined.before) < least_persons() or 0 < sum(hidden) < least_persons():
        told = n_("not told: it would tell of a group with too few persons")
        return Group(*key, group="", whole=True, changes=None, told=told)
    changes = [_changes(key, one) if len(one.before) >= least_persons() else None for one in pairs.values()]
    return Group(*key, group="", whole=True, changes=_guarded(_changes(key, joined), changes), told="")


def _guarded(whole: Changes, groups: Sequence[Changes | None]) -> Changes:
    """The whole without the cells from which, less those that are told, a cell of a group could be reckoned back."""
    known = [one for one in groups if one is not None]

    def kept(value: _Cell, parts: Sequence[float | None]) -> _Cell | None:
        return value if len(known) == len(groups) and None not in parts else None

    above = tuple(
        replace(
            level,
            before=kept(level.before, [one.above[at].before for one in known]),
            after=kept(level.after, [one.above[at].after for one in known]),
        )
        for at, level in enumerate(whole.above)
    )
    return replace(
        whole,
        share_fell=kept(whole.share_fell, [one.share_fell for one in known]),
        below_detection=kept(whole.below_detection, [one.below_detection for one in known]),
        above=above,
    )


def _changes(key: _Series, pairs: _Pairs) -> Changes:
    change, persons = pairs.change, len(pairs.before)
    mean, p_t = mean_interval(change)
    _statistic, p_rank = signed_rank(change)
    return Changes(
        persons=persons,
        median_before=float(np.median(pairs.before)),
        median_after=float(np.median(pairs.after)),
        mean_before=float(np.exp(np.mean(np.log(pairs.before)))),
        mean_after=float(np.exp(np.mean(np.log(pairs.after)))),
        ratio=_exp(mean),
        median_ratio=float(np.exp(np.median(change))),
        p_t=p_t,
        p_signed_rank=p_rank,
        share_fell=cell(int(np.sum(change < 0.0)), persons),
        below_detection=_count(pairs.replaced),
        far_off=_count(_far_off(change)),
        median_weeks=float(np.median(pairs.weeks)) if len(pairs.weeks) >= least_persons() else None,
        above=tuple(_above(key, pairs)),
    )


def _compared(key: _Series, names: tuple[str, str], pairs: Mapping[str, _Pairs]) -> Comparison:
    """Change of one group beside that of another: a difference in differences, as a ratio of ratios."""
    one, other = (pairs[name].change for name in names)
    if min(len(one), len(other)) < least_persons():
        return Comparison(*key, *names, None, None)
    difference, p = welch_interval(one, other)
    return Comparison(*key, *names, _exp(difference), p)


def _above(key: _Series, pairs: _Pairs) -> list[Above]:
    """Shares above the guidance levels of this matrix and unit."""
    _training, matrix, unit = key
    found = []
    for row in read_table("monitoring/guidance"):
        if (row["matrix"], row["unit"]) != (matrix, unit.casefold()):
            continue
        level, persons = float(row["value"]), len(pairs.before)
        before, after = (cell(int(np.sum(values > level)), persons) for values in (pairs.before, pairs.after))
        found.append(Above(row["name"], level, row["unit"], before, after, row["source"], row["seen"], row["status"]))
    return found


def _far_off(change: FloatArray) -> int:
    distance = np.abs(change - np.median(change))
    scale = _setting("normal_consistency") * float(np.median(distance))
    return int(np.sum(distance > _setting("outlier_deviations") * scale)) if scale > 0.0 else 0


def _count(count: int) -> int | None:
    """A count within a group; None for one that is too small to be told, but not nothing."""
    return count if count == 0 or count >= least_persons() else None


def _exp(one: Amount) -> Amount:
    return Amount(math.exp(one.value), math.exp(one.low), math.exp(one.high))


def _notes(records: Sequence[BiomonitoringRecord]) -> list[str]:
    found: list[str] = []
    if any(not one.consent for one in records):
        found.append(n_("Participants who did not agree were left out."))
    if any(one.consent and (one.before is None or one.after is None) for one in records):
        found.append(n_("Participants with one value only were left out."))
    if any(one.consent and 0.0 in (one.before, one.after) for one in records):
        found.append(n_("A value of zero was taken as half of the lowest one that is more than zero."))
    return found


@functools.cache
def _setting(name: str) -> float:
    return float(next(row["value"] for row in read_table("gold/biomonitoring") if row["name"] == name))


@functools.cache
def _origins() -> tuple[Origin, ...]:
    own = (
        Origin(row["meaning"], float(row["value"]), row["unit"], None, None, "gold/biomonitoring", row["source"],
               row["seen"], row["status"])
        for row in read_table("gold/biomonitoring")
    )  # fmt: skip
    return (*setting_origins("least_persons"), *own)
