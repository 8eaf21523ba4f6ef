"""The form of a record of the registry, made from its record type; the store says what is wrong with it."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from pydantic.fields import FieldInfo

from almaden.partnership.codes import activity_types, area_names
from almaden.partnership.records.base import LONG_FIELDS, RegistryRecord
from almaden.partnership.records.kinds import KINDS
from almaden.reference.countries import country_of
from almaden.reference.languages import PAGE_LANGUAGES
from almaden.store.registry.reading import visible_rows
from almaden.store.rights import Person
from almaden.web.language import LANGUAGE_NAMES, translate
from almaden.web.record_form import country_choices
from almaden.web.registry_words import FIELD_WORDS, value_word
from almaden.wording import n_

#: Letters that a field takes.
_LONGEST: Final = 20_000
#: Records that a field offers by name.
_OFFERED: Final = 400
#: Fields that the first look at a record needs, where it has them; the others are folded away.
_FIRST: Final = frozenset(
    {
        "title", "name", "statement", "item", "text", "topic", "indicator", "area", "areas", "type", "category", "kind",
        "role", "level", "status", "state", "standing", "start", "end", "on", "countries", "country", "partners",
        "partner", "activity", "description", "outputs", "obstacles", "amount", "currency", "number", "unit", "value",
        "contact", "email", "person", "organisation", "source",
    }
)  # fmt: skip


class _Choice(forms.ChoiceField):
    """A choice that the store checks: a word that it does not offer is told in the words of the store."""

    def valid_value(self, value: str) -> bool:
        """Leave it to the store."""
        return True


class RegistryForm(forms.Form):
    """One record; ``offers`` are by kind the keys and names of the records that its fields may name."""

    def __init__(
        self,
        user: Person,
        kind: str,
        data: Mapping[str, Any] | None,
        initial: Mapping[str, Any],
        *,
        is_new: bool,
        personal: bool,
    ) -> None:
        super().__init__(data=data, initial={name: written(value) for name, value in initial.items()})
        self.kind = KINDS[kind]
        self._record: type[RegistryRecord] = self.kind.record
        self.names = [
            name
            for name in _ordered(self._record)
            if (is_new or name != "id") and (personal or name not in self.kind.personal)
        ]
        for name in self.names:
            self.fields[name] = self._field(name)
            if name in self.kind.links:
                self.fields[name].widget.attrs["list"] = f"offer-{self.kind.links[name]}"
        self.fields["why"] = forms.CharField(
            label=n_("Why"),
            max_length=500,
            required=False,
            help_text=n_("Kept with the change, for those who read it later."),
        )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        linked = {self.kind.links[name] for name in self.names if name in self.kind.links}
        self.offers = {one: _offers(user, one) for one in sorted(linked)}

    @property
    def usual(self) -> list[forms.BoundField]:
        """The fields that nearly every record fills in."""
        return [self[name] for name in self.names if self._is_usual(name)]

    @property
    def rare(self) -> list[forms.BoundField]:
        """The fields that most records leave empty."""
        return [self[name] for name in self.names if not self._is_usual(name)]

    @property
    def rare_used(self) -> bool:
        """Whether one of the rare fields holds something, or is wrong."""
        return any(field.errors or str(field.value() or "") != self._usual_value(field.name) for field in self.rare)

    def _usual_value(self, name: str) -> str:
        info = self._record.model_fields[name]
        return "" if info.is_required() else str(written(info.default) or "")

    def typed(self) -> dict[str, Any]:
        """What was typed, by field of the record."""
        self.is_valid()
        values = {name: self.cleaned_data.get(name, "") for name in self.names}
        if "countries" in values:
            values["countries"] = countries_typed(values["countries"])
        return values

    def _field(self, name: str) -> forms.Field:
        info = self._record.model_fields[name]
        common = _common(name, info)
        if info.annotation is bool:
            return forms.BooleanField(**{**common, "required": False})
        choices = self._choices(name, info)
        if choices:
            # What stands there already is offered too, whatever it is.
            now = str(self.initial.get(name) or "")
            known = {code for code, _ in choices}
            more = [] if now in known else [(now, now or "–")]
            empty = [] if "" in known or not now or (words_of(info) and "" not in words_of(info)) else [("", "–")]
            return _Choice(choices=[*more, *empty, *choices], **common)
        example = str((info.examples or [""])[0])
        attrs: dict[str, Any] = {"dir": "auto", **({"placeholder": example} if example and name != "id" else {})}
        widget = forms.Textarea(attrs={"rows": 3, **attrs}) if name in LONG_FIELDS else forms.TextInput(attrs=attrs)
        return forms.CharField(widget=widget, max_length=_LONGEST, **common)

    def _choices(self, name: str, info: FieldInfo) -> list[tuple[str, str]]:
        """What a field chooses from, nothing where it is free."""
        if words_of(info):
            return [(one, value_word(one)) for one in words_of(info) if one]
        if name == "type" and self.kind.name == "activity":
            return type_choices()
        made = _CHOICES.get(name)
        return made() if made else []

    def _is_usual(self, name: str) -> bool:
        return name in _FIRST or self._record.model_fields[name].is_required()


def written(value: Any) -> Any:
    """A value as a person writes it into a field."""
    if isinstance(value, list | tuple):
        return "; ".join(str(one) for one in value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return "" if value is None else value


def countries_typed(text: str) -> str:
    """Countries as codes, that a person may type by name, in any language of the United Nations."""
    parts = (part.strip() for part in text.split(";"))
    return "; ".join(country_of(part) or part for part in parts if part)


def type_choices() -> list[tuple[str, str]]:
    """Types of activities."""
    return [(one, value_word(one)) for one in activity_types()]


def area_choices() -> list[tuple[str, str]]:
    """Areas of work, and what overarches them, by code."""
    return [(code, translate(name)) for code, name in area_names().items()]


def words_of(info: FieldInfo) -> tuple[str, ...]:
    """The words that a field chooses from, none where it is free."""
    return typing.get_args(info.annotation) if typing.get_origin(info.annotation) is typing.Literal else ()


def _ordered(record: type[RegistryRecord]) -> list[str]:
    """The fields in the order of the form: what it is first, where it was read last."""
    last = ("source", "locator", "note", "id")
    return [*(name for name in record.model_fields if name not in last), *last]


def _common(name: str, info: FieldInfo) -> dict[str, Any]:
    meaning = n_("Left empty, it gets a key of its own.") if name == "id" else info.description or ""
    return {
        "label": FIELD_WORDS[name],
        "help_text": meaning,
        "required": info.is_required() and name != "id",
        "error_messages": {"required": n_("the field must not be empty")},
    }


def _languages() -> list[tuple[str, str]]:
    return [(code, LANGUAGE_NAMES[code]) for code in PAGE_LANGUAGES]


_CHOICES: Final = {"area": area_choices, "country": country_choices, "language": _languages}


def _offers(user: Person, kind: str) -> list[tuple[str, str]]:
    found = visible_rows(user, kind).exclude(state="withdrawn").order_by("title", "key")
    return list(found.values_list("key", "title")[:_OFFERED])
