"""Many inventories in one run: each country's amounts, and those of all together with their common errors.

What is common to countries (the error of a default factor) is drawn once and acts on all of them, so that the
range of the world total is as wide as such errors make it; what belongs to one country averages out.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from almaden.inventory.calculation import Progress, draw_groups, group_result
from almaden.inventory.draws import Streams, stream_keys
from almaden.inventory.flows import ResolvedInventory
from almaden.inventory.resolve import flows_of
from almaden.inventory.result import Amount, Amounts, GroupResult
from almaden.inventory.totals import TOTALS, Sums, Totals, add_to, amount_of, amounts_of
from almaden.quantity.memory import keep_freed_memory
from almaden.quantity.sampling import Sampler, plan
from almaden.reference.groups import groups

if TYPE_CHECKING:
    import pandas

# Inventories that are summed before they are added to the world, whoever sums them: so the number of workers
# changes no digit.
_TOGETHER = 12


@dataclass(frozen=True)
class CountryTotals:
    """Groups and totals of one inventory, or of all together (``country`` and ``year`` are None then).

    Attributes:
        country, year: of the inventory.
        groups: amounts of the groups that have rows.
        totals: amounts of the gross, toolkit and linked total.
        unexplained_kg: of the linked total, by group of waste rows.
    """

    country: str | None
    year: int | None
    groups: tuple[GroupResult, ...]
    totals: Mapping[str, Amounts]
    unexplained_kg: Mapping[str, Amount]


@dataclass(frozen=True)
class BatchResult:
    """The result of many inventories.

    Attributes:
        countries: in the order in which the inventories were given.
        world: all of them together.
        draws, seed, sampler: how the ranges were drawn.
    """

    countries: tuple[CountryTotals, ...]
    world: CountryTotals
    draws: int
    seed: int
    sampler: str

    def to_frame(self) -> pandas.DataFrame:
        """Amounts of every country and of all together (``country`` is ``all``) as a DataFrame.

        Columns: ``country``, ``year`` (missing for all together), ``kind`` (``group``, ``total`` or
        ``unexplained``), ``name`` (key of the group, or ``gross``, ``toolkit``, ``linked``), ``amount``, and in
        kg per year ``value_kg``, ``low_kg``, ``high_kg``.
        """
        import pandas as pd

        frame = pd.DataFrame(
            [record for one in (*self.countries, self.world) for record in _records(one)],
            columns=["country", "year", "kind", "name", "amount", "value_kg", "low_kg", "high_kg"],
        )
        return frame.astype({"year": "Int64"})


def run_many(
    resolved: Sequence[ResolvedInventory],
    draws: int,
    seed: int,
    workers: int | None = None,
    progress: Progress | None = None,
) -> BatchResult:
    """Compute groups and totals of many inventories with their ranges.

    Memory does not grow with the number of inventories: each is drawn, summed and forgotten.

    All are drawn with one sampler. Beyond 1,000 uncertain numbers, which some five countries reach, that is a
    Latin hypercube, while an inventory that is run alone takes a Sobol sequence: its ranges then agree within
    the sampling error, its point values exactly. With one and the same sampler (:func:`run_with` and
    :func:`almaden.inventory.calculation.calculate_with`) both agree to the last digit. The number of workers
    changes no digit.

    Args:
        resolved: the inventories, with their factors looked up.
        draws: draws of the uncertain numbers, at least 2.
        seed: of the draws; the same seed gives the same numbers.
        workers: processes that share the work; None or 1 for this one alone. With more, the calling program
            must be one that Python can start again (``if __name__ == "__main__":``). At 10,000 draws, sending the
            inventories to them takes a third as long as drawing them, so they pay only where processors are idle,
            and the more so the more draws. Threads were tried instead and were slower than none.
        progress: called with the inventories done and the inventories in all.

    Raises:
        ValueError: if fewer than two draws are asked for.
    """
    keys = {key for one in resolved for flow in flows_of(one.rows) for key in stream_keys(flow)}
    return run_with(plan(keys, draws, seed), resolved, workers, progress)


def run_with(
    sampler: Sampler,
    resolved: Sequence[ResolvedInventory],
    workers: int | None = None,
    progress: Progress | None = None,
) -> BatchResult:
    """Do what :func:`run_many` does with a sampler that is at hand; it must know the streams of all flows."""
    common = _common_keys(resolved)
    tasks = (
        _Task(sampler, common, tuple(resolved[start : start + _TOGETHER]))
        for start in range(0, len(resolved), _TOGETHER)
    )
    world = _Part(sampler.draws + 1)
    for part in map(_draw, tasks) if workers in (None, 1) else _in_processes(tasks, workers or 1):
        world.add(part)
        if progress is not None:
            progress(len(world.countries), len(resolved))
    return BatchResult(tuple(world.countries), world.together(), sampler.draws, sampler.seed, sampler.kind)


def _common_keys(resolved: Iterable[ResolvedInventory]) -> tuple[str, ...]:
    """Streams of errors that several inventories share."""
    uses: Counter[str] = Counter()
    for one in resolved:
        uses.update({number.shared_key for flow in flows_of(one.rows) for number in flow.uncertain})
    return tuple(sorted(key for key, count in uses.items() if key and count > 1))


@dataclass(frozen=True)
class _Task:
    """Some inventories to draw, and the streams that they share with others."""

    sampler: Sampler
    common: tuple[str, ...]
    inventories: tuple[ResolvedInventory, ...]

    def lean(self) -> _Task:
        """The same without what the draws do not need, to be sent to another process."""
        return replace(self, inventories=tuple(_lean(one) for one in self.inventories))


def _lean(inventory: ResolvedInventory) -> ResolvedInventory:
    rows = tuple(replace(row, parts=(), origins=(), formula="", checks=(), places=()) for row in inventory.rows)
    return replace(inventory, rows=rows, context={})


@dataclass
class _Part:
    """Results of some inventories, and the draws of their sums."""

    size: int
    countries: list[CountryTotals] = field(default_factory=list)
    groups: dict[str, Sums] = field(default_factory=dict)
    rows: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    totals: Totals = field(init=False)

    def __post_init__(self) -> None:
        self.totals = Totals(self.size)

    def draw(self, inventory: ResolvedInventory, streams: Streams) -> None:
        """Draw an inventory and add it."""
        totals = Totals(self.size)
        results = []
        for key, members, sums in draw_groups(inventory.rows, streams, totals):
            results.append(group_result(key, members, sums))
            self._add_group(results[-1], sums)
        self._add_totals(totals)
        self.countries.append(_country(inventory.country, inventory.year, results, totals))

    def add(self, other: _Part) -> None:
        """Add the inventories of another part."""
        self.countries += other.countries
        for key, sums in other.groups.items():
            _add_all(self.groups.setdefault(key, {}), sums)
        self.rows += other.rows
        self.unknown += other.unknown
        self._add_totals(other.totals)

    def together(self) -> CountryTotals:
        """The amounts of all inventories together."""
        results = [
            GroupResult(key, group.name, amounts_of(self.groups[key]), self.rows[key], self.unknown[key])
            for key, group in groups().items()
            if key in self.groups
        ]
        return _country(None, None, results, self.totals)

    def _add_group(self, result: GroupResult, sums: Sums) -> None:
        _add_all(self.groups.setdefault(result.key, {}), sums)
        self.rows[result.key] += result.rows
        self.unknown[result.key] += result.unknown_rows

    def _add_totals(self, totals: Totals) -> None:
        for name in TOTALS:
            _add_all(getattr(self.totals, name), getattr(totals, name))
        _add_all(self.totals.unexplained, totals.unexplained)


def _country(country: str | None, year: int | None, results: Iterable[GroupResult], totals: Totals) -> CountryTotals:
    return CountryTotals(
        country=country,
        year=year,
        groups=tuple(results),
        totals={name: amounts_of(getattr(totals, name)) for name in TOTALS},
        unexplained_kg={name: amount_of(draws) for name, draws in totals.unexplained.items()},
    )


def _add_all(sums: Sums, more: Sums) -> None:
    for name, kg in more.items():
        add_to(sums, name, kg)


def _draw(task: _Task) -> _Part:
    keep_freed_memory()
    common = {key: task.sampler.normal(key) for key in task.common}
    part = _Part(task.sampler.draws + 1)
    for inventory in task.inventories:
        part.draw(inventory, Streams.of(flows_of(inventory.rows), task.sampler, common))
    return part


def _in_processes(tasks: Iterable[_Task], workers: int) -> Iterator[_Part]:
    """Do the tasks in processes; only some are under way or waiting to be taken, which bounds the memory."""
    from multiprocessing import get_context

    waiting: deque[Future[_Part]] = deque()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for task in tasks:
            if len(waiting) > workers:
                yield waiting.popleft().result()
            waiting.append(pool.submit(_draw, task.lean()))
        while waiting:
            yield waiting.popleft().result()


def _records(one: CountryTotals) -> Iterator[tuple[str, int | None, str, str, str, float, float, float]]:
    country = one.country or "all"
    named = [("group", group.key, group.amounts) for group in one.groups]
    named += [("total", name, amounts) for name, amounts in one.totals.items()]
    named += [("unexplained", name, {"input_kg": amount}) for name, amount in one.unexplained_kg.items()]
    for kind, name, amounts in named:
        for amount, kg in amounts.items():
            yield country, one.year, kind, name, amount, kg.value, kg.low, kg.high
