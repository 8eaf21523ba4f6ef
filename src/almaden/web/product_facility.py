"""The form of a hospital or school with the commonest devices, as an address tells it; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Final

from almaden.demo.product_examples import product_example
from almaden.errors import Fault, InputError
from almaden.reference.readers.named_cells import Cells, tables_of_rows
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.readers.switch import read_switch, switch_of
from almaden.sectors.products.switch_records import TABLES
from almaden.sectors.products.switch_result import SwitchData
from almaden.web.gold_form import number_of
from almaden.web.language import translate
from almaden.wording import n_

#: Devices of the form: the kinds that nearly every hospital has.
DEVICES: Final = ("sphygmomanometer", "thermometer_medical", "lfl", "cfl")
#: Fields of a device: words; the last are rarely known.
FIELDS: Final = {
    "number": n_("In use"),
    "broken": n_("Broken in a year"),
    "price": n_("Price of a new one with mercury"),
    "new_price": n_("Price of one without mercury"),
    "new_life": n_("Life of one without mercury, years"),
}
RARE: Final = {
    "replaced": n_("Replaced whole in a year"),
    "mercury": n_("Mercury in one, g"),
    "clean_up": n_("Cleaning up after one has broken"),
    "upkeep": n_("Upkeep of one with mercury in a year"),
    "new_upkeep": n_("Upkeep of one without mercury in a year"),
    "disposal": n_("Storing and disposing of one"),
}
#: Fields of the whole facility.
WHOLE: Final = {
    "currency": n_("Currency of all prices"),
    "money_year": n_("Year of the prices"),
    "budget": n_("Money for the switch in a year"),
    "since": n_("First year of the switch"),
    "years": n_("Years of the switch"),
}
_MOST_YEARS: Final = 30
_USUAL_YEARS: Final = 3
_LONGEST: Final = 40


@cache
def example() -> SwitchData:
    """A hospital that does not exist."""
    with product_example("product-switch") as folder:
        return read_switch(folder)


def example_query() -> dict[str, str]:
    """The fields of the form for the hospital that stands there first."""
    data, found = example(), {}
    for item in data.items:
        if item.kind in DEVICES:
            for name in (*FIELDS, *RARE):
                value = getattr(item, name)
                found[f"{item.kind}-{name}"] = "" if value is None else format(value, "g")
    budgets = data.budgets
    told = {"currency": data.facility.currency, "money_year": data.facility.money_year, "years": len(budgets)}
    if budgets:
        told |= {"budget": format(budgets[0].budget, "g"), "since": budgets[0].year}
    return found | {name: str(value) for name, value in told.items()}


def devices_of(asked: Mapping[str, str]) -> list[dict[str, Any]]:
    """The devices of the form with what was typed."""
    return [
        {
            "key": kind,
            "name": product_kinds()[kind].name,
            "fields": _typed(asked, kind, FIELDS),
            "rare": _typed(asked, kind, RARE),
        }
        for kind in DEVICES
    ]


def _typed(asked: Mapping[str, str], kind: str, fields: Mapping[str, str]) -> list[tuple[str, str, str]]:
    return [(f"{kind}-{name}", text, _text(asked, f"{kind}-{name}")) for name, text in fields.items()]


def _text(asked: Mapping[str, str], key: str) -> str:
    return asked.get(key, "").strip()[:_LONGEST]


def facility_of(asked: Mapping[str, str], name: str, today: date) -> SwitchData:
    """The facility of a form.

    Args:
        asked: what was typed.
        name: what it is called.
        today: the first year of the switch, where none is told.

    Raises:
        InputError: with everything that is wrong, each with its field of the form as column.
    """
    faults: list[Fault] = []
    budgets = list(_budgets(asked, today, faults))
    currency = _text(asked, "currency").upper() or "USD"
    facility: Cells = {
        "name": name, "kind": "hospital", "currency": currency,
        "money_year": _text(asked, "money_year") or str(today.year),
    }  # fmt: skip
    kinds = [kind for kind in DEVICES if _text(asked, f"{kind}-number") not in ("", "0")]
    items: list[Cells] = [
        {"id": kind, "kind": kind, **{one: _text(asked, f"{kind}-{one}") for one in (*FIELDS, *RARE)}} for kind in kinds
    ]
    if not items:
        faults.append(Fault(n_("no device is told"), advice=n_("tell how many are in use of one of them")))
    if faults:
        raise InputError(_at_fields(faults, kinds))
    try:
        return switch_of(tables_of_rows({"facility": [facility], "items": items, "budgets": budgets}, TABLES))
    except InputError as error:
        raise InputError(_at_fields(error.faults, kinds)) from None


def _budgets(asked: Mapping[str, str], today: date, faults: list[Fault]) -> Iterator[Cells]:
    budget = number_of(asked, "budget", faults)
    since = number_of(asked, "since", faults, least=1990, most=2100)
    years = number_of(asked, "years", faults, least=1, most=_MOST_YEARS)
    if budget is not None:
        first = int(since) if since is not None else today.year
        for year in range(first, first + int(years if years is not None else _USUAL_YEARS)):
            yield {"year": str(year), "budget": format(budget, ".15g")}


def labels() -> dict[str, str]:
    """What the fields are called, in the language of the page."""
    return {name: translate(text) for name, text in WHOLE.items()} | {
        f"{kind}-{name}": f"{translate(product_kinds()[kind].name)}, {translate(text)}"
        for kind in DEVICES
        for name, text in {**FIELDS, **RARE}.items()
    }


def _at_fields(faults: Iterable[Fault], kinds: Sequence[str]) -> Iterator[Fault]:
    """Faults that name a field of the form in place of sheet, row and column."""
    for fault in faults:
        column = fault.column
        if fault.sheet == "items" and fault.row is not None and fault.row <= len(kinds):
            column = f"{kinds[fault.row - 1]}-{column}"
        yield replace(fault, file="", sheet="", row=None, column=column)
