"""What the balances of plants must hold: their plant, each year once, stocks that go on, sums that close."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Final

from almaden.errors import Fault
from almaden.reference.readers.template import Rows
from almaden.sectors.chloralkali.balance import consumption_of
from almaden.sectors.chloralkali.capacity import CL2_PER_NAOH
from almaden.sectors.chloralkali.records import BalanceRecord
from almaden.wording import Exact, Fixed, Text, did_you_mean, n_

#: Told sums may differ by this share of what came in, as figures are rounded.
_ROUNDING: Final = 1e-3
#: Chlorine per caustic soda of a year may differ by this share from that of the reaction.
_REACTION: Final = 0.05
#: Kilograms in one of each unit.
KG: Final = {"kg": 1.0, "t": 1000.0}


def check_balances(rows: Rows, plants: Rows) -> Iterator[Fault]:
    """Check the balances of a table against themselves and against the plants."""
    seen: dict[tuple[str, int], int | None] = {}
    for one in rows.found:
        balance: BalanceRecord = one.record
        if balance.plant not in plants.keys:
            near = difflib.get_close_matches(balance.plant, plants.keys, n=3, cutoff=0.6)
            yield rows.fault(
                n_("there is no such plant"), one.row, "plant", balance.plant, n_("an identifier of the table plants"),
                did_you_mean(near) if near else n_("add the plant, or correct the identifier"),
            )  # fmt: skip
        key = (balance.plant, balance.year)
        if key in seen:
            yield rows.fault(
                Text("the plant has a balance of this year already: row {row}", row=str(seen[key])), one.row, "year",
                str(balance.year), n_("one balance for each plant and year"), n_("delete one of the rows"),
            )  # fmt: skip
        seen.setdefault(key, one.row)
        yield from _closes(rows, balance, one.row)
        yield from _reaction(rows, balance, one.row)
    yield from _stocks(rows)


def _closes(rows: Rows, balance: BalanceRecord, row: int | None) -> Iterator[Fault]:
    found = consumption_of(balance.model_copy(update={"consumption": None}))
    if balance.consumption is None or found is None:
        return
    size = max(balance.purchases or 0.0, balance.stock_start or 0.0, balance.stock_end or 0.0, balance.consumption)
    if abs(found - balance.consumption) > _ROUNDING * size:
        yield rows.fault(
            n_("the balance does not close"), row, "consumption", str(balance.consumption),
            Text("purchases + stock at the start - sales - stock at the end = {found} {unit}", found=Exact(found),
                 unit=balance.unit),
            n_("correct the consumption or one of the four amounts, or leave the consumption empty"),
        )  # fmt: skip


def _reaction(rows: Rows, balance: BalanceRecord, row: int | None) -> Iterator[Fault]:
    if not balance.chlorine_t or not balance.naoh_t:
        return
    ratio = balance.chlorine_t / balance.naoh_t / CL2_PER_NAOH
    if abs(ratio - 1.0) <= _REACTION:
        return
    swapped = abs(ratio * CL2_PER_NAOH**2 - 1.0) <= _REACTION
    yield rows.fault(
        n_("chlorine and caustic soda of the year do not fit each other"), row, "naoh_t", str(balance.naoh_t),
        Text("about {t} t of pure NaOH for this chlorine", t=Fixed(balance.chlorine_t / CL2_PER_NAOH, 0)),
        n_("the two are probably exchanged") if swapped else n_("give caustic soda as pure NaOH, not as solution"),
    )  # fmt: skip


def _stocks(rows: Rows) -> Iterator[Fault]:
    """The stock at the beginning of a year is that at the end of the year before."""
    told = {(one.record.plant, one.record.year): one for one in rows.found}
    for (plant, year), one in told.items():
        before = told.get((plant, year - 1))
        if before is None or one.record.stock_start is None or before.record.stock_end is None:
            continue
        start, end = (
            one.record.stock_start * KG[one.record.unit],
            before.record.stock_end * KG[before.record.unit],
        )
        if abs(start - end) > _ROUNDING * max(start, end):
            yield rows.fault(
                Text("the stock is not that of the end of {year}", year=str(year - 1)), one.row, "stock_start",
                str(one.record.stock_start), Text("{kg} kg, the stock at the end of the year before", kg=Exact(end)),
                n_("correct one of the two stocks; if mercury came or went, put it under purchases or sales"),
            )  # fmt: skip
