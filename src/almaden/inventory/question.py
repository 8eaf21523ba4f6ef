"""What a person asks to be explained: a source category, a row, a group or a total, and one of its amounts."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Literal

from almaden.errors import Fault, InputError
from almaden.inventory.contributions import TOTALS
from almaden.inventory.result import Result, RowResult
from almaden.reference.categories import categories, nearest
from almaden.reference.groups import groups
from almaden.reference.pathways import AMOUNTS
from almaden.wording import Text, did_you_mean, n_


@dataclass(frozen=True)
class Question:
    """What was asked for: the rows that it comes from, and the name of the amount."""

    kind: Literal["row", "category", "group", "total"]
    key: str
    title: str
    rows: tuple[RowResult, ...]
    amount: str


def read_question(result: Result, query: str) -> Question:
    """Find what a query names: ``5.1.1``, an id, ``waste_water``, ``toolkit``, or one with ``air_kg`` after it.

    Raises:
        InputError: nothing has this name; the fault names what comes near.
    """
    text = " ".join(query.split())
    found = _target(result, text, AMOUNTS[0])
    if found is not None:
        return found
    target, _, last = text.rpartition(" ")
    amount = _amount(last)
    if target and amount is not None:
        found = _target(result, target, amount)
    if found is None:
        raise InputError(_fault(result, text, target, last, amount))
    return found


def _amount(word: str) -> str | None:
    name = word.casefold()
    return next((one for one in AMOUNTS if name in (one, one.removesuffix("_kg"))), None)


def _target(result: Result, text: str, amount: str) -> Question | None:
    wanted = text.casefold()
    if wanted in TOTALS:
        return Question("total", wanted, Text("{name} total", name=Text(wanted)), result.rows, amount)
    for one in categories().values():
        if wanted in (one.code, one.name.casefold()):
            rows = tuple(row for row in result.rows if row.code == one.code or row.code.startswith(f"{one.code}."))
            if rows:
                title = Text("{code} {name}", code=one.code, name=Text(one.name))
                return Question("category", one.code, title, rows, amount)
    for row in result.rows:
        if wanted == row.id.casefold():
            title = Text("{id}: {code} {name}", id=row.id, code=row.code, name=Text(row.name))
            return Question("row", row.id, title, (row,), amount)
    for group in groups().values():
        if wanted in (group.key, group.name.casefold()):
            rows = tuple(row for row in result.rows if row.group == group.key)
            if rows:
                return Question("group", group.key, Text(group.name), rows, amount)
    return None


def _fault(result: Result, text: str, target: str, last: str, amount: str | None) -> Fault:
    if target and amount is None and _target(result, target, AMOUNTS[0]) is not None:
        return Fault("there is no amount of this name", value=last, accepted=", ".join(AMOUNTS))
    name = target if target and amount is not None else text
    known = categories().get(name)
    if known is not None:
        codes = ", ".join(dict.fromkeys(row.code for row in result.rows))
        problem = Text("the inventory has no line for {source}", source=known.told)
        return Fault(problem, value=text, accepted=codes or n_("nothing: the inventory has no lines"))
    if name.casefold() in groups():
        used = ", ".join(dict.fromkeys(row.group for row in result.rows))
        return Fault("the inventory has no line in this group", value=text, accepted=used)
    return Fault(
        "nothing in the inventory has this name",
        value=text,
        accepted="a code (5.1.1), the id of a row, a group, or gross, toolkit, linked; then an amount, such as air_kg",
        advice=_advice(result, name),
    )


def _advice(result: Result, name: str) -> str:
    listed = {row.code for row in result.rows}
    near = [one.told for one in nearest(name, 5) if one.code in listed]
    names = dict.fromkeys([*TOTALS, *(row.id for row in result.rows), *(row.group for row in result.rows)])
    words = difflib.get_close_matches(name.casefold(), [one for one in names if one not in listed], n=3, cutoff=0.5)
    close = [*near, *words][:3]
    if not close:
        return n_("see the ids and codes of the rows")
    return did_you_mean(close)
