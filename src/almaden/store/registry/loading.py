"""Loads a whole registry at once: all or nothing, and the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from almaden.errors import Fault, InputError
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.kinds import KINDS
from almaden.partnership.registry import Registry
from almaden.store.acting import now, plain_text
from almaden.store.journal import Work, writing
from almaden.store.models import Proposal, RegistryRow, User
from almaden.store.models.registry import ProposalState, RegistryState
from almaden.store.registry import proposals
from almaden.store.registry.checking import link_faults
from almaden.store.registry.columns import Place, columns_of, own_place, record_of, title_of
from almaden.store.registry.derived import derive
from almaden.store.registry.loading_rights import allow_load, place_faults
from almaden.store.registry.rows import follow, unkept
from almaden.store.reviews.authors import works_alone
from almaden.wording import n_

_UPWARDS: Final = ("parent", "same_as", "part_of")


@dataclass(frozen=True)
class Loaded:
    """How many records were added, changed, left as they were, and proposed as corrections of published ones."""

    added: int
    changed: int
    unchanged: int
    proposed: int


def load(actor: User | None, registry: Registry, reason: str, source_sha256: str = "") -> Loaded:
    """Add and change the records of a registry; what is kept and not in it stays as it is.

    What the program loads, or the owner of an installation for one person, is published. What others load waits
    for approval: new records are submitted, and changes of published ones become proposals. Who may not load into
    the whole registry adds only records of the areas that they write for, and of no area.

    Args:
        actor: who loads it; None for the program.
        registry: the records.
        reason: why, for the journal.
        source_sha256: of the file that they come from.

    Raises:
        RightsError: the person may not load into the registry.
        InputError: with everything that is wrong; nothing is kept.
    """
    allow_load(actor)
    with writing(actor, "registry.load", reason=plain_text(reason), source_sha256=source_sha256) as work:
        return _Load(actor, registry).run(work)


@dataclass(frozen=True)
class Planned:
    """What a load would do with one record.

    Attributes:
        kind: the kind of the record.
        key: its key.
        action: ``added``, ``changed``, ``proposed`` or ``unchanged``.
        title: what it is called.
        before: the fields that change as they are kept; those that tell of persons only by name.
        after: the same as they would be.
    """

    kind: str
    key: str
    action: str
    title: str = ""
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


def planned(actor: User | None, registry: Registry) -> tuple[Planned, ...]:
    """What :func:`load` would do with each record; nothing is kept.

    Raises:
        RightsError, InputError: as for :func:`load`.
    """
    allow_load(actor)
    return _Load(actor, registry).look()


def kept_keys() -> dict[str, dict[str, str]]:
    """By kind the keys of what is kept, with the key of what each tells once more."""
    kept: dict[str, dict[str, str]] = {}
    for kind, key, same_as in RegistryRow.objects.order_by().values_list("kind", "key", "same_as"):
        kept.setdefault(kind, {})[key] = same_as
    return kept


class _Load:
    """One load: the records that come, and the rows that are there."""

    def __init__(self, actor: User | None, registry: Registry) -> None:
        self.actor = actor
        self.new = {(kind, one.id): one for kind in KINDS for one in registry.tables.get(kind, ())}
        self.count = sum(len(registry.tables.get(kind, ())) for kind in KINDS)
        self.rows = {(row.kind, row.key): row for row in RegistryRow.objects.iterator()}
        self.places: dict[tuple[str, str], Place] = {}

    def look(self) -> tuple[Planned, ...]:
        self._check()
        alone = works_alone(self.actor)
        return tuple(self._planned(kept, record, alone) for kept, record in self.new.items())

    def _planned(self, kept: tuple[str, str], record: RegistryRecord, alone: bool) -> Planned:
        row = self.rows.get(kept)
        if row is None:
            return Planned(*kept, "added", title_of(kept[0], record))
        own = record_of(row).model_dump(mode="json")
        if not alone and row.state == RegistryState.PUBLISHED:
            found, action = self._proposal(row, record), "proposed"
        else:
            found, action = _different(row, record), "changed"
        if not any(found):
            return Planned(*kept, "unchanged")
        values, personal = found
        unsaid = dict.fromkeys(personal, "...")
        return Planned(*kept, action, row.title, {name: own[name] for name in values} | unsaid, values | unsaid)

    def run(self, work: Work) -> Loaded:
        self._check()
        alone = works_alone(self.actor)
        added = self._add(work, RegistryState.PUBLISHED if alone else RegistryState.SUBMITTED)
        changed, proposed = self._change(work, alone)
        return Loaded(added, changed, self.count - added - changed - proposed, proposed)

    def _check(self) -> None:
        faults = list(self._faults())
        if faults:
            raise InputError(faults)

    def _faults(self) -> Iterator[Fault]:
        if self.count != len(self.new):
            yield Fault(n_("several records of a kind have the same key"), column="id")
        for (kind, key), record in self.new.items():
            yield from link_faults(kind, record, self._present, self._upwards, file=f"{kind} {key}")
        yield from place_faults(self.actor, self.new, self.rows, self._place)

    def _present(self, kind: str, key: str) -> bool:
        return (kind, key) in self.new or (kind, key) in self.rows

    def _upwards(self, kind: str, field: str, key: str) -> str:
        if (kind, key) in self.new:
            return str(getattr(self.new[kind, key], field))
        row = self.rows.get((kind, key))
        return str(row.values.get(field, "")) if row is not None else ""

    def _place(self, kind: str, key: str) -> Place:
        if (kind, key) not in self.places:
            record = self.new.get((kind, key))
            row = self.rows.get((kind, key))
            kept = (row.area, row.country) if row is not None else ("", "")
            self.places[kind, key] = own_place(kind, record, self._place) if record is not None else kept
        return self.places[kind, key]

    def _add(self, work: Work, state: RegistryState) -> int:
        moment = now()
        rows = [
            unkept(kind, record, self.actor, state, moment, columns_of(kind, record, self._place))
            for (kind, key), record in self.new.items()
            if (kind, key) not in self.rows
        ]
        work.add_many(rows)
        derive(rows)
        return len(rows)

    def _change(self, work: Work, alone: bool) -> tuple[int, int]:
        changed: list[RegistryRow] = []
        before: dict[int, dict[str, Any]] = {}
        proposed = 0
        for kept in self.new.keys() & self.rows.keys():
            row, record = self.rows[kept], self.new[kept]
            if not alone and row.state == RegistryState.PUBLISHED:
                proposed += self._propose(work, row, record)
            elif was := self._difference(row, record):
                changed.append(row)
                before[row.pk] = was
        work.change_many(changed, before)
        derive(changed)
        for row in changed:
            if before[row.pk].keys() & {"area", "country"}:
                follow(work, row)
        return len(changed), proposed

    def _difference(self, row: RegistryRow, record: RegistryRecord) -> dict[str, Any]:
        """Set the columns of a row that differ; gives what they held. Personal fields that are empty stay kept."""
        columns = columns_of(row.kind, record, self._place)
        columns["personal"] = row.personal | columns["personal"]
        was = {name: getattr(row, name) for name, value in columns.items() if getattr(row, name) != value}
        if was:
            was["changed_on"] = row.changed_on
            columns["changed_on"] = now()
        for name in was:
            setattr(row, name, columns[name])
        return was

    def _propose(self, work: Work, row: RegistryRow, record: RegistryRecord) -> int:
        """Propose what differs; gives how many proposals were made."""
        if not any(self._proposal(row, record)):
            return 0
        # Personal fields that a file leaves empty, as every export does, are not proposed to be emptied.
        kept = {name: value for name, value in row.personal.items() if not getattr(record, name)}
        proposals.keep(work, row, record.model_copy(update=kept), author=self.actor)
        return 1

    def _proposal(self, row: RegistryRow, record: RegistryRecord) -> tuple[dict[str, Any], dict[str, Any]]:
        """What differs from a published record, fields that tell of persons apart; nothing if the same waits."""
        values, personal = _different(row, record)
        waiting = Proposal.objects.filter(row=row, state=ProposalState.OPEN)
        if (values or personal) and any((one.values, one.personal) == (values, personal) for one in waiting):
            return {}, {}
        return values, personal


def _different(row: RegistryRow, record: RegistryRecord) -> tuple[dict[str, Any], dict[str, Any]]:
    """What differs; personal fields that are empty stay as they are kept, so they are no difference."""
    values, personal = proposals.different(row, record)
    return values, {name: value for name, value in personal.items() if value}
