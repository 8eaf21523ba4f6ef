"""The forms by which entries are added to a ledger: one for each kind, with what that kind needs and no more."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from django import forms

from almaden.errors import Fault, InputError
from almaden.reference.tables import read_table
from almaden.store.record_input import record_from
from almaden.supply.ledger.checks import COLUMNS, NEEDED
from almaden.supply.ledger.entries import LedgerEntry, entry_of, unit_note
from almaden.supply.ledger.records import ORIGIN_NAMES, LedgerRecord
from almaden.web.faults_in_forms import tell
from almaden.web.language import translate
from almaden.web.record_form import country_choices
from almaden.wording import n_

#: The words above a field.
LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "day": n_("Day"),
        "lot": n_("Lot"),
        "amount": n_("Amount of mercury"),
        "unit": n_("Unit"),
        "to_lot": n_("New lot"),
        "owner": n_("Owner"),
        "place": n_("Place"),
        "origin": n_("Origin"),
        "form": n_("Form of the mercury"),
        "product_kg": n_("Mass of the product, kg"),
        "country": n_("The other country"),
        "consent": n_("Consent under Article 3"),
        "authority": n_("Seized by"),
        "case": n_("Number of the case"),
        "holder": n_("Kept by"),
        "received_from": n_("Handed over by"),
        "reason": n_("Why"),
        "reverses": n_("Entry that is taken back"),
        "weighing_error": n_("Error of the weighing, plus or minus"),
        "evidence": n_("Document that shows it"),
        "reference": n_("Shipment, contract or permit"),
        "note": n_("Note"),
        "id": n_("Identifier of the entry"),
    }
)
#: What a field means, where its name does not say it.
_HELP: Final[Mapping[str, str]] = MappingProxyType(
    {
        "amount": n_("Of the mercury itself, not of the product that holds it."),
        "owner": n_("Who owns it afterwards: a company or an office."),
        "place": n_("Where it is afterwards."),
        "form": n_("What it is afterwards."),
        "product_kg": n_("As weighed; needed where the form has no usual content of mercury."),
        "country": n_("The country that it came from, or goes to."),
        "consent": n_("Number of the consent, where there is one."),
        "authority": n_("The office that seized it."),
        "holder": n_("Office or company that keeps seized mercury afterwards."),
        "received_from": n_("Office or company that handed seized mercury over."),
        "reverses": n_("Identifier of the entry; both stay in the ledger."),
        "weighing_error": n_("At 95 %, in the unit of the amount; without it any difference counts."),
        "evidence": n_("Such as a weighing slip, a receipt, a record of seizure."),
        "id": n_("Sent twice with the same content, an entry is kept once."),
    }
)
#: What stands there instead where it may be left empty.
_WHOLE: Final = n_("Of the mercury itself; left empty it is the whole lot.")
_PART: Final = n_("Only for a part of the lot: the name of the new lot that it becomes.")
_METAL: Final = n_("Left empty it is mercury metal.")
_FOUND: Final = n_("What was found.")
#: What the field for another lot is called where it is no new one.
_INTO: Final = n_("Lot that it goes into")
_END: Final = ("evidence", "reference", "note", "id")
#: The fields of each kind, in their order.
FIELDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "opening": (
            "day", "lot", "amount", "unit", "owner", "place", "origin", "form", "product_kg", "country", "consent",
            "authority", "case", "holder", *_END,
        ),
        "transfer": ("day", "lot", "amount", "unit", "to_lot", "owner", "place", "holder", "received_from", *_END),
        "split": ("day", "lot", "amount", "unit", "to_lot", *_END),
        "merge": ("day", "lot", "to_lot", "amount", "unit", *_END),
        "loss": ("day", "lot", "amount", "unit", "reason", *_END),
        "treatment": ("day", "lot", "form", "product_kg", "place", *_END),
        "seizure": (
            "day", "lot", "amount", "unit", "to_lot", "authority", "case", "holder", "owner", "place", *_END,
        ),
        "export": ("day", "lot", "amount", "unit", "country", "consent", *_END),
        "disposal": ("day", "lot", "amount", "unit", "place", *_END),
        "count": ("day", "lot", "amount", "unit", "weighing_error", *_END),
        "correction": ("day", "reverses", "reason", "evidence", "note", "id"),
    }
)  # fmt: skip
_UNITS: Final = (
    ("kg", n_("kg")), ("g", n_("g")), ("t", n_("t")), ("lb", n_("lb")), ("flask", n_("flask")), ("l", n_("litre")),
)  # fmt: skip
#: Fields that are only for some entries of their kind.
_RARE: Final = frozenset(
    {"product_kg", "country", "consent", "authority", "case", "holder", "received_from", "reference", "note", "id"}
)


class EntryForm(forms.Form):
    """One entry of a kind.

    Args:
        kind: its kind.
        data: what was typed in.
        initial: what stands there first.
    """

    def __init__(self, kind: str, data: Mapping[str, Any] | None = None, initial: Mapping[str, Any] | None = None):
        super().__init__(data=data, initial=dict(initial or {}))
        self.kind = kind
        self.notes: list[str] = []
        self._needed = {COLUMNS.get(name, name) for name in NEEDED[kind]} | {"day"}
        if kind != "correction":
            self._needed.add("lot")
        for name in FIELDS[kind]:
            self.fields[name] = self._field(name)

    @property
    def usual(self) -> list[forms.BoundField]:
        """The fields that nearly every entry of the kind fills in."""
        return [self[name] for name in self.fields if not self._is_rare(name)]

    @property
    def rare(self) -> list[forms.BoundField]:
        """The fields that most entries leave as they are."""
        return [self[name] for name in self.fields if self._is_rare(name)]

    @property
    def rare_wrong(self) -> bool:
        """Whether one of the rare fields is wrong."""
        return any(field.errors for field in self.rare)

    def entry(self) -> LedgerEntry | None:
        """The entry that was typed in; None with the faults beside their fields."""
        self.full_clean()
        try:
            record = record_from(LedgerRecord, {**self.cleaned_data, "kind": self.kind})
            made = entry_of(record)
        except InputError as error:
            self.tell(error)
            return None
        note = unit_note(record)
        self.notes = [translate(note)] if note is not None else []
        return made if self.is_valid() else None

    def tell(self, error: InputError) -> None:
        """Show faults beside the fields that they are of; what is told already is not told again."""
        wrong = set(self.errors)
        tell(self, (fault for fault in error.faults if not (fault.column in wrong and _is_missing(fault))))

    def _is_rare(self, name: str) -> bool:
        return name in _RARE and name not in self._needed

    def _help(self, name: str, *, needed: bool) -> str:
        if name == "amount":
            return _FOUND if self.kind == "count" else _HELP[name] if needed else _WHOLE
        if name == "to_lot" and not needed:
            return _PART
        if (self.kind, name) == ("opening", "form"):
            return _METAL
        return _HELP.get(name, "")

    def _field(self, name: str) -> forms.Field:
        label = _INTO if (self.kind, name) == ("merge", "to_lot") else LABELS[name]
        needed = name in self._needed or name == "unit"
        common: dict[str, Any] = {
            "label": label,
            "help_text": self._help(name, needed=needed),
            "required": needed,
            "error_messages": {"required": n_("the field must not be empty")},
        }
        choices = _choices(name)
        if choices is not None:
            empty = [] if name == "unit" else [("", "–")]
            return forms.CharField(widget=forms.Select(choices=[*empty, *choices]), **common)
        attrs: dict[str, Any] = {}
        if name == "day":
            attrs["type"] = "date"
        elif name in ("amount", "product_kg", "weighing_error"):
            attrs["inputmode"] = "decimal"
        elif name in ("lot", "to_lot") and not (name == "to_lot" and self.kind != "merge"):
            attrs["list"] = "lots"
        widget = forms.Textarea(attrs={"rows": 2}) if name in ("note", "reason") else forms.TextInput(attrs=attrs)
        return forms.CharField(widget=widget, **common)


def forms_of_mercury() -> dict[str, str]:
    """Forms with their names in English."""
    return {row["key"]: row["name"] for row in read_table("supply/ledger_forms")}


def _choices(name: str) -> list[tuple[str, str]] | None:
    if name == "unit":
        return [(unit, translate(word)) for unit, word in _UNITS]
    if name == "origin":
        return [(key, translate(word)) for key, word in ORIGIN_NAMES.items()]
    if name == "form":
        return [(key, translate(word)) for key, word in forms_of_mercury().items()]
    return country_choices() if name == "country" else None


def _is_missing(fault: Fault) -> bool:
    return not fault.value
