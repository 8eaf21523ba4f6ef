"""What a comparison of two inventories leaves: frozen records of every change and its causes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from almaden.inventory.decomposition import Effects
from almaden.inventory.result import Meta
from almaden.wording import Translate, n_

if TYPE_CHECKING:
    import pandas

Status = Literal["kept", "new", "ended", "became known", "became unknown", "unknown", "absent"]


@dataclass(frozen=True)
class Change:
    """An amount on both sides, in kg of mercury per year, and its change by cause.

    The four effects add to ``change``. ``low`` and ``high`` are the 95 % range of the change, None where the
    two sides were not drawn together.
    """

    first: float
    second: float
    effects: Effects
    low: float | None = None
    high: float | None = None

    @property
    def change(self) -> float:
        """Second less first."""
        return self.second - self.first


Changes = Mapping[str, Change]


@dataclass(frozen=True)
class RowChange:
    """One activity on both sides; what is told of each side is a pair, first and second.

    Attributes:
        ids: ids of the rows, empty where there is none.
        status: ``kept`` where the amount is known on both sides, ``new`` or ``ended`` where the activity is
            there on one only, ``became known`` or ``became unknown`` where the amount is known on one only,
            ``unknown`` or ``absent`` where it is that on both.
        matched: whether the rows were found to be the same by ``id`` or by ``category``.
        rates, units: the activity rates, in the unit of the second where the two can be converted.
        factors: kg of mercury per unit, context multipliers and mix of variants included.
        units_differ: the rates cannot be converted: their change and the factor's are both called activity.
        amounts: the change of each amount.
    """

    ids: tuple[str, str]
    code: str
    name: str
    group: str
    variant: str
    phase: str
    facility: str
    status: Status
    matched: str
    rates: tuple[float | None, float | None]
    units: tuple[str, str]
    factors: tuple[float | None, float | None]
    units_differ: bool
    amounts: Changes


@dataclass(frozen=True)
class Side:
    """One of the two inventories that are compared."""

    country: str
    country_name: str
    year: int
    meta: Meta

    def __str__(self) -> str:
        return f"{self.country_name} {self.year}"


@dataclass(frozen=True)
class Comparison:
    """The change from a first to a second inventory: rows, groups (gross) and the three totals.

    ``groups`` and ``totals`` are by key. ``notes`` say what a reader must know before trusting the change,
    such as factor sets that differ.
    """

    first: Side
    second: Side
    rows: tuple[RowChange, ...]
    groups: Mapping[str, Changes]
    totals: Mapping[str, Changes]
    notes: tuple[str, ...]

    def to_frame(self) -> pandas.DataFrame:
        """One line per activity and amount, in kg per year: both sides, the change and its four causes."""
        import pandas as pd

        return pd.DataFrame(
            [
                {**_head(row), "amount": name, **_change_record(change)}
                for row in self.rows
                for name, change in row.amounts.items()
            ]
        )

    def to_record(self) -> dict[str, Any]:
        """The comparison in the fields of the JSON output."""
        return {
            "first": asdict(self.first),
            "second": asdict(self.second),
            "notes": list(self.notes),
            "totals": _record_of(self.totals),
            "groups": _record_of(self.groups),
            "rows": [{**_head(row), "amounts": _changes_record(row.amounts)} for row in self.rows],
        }

    def to_json(self) -> str:
        """The comparison as one JSON object, as ``almaden inventory compare --json`` prints it."""
        return json.dumps(self.to_record(), ensure_ascii=False, indent=2, allow_nan=False)

    def summary(self, translate: Translate = n_) -> str:
        """The changes of the three input totals and the largest ones of rows, with their causes, as text.

        Args:
            translate: translator of a language.
        """
        from almaden.inventory.comparison_text import write

        return write(self, translate)


def _head(row: RowChange) -> dict[str, Any]:
    return {
        "id_first": row.ids[0],
        "id_second": row.ids[1],
        "code": row.code,
        "name": row.name,
        "group": row.group,
        "variant": row.variant,
        "phase": row.phase,
        "facility": row.facility,
        "status": row.status,
        "matched": row.matched,
        "activity_rate_first": row.rates[0],
        "activity_rate_second": row.rates[1],
        "unit_first": row.units[0],
        "unit_second": row.units[1],
        "factor_first_kg_per_unit": row.factors[0],
        "factor_second_kg_per_unit": row.factors[1],
        "units_differ": row.units_differ,
    }


def _change_record(change: Change) -> dict[str, float | None]:
    return {
        "first": change.first,
        "second": change.second,
        "change": change.change,
        "low": change.low,
        "high": change.high,
        **asdict(change.effects),
    }


def _changes_record(changes: Changes) -> dict[str, Any]:
    return {name: _change_record(change) for name, change in changes.items()}


def _record_of(parts: Mapping[str, Changes]) -> dict[str, Any]:
    return {key: _changes_record(changes) for key, changes in parts.items()}
