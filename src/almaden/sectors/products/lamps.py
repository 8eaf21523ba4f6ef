"""What LED lamps in place of lamps with mercury save: electricity, money, mercury in lamps and from coal power.

Lamps burn out after so many hours; each that does is bought anew and, with mercury, takes its mercury with it. Mercury
from coal power is told apart, and only where the user tells how much a kWh of the grid emits.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from almaden.errors import Fault, InputError
from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.amounts import amount
from almaden.sectors.draws import FleetDraws
from almaden.sectors.numbers import Number, fixed
from almaden.sectors.products.defaults import content_of, spread_between
from almaden.sectors.products.lamp_records import CURRENCY, OWN, LampQuestion, LampResult, Told
from almaden.sectors.products.paying import annuity, payback
from almaden.sectors.products.switching import DRAWS, SEED, setting
from almaden.wording import Text, n_

_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "number": n_("lamps in use"),
        "power": n_("power of a lamp in use"),
        "life": n_("life of a lamp in use"),
        "price": n_("price of a lamp in use"),
        "mercury": n_("mercury content"),
        "new_power": n_("power of a new lamp"),
        "new_life": n_("life of a new lamp"),
        "new_price": n_("price of a new lamp"),
        "low_mercury": n_("mercury in a lamp with little of it"),
        "grid": n_("mercury emitted for each kWh"),
    }
)
_W_PER_KW: Final = 1000.0
_MG_PER_G: Final = 1000.0
_MG_PER_KG: Final = 1e6


@cache
def lamp_switches() -> Mapping[str, Mapping[str, str]]:
    """Lamps that can be replaced: row of the table of switches by key."""
    return {row["lamp"]: row for row in read_table("products/lamp_switches")}


@cache
def lamp_names() -> Mapping[str, str]:
    """Names of lamps by key."""
    return {row["lamp"]: row["name"] for row in read_table("products/lamps")}


def lamp_switch(question: LampQuestion, draws: int = DRAWS, seed: int = SEED) -> LampResult:
    """What LED lamps bring.

    Args:
        question: the lamps.
        draws: how many draws of the uncertain numbers.
        seed: seed of the draws.

    Raises:
        InputError: there is no such lamp, or lamp prices are wanted in a currency in which none are told.
    """
    found = lamp_switches().get(question.lamp)
    faults = list(_faults(question)) if found is not None else [_no_lamp(question.lamp)]
    if found is None or faults:
        raise InputError(faults)
    numbers = _numbers(question, found)
    draw = FleetDraws(draws, seed).of(question.lamp)
    drawn = {name: draw(number) for name, number in numbers.items()}
    discount = setting("discount").value if question.discount is None else question.discount
    count, hours = drawn["number"], question.hours
    kwh, new_kwh = (count * hours * drawn[name] / _W_PER_KW for name in ("power", "new_power"))
    burnt = count * hours / drawn["life"]
    old = kwh * question.electricity + burnt * drawn["price"]
    light = new_kwh * question.electricity
    investment = count * drawn["new_price"]
    new = light + investment * annuity(discount, drawn["new_life"] / hours)
    low = drawn.get("low_mercury")
    grid = drawn.get("grid")
    settings = () if question.discount is not None else (setting("discount").origin,)
    return LampResult(
        question.lamp, found["new"], amount(count), question.currency, discount, amount(kwh - new_kwh), amount(old),
        amount(new), amount(old - new), amount(investment),
        payback(investment, old - light),
        amount(count * drawn["mercury"] / _MG_PER_G), amount(burnt * drawn["mercury"] / _MG_PER_G),
        None if low is None else amount(burnt * (drawn["mercury"] - low) / _MG_PER_G),
        None if grid is None else amount((kwh - new_kwh) * grid / _MG_PER_G),
        tuple(_notes(question)), (*(one.origin for one in numbers.values()), *settings), meta(draws, seed),
    )  # fmt: skip


def _numbers(question: LampQuestion, found: Mapping[str, str]) -> dict[str, Number]:
    numbers = {"number": _own("number", question.number, "lamps", question.lamp)}
    for name, unit in OWN.items():
        lamp = found["new"] if name.startswith("new_") else question.lamp
        if name in question.own:
            numbers[name] = _own(name, question.own[name], unit or question.currency, lamp)
        elif name == "mercury":
            default = content_of(found["kind"], "").numbers[-1]
            numbers[name] = Number(name, default.value * _MG_PER_KG, default.spread, default.origin,
                                   default.shared_key, 1.0)  # fmt: skip
        else:
            numbers[name] = _table(lamp, name.removeprefix("new_"), name)
    if found["low_mercury"]:
        numbers["low_mercury"] = _of_row("low_mercury", found, "low_mercury", found["unit"], question.lamp)
    if question.grid is not None:
        numbers["grid"] = _own("grid", question.grid, "mg/kWh", "grid")
    return numbers


def _own(name: str, told: Told, unit: str, place: str) -> Number:
    value, low, high = told
    origin = Origin(_NAMES[name], value, unit, low, high, "inventory", "", "", "user", place)
    return Number(name, value, spread_between(value, low, high), origin)


def _table(lamp: str, quantity: str, name: str) -> Number:
    rows = read_table("products/lamps")
    row = next(row for row in rows if (row["lamp"], row["quantity"]) == (lamp, quantity))
    return _of_row(name, row, "value", row["unit"], lamp)


def _of_row(name: str, row: Mapping[str, str], column: str, unit: str, place: str) -> Number:
    value, low, high = float(row[column]), number_or_none(row["low"]), number_or_none(row["high"])
    origin = Origin(_NAMES[name], value, unit, low, high, "products", row["source"], row["seen"],
                    row["status"], place, row["doubt"])  # fmt: skip
    if low is None:
        return fixed(name, value, origin)
    return Number(name, value, spread_between(value, low, high), origin)


def _no_lamp(lamp: str) -> Fault:
    return Fault(
        n_("there is no lamp of this name"), column="--from", value=lamp, accepted=", ".join(lamp_switches()),
        advice=n_("take one of these lamps"),
    )  # fmt: skip


def _faults(question: LampQuestion) -> list[Fault]:
    faults = []
    if question.currency != CURRENCY:
        faults = [
            Fault(
                n_("prices of lamps are known in USD only"), column=f"--{name.replace('_', '-')}",
                accepted=Text("a price in {currency}", currency=question.currency),
                advice=n_("tell the prices of both lamps in the currency of the electricity"),
            )
            for name in ("price", "new_price")
            if name not in question.own
        ]  # fmt: skip
    for name, (value, low, high) in {"number": question.number, **question.own}.items():
        if (low is None) != (high is None) or (low is not None and high is not None and not low <= value <= high):
            faults.append(
                Fault(
                    n_("the value is not within its range"), column=f"--{name.replace('_', '-')}", value=str(value),
                    accepted=n_("both ends, or none"), advice=n_("correct the value or its range"),
                )
            )  # fmt: skip
    return faults


def _notes(question: LampQuestion) -> list[Text | str]:
    notes: list[Text | str] = []
    if question.grid is None:
        notes.append(n_("mercury from coal power is left out: the grid factor, mg of mercury per kWh, is not told"))
    if "power" not in question.own and question.lamp != "cfl":
        notes.append(n_("power without the losses of the control gear: tell the power of the whole lamp, if known"))
    return notes
