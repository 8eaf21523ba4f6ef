"""What studies published of supply and surplus, to lay beside results."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from almaden.reference.tables import number_or_none, read_table


@dataclass(frozen=True)
class LineSum:
    """The lines of a published table of the world's supply added up, beside the total printed under them, in t."""

    year: int
    low_t: float
    high_t: float
    printed_low_t: float
    printed_high_t: float
    source: str
    seen: str
    status: str


@cache
def supply_line_sum(year: int) -> LineSum:
    """The sum of the published lines of the world's supply of 2005 or 2015.

    Raises:
        ValueError: nothing is published for this year.
    """
    lines = [row for row in read_table("supply/world_supply") if int(row["year"]) == year]
    printed = [row for row in read_table("supply/world_totals") if row["what"] == "supply" and int(row["year"]) == year]
    if not lines or not printed:
        raise ValueError(f"no published supply of {year}")
    (total,) = printed
    return LineSum(
        year,
        sum(float(row["low_t"]) for row in lines),
        sum(float(row["high_t"]) for row in lines),
        float(total["low_t"]),
        float(total["high_t"]),
        total["source"],
        total["seen"],
        total["status"],
    )


@cache
def most_of_world_t() -> float:
    """The largest supply or demand of the world in a year that was published, in t."""
    ends = ("value_t", "low_t", "high_t")
    return max(float(row[end]) for row in read_table("supply/world_totals") for end in ends if row[end])


@dataclass(frozen=True)
class RegionalStudy:
    """A published surplus of a region.

    Attributes:
        key, area, name: which.
        definition: the definition of storage that it goes by, a key of :func:`storage_definitions`.
        from_year, to_year: its years, where told.
        low_t, value_t, high_t: the surplus as printed; a low end alone says "more than".
        balance_first, balance_last: years in which supply meets demand.
        source, seen, status, note: where it was read.
    """

    key: str
    area: str
    name: str
    definition: str
    from_year: int | None
    to_year: int | None
    low_t: float | None
    value_t: float | None
    high_t: float | None
    balance_first: int | None
    balance_last: int | None
    source: str
    seen: str
    status: str
    note: str


@cache
def regional_studies() -> tuple[RegionalStudy, ...]:
    """The published studies."""
    return tuple(
        RegionalStudy(
            key=row["key"],
            area=row["area"],
            name=row["name"],
            definition=row["definition"],
            from_year=_year(row["from_year"]),
            to_year=_year(row["to_year"]),
            low_t=number_or_none(row["low_t"]),
            value_t=number_or_none(row["value_t"]),
            high_t=number_or_none(row["high_t"]),
            balance_first=_year(row["balance_first"]),
            balance_last=_year(row["balance_last"]),
            source=row["source"],
            seen=row["seen"],
            status=row["status"],
            note=row["note"],
        )
        for row in read_table("supply/regional_studies")
    )


def _year(text: str) -> int | None:
    return int(text) if text else None


@dataclass(frozen=True)
class StorageDefinition:
    """A way to say how much mercury has to be stored, as a study or the Convention has it."""

    key: str
    name: str
    meaning: str
    source: str
    seen: str
    status: str


@cache
def storage_definitions() -> tuple[StorageDefinition, ...]:
    """The definitions of storage need."""
    names = ("key", "name", "meaning", "source", "seen", "status")
    return tuple(StorageDefinition(*(row[name] for name in names)) for row in read_table("supply/storage_definitions"))
