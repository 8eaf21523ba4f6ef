"""The question of the lamp calculator, as an address asks it; nothing is stored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from almaden.errors import Fault, InputError
from almaden.sectors.products.lamp_records import OWN, LampQuestion, Told
from almaden.sectors.products.lamps import lamp_names, lamp_switches
from almaden.web.faults_in_forms import said
from almaden.web.gold_form import number_of
from almaden.wording import n_

#: Lamps that do not exist, for a first look.
EXAMPLE: Final = {"lamp": "lfl", "number": "1000", "hours": "3000", "electricity": "0.12"}
#: Fields with one number: words and the most that is accepted.
SINGLE: Final = {
    "hours": (n_("Hours that each burns in a year"), 8784.0),
    "electricity": (n_("Price of a kWh"), 1e6),
    "discount": (n_("Real interest per year, as a share"), 1.0),
}
#: Fields that may have a range: words and unit; ``{currency}`` is the currency of the form.
RANGED: Final[Mapping[str, tuple[str, str]]] = {
    "number": (n_("Lamps in use"), ""),
    "grid": (n_("Mercury that the grid emits"), "mg/kWh"),
    "power": (n_("Power of one in use"), "W"),
    "life": (n_("Life of one in use"), "h"),
    "price": (n_("Price of one in use"), ""),
    "mercury": (n_("Mercury in one in use"), "mg"),
    "new_power": (n_("Power of a new one"), "W"),
    "new_life": (n_("Life of a new one"), "h"),
    "new_price": (n_("Price of a new one"), ""),
}
#: What messages call the fields; the model names them as options of a command.
LABELS: Final = {
    **{key: text for key, (text, _most) in SINGLE.items()},
    **{key: text for key, (text, _unit) in RANGED.items()},
    **{f"--{key.replace('_', '-')}": text for key, (text, _unit) in RANGED.items()},
    **{f"{key}_{end}": text for key, (text, _unit) in RANGED.items() for end in ("low", "high")},
    "lamp": n_("Lamps in use"), "--from": n_("Lamps in use"), "currency": n_("Currency of all prices"),
}  # fmt: skip
_CURRENCY: Final = re.compile("[A-Z]{3}")
_MOST: Final = 1e9


def question_of(asked: Mapping[str, str]) -> LampQuestion:
    """What an address asks.

    Raises:
        InputError: with everything that cannot be.
    """
    faults: list[Fault] = []
    told = {key: number_of(asked, key, faults, most=most) for key, (_text, most) in SINGLE.items()}
    ranged = {key: _told(asked, key, faults) for key in RANGED}
    currency = (asked.get("currency", "").strip() or "USD").upper()
    if not _CURRENCY.fullmatch(currency):
        faults.append(
            Fault(n_("this is no currency"), column="currency", value=currency[:40], accepted="USD, EUR, BRL")
        )
    for key in ("hours", "electricity"):
        if told[key] is None and key not in {fault.column for fault in faults}:
            faults.append(Fault(n_("the field must not be empty"), column=key))
    number = ranged.pop("number")
    if number is None and not faults:
        faults.append(Fault(n_("the field must not be empty"), column="number"))
    if told["hours"] == 0.0:
        faults.append(Fault(n_("the number must be above 0"), column="hours", value="0"))
    if faults or number is None:
        raise InputError(faults)
    own = {key: one for key in OWN if (one := ranged[key]) is not None}
    assert told["hours"] is not None
    assert told["electricity"] is not None
    return LampQuestion(
        asked.get("lamp", "")[:40], number, told["hours"], told["electricity"], currency, told["discount"],
        ranged["grid"], own,
    )  # fmt: skip


def wrong_of(error: InputError) -> dict[str, str]:
    """What is wrong with each field of the form."""
    found = {}
    for fault in error.faults:
        key = fault.column.removeprefix("--").replace("-", "_")
        key = "lamp" if key == "from" else key.removesuffix("_low").removesuffix("_high")
        found[key] = said(fault)
    return found


def fields_of(asked: Mapping[str, str]) -> dict[str, Any]:
    """What the form shows: every field with what was typed."""
    return {
        "single": [(key, text, asked.get(key, "")[:40]) for key, (text, _most) in SINGLE.items()],
        "ranged": [
            (key, text, unit, [(end, asked.get(f"{key}{end}", "")[:40]) for end in ("", "_low", "_high")])
            for key, (text, unit) in RANGED.items()
        ],
        "lamps": [(key, lamp_names()[key]) for key in lamp_switches()],
    }


def _told(asked: Mapping[str, str], key: str, faults: list[Fault]) -> Told | None:
    """A number with its range; both ends or none. All are above 0."""
    before = len(faults)
    value, low, high = (number_of(asked, f"{key}{end}", faults, most=_MOST) for end in ("", "_low", "_high"))
    if len(faults) > before or (value is None and low is None and high is None):
        return None
    if value is None:
        faults.append(Fault(n_("a range has no value"), column=key, advice=n_("tell the value within the range")))
        return None
    if 0.0 in (value, low, high):
        faults.append(Fault(n_("the number must be above 0"), column=key, value="0"))
        return None
    if (low is None) != (high is None) or (low is not None and high is not None and not low <= value <= high):
        faults.append(
            Fault(n_("the value is not within its range"), column=key, value=str(value),
                  accepted=n_("both ends, or none"), advice=n_("correct the value or its range"))
        )  # fmt: skip
        return None
    return (value, low, high)
