"""The form of a record of the registry, made from its record type; the store says what is wrong with it."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from django import forms
from pydantic.fields import FieldInfo

from almaden.errors import Fault, InputError
from almaden.partnership.codes import activity_types, area_names
from almaden.partnership.records.base import LONG_FIELDS, RegistryRecord
from almaden.partnership.records.kinds import KINDS
from almaden.reference.countries import country_of, find_country
from almaden.reference.languages import PAGE_LANGUAGES
from almaden.store.registry.named import key_named, labels, offers
from almaden.store.rights import Person
from almaden.web.faults_in_forms import tell
from almaden.web.language import LANGUAGE_NAMES, translate
from almaden.web.record_form import country_choices
from almaden.web.registry_help import at_field, help_below
from almaden.web.registry_words import FIELD_WORDS, value_word
from almaden.web.several import Several
from almaden.wording import did_you_mean, n_

#: Letters that a field takes.
_LONGEST: Final = 20_000
#: Fields that hold several countries or areas, and the lists that they take them from.
_LISTS: Final = {"countries": "offer-countries", "areas": "offer-areas", "other_areas": "offer-areas"}
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
    """One record; ``offers`` are lists of what its fields may name."""

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
        self._user = user
        self._record: type[RegistryRecord] = self.kind.record
        #: Fields whose names mean nothing, and what is wrong with them.
        self._unknown: dict[str, list[Fault]] = {}
        self.names = [
            name
            for name in _ordered(self._record)
            if (is_new or name != "id") and (personal or name not in self.kind.personal)
        ]
        for name in self.names:
            self.fields[name] = self._field(name)
            if data is None:
                self.initial[name] = self._named(name, self.initial.get(name, ""))
        self.fields["why"] = forms.CharField(
            label=n_("Why"),
            max_length=500,
            required=False,
            help_text=n_("Kept with the change, for those who read it later."),
        )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        self.offers = self._offers()

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
        """What was typed, by field of the record: keys and codes for the names that are known."""
        self.is_valid()
        # What the form refuses, as too long, goes to the store too: left out, it would be lost without a word.
        values = {name: self.cleaned_data.get(name, self._sent(name)) for name in self.names}
        return {name: self._meant(name, value) if name in self._lists else value for name, value in values.items()}

    def show(self, faults: Iterable[Fault]) -> None:
        """Put faults of the store at their fields; what no name means is told with the names that are nearest."""
        told = set(self.errors)
        tell(self, [fault for found in self._unknown.values() for fault in found])
        told |= set(self._unknown)
        tell(self, [at_field(fault) for fault in faults if fault.column not in told])

    def _sent(self, name: str) -> Any:
        return self.fields[name].widget.value_from_datadict(self.data, {}, name) or ""

    @property
    def _lists(self) -> dict[str, str]:
        """The lists that fields take names from."""
        lists = {name: f"offer-{kind}" for name, kind in self.kind.links.items()}
        return {name: where for name, where in (lists | _LISTS).items() if name in self.names}

    def _meant(self, name: str, text: str) -> str:
        """Keys or codes for what was typed; what means nothing stays as it is, for the store to refuse."""
        parts, meant = [part for part in (one.strip() for one in text.split(";")) if part], []
        for part in parts if self._is_several(name) else [text.strip()] if text.strip() else []:
            try:
                meant.append(self._key(name, part))
            except InputError as error:
                faults = [replace(fault, column=name) for fault in error.faults]
                self._unknown.setdefault(name, []).extend(faults)
                meant.append(part)
        return "; ".join(dict.fromkeys(meant))

    def _key(self, name: str, text: str) -> str:
        if name in self.kind.links:
            # What stands there already may have been withdrawn, or be hidden from this person.
            return text if text in self._stood(name) else key_named(self._user, self.kind.links[name], text)
        return find_country(text) if name == "countries" else area_typed(text)

    def _stood(self, name: str) -> list[str]:
        return [part.strip() for part in str(self.initial.get(name) or "").split(";")]

    def _named(self, name: str, value: str) -> str:
        """Names for the keys of a field."""
        kind = self.kind.links.get(name, "")
        keys = [part.strip() for part in str(value).split(";")] if value and kind else []
        told = labels(self._user, kind, keys) if keys else {}
        return "; ".join(told[key] for key in keys) if keys else value

    def _is_several(self, name: str) -> bool:
        return typing.get_origin(self._record.model_fields[name].annotation) is tuple

    def _offers(self) -> dict[str, list[tuple[str, str]]]:
        """The lists of names by their ids, each name with its key or code."""
        wanted, found = set(self._lists.values()), {}
        for kind in sorted({self.kind.links[name] for name in self._lists if name in self.kind.links}):
            found[f"offer-{kind}"] = offers(self._user, kind)
        if "offer-countries" in wanted:
            found["offer-countries"] = country_choices()
        if "offer-areas" in wanted:
            found["offer-areas"] = area_choices()
        return found

    def _field(self, name: str) -> forms.Field:
        info = self._record.model_fields[name]
        common = self._common(name, info)
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
        attrs: dict[str, Any] = {"dir": "auto"}
        if name in self._lists:
            attrs["list"] = self._lists[name]
            if self._is_several(name):
                return forms.CharField(widget=Several(common["label"], attrs), max_length=_LONGEST, **common)
        elif info.examples and info.examples[0] and name not in ("id", "source"):
            attrs["placeholder"] = str(info.examples[0])
        widget = forms.Textarea(attrs={"rows": 3, **attrs}) if name in LONG_FIELDS else forms.TextInput(attrs=attrs)
        return forms.CharField(widget=widget, max_length=_LONGEST, **common)

    def _common(self, name: str, info: FieldInfo) -> dict[str, Any]:
        return {
            "label": FIELD_WORDS[name],
            "help_text": help_below(self.kind, name, info, words_of(info)),
            "required": info.is_required() and name != "id",
            "error_messages": {"required": n_("the field must not be empty")},
        }

    def _choices(self, name: str, info: FieldInfo) -> list[tuple[str, str]]:
        """What a field chooses from, nothing where it is free."""
        if words_of(info):
            return [(one, value_word(one)) for one in words_of(info) if one]
        if name == "type" and self.kind.name == "activity":
            return type_choices()
        made = _CHOICES.get(name)
        return made() if made else []

    def _is_usual(self, name: str) -> bool:
        return name in _FIRST or (name != "id" and self._record.model_fields[name].is_required())


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


def area_typed(text: str) -> str:
    """The code of an area that a person typed by name or code.

    Raises:
        InputError: no area has this code or name; the fault tells the nearest.
    """
    known = {name.casefold(): code for code, name in [*area_names().items(), *area_choices()]}
    known |= {code.casefold(): code for code in area_names()}
    if text.casefold() in known:
        return known[text.casefold()]
    near = [name for name in known if text.casefold() in name][:3]
    near += difflib.get_close_matches(text.casefold(), known, n=3)
    advice = did_you_mean(list(dict.fromkeys(translate(area_names()[known[one]]) for one in near))) if near else ""
    raise InputError(Fault(n_("there is no area of work with this code or name"), value=text, advice=advice))


def words_of(info: FieldInfo) -> tuple[str, ...]:
    """The words that a field chooses from, none where it is free."""
    return typing.get_args(info.annotation) if typing.get_origin(info.annotation) is typing.Literal else ()


def _ordered(record: type[RegistryRecord]) -> list[str]:
    """The fields in the order of the form: what it is first, where it was read last."""
    last = ("source", "locator", "note", "id")
    return [*(name for name in record.model_fields if name not in last), *last]


def _languages() -> list[tuple[str, str]]:
    return [(code, LANGUAGE_NAMES[code]) for code in PAGE_LANGUAGES]


_CHOICES: Final = {"area": area_choices, "country": country_choices, "language": _languages}
