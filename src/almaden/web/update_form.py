"""What a partner types on the page behind a link: its own activities, each with a few fields, and new ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from almaden.errors import Fault
from almaden.partnership.records.kinds import KINDS
from almaden.store.registry.answers import PARTNER_FIELDS, Entry, Opened
from almaden.store.registry.told import MOST_NEW, NewActivity
from almaden.web.faults_in_forms import said
from almaden.web.registry_form import countries_typed, written

#: What is asked of an activity that the registry has.
ASKED: Final = ("status", "outputs", "obstacles", "end")
#: What is asked of a new one.
ASKED_NEW: Final = ("title", "type", "area", "status", "countries", "start", "end", "outputs", "obstacles")
#: Of the people reached: name of the field on the page, and in the record.
_REACHED: Final = {"reached": "number", "unit": "unit"}


@dataclass
class Part:
    """One activity on the page.

    Attributes:
        name: what the names of its fields begin with.
        entry: the activity as it stands; None for a new one.
        typed: what stands in its fields.
        problems: what is wrong, by field.
        now: what stands now, by field, where somebody else changed it meanwhile.
        version: the version of the record that the partner saw.
    """

    name: str
    entry: Entry | None
    typed: dict[str, str]
    version: int = 0
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
        stands = standing(self.entry)
        return {name: self.typed[name] for name in ASKED if self.typed[name].split() != stands[name].split()}

    def reached(self) -> dict[str, str]:
        """The people reached, if any are told."""
        return {kept: self.typed[name] for name, kept in _REACHED.items()} if self.typed["reached"].strip() else {}


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
        self.own = [self._part(entry, data) for entry in opened.activities]
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
        seen = {part.entry.row.pk: part.version for part in self.own if part.entry}
        return {**seen, self.opened.row.pk: self.partner.version}

    def changes(self) -> dict[int, dict[str, str]]:
        """By number of a row what differs from what stands."""
        own = {part.entry.row.pk: changed for part in self.own if part.entry and (changed := part.changed())}
        itself = self.partner.changed()
        return {**own, self.opened.row.pk: itself} if itself else own

    def reached(self) -> dict[int, dict[str, str]]:
        """By number of a row the people reached."""
        return {part.entry.row.pk: told for part in self.own if part.entry and (told := part.reached())}

    def added(self) -> list[NewActivity]:
        """The new activities of which anything was typed."""
        return [_added(part) for part in self.new if _is_typed(part)]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.changes() or self.reached() or self.added())

    def tell(self, faults: tuple[Fault, ...]) -> None:
        """Put each fault at the field that it is of."""
        places: dict[str, Part | Own] = {part.entry.row.key: part for part in self.own if part.entry}
        places |= {one.name: one for one in self.new}
        # A partner and an activity may have the same key.
        if self.opened.row.key not in places:
            places[self.opened.row.key] = self.partner
        fields = {kept: name for name, kept in _REACHED.items()}
        for fault in faults:
            part = places.get(fault.file)
            name = fields.get(fault.column, fault.column)
            if part is not None and name in part.typed:
                part.problems[name] = said(fault)
            else:
                self.problem = said(fault)

    def show_now(self) -> None:
        """Show what stands now where somebody else changed it meanwhile; sent again, it is meant for that."""
        for part in self.own:
            if part.entry and part.version != part.entry.version:
                stands = standing(part.entry)
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

    def _part(self, entry: Entry, data: Mapping[str, str]) -> Part:
        name, stands = f"a{entry.row.pk}", standing(entry)
        typed = {one: data.get(f"{name}-{one}", stands.get(one, "")) for one in (*ASKED, *_REACHED)}
        return Part(name, entry, typed, _version(data.get(f"{name}-version", ""), entry.version))


def _version(seen: str, now: int) -> int:
    return int(seen) if seen.isdecimal() and len(seen) < 10 else now


def standing(entry: Entry) -> dict[str, str]:
    """What stands in the fields of an activity that are asked."""
    return {name: str(written(getattr(entry.record, name))) for name in ASKED}


def _is_typed(part: Part) -> bool:
    # Status, type and area are chosen from lists that begin with a word.
    return any(part.typed[name].strip() for name in part.typed if name not in ("status", "type", "area", "unit"))


def _added(part: Part) -> NewActivity:
    values: dict[str, Any] = {name: part.typed[name] for name in ASKED_NEW}
    values["countries"] = countries_typed(values["countries"])
    return NewActivity(part.name, values, part.reached())
