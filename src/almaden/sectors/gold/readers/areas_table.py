"""Reads tables of mined land by administrative unit and date, in which an area may be listed under several units.

Amazon Mining Watch gives them as text table and as JSON. Both list every area of a country once more under the whole
Amazon: summed as they stand, a country has twice its mined land.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from almaden.errors import AlmadenError, Fault, InputError
from almaden.reference.countries import find_country, is_country, three_letters
from almaden.reference.readers.cells import CellError, Numbers
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.incoming import on_disk, one_table
from almaden.reference.readers.table import Cell, RawTable, cell_text
from almaden.sectors.gold.area_records import NO_DATE, AreaRow, AreaTable
from almaden.sectors.gold.readers.area_files import sum_of
from almaden.sectors.gold.readers.areas_geojson import AREA_COLUMNS, DATE_COLUMNS, DATES, date_of, number_of
from almaden.wording import Text, joined, n_

_AREAS: Final = (*AREA_COLUMNS, "hectares", "ha")
_OWNERS: Final = ("id", "gid_0", "iso3", "country", "admin_country")
_COUNTRIES: Final = ("admin_country_code", "country_code", "iso3", "admin_country", "country", "id")
_UNITS: Final = ("admin_id_field", "admin_id")
_UNIT_NAMES: Final = ("admin_name_field", "admin_name")
_TOTALS: Final = "intersected_area_ha_cumulative"
#: Given running sums may differ from ours by rounding, in hectares.
_ROUNDING: Final = 0.01
_MOST_ROWS: Final = 500_000
_ACCEPTED: Final = n_(
    "a table with the columns id, admin_country_code, admin_name_field, admin_id_field, admin_year and "
    "intersected_area_ha; or JSON of records with id, admin_year and intersected_area_ha"
)


@dataclass(frozen=True, slots=True)
class _Listed:
    """A row with the unit that it is listed under."""

    owner: str
    row: AreaRow


def table_of(content: bytes, name: str) -> AreaTable:
    """The text table or workbook by administrative unit.

    Raises:
        InputError: with every row that cannot be used.
    """
    faults = Faults()
    with on_disk(io.BytesIO(content), name) as path:
        listed = list(_rows(one_table(path, name), faults))
    faults.raise_if_any()
    return _table(listed, name, (), content)


def _rows(table: RawTable, faults: Faults) -> Iterable[_Listed]:
    places = {title.strip().casefold(): place for place, title in reversed(list(enumerate(table.header)))}
    columns = {part: _find(places, names) for part, names in _PARTS.items()}
    if columns["area"] is None or (columns["country"] is None and columns["owner"] is None):
        faults.add(table.fault(n_("there is no mined land by country in it"), accepted=_ACCEPTED))
        return
    numbers = Numbers(table, (columns["area"],))
    for count, item in enumerate(table.read()):
        if count == _MOST_ROWS:
            faults.add(table.fault(Text("the table has more than {count} rows", count=_MOST_ROWS)))
        if faults.full or count == _MOST_ROWS:
            return
        if isinstance(item, Fault):
            faults.add(item)
            continue
        number, cells = item
        told = {part: "" if at is None else cell_text(cells[at]) for part, at in columns.items()}
        made = _listed(told, _area(numbers, cells[columns["area"]]))
        if isinstance(made, _Listed):
            yield made
            continue
        problem, part, accepted = made
        at = columns[part]
        column = "" if at is None else table.header[at]
        faults.add(table.fault(problem, number, column, told[part], accepted))


_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "owner": _OWNERS,
    "country": _COUNTRIES,
    "admin": _UNITS,
    "name": _UNIT_NAMES,
    "date": DATE_COLUMNS,
    "area": _AREAS,
}


def _find(places: Mapping[str, int], names: Sequence[str]) -> int | None:
    return next((places[name] for name in names if name in places), None)


def _area(numbers: Numbers, cell: Cell) -> float | None:
    try:
        return numbers.read(cell)
    except CellError:
        return None


def _listed(told: Mapping[str, str], area: float | None) -> _Listed | tuple[str, str, str]:
    """A row; or what is wrong with which part, and what is accepted."""
    if area is None or not 0.0 <= area < math.inf:
        return n_("its mined land is no area"), "area", n_("hectares, zero or more")
    date = date_of(told["date"]) if told["date"] else NO_DATE
    if date is None:
        return n_("its year is none"), "date", DATES
    country = _country(told["country"])
    owner = told["owner"] or told["country"]
    admin = told["admin"] or owner
    return _Listed(owner, AreaRow(country, admin, told["name"] or admin, date, area))


def _country(text: str) -> str:
    """The three letters of a country, also of the identifier of one of its units; empty where it is none."""
    code = text.strip().upper()
    if is_country(code):
        return code
    if len(code) == 2:
        return three_letters(code)
    try:
        return find_country(text) if text else ""
    except AlmadenError:
        return ""


def records_of(whole: Any, content: bytes, name: str) -> AreaTable:
    """The JSON of records by unit and date.

    Args:
        whole: what was read.
        content: the file.
        name: what to call it in messages.

    Raises:
        InputError: with every record that cannot be used.
    """
    faults = Faults()
    listed: list[_Listed] = []
    given: dict[str, float] = {}
    for number, one in enumerate(whole, start=1):
        made = _record(one) if isinstance(one, dict) else (n_("it is no record"), "", _ACCEPTED)
        if isinstance(made, _Listed):
            listed.append(made)
            total = one.get(_TOTALS)
            given[made.owner] = max(given.get(made.owner, 0.0), number_of(total) or 0.0)
            continue
        problem, value, accepted = made
        text = Text("record {number}: {problem}", number=str(number), problem=Text(problem))
        faults.add(Fault(text, file=name, value=value, accepted=accepted))
    if not whole:
        faults.add(Fault(n_("there is no mined land by country in it"), file=name, accepted=_ACCEPTED))
    faults.raise_if_any()
    return _table(listed, name, tuple(_other_totals(listed, given)), content)


def _record(one: Mapping[str, Any]) -> _Listed | tuple[str, str, str]:
    owner, area = str(one.get("id") or ""), number_of(one.get("intersected_area_ha"))
    told = {"owner": owner, "country": owner, "admin": "", "name": "", "date": str(one.get("admin_year") or "")}
    if not owner:
        return n_("it has no id"), "", _ACCEPTED
    made = _listed(told, area)
    if isinstance(made, _Listed):
        return made
    problem, part, accepted = made
    return problem, str(one.get("intersected_area_ha")) if part == "area" else told[part], accepted


def _other_totals(listed: Iterable[_Listed], given: Mapping[str, float]) -> Iterable[Text]:
    sums: dict[str, list[float]] = {}
    for one in listed:
        sums.setdefault(one.owner, []).append(one.row.area_ha)
    for owner, total in given.items():
        own = math.fsum(sums[owner])
        if total and abs(own - total) > _ROUNDING:
            yield Text(
                "{name}: the file's cumulative area is {given} ha, its dates add to {own} ha",
                name=owner,
                given=total,
                own=own,
            )


def _table(listed: Sequence[_Listed], name: str, notes: tuple[Text, ...], content: bytes) -> AreaTable:
    if not listed:
        raise InputError(Fault(n_("there is no mined land by country in it"), file=name, accepted=_ACCEPTED))
    wide = _wide(listed)
    once = [one.row for one in listed if one.owner not in wide]
    if wide:
        twice = math.fsum(one.row.area_ha for one in listed if one.owner in wide)
        kept = math.fsum(row.area_ha for row in once)
        note = Text(
            "every area stands there twice: what is listed under {names} ({twice} ha) was left out, what is listed "
            "under the country ({kept} ha) counts",
            names=joined(sorted(wide)),
            twice=twice,
            kept=kept,
        )
        notes = (*notes, note)
    return AreaTable(name, tuple(once), notes, sum_of(content))


def _wide(listed: Iterable[_Listed]) -> set[str]:
    """Units that list again what stands under a country's own unit.

    That is one with areas of several countries, each of which has a unit of its own; and, where rows name no country
    beside the unit, one that is no country among countries.
    """
    countries: dict[str, set[str]] = {}
    for one in listed:
        countries.setdefault(one.owner, set()).add(one.row.country)
    single = {next(iter(found)) for found in countries.values() if len(found) == 1} - {""}
    several = {owner for owner, found in countries.items() if len(found) > 1 and found - {""} <= single}
    nowhere = {owner for owner, found in countries.items() if found == {""}}
    return several | (nowhere if len(single) > 1 else set())
