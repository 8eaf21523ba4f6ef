"""The form of one row of a campaign, made from its record type; the store says what is wrong with it."""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms

from almaden.errors import Fault
from almaden.reference.readers.named_cells import Cells
from almaden.reference.record import columns
from almaden.reports.campaign_tables import SELLERS
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.testing.records import OUTCOMES, SAMPLINGS, TABLES
from almaden.store.models import ProductCampaign
from almaden.store.product_tests.shape import KEPT
from almaden.web.faults_in_forms import said
from almaden.web.language import translate
from almaden.web.product_test_words import LABELS
from almaden.web.record_form import country_choices
from almaden.wording import n_

#: Columns that no form asks: identifiers are given, names of photographs come with the photographs.
_NOT_ASKED: Final = frozenset({"id", "photographs"})
#: In which order a test is typed where it is another than that of the table: first what was measured.
_ORDER: Final = (
    "product", "campaign", "value", "unit", "below_detection", "detection_limit", "method", "laboratory", "tested_on",
    "country", "seller_kind", "platform", "url", "bought_on",
)  # fmt: skip
#: Fields that most rows leave empty: they are folded.
_RARE: Final = frozenset(
    {"sample", "uncertainty", "price", "currency", "manufacturer", "barcode", "same_seller", "note"}
)
#: Fields of which the label does not say enough; other labels do.
_EXPLAINED: Final = frozenset(
    {"sample", "value", "detection_limit", "uncertainty", "note", "organiser", "requested_by", "seller_kind", "lot",
     "sampling", "brand", "removed_on", "same_seller"}
)  # fmt: skip
#: The answer to a request is noted by a form of its own.
ANSWER: Final = ("outcome", "answered_on", "removed_on", "note")
_YES: Final = ("found_again", "same_seller")
_WORDS: Final[Mapping[str, Mapping[Any, str]]] = {
    "sampling": SAMPLINGS, "seller_kind": SELLERS, "outcome": OUTCOMES,
}  # fmt: skip
#: Fields that offer what was typed before.
_OFFERED: Final = ("platform", "laboratory", "organiser", "requested_by", "brand", "manufacturer")


class ProductRowForm(forms.Form):
    """One row of a table; ``offers`` are what a field proposes besides free text."""

    def __init__(
        self,
        table: str,
        campaign: ProductCampaign | None,
        data: Mapping[str, Any] | None,
        start: Mapping[str, Any],
        part: Sequence[str] = (),
    ) -> None:
        super().__init__(data=data, initial={name: _shown(value) for name, value in start.items()})
        self.table = table
        self.offers: dict[str, list[str]] = {}
        asked = [name for name in part or columns(TABLES[table]) if name not in _NOT_ASKED]
        if table == "takedowns" and not part:
            asked = [name for name in asked if name not in ANSWER or name == "note"]
        for name in asked:
            self.fields[name] = _field(table, name, campaign)
            offered = _offered(table, name, campaign)
            if offered:
                self.offers[name] = offered
                self.fields[name].widget.attrs["list"] = f"offer-{name}"
        if table == "tests" and len(self.fields["campaign"].choices) < 2:  # type: ignore[attr-defined]  # a choice
            # There is one round, and every test is of it.
            del self.fields["campaign"]
        if table == "tests":
            self.order_fields([name for name in _ORDER if name in self.fields])

    @property
    def usual(self) -> list[forms.BoundField]:
        """The fields that nearly every row fills in."""
        return [self[name] for name in self.fields if name not in _RARE]

    @property
    def rare(self) -> list[forms.BoundField]:
        """The fields that most rows leave empty."""
        return [self[name] for name in self.fields if name in _RARE]

    @property
    def rare_used(self) -> bool:
        """Whether one of the rare fields holds something, or is wrong."""
        return any(field.value() not in (None, "") or field.errors for field in self.rare)

    def cells(self) -> dict[str, str | float | bool | None]:
        """What was typed, by column, for the store to read."""
        self.full_clean()
        return dict(self.cleaned_data)

    def show(self, faults: Sequence[Fault]) -> None:
        """Put faults beside their fields, the first of each field; one of another row above the form."""
        seen: set[str] = set()
        for fault in faults:
            if fault.column in self.fields and fault.column in seen:
                continue
            seen.add(fault.column)
            self.add_error(fault.column if fault.column in self.fields else None, _worded(said(fault)))
        first = next((name for name in self.fields if name in self.errors), None)
        if first is not None:
            self.fields[first].widget.attrs["autofocus"] = True


def start_of(cells: Cells) -> dict[str, Any]:
    """A row that is there as its form begins."""
    return {name: {True: "y", False: "n"}[value] if name in _YES and isinstance(value, bool) else value
            for name, value in cells.items()}  # fmt: skip


def _worded(text: str) -> str:
    """A text in which columns are called as the form calls them."""
    for name, label in LABELS.items():
        if "_" in name:
            text = text.replace(name, f"“{translate(label)}”")
    return text


def _shown(value: Any) -> Any:
    return format(value, ".15g") if isinstance(value, float) else value


def _field(table: str, name: str, campaign: ProductCampaign | None) -> forms.Field:
    info = TABLES[table].model_fields[name]
    common: dict[str, Any] = {
        "label": LABELS[name],
        "required": False,
        "help_text": (info.description or "") if name in _EXPLAINED else "",
    }
    if name in _YES:
        choices = [("", "–"), ("y", translate(n_("yes"))), ("n", translate(n_("no")))]
        return _choice(choices, common, needed=info.is_required())
    if info.annotation is bool:
        return forms.BooleanField(**common)
    if name == "note":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), max_length=5000, **common)
    choices = _choices(table, name, info, campaign)
    if choices:
        return _choice(choices, common, needed=info.is_required())
    kinds = {info.annotation, *typing.get_args(info.annotation)}
    if date in kinds:
        widget: forms.Widget = forms.DateInput(attrs={"type": "date"})
    elif float in kinds:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    elif int in kinds or name == "barcode":
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
    else:
        widget = forms.TextInput(attrs={"inputmode": "url"} if name == "url" else {})
    return _needed(forms.CharField(widget=widget, max_length=2000, **common), info.is_required())


def _choice(choices: list[tuple[str, str]], common: Mapping[str, Any], *, needed: bool) -> forms.Field:
    # What is not on the list is told by the record type, in its own words.
    field = forms.CharField(widget=forms.Select(choices=choices), **common)
    field.choices = choices  # type: ignore[attr-defined]  # for the form, which counts them
    return _needed(field, needed)


def _needed(field: forms.Field, needed: bool) -> forms.Field:
    """A field that is not called optional; that it is empty is told by the record type."""
    field.required = needed
    if needed:
        field.error_messages["required"] = n_("the field must not be empty")
        field.widget.is_required = False
    return field


def _choices(table: str, name: str, info: Any, campaign: ProductCampaign | None) -> list[tuple[str, str]]:
    """What a field is chosen from; nothing where it is typed."""
    link = KEPT[table].links.get(name)
    if link is not None and campaign is not None:
        rows = getattr(campaign, KEPT[link[1]].rows).all()
        return [("", "–"), *((row.key, _called(link[1], row)) for row in rows)] if name != "campaign" else [
            (row.key, _called("campaigns", row)) for row in rows
        ]  # fmt: skip
    if name == "country":
        return [("", "–"), *country_choices()]
    if name == "kind":
        kinds = [(key, translate(kind.name)) for key, kind in product_kinds().items()]
        return [*kinds, ("other", translate(n_("other")))]
    if typing.get_origin(info.annotation) is typing.Literal:
        words = _WORDS.get(name, {})
        given = [(one, translate(words[one]) if one in words else one) for one in typing.get_args(info.annotation)]
        # What must be told is not told for the person: a unit that nobody chose is often the wrong one.
        return [("", "–"), *given] if info.is_required() else given
    return []


def _called(table: str, row: Any) -> str:
    if table == "products":
        return " ".join(part for part in (row.key, row.brand, row.name, row.lot) if part)
    if table == "takedowns":
        return f"{row.key} {row.product.name}, {row.platform}, {row.requested_on.isoformat()}"
    return str(row.title)


def _offered(table: str, name: str, campaign: ProductCampaign | None) -> list[str]:
    if campaign is None or name not in _OFFERED:
        return []
    rows = getattr(campaign, KEPT[table].rows).order_by().exclude(**{name: ""})
    return sorted(rows.values_list(name, flat=True).distinct()[:50])
