"""The cash flow of a project on its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

from almaden.partnership.cash_flow import DISCOUNT, CashFlow, cash_flows
from almaden.partnership.records.activities import CashFlowRecord
from almaden.quantity.numbers import NumberError, parse_number
from almaden.store.models import RegistryRow
from almaden.web.pages.partnership.shared import record_shown

#: The largest discount that a page reckons with, in percent a year.
_MOST: Final = 100.0


@dataclass(frozen=True)
class CashShown:
    """The cash flows of a project by currency, with the discount that the reader asked for.

    Attributes:
        flows: one for each currency.
        percent: the discount as the field of the page holds it.
        wrong: whether what was typed cannot be a discount; then the usual one is taken.
    """

    flows: tuple[CashFlow, ...]
    percent: str
    wrong: bool


def cash_flow_shown(request: HttpRequest, rows: list[RegistryRow]) -> CashShown | None:
    """The cash flows of records that a person sees, at the discount in the address; None if there are none."""
    records = [record for row in rows if isinstance(record := record_shown(request.user, row), CashFlowRecord)]
    if not records:
        return None
    typed = request.GET.get("discount", "")[:20]
    discount = _share(typed) if typed.strip() else DISCOUNT
    flows = cash_flows(records, DISCOUNT if discount is None else discount)
    return CashShown(flows, typed or f"{DISCOUNT * 100:g}", discount is None)


def _share(typed: str) -> float | None:
    """A share of what was typed in percent; None where it cannot be one."""
    try:
        percent = parse_number(typed.replace("%", ""), percent=False)
    except NumberError:
        return None
    return percent / 100 if 0 <= percent <= _MOST else None
