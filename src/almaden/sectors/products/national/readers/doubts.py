"""What is to be asked about reports that were read, though each of them is right by itself: mercury told twice, units.

These notes name reporters: they are for those who make the balance, and stand in nothing that is public.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from almaden.reference.mercury_units import kg_per
from almaden.sectors.products.national.data import AmountRecord, NationalData, is_counted, mercury_kg
from almaden.sectors.products.national.records import CompoundRecord, MercuryRecord, ProductRecord
from almaden.wording import Text

#: Amounts closer than this, as a share, are the same amount.
_SAME: Final = 1e-6
#: Ratios closer than this to that of lb and kg are taken for it: reports are often rounded to three figures.
_NEAR: Final = 2.5e-3


def doubts(data: NationalData) -> Iterator[Text]:
    """Imports told by two reporters, sales of mercury that was counted before, recovery told twice, lb and kg."""
    yield from _told_by_two(data)
    yield from _settled(data)
    yield from _passed_on(data)
    yield from _recovered_twice(data)
    yield from _pounds(data)


def _trade(row: AmountRecord) -> tuple[str, ...] | None:
    """What two reports of the same trade have in common; None where a row is no trade across the border."""
    if isinstance(row, ProductRecord) and row.activity in ("import", "export"):
        return (str(row.year), row.activity, row.partner, row.category, row.kind)
    if isinstance(row, MercuryRecord) and row.activity in ("import", "export"):
        return (str(row.year), row.activity, row.partner, row.compound if isinstance(row, CompoundRecord) else "")
    return None


def _size(row: AmountRecord) -> float | None:
    """The amount to compare: kg of mercury, or items where only these are told."""
    return getattr(row, "items", None) if row.quantity is None else mercury_kg(row, row.quantity)


def _told_by_two(data: NationalData) -> Iterator[Text]:
    groups: defaultdict[tuple[str, ...], list[AmountRecord]] = defaultdict(list)
    for row in data.rows:
        key = _trade(row)
        if key is not None and is_counted(row) and _size(row):
            groups[key].append(row)
    for key in sorted(groups):
        rows = sorted(groups[key], key=lambda row: row.reporter)
        for one, other in itertools.combinations(rows, 2):
            first, second = _size(one) or 0.0, _size(other) or 0.0
            if one.reporter == other.reporter or (one.quantity is None) != (other.quantity is None):
                continue
            told = {"year": key[0], "activity": key[1], "one": one.reporter, "other": other.reporter}
            if math.isclose(first, second, rel_tol=_SAME):
                yield Text(
                    "{year}: {one} and {other} tell the same amount ({activity}, same partner). If it is one shipment, "
                    "name the other in the column same_as of one of the rows; both are added now",
                    **told,
                )  # fmt: skip
            elif _is_pounds(first, second):
                yield Text(
                    "{year}: {one} and {other} tell amounts ({activity}, same partner) in the ratio of lb to kg: "
                    "one shipment with a wrong unit? Both are added now",
                    **told,
                )  # fmt: skip


def _settled(data: NationalData) -> Iterator[Text]:
    told = {(row.reporter, row.year, type(row), getattr(row, "activity", "")) for row in data.rows}
    for row in data.rows:
        other = getattr(row, "same_as", "")
        if not other:
            continue
        values = {"year": str(row.year), "one": row.reporter, "other": other}
        if (other, row.year, type(row), getattr(row, "activity", "")) in told:
            yield Text("{year}: a row of {one} is not added, as {other} tells the same mercury", **values)
        else:
            yield Text(
                "{year}: a row of {one} is not added, but {other} has no such row: its mercury is in no sum", **values
            )


def _passed_on(data: NationalData) -> Iterator[Text]:
    for year in data.years:
        rows = [row for row in (*data.mercury, *data.compounds) if row.year == year and is_counted(row)]
        sold: dict[str, list[float]] = defaultdict(list)
        for row in rows:
            if row.activity in ("sale", "distribute"):
                sold[row.reporter].append(mercury_kg(row, row.quantity) or 0.0)
        sources = {row.reporter for row in rows if row.activity in ("import", "manufacture")}
        for reporter in sorted(sold):
            kg = math.fsum(sorted(sold[reporter]))
            if not kg:
                continue
            if reporter in sources:
                yield Text("{year}: {one} sold {kg} kg of mercury that it also imported or made; sales are in no sum, "
                           "or it would count twice", year=str(year), one=reporter, kg=kg)  # fmt: skip
            else:
                yield Text("{year}: {one} sold {kg} kg of mercury and tells no import: it was counted where it came "
                           "in, or its import is missing", year=str(year), one=reporter, kg=kg)  # fmt: skip


def _recovered_twice(data: NationalData) -> Iterator[Text]:
    for row in data.waste:
        given = mercury_kg(row, row.recovered)
        for other in data.mercury if given else ():
            made = mercury_kg(other, other.quantity)
            if (
                made and is_counted(other) and other.activity == "manufacture"
                and (other.reporter, other.year) == (row.reporter, row.year)
                and math.isclose(made, given or 0.0, rel_tol=_SAME)
            ):  # fmt: skip
                yield Text("{year}: {one} tells {kg} kg both as made and as recovered from waste; it is counted twice "
                           "unless one of them is deleted", year=str(row.year), one=row.reporter, kg=made)  # fmt: skip


def _pounds(data: NationalData) -> Iterator[Text]:
    """A reporter whose amounts of two years differ by the ratio of lb to kg, in units that differ or not."""
    series: defaultdict[tuple[str, ...], list[AmountRecord]] = defaultdict(list)
    for row in data.rows:
        if row.quantity:
            names = ("activity", "partner", "compound", "category", "kind", "sector", "process", "material", "way")
            series[(row.reporter, *(str(getattr(row, name, "")) for name in names))].append(row)
    for key in sorted(series):
        rows: Sequence[AmountRecord] = sorted(series[key], key=lambda row: row.year)
        for before, after in itertools.pairwise(rows):
            first, second = mercury_kg(before, before.quantity), mercury_kg(after, after.quantity)
            if first and second and _is_pounds(first, second):
                yield Text(
                    "{one}: the amounts of {before} and {after} differ by the ratio of lb to kg; is the unit of one "
                    "of them wrong?", one=key[0], before=str(before.year), after=str(after.year),
                )  # fmt: skip


def _is_pounds(first: float, second: float) -> bool:
    ratio, pound = first / second, kg_per("lb") or 1.0
    return math.isclose(ratio, pound, rel_tol=_NEAR) or math.isclose(ratio, 1.0 / pound, rel_tol=_NEAR)
