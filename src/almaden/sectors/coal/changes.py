"""What could be changed at a unit: another coal, washing, devices, sorbent, additives, closing; and the unit after it.

A change is data; :func:`apply` gives the unit that it makes, or says why it cannot be made. Devices are put where the
order of devices allows, into every train of a unit whose train is known only as a mixture.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal, cast

from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.coal.coal_change import other_coal, standard_coal, washed
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.records import CoalRecord
from almaden.sectors.coal.terms import Sorbent
from almaden.sectors.coal.train import Train, order_problem
from almaden.sectors.numbers import fixed
from almaden.wording import Text, n_

Kind = Literal["coal switch", "blend", "wash", "retrofit", "sorbent rate", "additive", "re-emission additive", "retire"]


@dataclass(frozen=True, eq=False)
class Change:
    """One change; the same only as itself, since trains after changes are looked up by it for whole fleets.

    Attributes:
        id, name: short and in words.
        kind: what is changed.
        devices: devices that are added, in the order of the gas (retrofit).
        sorbent, sorbent_mg_per_m3: carbon that is injected (retrofit with ACI, sorbent rate).
        bromine_added_mg_per_kg: bromine added to the coal (additive).
        coal, share: the other coal on dry basis, and its share of the dry mass (coal switch, blend).
        washed_share: share of the coal that is washed (wash).
        washing_removal, washing_low, washing_high: share of its mercury that washing takes out, with its range.
        retired_year: last year of operation (retire); None for at once.
        costs: items of the table of costs that it needs.
        ranks: ranks of coal that it is meant for; empty for all.
        needs_one_of, lacks: devices of which one must be there, and of which none may be there.
        excludes: changes that cannot be made as well.
    """

    id: str
    name: str
    kind: Kind
    devices: tuple[str, ...] = ()
    sorbent: Sorbent = ""
    sorbent_mg_per_m3: float = 0.0
    bromine_added_mg_per_kg: float = 0.0
    coal: CoalRecord | None = None
    share: float = 1.0
    washed_share: float = 0.0
    washing_removal: float = 0.0
    washing_low: float | None = None
    washing_high: float | None = None
    retired_year: int | None = None
    costs: tuple[str, ...] = ()
    ranks: frozenset[str] = frozenset()
    needs_one_of: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()


def apply(unit: CoalUnit, change: Change) -> CoalUnit | str:
    """The unit after a change, or why the change cannot be made, as a text of the program.

    Of a mixture of trains, those that can take the change get it; it cannot be made where none can.
    """
    if unit.capacity_factor.value == 0.0:
        return n_("the unit does not run")
    if change.ranks and unit.conditions[0].fuel.rank not in change.ranks:
        return Text("it is not meant for {rank}", rank=unit.conditions[0].fuel.rank)
    return _WAYS[change.kind](unit, change)


def applicable(unit: CoalUnit) -> tuple[tuple[Change, CoalUnit], ...]:
    """The standard changes that can be made at a unit, each with the unit that it makes."""
    pairs = ((change, apply(unit, change)) for change in standard().values())
    return tuple((change, after) for change, after in pairs if not isinstance(after, str))


def standard_changes(unit: CoalUnit) -> tuple[Change, ...]:
    """The standard changes that can be made at a unit."""
    return tuple(change for change, _ in applicable(unit))


@functools.cache
def standard() -> Mapping[str, Change]:
    """The standard changes by identifier, in the order of their table."""
    return MappingProxyType({row["id"]: _change(row) for row in read_table("coal/measures")})


def changed_share(before: CoalUnit, after: CoalUnit) -> float:
    """Share of a mixture of trains that a change touched: what its cost counts with. 1 where no train changed."""
    touched = sum(share for (share, old), (_, new) in zip(before.trains, after.trains, strict=True) if old is not new)
    return touched or 1.0


def _in_trains(unit: CoalUnit, change: Change) -> CoalUnit | str:
    trains, reason = [], ""
    for share, train in unit.trains:
        after = _train_after(train, change)
        if not isinstance(after, Train):
            reason, after = after, train
        trains.append((share, after))
    if all(new is old for (_, old), (_, new) in zip(unit.trains, trains, strict=True)):
        return reason
    spoiled = sum(
        share
        for (share, old), (_, new) in zip(unit.trains, trains, strict=True)
        if carbon_in_ash(new) and not carbon_in_ash(old)
    )
    conditions = tuple(replace(one, train=train) for one, (_, train) in zip(unit.conditions, trains, strict=True))
    sold = unit.ash_sold_share * max(1.0 - spoiled, 0.0)
    return replace(unit, trains=tuple(trains), conditions=conditions, ash_sold_share=sold)


@functools.lru_cache(maxsize=100_000)
def _train_after(train: Train, change: Change) -> Train | str:
    """A train after a change, or why it cannot take it."""
    present = next((device for device in change.lacks if device in train.devices), None)
    if present is not None:
        return Text("{device} is there already", device=present)
    if change.needs_one_of and not any(device in train.devices for device in change.needs_one_of):
        return Text("it needs one of {devices}", devices=", ".join(change.needs_one_of))
    return _TRAIN_WAYS[change.kind](train, change)


def _retrofitted(train: Train, change: Change) -> Train | str:
    devices = train.devices
    # From the stack backwards, so that what injection or a dry scrubber needs behind it is there before.
    for device in reversed(change.devices):
        placed = _placed(devices, device)
        if isinstance(placed, str):
            return placed
        devices = placed
    after = replace(train, devices=devices)
    if "ACI" not in change.devices:
        return after
    return replace(after, sorbent=change.sorbent or "plain", sorbent_mg_per_m3=change.sorbent_mg_per_m3)


def _placed(devices: tuple[str, ...], device: str) -> tuple[str, ...] | str:
    """Devices with one more: as near to the boiler or to the stack, as its row says, as their order allows."""
    if device in devices:
        return Text("{device} is there already", device=device)
    row = next(row for row in read_table("coal/retrofit_places") if row["device"] == device)
    places = range(len(devices) + 1)
    tries = [
        (*devices[:place], device, *devices[place:])
        for place in (places if row["place"] == "boiler" else reversed(places))
    ]
    problems = [order_problem(one) for one in tries]
    if None in problems:
        return tries[problems.index(None)]
    return cast("str", problems[0])


def _sorbent_changed(train: Train, change: Change) -> Train | str:
    if "ACI" not in train.devices:
        return n_("no carbon is injected")
    sorbent = change.sorbent or train.sorbent
    if (sorbent, change.sorbent_mg_per_m3) == (train.sorbent, train.sorbent_mg_per_m3):
        return n_("it is done already")
    return replace(train, sorbent=sorbent, sorbent_mg_per_m3=change.sorbent_mg_per_m3)


def _bromine_added(train: Train, change: Change) -> Train | str:
    if train.bromine_added_mg_per_kg >= change.bromine_added_mg_per_kg:
        return n_("it is done already")
    return replace(train, bromine_added_mg_per_kg=change.bromine_added_mg_per_kg)


def _reemission_stopped(train: Train, change: Change) -> Train | str:
    if train.reemission_additive:
        return n_("it is done already")
    return replace(train, reemission_additive=True)


def _other_coal(unit: CoalUnit, change: Change) -> CoalUnit | str:
    return n_("the other coal is not told") if change.coal is None else other_coal(unit, change.coal, change.share)


def _washed(unit: CoalUnit, change: Change) -> CoalUnit | str:
    return washed(unit, change.washed_share, change.washing_removal, change.washing_low, change.washing_high)


def _retired(unit: CoalUnit, change: Change) -> CoalUnit | str:
    origin = Origin("capacity factor", 0.0, "1", None, None, "change", change.name, "", "user")
    year = change.retired_year if change.retired_year is not None else unit.planned_retirement
    return replace(unit, capacity_factor=fixed("capacity factor", 0.0, origin), planned_retirement=year)


_TRAIN_WAYS: Final[Mapping[str, Callable[[Train, Change], Train | str]]] = {
    "retrofit": _retrofitted,
    "sorbent rate": _sorbent_changed,
    "additive": _bromine_added,
    "re-emission additive": _reemission_stopped,
}
_WAYS: Final[Mapping[str, Callable[[CoalUnit, Change], CoalUnit | str]]] = {
    **dict.fromkeys(_TRAIN_WAYS, _in_trains),
    "coal switch": _other_coal,
    "blend": _other_coal,
    "wash": _washed,
    "retire": _retired,
}


@functools.cache
def carbon_in_ash(train: Train) -> bool:
    """Whether injected carbon is caught with the fly ash: no particle control stands before the injection."""
    if "ACI" not in train.devices:
        return False
    catching = {row["device"] for row in read_table("coal/devices") if row["captures_particles"]}
    return not catching & set(train.devices[: train.devices.index("ACI")])


def _change(row: Mapping[str, str]) -> Change:
    def names(column: str) -> tuple[str, ...]:
        return tuple(name for name in row[column].split("|") if name)

    return Change(
        id=row["id"],
        name=row["name"],
        kind=cast("Kind", row["kind"]),
        devices=names("devices"),
        sorbent=cast("Sorbent", row["sorbent"]),
        sorbent_mg_per_m3=number_or_none(row["rate"]) or 0.0,
        bromine_added_mg_per_kg=number_or_none(row["bromine"]) or 0.0,
        coal=standard_coal(row["coal"]) if row["coal"] else None,
        share=number_or_none(row["share"]) or 1.0,
        washed_share=number_or_none(row["washed_share"]) or 0.0,
        washing_removal=number_or_none(row["washing_removal"]) or 0.0,
        washing_low=number_or_none(row["washing_low"]),
        washing_high=number_or_none(row["washing_high"]),
        costs=names("costs"),
        ranks=frozenset(names("ranks")),
        needs_one_of=names("needs_one_of"),
        lacks=names("lacks"),
        excludes=names("excludes"),
    )
