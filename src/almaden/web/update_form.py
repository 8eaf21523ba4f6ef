"""What a partner types on the page behind a link: its own activities and offers with a few fields, and new ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from almaden.errors import Fault
from almaden.partnership.records.kinds import KINDS
from almaden.store.registry.answers import OFFER_FIELDS, PARTNER_FIELDS, Entry, Opened
from almaden.store.registry.told import MOST_NEW, NewActivity
from almaden.web.faults_in_forms import said
from almaden.web.registry_form import countries_typed, written
from almaden.web.registry_help import at_field

#: What is asked of an activity that the registry has.
ASKED: Final = ("status", "outputs", "obstacles", "end")
#: What is asked of a new one.
ASKED_NEW: Final = ("title", "type", "area", "status", "countries", "start", "end", "outputs", "obstacles")
#: Of the people reached: name of the field on the page, and in the record.
_REACHED: Final = {"reached": "number", "unit": "unit"}


@dataclass
class Part:
    """One activity or offer on the page.

    Attributes:
        name: what the names of its fields begin with.
        entry: the record as it stands; None for a new activity.
        typed: what stands in its fields.
        asked: the fields of the record among them.
        right: whether the partner says that all of it is still right.
        problems: what is wrong, by field.
        now: what stands now, by field, where somebody else changed it meanwhile.
        version: the version of the record that the partner saw.
    """

    name: str
    entry: Entry | None
    typed: dict[str, str]
    version: int = 0
    asked: tuple[str, ...] = ASKED
    right: bool = False
    problems: dict[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether it is shown unfolded."""
        return bool(self.problems or self.now) or self.changed() != {} or self.reached() != {}

    def changed(self) -> dict[str, str]:
        """The fields that differ from what stands."""
        if self.entry is None:
            return {}
        stands = standing(self.entry, self.asked)
        return {name: self.typed[name] for name in self.asked if self.typed[name].split() != stands[name].split()}

    def reached(self) -> dict[str, str]:
        """The people reached, if any are told."""
        told = self.typed.get("reached", "").strip()
        return {kept: self.typed[name] for name, kept in _REACHED.items()} if told else {}


@dataclass
class Own:
    """What the partner says of itself.

    Attributes:
        typed: what stands in its fields; those that tell of persons are empty at first, and empty they stay as kept.
        stands: what the registry has.
        problems: what is wrong, by field.
        now: what stands now, by field, where somebody else changed it meanwhile.
        version: the version of the record that the partner saw.
        name: what the names of its fields begin with.
    """

    typed: dict[str, str]
    stands: dict[str, str]
    version: int
    problems: dict[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)
    name: str = "p"

    @property
    def is_open(self) -> bool:
        """Whether it is shown unfolded."""
        return bool(self.problems or self.now or self.changed())

    def changed(self) -> dict[str, str]:
        """The fields that differ from what stands."""
        return {name: text for name, text in self.typed.items() if text.split() != self.stands[name].split()}


class UpdateForm:
    """The page as it was sent, or as it is shown first."""

    def __init__(self, opened: Opened, data: Mapping[str, str] | None) -> None:
        self.opened = opened
        data = data or {}
        self.own = [self._part(f"a{entry.row.pk}", entry, data) for entry in opened.activities]
        self.offers = [self._part(f"o{entry.row.pk}", entry, data, OFFER_FIELDS) for entry in opened.offers]
        sent = data.get("new", "")
        count = min(int(sent), MOST_NEW) if sent.isdecimal() and len(sent) < 4 else 1
        if data.get("do") == "more":
            count = min(count + 1, MOST_NEW)
        self.new = [
            Part(f"n{place}", None, {name: data.get(f"n{place}-{name}", "") for name in (*ASKED_NEW, *_REACHED)})
            for place in range(1, count + 1)
        ]
        self.partner = self._own(data)
        self.word = data.get("word", "")
        self.problem = ""

    @property
    def versions(self) -> dict[int, int]:
        """By number of a row the version that the partner saw."""
        seen = {part.entry.row.pk: part.version for part in self._standing if part.entry}
        return {**seen, self.opened.row.pk: self.partner.version}

    def changes(self) -> dict[int, dict[str, str]]:
        """By number of a row what differs from what stands."""
        own = {part.entry.row.pk: changed for part in self._standing if part.entry and (changed := part.changed())}
        itself = self.partner.changed()
        return {**own, self.opened.row.pk: itself} if itself else own

    def reached(self) -> dict[int, dict[str, str]]:
        """By number of a row the people reached."""
        return {part.entry.row.pk: told for part in self.own if part.entry and (told := part.reached())}

    def confirmed(self) -> set[int]:
        """The numbers of the rows of the offers that are still right."""
        return {part.entry.row.pk for part in self.offers if part.entry and part.right}

    def added(self) -> list[NewActivity]:
        """The new activities of which anything was typed."""
        return [_added(part) for part in self.new if _is_typed(part)]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.changes() or self.reached() or self.added())

    def tell(self, faults: tuple[Fault, ...]) -> None:
        """Put each fault at the field that it is of."""
        places: dict[str, list[Part | Own]] = {one.name: [one] for one in self.new}
        # Records of different kinds may have the same key.
        for each in self._standing:
            places.setdefault(each.entry.row.key if each.entry else "", []).append(each)
        places.setdefault(self.opened.row.key, []).append(self.partner)
        fields = {kept: name for name, kept in _REACHED.items()}
        for fault in faults:
            name = fields.get(fault.column, fault.column)
            part = next((one for one in places.get(fault.file, ()) if name in one.typed), None)
            if part is not None:
                part.problems[name] = said(at_field(fault))
            else:
                self.problem = said(fault)

    def show_now(self) -> None:
        """Show what stands now where somebody else changed it meanwhile; sent again, it is meant for that."""
        for part in self._standing:
            if part.entry and part.version != part.entry.version:
                stands = standing(part.entry, part.asked)
                part.now = {name: stands[name] for name in part.changed()}
                part.version = part.entry.version
        if self.partner.version != self.opened.row.version:
            self.partner.now = {name: self.partner.stands[name] for name in self.partner.changed()}
            self.partner.version = self.opened.row.version

    def _own(self, data: Mapping[str, str]) -> Own:
        record = self.opened.partner
        stands = {name: str(written(getattr(record, name))) for name in PARTNER_FIELDS}
        stands |= dict.fromkeys(KINDS["partner"].personal, "")
        typed = {name: data.get(f"p-{name}", stands[name]) for name in PARTNER_FIELDS}
        return Own(typed, stands, _version(data.get("p-version", ""), self.opened.row.version))

    @property
    def _standing(self) -> list[Part]:
        """The records that the registry has."""
        return [*self.own, *self.offers]

    def _part(self, name: str, entry: Entry, data: Mapping[str, str], asked: tuple[str, ...] = ASKED) -> Part:
        stands = standing(entry, asked)
        typed = {one: data.get(f"{name}-{one}", stands[one]) for one in asked}
        if asked is ASKED:
            typed |= {one: data.get(f"{name}-{one}", "") for one in _REACHED}
        version = _version(data.get(f"{name}-version", ""), entry.version)
        return Part(name, entry, typed, version, asked, right=bool(data.get(f"{name}-right")))


def _version(seen: str, now: int) -> int:
    return int(seen) if seen.isdecimal() and len(seen) < 10 else now


def standing(entry: Entry, asked: tuple[str, ...]) -> dict[str, str]:
    """What stands in the fields of a record that are asked."""
    return {name: str(written(getattr(entry.record, name))) for name in asked}


def _is_typed(part: Part) -> bool:
    # Status, type and area are chosen from lists that begin with a word.
    return any(part.typed[name].strip() for name in part.typed if name not in ("status", "type", "area", "unit"))


def _added(part: Part) -> NewActivity:
    values: dict[str, Any] = {name: part.typed[name] for name in ASKED_NEW}
    values["countries"] = countries_typed(values["countries"])
    return NewActivity(part.name, values, part.reached())
