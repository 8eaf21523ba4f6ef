"""The form of storage options: the options of an example or a study, each cell of which may be changed.

A cell that is left as it stands keeps what its row tells: its money, its year, and the error that it shares with the
same price of other options. A cell that is changed is a number of the user's own, in the money of the result.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import QueryDict

from almaden.supply.storage.data import StorageData
from almaden.supply.storage.items import ITEM_NAMES, ITEM_UNITS
from almaden.supply.storage.option_cost import costed
from almaden.supply.storage.records import CostItem, CostRecord, OptionRecord
from almaden.supply.storage.settings import default_money_year, setting
from almaden.web.asked import MOST, Asked
from almaden.web.language import translate
from almaden.web.supply_data import Chosen
from almaden.wording import Text, n_

#: Options of the user's own that a form has room for.
OWN: Final = 3
#: Fields of an option with their words, least and most.
FIELDS: Final = {
    "storage_years": (n_("Years of storage before disposal"), 0.0, 500.0),
    "life_years": (n_("Life of what the capital buys, years"), 0.01, 500.0),
    "capacity_t": (n_("Mercury that one lump of capital is enough for, t"), 0.001, MOST),
    "distance_km": (n_("Way to the store, km"), 0.0, 40_000.0),
    "disposal_distance_km": (n_("Way from the store to disposal, km"), 0.0, 40_000.0),
}
CRITERIA: Final = {
    "long_term": n_("Safety in the long term"),
    "spill": n_("Safety from spills on the way and in the store"),
    "readiness": n_("How soon it can begin"),
    "law": n_("Legal hurdles"),
    "control": n_("Control by the country"),
    "reversibility": n_("Whether it can be undone"),
}
#: Places of criteria: 1 is the best.
_WORST: Final = 5


@dataclass(frozen=True)
class Column:
    """An option of the form.

    Attributes:
        prefix: what the names of its cells begin with.
        record: the option as it stands in the example or study; None for one of the user's own.
        usual: what stands in its cells at first, by field or item.
    """

    prefix: str
    record: OptionRecord | None
    usual: dict[str, str]

    @property
    def id(self) -> str:
        """Identifier of the option."""
        return self.record.id if self.record else f"OWN-{self.prefix}"


class OptionsForm:
    """The whole form.

    Attributes:
        asked: its fields.
        columns: the options whose cells the person may see and change.
        money_year: year of the USD of the cells and of the result.
        more: how many options of the user's own there are.
    """

    def __init__(self, chosen: Chosen, query: QueryDict) -> None:
        self.data: StorageData = chosen.data
        self.money_year = default_money_year()
        self.asked = Asked(query, {"discount": format(setting("discount"), "g")})
        self.more = min(self.asked.whole("own", 0, OWN) or 0, OWN)
        records = sorted(self.data.options, key=lambda one: one.id) if chosen.own else []
        own = [Column(str(len(records) + place), None, {"name": ""}) for place in range(1, self.more + 1)]
        self.columns = [*(self._column(place, one) for place, one in enumerate(records, 1)), *own]
        usual = {f"{one.prefix}_{name}": text for one in self.columns for name, text in one.usual.items()}
        total = sum(one.mercury_t for one in self.data.sources)
        self.asked.usual = {**self.asked.usual, "tonnes": format(total, ".6g") if total else "", **usual}

    @property
    def items(self) -> list[tuple[CostItem, str, str]]:
        """Items of cost with their words and units."""
        return [(item, name, ITEM_UNITS[item].replace("$", "USD")) for item, name in ITEM_NAMES.items()]

    def made(self) -> tuple[StorageData, float | None, float | None]:
        """Data, tonnes and rate of discount as the form tells them; what is wrong stands at its fields."""
        tonnes, discount = self.asked.number("tonnes", 1e-6), self.asked.number("discount", 0.0, 1.0)
        if not self.columns:
            return self.data, tonnes, discount
        made = [self._made(one) for one in self.columns]
        options = tuple(option for option, _costs, _kept in made)
        costs = tuple(cost for _option, several, _kept in made for cost in several)
        # What is made up is said as long as any of it is left.
        notice = self.data.notice if any(kept for _option, _costs, kept in made) else ""
        return replace(self.data, options=options, costs=costs, notice=notice), tonnes, discount

    def _column(self, place: int, record: OptionRecord) -> Column:
        found = costed(record, self.data.costs_of(record.id), self.data.sources, self.money_year)
        usual = {name: _text(getattr(record, name)) for name in ("name", *FIELDS, *CRITERIA)}
        for name, km in zip(("distance_km", "disposal_distance_km"), found.ways, strict=True):
            usual[name] = usual[name] or (_text(float(round(km))) if km else "")
        for item, number in found.numbers.items():
            origin, value = number.origin, number.value
            ends = [
                "" if end is None or not origin.value else _figures(value * end / origin.value)
                for end in (origin.low, origin.high)
            ]
            usual[item] = f"{_figures(value)} ({ends[0]}–{ends[1]})" if all(ends) else _figures(value)
        return Column(str(place), record, usual)

    def _made(self, column: Column) -> tuple[OptionRecord, list[CostRecord], bool]:
        """An option with its costs, and whether anything of the example or study is left in it."""
        told = self._told(column)
        base = column.record or OptionRecord(id=column.id, storage_years=0.0, kind="", name="")
        option = base.model_copy(update=told)
        if not option.name:
            option = option.model_copy(update={"name": translate(Text("Option {number}", number=column.prefix))})
        before = {one.item: one for one in self.data.costs_of(column.id)} if column.record else {}
        costs, kept = [], False
        for item in ITEM_NAMES:
            if self._is_usual(column, item):
                found = before.get(item)
                kept = kept or found is not None
            else:
                found = self._cost(column, item)
            if found is not None:
                costs.append(found)
        return option, costs, kept

    def _told(self, column: Column) -> dict[str, Any]:
        """The fields of an option that were changed."""
        told: dict[str, Any] = {}
        if not self._is_usual(column, "name"):
            told["name"] = self.asked.text(f"{column.prefix}_name")[:300]
        for name, (_label, least, most) in FIELDS.items():
            if not self._is_usual(column, name):
                told[name] = self.asked.number(f"{column.prefix}_{name}", least, most)
        if told.get("storage_years", 0.0) is None:
            told["storage_years"] = 0.0
        if column.record is None:
            # Nothing is known of the places of an own option: without a way told, it has none.
            told["distance_km"] = told.get("distance_km") or 0.0
        for name in CRITERIA:
            if not self._is_usual(column, name):
                told[name] = self.asked.whole(f"{column.prefix}_{name}", 1, _WORST)
        return told

    def _cost(self, column: Column, item: CostItem) -> CostRecord | None:
        found = self.asked.ranged(f"{column.prefix}_{item}")
        if found is None:
            return None
        value, low, high = found
        return CostRecord(
            option=column.id, item=item, value=value, low=low, high=high, currency="USD", money_year=self.money_year
        )

    def _is_usual(self, column: Column, name: str) -> bool:
        return self.asked.text(f"{column.prefix}_{name}") == column.usual.get(name, "")


def _text(value: Any) -> str:
    return format(value, ".6g") if isinstance(value, float) else "" if value is None else str(value)


def _figures(value: float) -> str:
    """A number with three figures, without an exponent where it is of usual size."""
    rounded = float(f"{value:.3g}")
    return format(rounded, ".15g")
