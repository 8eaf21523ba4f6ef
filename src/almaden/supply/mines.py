"""Mines of mercury: the register, their output year by year, and their days under Article 3."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.sectors.amounts import amount
from almaden.sectors.draws import FleetDraws
from almaden.sectors.flat import flat
from almaden.supply.amounts import tonnes
from almaden.supply.article3 import MineArticle3, ToIdentify, mine_article3, to_identify
from almaden.supply.data import SupplyData
from almaden.supply.records import MineOutputRecord, MineRecord
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class MineYear:
    """The mercury of a mine in a year; None where a row says that it is not known."""

    year: int
    output_t: Amount | None


@dataclass(frozen=True)
class MineResult:
    """A mine, how it stands, and what it gave."""

    mine: MineRecord
    article3: MineArticle3
    years: tuple[MineYear, ...]


@dataclass(frozen=True)
class AreaOutput:
    """Mercury of all mines of a kind in an area and a year, of those that tell it.

    Attributes:
        area, year, kind: which.
        output_t: the sum, None where no mine tells it.
        told, not_told: how many mines tell it, and how many of the kind in the area tell nothing of that year.
    """

    area: str
    year: int
    kind: str
    output_t: Amount | None
    told: int
    not_told: int


@dataclass(frozen=True)
class MineRegister:
    """The mines on a day.

    Attributes:
        on: the day.
        mines: each mine, by area and identifier.
        sums: output by area, year and kind.
        identify: supplies and stocks that Article 3 asks to identify.
        origins: the numbers that it rests on.
        notes: what is to be known.
        meta: how it was made.
    """

    on: date
    mines: tuple[MineResult, ...]
    sums: tuple[AreaOutput, ...]
    identify: tuple[ToIdentify, ...]
    origins: tuple[Origin, ...]
    notes: tuple[Text | str, ...]
    meta: Meta

    def as_dict(self) -> dict[str, Any]:
        """The register as plain values; an amount ``x`` as ``x``, ``x_low`` and ``x_high``."""
        return {
            "meta": asdict(self.meta),
            "on": self.on.isoformat(),
            "mines": [_mine(one) for one in self.mines],
            "sums": [flat(asdict(one)) for one in self.sums],
            "identify": [asdict(one) for one in self.identify],
            "origins": [asdict(one) for one in self.origins],
            "notes": list(self.notes),
        }

    def to_json(self) -> str:
        """The register as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)

    def to_frame(self) -> pandas.DataFrame:
        """One row for each mine."""
        import pandas

        return pandas.DataFrame([{k: v for k, v in _mine(one).items() if k != "years"} for one in self.mines])


def mine_register(data: SupplyData, on: date, *, draws: int = 1_000, seed: int = 1) -> MineRegister:
    """The mines of a register on a day.

    Args:
        data: mines and their outputs.
        on: the day that it is made for.
        draws: how many draws the ranges are made of.
        seed: seed of the draws.
    """
    fleet = FleetDraws(draws, seed)
    by_mine: dict[str, list[MineOutputRecord]] = {}
    for one in data.outputs:
        by_mine.setdefault(one.mine, []).append(one)
    mines = sorted(data.mines, key=lambda mine: (mine.area, mine.id))
    found = tuple(
        MineResult(mine, mine_article3(mine, on), tuple(_years(by_mine.get(mine.id, ()), fleet))) for mine in mines
    )
    return MineRegister(
        on, found, tuple(_sums(data, fleet)), to_identify(data), tuple(_origins(data)),
        (*data.notes, *_notes(found)), meta(draws, seed, data.sha256, notice=data.notice),
    )  # fmt: skip


def output_draws(record: MineOutputRecord, fleet: FleetDraws) -> Any:
    """Draws of the output of a mine in a year in t, or its value alone; None where it is not known."""
    number = tonnes(record, "mine output")
    return None if number is None else fleet.of(f"{record.mine} {record.year}")(number)


def _years(outputs: Iterable[MineOutputRecord], fleet: FleetDraws) -> Iterable[MineYear]:
    for one in sorted(outputs, key=lambda one: one.year):
        drawn = output_draws(one, fleet)
        yield MineYear(one.year, None if drawn is None else amount(drawn))


def _sums(data: SupplyData, fleet: FleetDraws) -> Iterable[AreaOutput]:
    mines: Mapping[str, MineRecord] = {mine.id: mine for mine in data.mines}
    groups: dict[tuple[str, int, str], list[MineOutputRecord]] = {}
    for one in sorted(data.outputs, key=lambda one: (one.mine, one.year)):
        if one.mine in mines:
            mine = mines[one.mine]
            groups.setdefault((mine.area, one.year, mine.kind), []).append(one)
    for (area, year, kind), outputs in sorted(groups.items()):
        drawn = [found for one in outputs if (found := output_draws(one, fleet)) is not None]
        total = sum(drawn, start=np.zeros(fleet.draws + 1))
        there = sum(mine.area == area and mine.kind == kind for mine in data.mines)
        yield AreaOutput(area, year, kind, amount(total) if drawn else None, len(drawn), there - len(drawn))


def _origins(data: SupplyData) -> Iterable[Origin]:
    found = (tonnes(one, f"mine output {one.mine} {one.year}") for one in data.outputs)
    return dict.fromkeys(number.origin for number in found if number is not None)


def _notes(found: tuple[MineResult, ...]) -> Iterable[Text | str]:
    unclear = sum(one.article3.standing == "unclear" for one in found)
    if unclear:
        yield Text("standing under Article 3 unclear, as the register does not tell enough: {count} mines",
                   count=unclear)  # fmt: skip
    unverified = sum(one.mine.status == "unverified" for one in found)
    if unverified:
        yield Text("rows of mines that are not verified: {count}", count=unverified)
    if any(one.mine.kind == "primary" and not one.years and one.mine.state != "closed" for one in found):
        yield n_("of some mines no output is told: it is not known, not zero")


def _mine(one: MineResult) -> dict[str, Any]:
    values = one.mine.model_dump(mode="json")
    last = one.article3.last_day
    return {
        **values,
        "standing": one.article3.standing,
        "last_day": None if last is None else last.isoformat(),
        "last_year": None if last is None else last.year,
        "reason": str(one.article3.text),
        "years": [flat(asdict(year)) for year in one.years],
    }
