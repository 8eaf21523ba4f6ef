"""Forms made from record types: one field for each field of the record, in words of its description."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from typing import Any, Final

from django import forms

from almaden.errors import InputError
from almaden.reference.categories import categories, sort_key
from almaden.reference.countries import all_countries
from almaden.reference.record import Record
from almaden.reference.records import FacilityRecord, SiteRecord
from almaden.store.record_input import R, record_from, written_identifiers
from almaden.web.language import translate
from almaden.web.shown import country
from almaden.wording import n_

#: The words above a field. What it means stands below it, in the words of the record type.
LABELS: Final = {
    "name": n_("Name"),
    "other_names": n_("Other names"),
    "country": n_("Country"),
    "subdivision": n_("Province or state"),
    "place": n_("Town or place"),
    "latitude": n_("Latitude"),
    "longitude": n_("Longitude"),
    "accuracy": n_("Accuracy of the place"),
    "category": n_("Source category"),
    "kind": n_("Kind"),
    "status": n_("Status"),
    "owner": n_("Owner"),
    "operator": n_("Operator"),
    "start_year": n_("First year"),
    "retired_year": n_("Last year"),
    "url": n_("Web page"),
    "note": n_("Note"),
    "identifiers": n_("Identifiers"),
    "capacity_mw": n_("Electric capacity, MW"),
    "technology": n_("Technology"),
    "fuel": n_("Main fuel or feed"),
    "elevation_m": n_("Height above the sea, m"),
    "network": n_("Network or programme"),
}

#: Words of fields that are chosen from a list.
CHOICES: Final = {
    "announced": n_("announced"),
    "planned": n_("planned"),
    "permitted": n_("permitted"),
    "construction": n_("under construction"),
    "operating": n_("operating"),
    "mothballed": n_("mothballed"),
    "shelved": n_("shelved"),
    "cancelled": n_("cancelled"),
    "retired": n_("retired"),
    "exact": n_("exact"),
    "approximate": n_("approximate"),
    "monitoring": n_("monitoring station"),
    "contaminated": n_("contaminated site"),
    "informal_mine": n_("informal mine"),
    "other": n_("other"),
}


class RecordForm(forms.Form):
    """A form for one record; it is checked by the record type, not by the form."""

    record: type[Record]

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=n_("Why"),
        max_length=500,
        required=False,
        help_text=n_("Kept with the change, for those who read it later."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Why comes after what.
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def make(self, record: type[R], **more: Any) -> R | None:
        """The record that was typed in, or None with the faults beside their fields."""
        valid = self.is_valid()
        values = {name: self.cleaned_data.get(name, "") for name in fields_of(record)}
        try:
            made = record_from(record, {**values, **more})
        except InputError as error:
            self.tell(error)
            return None
        return made if valid else None

    def tell(self, error: InputError) -> None:
        """Show faults beside the fields that they are of."""
        wrong = set(self.errors)
        for fault in error.faults:
            if fault.column in wrong:
                continue
            parts = [translate(part) for part in (fault.problem, fault.accepted) if part]
            self.add_error(fault.column if fault.column in self.fields else None, ": ".join(parts))


def fields_of(record: type[Record]) -> tuple[str, ...]:
    """The fields of a record type that a person types in."""
    return tuple(name for name in record.model_fields if name in LABELS)


def form_for(record: type[Record]) -> type[RecordForm]:
    """The form of a record type."""
    fields = {name: _field(name, record) for name in fields_of(record)}
    return type(f"{record.__name__}Form", (RecordForm,), {"record": record, **fields})


def initial(content: Mapping[str, Any], record: type[Record]) -> dict[str, Any]:
    """What stands in the form of a record that is there already."""
    values = {name: content[name] for name in fields_of(record)}
    return {**values, "identifiers": written_identifiers(content["identifiers"])}


def choice_text(word: str) -> str:
    """A word of the records in the language of the page."""
    return translate(CHOICES[word]) if word in CHOICES else word


def country_choices() -> list[tuple[str, str]]:
    """Countries by name in the language of the page."""
    return sorted(((one.iso3, country(one.iso3)) for one in all_countries()), key=lambda pair: pair[1])


def category_choices() -> list[tuple[str, str]]:
    """Source categories in the order of the Toolkit."""
    known = categories()
    return [(code, f"{code} {translate(known[code].name)}") for code in sorted(known, key=sort_key)]


def status_choices() -> list[tuple[str, str]]:
    """States of a facility in the order of its life."""
    return _choices(typing.get_args(FacilityRecord.model_fields["status"].annotation))


def kind_choices() -> list[tuple[str, str]]:
    """Kinds of sites."""
    return _choices(typing.get_args(SiteRecord.model_fields["kind"].annotation))


def _choices(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(word, choice_text(word)) for word in words if word]


def _field(name: str, record: type[Record]) -> forms.Field:
    info = record.model_fields[name]
    common: dict[str, Any] = {
        "label": LABELS[name],
        "help_text": info.description or "",
        "required": info.is_required(),
        "error_messages": {"required": n_("the field must not be empty")},
    }
    if name == "country":
        return forms.ChoiceField(choices=lambda: [("", ""), *country_choices()], **common)
    if name == "category":
        return forms.ChoiceField(choices=lambda: [("", ""), *category_choices()], **common)
    words = typing.get_args(info.annotation) if typing.get_origin(info.annotation) is typing.Literal else ()
    if words:
        empty = [("", "")] if "" in words else []
        return forms.ChoiceField(choices=lambda: [*empty, *_choices(words)], **common)
    if name == "note":
        return forms.CharField(widget=forms.Textarea, max_length=5000, **common)
    return forms.CharField(max_length=1000, **common)
