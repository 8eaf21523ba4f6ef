"""What Article 3 asks of the mercury of closed plants, and what a register tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from almaden.reference.tables import read_table
from almaden.sectors.chloralkali.inventory import cell_inventory
from almaden.sectors.chloralkali.limits import limit
from almaden.sectors.chloralkali.records import ENDED, NOT_KNOWN, PlantRecord
from almaden.wording import Exact, Text, n_

Answer = Literal["met", "not met", "open", "does not apply"]


@dataclass(frozen=True)
class Article3Item:
    """One thing that Article 3 asks.

    Attributes:
        key, title, paragraph: what it is and where it stands.
        answer: ``met``, ``not met``, where the register does not tell ``open``, and where it has no plant that this
            is asked of ``does not apply``.
        text: what the register tells.
        plants: identifiers of the plants that stand against it or leave it open.
        source, seen, status: where the rule was read.
    """

    key: str
    title: str
    paragraph: str
    answer: Answer
    text: Text | str
    plants: tuple[str, ...]
    source: str
    seen: str
    status: str


def article3(plants: Sequence[PlantRecord]) -> tuple[Article3Item, ...]:
    """What Article 3 asks of the mercury of closed plants, as far as a register tells it. No legal advice."""
    since = _in_force_year()
    # What closed before anything was asked stands against nobody; a year that is not told may be a later one.
    ended = [
        plant for plant in plants if plant.state in ENDED and (plant.closure_year or plant.state_year or since) >= since
    ]
    holding = [plant for plant in plants if _holds_mercury(plant)]
    told = {
        "destination": _asked(ended, _destination(ended)),
        "disposal": _asked(ended, _disposal(ended)),
        "transfer": _asked(ended, _transfer(ended)),
        "stocks": _above(holding, limit("stock_t")) if holding else _not_asked(n_("no plant is told to hold mercury")),
        "supply": _asked(ended, _above(ended, limit("supply_t"))),
    }
    return tuple(
        Article3Item(
            row["key"], row["title"], row["paragraph"], *told[row["key"]], row["source"], row["seen"], row["status"]
        )
        for row in read_table("chloralkali/article3")
    )


def _in_force_year() -> int:
    """The year in which the Convention entered into force; for a country that joined later it is a later one."""
    (row,) = (row for row in read_table("convention/amendments") if row["decision"] == "original text 2013")
    return date.fromisoformat(row["in_force"]).year


def _holds_mercury(plant: PlantRecord) -> bool:
    """Whether the mercury of a plant is still there, as far as is told."""
    return plant.state not in ENDED or plant.mercury_destination in (NOT_KNOWN, "stored on site")


_Told: TypeAlias = tuple[Answer, Text | str, tuple[str, ...]]


def _not_asked(text: str) -> _Told:
    return "does not apply", text, ()


def _asked(ended: Sequence[PlantRecord], told: _Told) -> _Told:
    """What is told of plants that ended: nothing is met where there are none, or none that is known to be asked."""
    if not ended:
        return _not_asked(n_("no plant is told to have ended since the Convention entered into force"))
    answer, _text, _plants = told
    if answer == "open" or any(plant.closure_year is not None for plant in ended):
        return told
    return "open", n_("the year in which it ended is told of no plant"), tuple(plant.id for plant in ended)


def _destination(ended: Sequence[PlantRecord]) -> _Told:
    missing = tuple(plant.id for plant in ended if plant.mercury_destination == NOT_KNOWN)
    if not missing:
        return "met", n_("told for every plant that ended"), ()
    return "open", Text("not told for {count} of {all} plants", count=len(missing), all=len(ended)), missing


def _disposal(ended: Sequence[PlantRecord]) -> _Told:
    used = tuple(plant.id for plant in ended if plant.mercury_destination in ("sold", "exported"))
    if used:
        return "not met", Text("sold or exported from {count} plants", count=len(used)), used
    disposed = [plant for plant in ended if plant.mercury_destination == "stabilised and disposed"]
    if len(disposed) == len(ended):
        return "met", n_("stabilised and disposed of at every plant that ended"), ()
    others = tuple(plant.id for plant in ended if plant not in disposed)
    return "open", Text("disposed of at {count} of {all} plants", count=len(disposed), all=len(ended)), others


def _transfer(ended: Sequence[PlantRecord]) -> _Told:
    moved = tuple(plant.id for plant in ended if plant.mercury_destination == "transferred within company")
    if moved:
        return "open", n_("what it was used for is not in the register"), moved
    # Mercury that went nobody knows where may have gone into other cells.
    answer, text, unknown = _destination(ended)
    return (answer, text, unknown) if unknown else ("met", n_("no transfer is told"), ())


def _above(plants: Sequence[PlantRecord], most: float) -> _Told:
    inventories = {plant.id: cell_inventory(plant) for plant in plants}
    large = tuple(key for key, one in inventories.items() if one is not None and one.tonnes.value > most)
    unknown = tuple(key for key, one in inventories.items() if one is None)
    text = Text("{count} plants above {most} t; of {unknown} plants the mercury cannot be told", count=len(large),
                most=Exact(most), unknown=len(unknown))  # fmt: skip
    return "open" if large or unknown else "met", text, (*large, *unknown)
