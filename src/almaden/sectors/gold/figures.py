"""Figures of documents: the one that counts where several stand side by side, and its draws."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from almaden.errors import Fault, InputError
from almaden.quantity.sampling import FloatArray
from almaden.quantity.units import UnitError
from almaden.reference.origin import Origin
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.class_errors import class_or_default, class_spread, shared_error, source_key
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.records import FigureRecord, Quantity
from almaden.sectors.gold.winnings import kg_per
from almaden.sectors.numbers import Number
from almaden.wording import Text


@dataclass(frozen=True)
class Chosen:
    """The figure of a quantity that counts in a region.

    Attributes:
        record: as told.
        scale: kg (persons, for miners) in one of its unit.
        place: where it stands.
    """

    record: FigureRecord
    scale: float
    place: str

    @property
    def value(self) -> float:
        """Its value, kg; persons for miners."""
        return self.record.value * self.scale

    @property
    def origin(self) -> Origin:
        """Where it was read."""
        one = self.record
        return Origin(
            one.quantity, one.value, one.unit, one.low, one.high, "inventory", one.source, one.seen, one.status,
            self.place, one.note,
        )  # fmt: skip

    @property
    def class_used(self) -> int | None:
        """The data class that its range comes from; None where a range is told."""
        told = self.record.low is not None or self.record.high is not None
        return None if told else class_or_default(self.record.data_class)

    def drawn(self, draws: FleetDraws) -> FloatArray:
        """Its draws, shape ``(draws + 1,)``, the value first; figures of one source err together."""
        one = self.record
        number = Number(
            name=f"{one.quantity}\0{one.region}\0{one.source}",
            value=self.value,
            spread=class_spread(one.value, one.low, one.high, one.data_class),
            origin=self.origin,
            shared_key=source_key(one.source),
            shared_share=shared_error("source"),
        )
        return np.broadcast_to(draws.of("gold figure")(number), (draws.draws + 1,))


def chosen(data: GoldData, quantity: Quantity) -> Mapping[str, Chosen]:
    """The figures of a quantity that count, by region (``""``: the whole country).

    Of several for one region the one that is chosen counts; a single one needs no choice. Where one is told for the
    whole country, it counts and those of regions stand beside it.

    Raises:
        InputError: several and none, or more than one, is chosen; or a unit is none of mass.
    """
    told: dict[str, list[FigureRecord]] = defaultdict(list)
    for figure in data.figures:
        if figure.quantity == quantity:
            told[figure.region].append(figure)
    faults: list[Fault] = []
    found: dict[str, Chosen] = {}
    for region, several in sorted(told.items()):
        counting = several if len(several) == 1 else [one for one in several if one.chosen]
        if len(counting) != 1:
            faults.append(_undecided(quantity, region, several))
            continue
        try:
            scale = 1.0 if quantity == "miners" else kg_per(counting[0].unit)
        except UnitError as error:
            faults.append(Fault(str(error), sheet="figures", column="unit", value=counting[0].unit))
            continue
        found[region] = Chosen(counting[0], scale, data.rows.get(("figures", _key(data, counting[0])), ""))
    if faults:
        raise InputError(faults)
    return {"": found[""]} if "" in found else found


def class_notes(figures: Sequence[Chosen]) -> tuple[Text, ...]:
    """Says which figures had no range and what stands in for it."""
    return tuple(
        Text(
            "{quantity} tells no range: that of data class {number} stands in.",
            quantity=Text(one.record.quantity),
            number=str(one.class_used),
        )
        for one in figures
        if one.class_used is not None
    )


def _key(data: GoldData, figure: FigureRecord) -> str:
    return str(next(at for at, one in enumerate(data.figures, 1) if one is figure))


def _undecided(quantity: Quantity, region: str, several: Sequence[FigureRecord]) -> Fault:
    sources = "; ".join(f"{one.value:g} {one.unit}, {one.source}" for one in several)
    place = Text("region {name}", name=region) if region else Text("the whole country")
    return Fault(
        Text("several figures of {quantity} for {place}, of which one has to count", quantity=quantity, place=place),
        sheet="figures",
        column="chosen",
        value=sources,
        accepted="y on exactly one of them",
        advice="write y in the column chosen of the figure that the estimate shall rest on",
    )
