"""Mercury that may reach the informal market from the wastes of oil, gas and smelting.

``undocumented = generated * (1 - share documented as disposed of)``; ``informal = undocumented * share that goes to the
informal market``. Nobody measures that last share, so there is no default: where it is not told, only bounds are
given, from nothing to all that is undocumented.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from almaden.inventory.result import Amount
from almaden.quantity.sampling import FloatArray
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.sectors.amounts import amount
from almaden.sectors.draws import FleetDraws
from almaden.sectors.flat import flat
from almaden.sectors.numbers import Number
from almaden.supply.amounts import share, tonnes
from almaden.supply.data import SupplyData
from almaden.supply.records import WasteStreamRecord
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class InformalStream:
    """What becomes of the mercury in a waste, in t a year.

    Attributes:
        area, year, stream: which; empty stream for the sum of an area.
        generated_t: mercury in the waste; None where it is not known.
        disposed_t: what is documented as properly disposed of; None where the share is not told.
        undocumented_t: the rest; all of it where nothing is documented.
        informal_t: what goes to the informal market; None where the share is not told for all of it.
        least_t, most_t: bounds of that: the low end of what is told, and the high end with all where nothing is told.
    """

    area: str
    year: int
    stream: str
    generated_t: Amount | None
    disposed_t: Amount | None
    undocumented_t: Amount | None
    informal_t: Amount | None
    least_t: float | None
    most_t: float | None


@dataclass(frozen=True)
class InformalMarket:
    """Wastes with their bounds of what reaches the informal market.

    Attributes:
        streams: each waste, by area, year and name.
        sums: by area and year.
        origins: the numbers that it rests on.
        notes: what is to be known.
        meta: how it was made.
    """

    streams: tuple[InformalStream, ...]
    sums: tuple[InformalStream, ...]
    origins: tuple[Origin, ...]
    notes: tuple[Text | str, ...]
    meta: Meta

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values."""
        return {
            "meta": asdict(self.meta),
            "streams": [flat(asdict(one)) for one in self.streams],
            "sums": [flat(asdict(one)) for one in self.sums],
            "origins": [asdict(one) for one in self.origins],
            "notes": list(self.notes),
        }

    def to_json(self) -> str:
        """The result as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)

    def to_frame(self) -> pandas.DataFrame:
        """One row for each waste."""
        import pandas

        return pandas.DataFrame([flat(asdict(one)) for one in self.streams])


@dataclass(frozen=True, eq=False)
class _Drawn:
    """Draws of one waste; None where not known or not told."""

    record: WasteStreamRecord
    generated: FloatArray | None
    disposed: FloatArray | None
    undocumented: FloatArray | None
    informal: FloatArray | None
    origins: tuple[Origin, ...]


def informal_market(data: SupplyData, *, draws: int = 1_000, seed: int = 1) -> InformalMarket:
    """Mercury of wastes that may reach the informal market.

    Args:
        data: the wastes.
        draws: how many draws the ranges are made of.
        seed: seed of the draws.
    """
    fleet = FleetDraws(draws, seed)
    rows = sorted(data.wastes, key=lambda one: (one.area, one.year, one.stream))
    drawn = [_drawn(one, fleet) for one in rows]
    places = dict.fromkeys((one.area, one.year) for one in rows)
    sums = [
        _told(area, year, "", [one for one in drawn if (one.record.area, one.record.year) == (area, year)])
        for area, year in places
    ]
    return InformalMarket(
        tuple(_told(one.record.area, one.record.year, one.record.stream, [one]) for one in drawn),
        tuple(sums),
        tuple(dict.fromkeys(origin for one in drawn for origin in one.origins)),
        (*data.notes, *_notes(rows)),
        meta(draws, seed, data.sha256, notice=data.notice),
    )


def _drawn(record: WasteStreamRecord, fleet: FleetDraws) -> _Drawn:
    own = fleet.of(f"{record.area}\0{record.year}\0{record.stream}")

    def drawn(number: Number | None) -> FloatArray | None:
        if number is None:
            return None
        return np.broadcast_to(np.asarray(own(number), dtype=float), (fleet.draws + 1,))

    numbers = [
        tonnes(record, "mercury in waste"),
        _share(record, "share disposed of", record.disposed_share, record.disposed_low, record.disposed_high),
        _share(record, "informal share", record.informal_share, record.informal_low, record.informal_high),
    ]
    generated, disposed, informal = (drawn(one) for one in numbers)
    origins = tuple(one.origin for one in numbers if one is not None)
    if generated is None:
        return _Drawn(record, None, None, None, None, origins)
    known = None if disposed is None else generated * disposed
    rest = generated if known is None else generated - known
    return _Drawn(record, generated, known, rest, None if informal is None else rest * informal, origins)


def _share(
    record: WasteStreamRecord, name: str, value: float | None, low: float | None, high: float | None
) -> Number | None:
    return None if value is None else share(record, name, value, low, high)


def _told(area: str, year: int, stream: str, rows: Iterable[_Drawn]) -> InformalStream:
    known = [one for one in rows if one.generated is not None and one.undocumented is not None]
    if not known:
        return InformalStream(area, year, stream, None, None, None, None, None, None)
    rest = sum(one.undocumented for one in known if one.undocumented is not None)
    least = sum(np.zeros(1) if one.informal is None else one.informal for one in known)
    most = sum(
        one.undocumented if one.informal is None else one.informal for one in known if one.undocumented is not None
    )
    disposed = [one.disposed for one in known if one.disposed is not None]
    whole = all(one.informal is not None for one in known)
    return InformalStream(
        area, year, stream,
        generated_t=amount(sum(one.generated for one in known if one.generated is not None)),
        disposed_t=amount(sum(disposed)) if disposed else None,
        undocumented_t=amount(rest),
        informal_t=amount(most) if whole else None,
        least_t=amount(least).low,
        most_t=amount(most).high,
    )  # fmt: skip


def _notes(rows: Iterable[WasteStreamRecord]) -> Iterable[Text | str]:
    wastes = list(rows)
    blind = sum(one.informal_share is None for one in wastes)
    if blind:
        yield Text("{count} wastes without a share that goes to the informal market: only bounds are given, "
                   "from nothing to all that is not documented", count=blind)  # fmt: skip
    undocumented = sum(one.disposed_share is None for one in wastes)
    if undocumented:
        yield Text("{count} wastes of which nothing is told as disposed of: all of it counts as not documented",
                   count=undocumented)  # fmt: skip
    if wastes:
        yield n_("not documented does not mean informal: waste may be stored, or disposed of without a paper")
