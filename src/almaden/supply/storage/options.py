"""Ways to deal with surplus mercury beside each other: cost with its range, risk, what would change the order."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from almaden.errors import Fault, InputError
from almaden.quantity.sampling import FloatArray
from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.sectors.amounts import amount
from almaden.sectors.draws import FleetDraws
from almaden.sectors.numbers import Drawn
from almaden.supply.storage.break_even import break_evens
from almaden.supply.storage.data import StorageData
from almaden.supply.storage.items import ITEM_NAMES
from almaden.supply.storage.option_cost import Costed, costed, lumps_of, parts_of, total
from almaden.supply.storage.options_result import Comparison, CriterionRanks, OptionBar, OptionCost
from almaden.supply.storage.records import CostItem
from almaden.supply.storage.settings import default_money_year, prices, setting
from almaden.wording import Text, n_

#: Costs that are asked for where an option stores, moves or ends mercury.
_STORING: Final[tuple[CostItem, ...]] = ("running_lump", "running_per_t")
_ENDING: Final[tuple[CostItem, ...]] = ("disposal_per_t", "treatment_per_t")
_LEAST: Final = 3


def compare(
    data: StorageData,
    tonnes: float | None = None,
    discount: float | None = None,
    *,
    draws: int = 10_000,
    seed: int = 1,
    money_year: int | None = None,
) -> Comparison:
    """Compare the options of a file.

    Args:
        data: options, costs, and sources for amounts and ways.
        tonnes: mercury to deal with, t; that of the sources where None.
        discount: real rate of discount a year; the table's where None.
        draws: how many draws ranges are made of.
        seed: seed of the draws; a stream hangs on option and item, never on the order of rows.
        money_year: year of the USD of the result; the table's where None.

    Raises:
        InputError: no options, no amount, or a cost that cannot be told in USD of the year.
    """
    t = _tonnes(data, tonnes)
    rate = setting("discount") if discount is None else discount
    year = default_money_year() if money_year is None else money_year
    if not data.options:
        raise InputError(
            Fault(n_("there are no options to compare"), accepted=n_("a table options with costs beside it"),
                  advice=n_("write the template by 'almaden supply storage-template FILE.xlsx' and fill it in"))
        )  # fmt: skip
    records = sorted(data.options, key=lambda one: one.id)
    options = [costed(one, data.costs_of(one.id), data.sources, year) for one in records]
    fleet = FleetDraws(draws, seed)
    parts = {one.record.id: _drawn(one, t, rate, fleet) for one in options}
    totals = {key: np.asarray(total(found), dtype=float) * np.ones(draws + 1) for key, found in parts.items()}
    return Comparison(
        tonnes=t,
        discount=rate,
        currency="USD",
        money_year=year,
        options=_options(options, parts, totals, t),
        criteria=tuple(_criteria(options)),
        break_even=break_evens(options, t, rate),
        tornado=tuple(bar for one in options for bar in _tornado(one, t, rate)),
        origins=tuple(_origins(options, discount is None)),
        notes=tuple(_notes(data, options)),
        meta=meta(draws, seed, data.sha256, notice=data.notice),
    )


def _tonnes(data: StorageData, told: float | None) -> float:
    t = told if told is not None else math.fsum(one.mercury_t for one in data.sources)
    if not (t > 0.0 and math.isfinite(t)):
        raise InputError(
            Fault(n_("how much mercury is it about?"), column="--tonnes", value="" if told is None else str(told),
                  accepted=n_("tonnes above 0, or a table of sources"), advice=n_("give --tonnes, or fill in sources"))
        )  # fmt: skip
    return t


def _drawn(option: Costed, tonnes: float, discount: float, fleet: FleetDraws) -> dict[str, Drawn]:
    own = fleet.of(option.record.id)
    values: dict[CostItem, Drawn] = {item: own(number) for item, number in option.numbers.items()}
    return parts_of(option, tonnes, discount, values)


def _options(
    options: Sequence[Costed], parts: Mapping[str, Mapping[str, Drawn]], totals: Mapping[str, FloatArray], tonnes: float
) -> tuple[OptionCost, ...]:
    order = sorted(options, key=lambda one: (float(totals[one.record.id][0]), one.record.id))
    matrix = np.array([totals[one.record.id][1:] for one in order])
    least = matrix == matrix.min(axis=0)
    # Options of exactly the same cost share a draw.
    shares = (least / least.sum(axis=0)).mean(axis=1)
    return tuple(
        OptionCost(
            id=one.record.id,
            name=one.record.name,
            kind=one.record.kind,
            cost=amount(totals[one.record.id]),
            cost_per_t=amount(totals[one.record.id] / tonnes),
            parts={name: amount(part) for name, part in parts[one.record.id].items()},
            rank=rank,
            cheapest_share=float(shares[rank - 1]),
            beaten_by=tuple(
                other.record.id for other in order if _beats(other, one, totals) and other is not one
            ),
            way_km=one.ways[0],
            disposal_way_km=one.ways[1],
            lumps=lumps_of(one.record, tonnes),
            missing=tuple(_missing(one)),
        )
        for rank, one in enumerate(order, 1)
    )  # fmt: skip


def _beats(one: Costed, other: Costed, totals: Mapping[str, FloatArray]) -> bool:
    mine, theirs = [float(totals[one.record.id][0])], [float(totals[other.record.id][0])]
    for row in read_table("supply/storage_criteria"):
        scores = getattr(one.record, row["key"]), getattr(other.record, row["key"])
        if None in scores:
            return False
        mine.append(scores[0])
        theirs.append(scores[1])
    return all(a <= b for a, b in zip(mine, theirs, strict=True)) and mine != theirs


def _missing(option: Costed) -> Iterator[str]:
    if option.record.storage_years > 0 and not any(item in option.numbers for item in _STORING):
        yield n_("running cost of a year for each tonne")
    if not any(item in option.numbers for item in _ENDING):
        yield n_("treatment or disposal")
    if "transport_per_t_km" not in option.numbers:
        yield n_("freight for each tonne and kilometre")


def _criteria(options: Sequence[Costed]) -> Iterator[CriterionRanks]:
    for row in read_table("supply/storage_criteria"):
        scores: dict[str, int | None] = {one.record.id: getattr(one.record, row["key"]) for one in options}
        told = [score for score in scores.values() if score is not None]
        ranks = {
            key: None if score is None else 1 + sum(other < score for other in told) for key, score in scores.items()
        }
        yield CriterionRanks(row["key"], row["name"], row["best"], row["worst"], scores, ranks)


def _tornado(option: Costed, tonnes: float, discount: float) -> list[OptionBar]:
    """Cost for each tonne with each input at its ends, all others at their values."""
    values = option.values()

    def each(rate: float, changed: Mapping[Any, Drawn]) -> float:
        return float(total(parts_of(option, tonnes, rate, {**values, **changed}))) / tonnes

    bars = []
    for item, number in option.numbers.items():
        origin = number.origin
        low, high = (
            number.value * (1.0 if end is None or origin.value == 0.0 else end / origin.value)
            for end in (origin.low, origin.high)
        )
        bars.append(
            OptionBar(option.record.id, item, ITEM_NAMES[item], low, high, each(discount, {item: low}),
                      each(discount, {item: high}))
        )  # fmt: skip
    price = prices()["discount"]
    low, high = min(price.low or discount, discount), max(price.high or discount, discount)
    bars.append(OptionBar(option.record.id, "discount", price.name, low, high, each(low, {}), each(high, {})))
    return sorted((bar for bar in bars if bar.width > 0.0), key=lambda bar: (-bar.width, bar.item))


def _origins(options: Sequence[Costed], own_rate: bool) -> list[Origin]:
    found = [number.origin for one in options for number in one.numbers.values()]
    found.append(prices()["road_factor"].origin)
    if own_rate:
        found.append(prices()["discount"].origin)
    return list(dict.fromkeys(found))


def _notes(data: StorageData, options: Sequence[Costed]) -> Iterator[Text | str]:
    if data.notice:
        yield data.notice
    if len(options) < _LEAST:
        yield Text("only {count} options: at least three should be compared", count=len(options))
    for one in options:
        for part in _missing(one):
            yield Text("{option}: not told and counted as nothing: {part}", option=one.record.id, part=Text(part))
    yield n_("the rate of discount is a choice, not a fact: look at the order with another one")
