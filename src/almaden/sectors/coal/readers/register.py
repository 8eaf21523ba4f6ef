"""Coal-fired units of a register in the form of the Global Coal Plant Tracker as records of the coal sector.

The register says nothing about what stands on the flue gas or in the coal: that is filled in elsewhere. Its own
estimates (heat rate, capacity factor, remaining life) are kept beside the records, since nobody measured them and
nobody should be asked for them in a template.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from almaden.errors import Fault
from almaden.reference.readers.feeds import Feed, Maker, ReadRow
from almaden.reference.readers.layout import known_field, near_names, needed_fields, usual_names
from almaden.reference.readers.located import Located
from almaden.reference.readers.names import plain
from almaden.reference.readers.table import RawTable
from almaden.reference.records import FacilityRecord, UnitRecord
from almaden.reference.tables import read_table
from almaden.sectors.coal.readers.gem_coal_units import LAYOUT, items
from almaden.sectors.coal.records import CoalUnitRecord
from almaden.wording import Text, joined, n_

#: What is done where a column is not there, by what it feeds.
_WITHOUT: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("unit", "fuel"): n_("the rank of the coal is taken from defaults of the country"),
        ("unit", "technology"): n_("the steam cycle is taken from defaults by age and size"),
        ("unit", "start_year"): n_("the age of the units is not known, and defaults for all ages are taken"),
        ("unit", "retired_year"): n_("units that were retired have no last year"),
        ("attribute", "planned_retirement_year"): n_("the end of each unit is taken from a common lifetime"),
        ("attribute", "coal_source"): n_("the coal is taken from defaults of the country"),
        ("facility", "latitude"): n_("units without coordinates are computed, but stand on no map"),
        ("facility", "longitude"): n_("units without coordinates are computed, but stand on no map"),
    }
)
#: Fields whose faults can only be found when the record of the coal sector is made.
_CHECKED: Final = ("capacity_mw", "start_year", "retired_year", "planned_retirement")
#: What is read of the register; the rest, such as owners and links, would double the time.
_READ: Final = frozenset(
    {
        "identifier", "country", "name", "subdivision", "latitude", "longitude", "capacity_mw", "status", "start_year",
        "retired_year", "technology", "fuel", "planned_retirement_year", "coal_source", "alternate_fuel",
        "heat_rate_btu_per_kwh", "capacity_factor", "remaining_lifetime_years",
    }
)  # fmt: skip
#: What to do where a column is missing that must be there.
_ADVICE: Final = n_(
    "give the file as its publisher made it, or write the template by 'almaden coal template FILE.xlsx'"
)
_UNKNOWN: Final = frozenset({"", "unknown", "not found", "tbd"})


class Estimate(NamedTuple):
    """What the register itself estimates for a unit; None where it says nothing."""

    heat_rate_btu_per_kwh: float | None
    capacity_factor: float | None
    remaining_years: float | None


@dataclass
class Register:
    """What a register gave: units with their rows, faults, and what readers should be told.

    Attributes:
        units: the units.
        faults: what is wrong.
        notes: how columns and words were understood, and what is missing.
        estimates: the register's own estimates by identifier of the unit.
    """

    units: list[Located] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    estimates: dict[str, Estimate] = field(default_factory=dict)


def is_register(table: RawTable, other: Callable[[], int]) -> bool:
    """Whether a table is the register: it has what the register must have, or more of its columns than of another form.

    Args:
        table: the table.
        other: counts the columns that another form knows; asked only in doubt.
    """
    known = [fed for header in table.header if (fed := known_field(header, LAYOUT))]
    return needed_fields(LAYOUT) <= set(known) or len(known) > other()


def read_register(table: RawTable) -> Register:
    """Read an open table of the register; names of columns may differ a little, which is told."""
    taken = near_names(table, LAYOUT)
    found = Register(notes=[*_renamed(table, taken), *_absent(table, taken)])
    maker = _maker(table, taken)
    plants: dict[str, FacilityRecord] = {}
    words = _Words()
    for item in items(table, taken, _READ):
        if isinstance(item, Fault):
            found.faults.append(replace(item, advice=_ADVICE) if item.row == table.header_row else item)
        elif isinstance(item.record, FacilityRecord):
            plants[f"gem:{item.record.identifiers['gem']}"] = item.record
        else:
            unit: UnitRecord = item.record
            values = _values(unit, plants[unit.facility], words)
            row = ReadRow(item.row or 0, [_cell(values[name]) for name in _CHECKED], {}, ())
            made = maker.make(row, values)
            if not isinstance(made, Located):
                found.faults.extend(made)
                continue
            found.units.append(made)
            found.estimates[made.record.id] = _estimate(unit.attributes)
    found.notes.extend(words.notes())
    found.notes.extend(_counted(found.units))
    return found


def coal_unit_values(unit: UnitRecord, plant: FacilityRecord) -> dict[str, Any]:
    """The fields of a coal unit, of a unit and its plant as :mod:`gem_coal_units` reads them."""
    return _values(unit, plant, _Words())


def _maker(table: RawTable, taken: Mapping[int, str]) -> Maker:
    """Makes the records; its faults name the columns as the file does."""
    headers = {
        known[1]: header
        for place, header in enumerate(table.header)
        if (known := known_field(taken.get(place, header), LAYOUT))
    }
    headers["planned_retirement"] = headers.get("planned_retirement_year", "")
    feeds = [
        Feed(place, headers.get(name, name), "unit", name, lambda cell: cell) for place, name in enumerate(_CHECKED)
    ]
    return Maker(table, CoalUnitRecord, "unit", feeds)


def _cell(value: Any) -> str | float:
    return "" if value is None else float(value)


def _values(unit: UnitRecord, plant: FacilityRecord, words: _Words) -> dict[str, Any]:
    """The fields of a coal unit; what a unit says otherwise than its plant stands among its attributes."""
    own = unit.attributes
    technology, coal = words.of("technology", unit.technology), words.of("coal", unit.fuel)
    source = str(own.get("coal_source", ""))
    return {
        "id": unit.identifiers["gem"],
        "plant": own.get("name", plant.name),
        "name": unit.name,
        "country": own.get("country", plant.country),
        "subdivision": own.get("subdivision", plant.subdivision),
        "latitude": own.get("latitude", plant.latitude),
        "longitude": own.get("longitude", plant.longitude),
        "status": unit.status,
        "start_year": unit.start_year,
        "retired_year": unit.retired_year,
        "planned_retirement": _whole(own.get("planned_retirement_year")),
        "boiler": technology["boiler"],
        "technology": technology["technology"],
        "rank": coal["rank"],
        "coal_source": "" if plain(source) in _UNKNOWN else source,
        "capacity_mw": unit.capacity_mw,
        "source": "Global Energy Monitor, Global Coal Plant Tracker",
        "note": _note(bool(technology["carbon_capture"] or coal["carbon_capture"]), own.get("alternate_fuel")),
    }


def _note(carbon_capture: bool, other_fuel: Any) -> str:
    parts: list[Text] = []
    if carbon_capture:
        parts.append(Text("with carbon capture"))
    if other_fuel:
        parts.append(Text("other fuels: {fuels}", fuels=str(other_fuel)))
    return joined(parts, "; ") if parts else ""


def _whole(value: Any) -> int | None:
    """A year of an attribute; None for text that is no year."""
    try:
        return int(float(value))
    except (TypeError, ValueError, OverflowError):
        return None


def _estimate(attributes: Mapping[str, Any]) -> Estimate:
    names = ("heat_rate_btu_per_kwh", "capacity_factor", "remaining_lifetime_years")
    found = (attributes.get(name) for name in names)
    return Estimate(*(value if type(value) is float else None for value in found))


class _Words:
    """Reads the words of the register for ways to burn and coals, and remembers those that it does not know."""

    def __init__(self) -> None:
        self._unknown: Counter[tuple[str, str]] = Counter()

    def of(self, column: str, word: str) -> Mapping[str, str]:
        """The row of the table for a word; one without meaning where the word is not known."""
        row = _known_words().get((column, plain(word)))
        if row is None:
            if word:
                self._unknown[column, word] += 1
            return _known_words()[column, "unknown"]
        return row

    def notes(self) -> Iterator[Text]:
        """What was not understood, with the number of units."""
        for (_, word), count in self._unknown.items():
            yield Text(
                "the word '{word}' is not known and was taken for unknown in {count} units", word=word, count=count
            )


@functools.cache
def _known_words() -> Mapping[tuple[str, str], Mapping[str, str]]:
    return MappingProxyType({(row["column"], plain(row["word"])): row for row in read_table("coal/register_words")})


def _renamed(table: RawTable, taken: Mapping[int, str]) -> Iterator[Text]:
    usual = usual_names(LAYOUT)
    for place, header in enumerate(table.header):
        fed = known_field(taken.get(place, header), LAYOUT)
        if fed is not None and fed[0] != "none" and usual[fed] != header:
            yield Text("the column '{header}' was taken as '{name}'", header=header, name=usual[fed])


def _absent(table: RawTable, taken: Mapping[int, str]) -> Iterator[Text]:
    there = {known_field(taken.get(place, header), LAYOUT) for place, header in enumerate(table.header)}
    for fed, instead in _WITHOUT.items():
        if fed not in there:
            yield Text("there is no column '{name}': {instead}", name=usual_names(LAYOUT)[fed], instead=Text(instead))


def _counted(units: Sequence[Located]) -> Iterator[Text]:
    no_rank = sum(not unit.record.rank for unit in units)
    if no_rank:
        yield Text("{count} units have no rank of coal; defaults of their country are taken", count=no_rank)
    no_place = sum(unit.record.latitude is None or unit.record.longitude is None for unit in units)
    if no_place:
        yield Text("{count} units have no coordinates; they are computed, but stand on no map", count=no_place)
