"""How the balances of a country change over the years: the series in which progress is shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from almaden.inventory.result import Amount
from almaden.sectors.products.national.public import PublicCell, PublicResult, PublicYear
from almaden.sectors.products.national.result import NationalResult, YearBalance
from almaden.wording import n_

#: What is followed over the years, in kg of mercury: cells of the balance and what they say.
INDICATORS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "supply": n_("mercury supplied"),
        "products": n_("mercury used in products made"),
        "processes": n_("mercury used in processes"),
        "product_import": n_("mercury in products imported"),
        "product_export": n_("mercury in products exported"),
        "market": n_("mercury in products left in the country"),
        "stored": n_("mercury in store at the end of the year"),
        "unexplained": n_("mercury unexplained"),
    }
)

#: The indicator that may be negative: no share can be told of it.
_SIGNED: Final = "unexplained"


@dataclass(frozen=True)
class ProgressPoint:
    """An indicator in one year.

    Attributes:
        indicator: a name of :data:`INDICATORS`.
        year: the year.
        kg: the mercury; None where it is not told or not published.
        kg_low, kg_high: its 95 % range; None in a public series.
        change_kg: against the year of the balance before; None where one of the two is not there.
        change_share: as a share of the year before; None where that was 0, or for what may be negative.
        answered_share: who answered, as a share of those expected; a change while this changes may be one of reporting.
        is_complete: whether all rows had an amount; None where it is not told or not published.
    """

    indicator: str
    year: int
    kg: float | None
    kg_low: float | None
    kg_high: float | None
    change_kg: float | None
    change_share: float | None
    answered_share: float | None
    is_complete: bool | None


def progress(result: NationalResult | PublicResult) -> tuple[ProgressPoint, ...]:
    """Every indicator over the years; a public balance gives a public series, with nothing that it does not hold."""
    found = []
    for indicator in INDICATORS:
        before: float | None = None
        for one in result.years:
            kg, span, complete = _told(one, indicator)
            change = None if kg is None or before is None else kg - before
            share = None if change is None or not before or indicator == _SIGNED else change / before
            found.append(ProgressPoint(indicator, one.year, kg, *span, change, share, _answered(one), complete))
            before = kg
    return tuple(found)


def _told(
    one: YearBalance | PublicYear, indicator: str
) -> tuple[float | None, tuple[float | None, float | None], bool | None]:
    for cell in one.cells:
        if cell.key == indicator and isinstance(cell.kg, Amount):
            return cell.kg.value, (cell.kg.low, cell.kg.high), cell.is_complete
        if cell.key == indicator and isinstance(cell, PublicCell):
            return cell.kg, (None, None), cell.is_complete
    return None, (None, None), None


def _answered(one: YearBalance | PublicYear) -> float | None:
    if isinstance(one, PublicYear):
        return one.answered / one.expected if one.expected else None
    return len(set(one.answered) & set(one.expected)) / len(one.expected) if one.expected else None
