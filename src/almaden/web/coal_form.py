"""The form of a coal-fired unit: its fields, its coals, its control train and its tests, all within one address.

A case is its query: it can be kept as a bookmark, sent to others, and saved as a file. Nothing is stored.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeVar

from django import forms
from django.http import QueryDict

from almaden.errors import Fault, InputError
from almaden.quantity.numbers import NumberError, parse_number
from almaden.reference.record import Record
from almaden.sectors.coal.records import CoalRecord, CoalUnitRecord, PlantTestRecord
from almaden.store.record_input import record_from
from almaden.web.coal_words import (
    COAL_LABELS,
    GAS_FIELDS,
    RARE_FIELDS,
    TEST_LABELS,
    UNIT_GROUPS,
    UNIT_LABELS,
    device_names,
    word,
)
from almaden.web.coal_working import Case
from almaden.web.faults_in_forms import tell
from almaden.web.language import translate
from almaden.web.record_form import country_choices
from almaden.wording import n_

R = TypeVar("R", bound=Record)

#: Coals of a blend, devices of a train, tests of a plant that the form has room for.
COALS: Final = 3
DEVICES: Final = 6
TESTS: Final = 5
#: Name of the unit where the form does not say one: tests and coals refer to it.
OWN: Final = "unit"
_LONGEST: Final = 300
#: What stands in a line that nobody filled in.
_STANDING: Final = {"basis": "dry", "share": "1", "stream": "stack", "method": "laboratory", "species": ""}


class PartForm(forms.Form):
    """The fields of one record; the record type checks them."""

    def __init__(self, record: type[Record], labels: Mapping[str, str], data: QueryDict, prefix: str = "") -> None:
        super().__init__(data, prefix=prefix or None)
        self.record = record
        for name, label in labels.items():
            self.fields[name] = _field(record, name, label)
            self.fields[name].widget.attrs["autocomplete"] = "off"

    @property
    def is_filled(self) -> bool:
        """Whether anything was typed in beside what stands there anyway."""
        return any(
            value not in ("", None, False) and value != _STANDING.get(name) for name, value in self._typed().items()
        )

    def made(self, **more: Any) -> Record:
        """The record.

        Raises:
            InputError: what is wrong; it stands at the fields too.
        """
        values, faults = {**more}, []
        for name, value in self._typed().items():
            try:
                values[name] = self._read(name, value)
            except NumberError as error:
                faults.append(Fault(error.problem, column=name, value=value, accepted=error.accepted))
        try:
            made = record_from(self.record, values)
        except InputError as error:
            told = {fault.column for fault in faults}
            faults += (fault for fault in error.faults if fault.column not in told)
        if faults:
            self.full_clean()
            tell(self, faults)
            raise InputError(faults)
        return made

    def _typed(self) -> dict[str, Any]:
        self.full_clean()
        return dict(self.cleaned_data)

    def _read(self, name: str, value: Any) -> Any:
        numbers = {float, int} & set(typing.get_args(self.record.model_fields[name].annotation) or ())
        if not isinstance(value, str) or not value or not (numbers or self._is_number(name)):
            return value
        return parse_number(value, percent=False)

    def _is_number(self, name: str) -> bool:
        return self.record.model_fields[name].annotation in (float, int)


class CaseForm:
    """The whole form.

    Attributes:
        unit: the unit.
        coals, tests: one form for each line.
        devices: for each place of the control train the device that was chosen there.
    """

    def __init__(self, data: QueryDict) -> None:
        # A choice that a line does not tell is the usual one, not the first of the list.
        data = data.copy()
        data.setdefault("status", "operating")
        for prefix, lines, names in (("c", COALS, ("basis",)), ("t", TESTS, ("stream", "method"))):
            for number in range(1, lines + 1):
                for name in names:
                    data.setdefault(f"{prefix}{number}-{name}", _STANDING[name])
        self.data = data
        self.unit = PartForm(CoalUnitRecord, UNIT_LABELS, data)
        self.coals = [PartForm(CoalRecord, COAL_LABELS, data, f"c{number}") for number in range(1, COALS + 1)]
        self.tests = [PartForm(PlantTestRecord, TEST_LABELS, data, f"t{number}") for number in range(1, TESTS + 1)]
        chosen = [one for one in data.getlist("controls") if one][:DEVICES]
        self.devices = chosen + [""] * (DEVICES - len(chosen))

    @property
    def id(self) -> str:
        """The name of the unit."""
        return self.data.get("id", "").strip()[:100] or OWN

    @property
    def has_tests(self) -> bool:
        """Whether a line of the tests is filled in."""
        return any(one.is_filled for one in self.tests)

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of the unit under their headings."""
        return [(title, [self.unit[name] for name in names]) for title, names in UNIT_GROUPS]

    @property
    def gas(self) -> list[forms.BoundField]:
        """The fields below the control train."""
        return [self.unit[name] for name in GAS_FIELDS]

    @property
    def rare(self) -> list[forms.BoundField]:
        """The fields that few fill in."""
        return [self.unit[name] for name in RARE_FIELDS]

    @property
    def device_choices(self) -> list[tuple[str, str]]:
        """What may be chosen at a place of the control train."""
        return [
            ("", "–"),
            ("none", word("none")),
            *((name, f"{name}: {told}") for name, told in device_names().items()),
        ]

    def entry(self) -> date | None:
        """The day on which the Convention entered into force for the country.

        Raises:
            InputError: what was typed is no day.
        """
        text = self.data.get("entry", "").strip()
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            wrong = Fault(n_("this is not a date"), column="entry", value=text[:40], accepted="2017-08-16")
            raise InputError(wrong) from None

    def case(self) -> Case:
        """The case.

        Raises:
            InputError: everything that is wrong; it stands at the fields too.
        """
        faults: list[Fault] = []
        controls = " + ".join(one for one in self.devices if one)
        unit = _made(self.unit, faults, id=self.id, controls=controls)
        coals = [_made(one, faults, unit=self.id) for one in self.coals if one.is_filled]
        tests = [_made(one, faults, unit=self.id) for one in self.tests if one.is_filled]
        if faults:
            raise InputError(faults)
        return Case(unit, tuple(coals), tuple(tests))


def query_of(case: Case) -> QueryDict:
    """The query that the form shows a case by; coals and tests beyond its room are left out."""
    query = QueryDict(mutable=True)
    query["id"] = case.unit.id
    for part, labels, prefix in (
        (case.unit, UNIT_LABELS, ""),
        *((one, COAL_LABELS, f"c{number}-") for number, one in enumerate(case.coals[:COALS], 1)),
        *((one, TEST_LABELS, f"t{number}-") for number, one in enumerate(case.tests[:TESTS], 1)),
    ):
        for name in labels:
            if text := _text(getattr(part, name)):
                query[f"{prefix}{name}"] = text
    query.setlist("controls", [one.strip() for one in case.unit.controls.split("+") if one.strip()])
    return query


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, float):
        return format(value, ".12g")
    return "" if value is None else str(value)


def _made(form: PartForm, faults: list[Fault], **more: Any) -> Any:
    try:
        return form.made(**more)
    except InputError as error:
        place = {"c": n_("Coal"), "t": n_("Tests")}.get((form.prefix or " ")[0], "")
        sheet = f"{translate(place)} {(form.prefix or '')[1:]}" if place else ""
        faults += (replace(fault, sheet=sheet) for fault in error.faults)
        return None


def _field(record: type[Record], name: str, label: str) -> forms.Field:
    info = record.model_fields[name]
    common: dict[str, Any] = {"label": label, "required": False, "help_text": info.description or ""}
    if info.annotation is bool:
        return forms.BooleanField(**{**common, "help_text": ""})
    if name == "country":
        return forms.CharField(widget=forms.Select(choices=list(country_choices())), **common)
    choices = list(_choices(info.annotation))
    if choices:
        # Not one of the words: the record type says so, in the words of the command line.
        return forms.CharField(widget=forms.Select(choices=choices), **common)
    widget = forms.TextInput(attrs={"maxlength": _LONGEST})
    if float in (info.annotation, *typing.get_args(info.annotation)):
        widget.attrs["inputmode"] = "decimal"
    return forms.CharField(widget=widget, **common)


def _choices(annotation: Any) -> Iterator[tuple[str, str]]:
    """The words of a literal, or of a union of literals; the empty one first."""
    found = [one for one in _literals(annotation) if isinstance(one, str)]
    for one in sorted(found, key=lambda text: text != ""):
        yield one, word(one) if one else "–"


def _literals(annotation: Any) -> Iterator[Any]:
    if typing.get_origin(annotation) is typing.Literal:
        yield from typing.get_args(annotation)
    else:
        for part in typing.get_args(annotation):
            yield from _literals(part)
