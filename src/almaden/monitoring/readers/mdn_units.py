"""In which unit wet deposition was written: ng/L times mm is ng/m2, so concentration and precipitation tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Final

from almaden.errors import Fault
from almaden.monitoring.readers.network_table import Found, text
from almaden.monitoring.readers.told import number
from almaden.reference.readers.located import Remark
from almaden.reference.readers.table import RawTable
from almaden.wording import Text, n_

_NG, _UG = "ng/m2", "ug/m2"
#: What deposition is of concentration times precipitation, by its unit.
_FACTORS: Final[Mapping[str, float]] = {_NG: 1.0, _UG: 0.001}
#: How far from such a factor a row may be: gauge and sampler seldom differ by more.
_WITHIN: Final = 3.0
_DEPOSITION, _CONCENTRATION, _GAUGE, _COLLECTED = "THg deposition", "THg", "precipitation", "collected precipitation"


def deposition_units(table: RawTable, found: Sequence[Found]) -> dict[int, str]:
    """The unit of each column of deposition by its place: what its header tells, otherwise what its numbers tell."""
    units = {}
    for column in _of(found, _DEPOSITION):
        fits = _fits(_ratios(table, found, column))
        units[column.place] = column.told or fits or column.known.unit
    return units


def deposition_remarks(table: RawTable, found: Sequence[Found]) -> Iterator[Remark]:
    """What is odd about units of deposition: two in one file, two in one column, another than the header tells."""
    columns = _of(found, _DEPOSITION)
    if len({column.unit for column in columns}) > 1:
        advice = n_("both were read, each in its unit: take one of them")
        value = ", ".join(column.header for column in columns)
        fault = table.fault(n_("the file tells deposition in two units"), table.header_row, value=value, advice=advice)
        yield Remark("two units", fault)
    for column in columns:
        ratios = _ratios(table, found, column)
        fits = _fits(ratios)
        if fits is not None and fits != column.unit:
            yield Remark("unit mistaken", _mistaken(table, column, fits))
        other = _FACTORS[_UG if fits == _NG else _NG] if fits else 0.0
        for row, ratio in ratios if fits else ():
            if other / _WITHIN < ratio < other * _WITHIN:
                problem = n_(
                    "this row is in another unit than the others of its column: it differs by a factor of 1000"
                )
                advice = n_("write the deposition in one unit; nothing was changed")
                yield Remark("two units", table.fault(problem, row, column.header, advice=advice))


def _mistaken(table: RawTable, column: Found, fits: str) -> Fault:
    if column.told:
        problem = Text("the numbers fit {fits} and the header says {unit}", fits=fits, unit=column.told)
        advice = n_("nothing was changed: correct the header")
    else:
        problem = Text("the header tells no unit and the numbers fit {fits}", fits=fits)
        advice = n_("they were read in that unit: write it into the header")
    return table.fault(problem, table.header_row, column.header, accepted=_NG, advice=advice)


def _ratios(table: RawTable, found: Sequence[Found], column: Found) -> list[tuple[int, float]]:
    """Deposition over concentration times precipitation, with its row, where all are above zero.

    Where concentration or precipitation is in a unit of its own there are none.
    """
    concentration = next((one for one in _of(found, _CONCENTRATION) if one.unit == "ng/L"), None)
    depths = [one for species in (_GAUGE, _COLLECTED) for one in _of(found, species) if one.unit == "mm"]
    ratios = []
    for item in table.read() if concentration is not None else ():
        if isinstance(item, Fault):
            continue
        row, cells = item
        deposition, amount, *rain = (
            read.value if (read := number(text(cells, one))) else 0.0 for one in (column, concentration, *depths)
        )
        depth = next((one for one in rain if one > 0), 0.0)
        if deposition > 0 and amount > 0 and depth > 0:
            ratios.append((row, deposition / (amount * depth)))
    return ratios


def _fits(ratios: Sequence[tuple[int, float]]) -> str | None:
    """The unit that the middle ratio fits, None where it fits none."""
    if not ratios:
        return None
    middle = median(ratio for _, ratio in ratios)
    return next((unit for unit, at in _FACTORS.items() if at / _WITHIN < middle < at * _WITHIN), None)


def _of(found: Sequence[Found], species: str) -> list[Found]:
    return [column for column in found if column.known.role == "value" and column.known.species == species]
