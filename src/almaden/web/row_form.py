"""The form of one row of an inventory, made from its record type; the store says what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, get_args, get_origin

from django import forms
from pydantic.fields import FieldInfo

from almaden.inventory.readers.tables import TableKind
from almaden.reference.categories import categories
from almaden.reference.factors import FactorSet
from almaden.reference.record import columns
from almaden.store.inventories import kind_of
from almaden.store.models import InventoryRow
from almaden.web.column_words import CHOICE_WORDS, COLUMN_WORDS, RARE
from almaden.web.language import translate

_LONG: Final = ("note", "citation", "action", "exposure")


class RowForm(forms.Form):
    """One row: fields by column; ``suggestions`` are what a field offers besides free text."""

    def __init__(self, kind: TableKind, factors: FactorSet, data: Mapping[str, Any] | None, initial: Mapping[str, Any]):
        super().__init__(data=data, initial={name: shown(value) for name, value in initial.items()})
        self.kind = kind
        code = str((data if data is not None else initial).get("code") or "")
        self.suggestions = _suggestions(factors, code) if kind.name in ("activity_rates", "factors") else {}
        for name in columns(kind.record):
            self.fields[name] = _field(name, kind.record.model_fields[name])
            if self.suggestions.get(name):
                self.fields[name].widget.attrs["list"] = f"offer-{name}"

    @property
    def usual(self) -> list[forms.BoundField]:
        """The fields that nearly every row fills in."""
        return [self[name] for name in self.fields if name not in self._folded]

    @property
    def rare(self) -> list[forms.BoundField]:
        """The fields that most rows leave empty."""
        return [self[name] for name in self.fields if name in self._folded]

    @property
    def rare_used(self) -> bool:
        """Whether one of the rare fields holds something, or is wrong."""
        return any(field.value() not in (None, "", False) or field.errors for field in self.rare)

    @property
    def _folded(self) -> frozenset[str]:
        return RARE if self.kind.name in ("activity_rates", "factors") else frozenset()

    def set_focus(self) -> None:
        """Let the person begin at the first faulty field, or at the first one that is shown unfolded."""
        first = next(name for name in self.fields if name not in self._folded)
        name = next((name for name in self.fields if name in self.errors), first)
        self.fields[name].widget.attrs["autofocus"] = True

    def typed(self) -> dict[str, Any]:
        """What was typed, by column, for the store to read."""
        self.full_clean()
        return dict(self.cleaned_data)


def row_values(row: InventoryRow) -> dict[str, Any]:
    """The values of a row as its form shows them."""
    return {name: row.data.get(name) for name in columns(kind_of(row.table).record)}


def shown(value: Any) -> Any:
    """A value of a row as it stands in a field of a form."""
    if isinstance(value, float):
        return format(value, ".15g")
    return "" if value is None else value


def _field(name: str, info: FieldInfo) -> forms.Field:
    common: dict[str, Any] = {"label": COLUMN_WORDS.get(name, name), "required": False, "help_text": info.description}
    if info.annotation is bool:
        return forms.BooleanField(**common)
    if name == "code":
        return forms.CharField(widget=forms.Select(choices=category_choices()), **common)
    if get_origin(info.annotation) is Literal:
        choices = [(one, _choice(one)) for one in get_args(info.annotation)]
        return forms.CharField(widget=forms.Select(choices=choices), **common)
    if name in _LONG:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), **common)
    widget = forms.TextInput(attrs={"inputmode": "decimal"} if info.annotation == float | None else {})
    return forms.CharField(widget=widget, **common)


def _choice(value: str) -> str:
    return translate(CHOICE_WORDS.get(value, value)) if value else "–"


def category_choices() -> list[tuple[str, str]]:
    """Source categories that can carry a row, with their codes, in the language of the page."""
    listed = (one for one in categories().values() if one.quantified or (one.group == "hot_spots" and one.parent))
    return [("", "–"), *((one.code, f"{one.code} {translate(one.name)}") for one in listed)]


def _suggestions(factors: FactorSet, code: str) -> dict[str, list[tuple[str, str]]]:
    """What the factor set knows for a source category: units, kinds, practices."""
    category = categories().get(code)
    if category is None:
        return {}
    units = dict.fromkeys((*category.units, "kg Hg"))
    kinds = dict.fromkeys(one.variant for one in factors.inputs(code) if one.variant)
    practices = {one.scenario: one.name for one in factors.distribution_rows(code, "") if one.scenario}
    return {
        "unit": [(one, "") for one in units if one],
        "variant": [(one, "") for one in kinds],
        "scenario": [(one, translate(name)) for one, name in practices.items()],
    }
