"""What an import would do: for each record of a file whether it is new, changed, the same, or doubtful."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from almaden.errors import Fault
from almaden.reference.readers.located import Located
from almaden.store.imports.matching import Candidate
from almaden.store.imports.remarks import Remarked
from almaden.store.journal import canonical
from almaden.store.models import Dataset
from almaden.store.models.recorded import Recorded
from almaden.wording import Text

Action = Literal["added", "changed", "unchanged", "doubtful", "skipped"]
#: What is counted for each record type, in the order in which it is shown.
COUNTED: Final = ("added", "changed", "unchanged", "faulty", "doubtful", "skipped", "missing")
#: What people decide: ``same:ID`` (or ``same`` for the likeliest), ``new`` or ``skip``.
Decisions = Mapping[str, str]


@dataclass(slots=True)
class Planned:
    """What becomes of one record of a file.

    Attributes:
        record_type: such as ``facility``.
        key: names the record within its file, for decisions.
        title: its name.
        located: the record and its place.
        action: what is done with it.
        target: the row that it is, None for a new one.
        values: for a new row all its fields; for a changed one those that change.
        before: for a changed row the old values of these fields.
        reason: why it is taken for that row.
        candidates: rows that it may be.
        parent: for a unit its facility, where that is in the file too.
    """

    record_type: str
    key: str
    title: str
    located: Located
    action: Action = "added"
    target: Recorded | None = None
    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    candidates: tuple[Candidate, ...] = ()
    parent: Planned | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A row of the data set that the file does not have; it stays."""

    record_type: str
    pk: int
    title: str


@dataclass
class Plan:
    """Everything that an import would do.

    Attributes:
        reader: name of the reader.
        record_types: what the file may hold, in the order in which it is kept.
        dataset_key: key of the data set that it goes into.
        dataset: that data set, None if it is to be made.
        made_at: number of the last entry of the journal when it was made.
        planned: what becomes of each record, in the order of the file within its type.
        faults: everything wrong with the file.
        missing: rows of the data set that the file does not have.
        extra: counts of records that are compared elsewhere, by record type and action.
        remarks: what is odd about the file, which stops nothing.
    """

    reader: str
    record_types: tuple[str, ...]
    dataset_key: str
    dataset: Dataset | None
    made_at: int = 0
    planned: list[Planned] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    extra: dict[str, dict[str, int]] = field(default_factory=dict)
    remarks: tuple[Remarked, ...] = ()

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many records of each type are added, changed and so on."""
        actions = Counter((one.record_type, one.action) for one in self.planned)
        missing = Counter(one.record_type for one in self.missing)
        counts = {}
        for record_type in self.record_types:
            found = {action: actions[record_type, action] for action in COUNTED}  # type: ignore[index]  # all of them
            counts[record_type] = found | {"missing": missing[record_type]} | self.extra.get(record_type, {})
        if self.record_types:
            # A row that could not be read is of the type that the file is of first; others are known by their place.
            types = {(one.located.sheet, one.located.row): one.record_type for one in self.planned}
            rows = {(fault.sheet, fault.row) for fault in self.faults}
            for found_type, number in Counter(types.get(row, self.record_types[0]) for row in rows).items():
                counts[found_type]["faulty"] = number
        return counts

    @property
    def changes(self) -> bool:
        """Whether keeping it would change anything."""
        return any(count[action] for count in self.counts.values() for action in ("added", "changed"))

    @property
    def doubtful(self) -> tuple[Planned, ...]:
        """Records for which a person has to decide."""
        return tuple(one for one in self.planned if one.action == "doubtful" and one.candidates)

    @property
    def sha256(self) -> str:
        """Of all that would be done: another sum means that something else would be done."""
        digest = hashlib.sha256(
            canonical([self.dataset_key, self.extra, [str(fault) for fault in self.faults]]).encode()
        )
        for one in self.planned:
            if one.action != "unchanged":
                target = one.target.pk if one.target is not None else None
                digest.update(canonical([one.key, one.action, target, one.before, one.values]).encode())
        return digest.hexdigest()


def total(counts: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """Counts of all record types together."""
    return {action: sum(one.get(action, 0) for one in counts.values()) for action in COUNTED}


def key_of(record_type: str, located: Located) -> str:
    """The name of a record within its file: its identifier, or its place."""
    for system, value in sorted(getattr(located.record, "identifiers", {}).items()):
        return f"{record_type} {system}:{value}"
    return f"{record_type} {located.sheet}!{located.row}"


def fault_at(file: str, located: Located, problem: str, column: str = "", value: str = "", advice: str = "") -> Fault:
    """A fault at the place of a record."""
    return Fault(problem, file, located.sheet, located.row, column, value, advice=advice)


def row_text(located: Located) -> str:
    """The row of a record as people name it."""
    return Text("row {number}", number=str(located.row)) if located.row is not None else ""


def in_order(planned: Iterable[Planned]) -> list[Planned]:
    """Records in the order of their file."""
    return sorted(planned, key=lambda one: (one.located.sheet, one.located.row or 0))
