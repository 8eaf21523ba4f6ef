"""The mercury of a country year by year under the measures of a plan, beside the baseline without them.

Gold stays as it is in the baseline; only what measures change moves. A measure acts from its first year, evenly more
each year until the year in which it acts in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from almaden.errors import Fault, InputError
from almaden.reference.origin import Origin
from almaden.sectors.amounts import first
from almaden.sectors.gold.plan_change import Act, Mercury, RegionGold, added, changed, left_by, mercury_of
from almaden.sectors.gold.plan_records import MeasureRecord
from almaden.sectors.gold.terms import WorstPractice
from almaden.sectors.numbers import Drawn
from almaden.wording import n_

#: Which measures act in which year, by their places: what the mercury of a year depends on.
_Key = tuple[tuple[int, float], ...]


@dataclass(frozen=True, eq=False)
class Measure:
    """A measure with what it holds back.

    Attributes:
        record: as the plan tells it.
        efficiency: of its retorts or capture systems, with draws where it is a default; 0 for other measures.
        origin: where that efficiency was read; None for other measures.
        baseline: year of the baseline, which holds what the measure reached until then; None: nothing.
    """

    record: MeasureRecord
    efficiency: Drawn = 0.0
    origin: Origin | None = None
    baseline: int | None = None

    def reach(self, year: int) -> float:
        """Share of what the baseline leaves it to be directed at that it reaches in a year."""
        before = self._reached(self.baseline) if self.baseline is not None else 0.0
        return max(0.0, self._reached(year) - before) / (1.0 - before) if before < 1.0 else 0.0

    def _reached(self, year: int) -> float:
        record = self.record
        if year >= record.full_year:
            return record.reach
        if year < record.start_year:
            return 0.0
        return record.reach * (year - record.start_year + 1) / (record.full_year - record.start_year + 1)


@dataclass
class Outlook:
    """The regions of a country and the measures of a plan.

    Attributes:
        regions: by name; the empty name holds what lies in no named region.
        measures: in any order; the result does not depend on it.
    """

    regions: Mapping[str, RegionGold]
    measures: Sequence[Measure]
    _alone: dict[str, Mercury] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """See that every measure can act.

        Raises:
            InputError: with every measure whose region has no gold of its own, or whose years are turned round.
        """
        faults = [fault for one in self.measures for fault in _faults(one.record, self.regions)]
        if faults:
            raise InputError(faults)
        # Sums of floating numbers depend on their order: measures stand in an order of their own.
        self.measures = sorted(self.measures, key=lambda one: one.record.model_dump_json())

    def baseline(self) -> Mercury:
        """The mercury of a year without measures."""
        return added([self._without(name) for name in self.regions])

    def years(self, years: range, measures: Sequence[Measure] | None = None) -> Iterator[tuple[int, Mercury]]:
        """The mercury of each year.

        Args:
            years: the years.
            measures: those that act, out of the plan's; all where None.
        """
        acting = self.measures if measures is None else [one for one in self.measures if one in measures]
        last: tuple[_Key, Mercury] | None = None
        for year in years:
            key = tuple((place, one.reach(year)) for place, one in enumerate(acting))
            if last is None or last[0] != key:
                last = key, self._mercury(acting, year)
            yield year, last[1]

    def worst(self, year: int) -> Mapping[WorstPractice, float | None]:
        """Share of each of the worst practices that is left in a year, of what it is in the baseline.

        Values of record. None where the baseline has nothing of it, so that no share can be told.
        """
        pairs = [(region, self.acts(name, year)) for name, region in self.regions.items()]
        after = [(changed(region, acts), acts) for region, acts in pairs]
        return {
            "whole_ore": _ratio(
                sum(_whole_ore(region) for region, _acts in after), sum(_whole_ore(region) for region, _acts in pairs)
            ),
            "open_burning": _ratio(
                _part(sum(_open(one) for one, _ in after), sum(_amalgam(one) for one, _ in after)),
                _part(sum(_open(one) for one, _ in pairs), sum(_amalgam(one) for one, _ in pairs)),
            ),
            "residential_burning": _ratio(
                sum(_amalgam(region) * left_by(acts, "end_residential_burning") for region, acts in pairs),
                sum(_amalgam(region) for region, _acts in pairs),
            ),
            "cyanide_after_mercury": _ratio(
                sum(first(region.gold_kg) * left_by(acts, "end_cyanide_after_mercury") for region, acts in pairs),
                sum(first(region.gold_kg) for region, _acts in pairs),
            ),
        }

    def acts(self, region: str, year: int, measures: Sequence[Measure] | None = None) -> list[Act]:
        """What acts in a region in a year."""
        return [
            Act(one.record.kind, one.reach(year), one.efficiency)
            for one in (self.measures if measures is None else measures)
            if one.record.region in ("", region)
        ]

    def _mercury(self, measures: Sequence[Measure], year: int) -> Mercury:
        found = []
        for name, region in self.regions.items():
            acts = [act for act in self.acts(name, year, measures) if act.reach > 0.0]
            found.append(mercury_of(changed(region, acts)) if acts else self._without(name))
        return added(found)

    def _without(self, name: str) -> Mercury:
        if name not in self._alone:
            self._alone[name] = mercury_of(self.regions[name])
        return self._alone[name]


def _faults(record: MeasureRecord, regions: Mapping[str, RegionGold]) -> Iterator[Fault]:
    if record.full_year < record.start_year:
        yield Fault(
            n_("the measure acts in full before it starts"),
            sheet="measures",
            column="full_year",
            value=f"{record.name}: {record.start_year}, {record.full_year}",
            advice=n_("give the year in which it starts first, then the year in which it acts in full"),
        )
    if record.region and record.region not in regions:
        yield Fault(
            n_("a measure is for a region of which no gold is told"),
            sheet="measures",
            column="region",
            value=f"{record.name}: {record.region}",
            accepted=", ".join(name for name in regions if name) or n_("an empty cell, for the whole country"),
            advice=n_("leave the region empty for the whole country, or name it as the field data do"),
        )


def _whole_ore(region: RegionGold) -> float:
    return first(region.gold_kg) * first(region.shares.get("whole_ore", 0.0))


def _amalgam(region: RegionGold) -> float:
    """Mercury in the amalgam, kg."""
    return sum(_amalgams(region, retorts=False))


def _open(region: RegionGold) -> float:
    """Mercury in the amalgam that is burnt openly, kg."""
    return sum(_amalgams(region, retorts=True))


def _amalgams(region: RegionGold, retorts: bool) -> Iterator[float]:
    for practice, way in region.ways.items():
        gold = first(region.gold_kg) * first(region.shares.get(practice, 0.0))
        openly = 1.0 - first(way.retort_share) if retorts else 1.0
        yield gold * first(way.ratio) * first(way.in_amalgam) * openly


def _part(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _ratio(after: float, before: float) -> float | None:
    return after / before if before else None
