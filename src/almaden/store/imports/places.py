"""Plans facilities and sites: which are there already, by identifier or by name and distance, and what changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from almaden.errors import Fault
from almaden.quantity.sphere import great_circle_km, place_of
from almaden.reference.readers.located import Located, Remark
from almaden.store.imports.differences import TABLES, Told, gaps, too_long, values_of
from almaden.store.imports.matching import OTHER_KM, Candidate, Place, Places, plain_names
from almaden.store.imports.plan import Missing, Planned, fault_at, key_of
from almaden.store.imports.setting import Setting
from almaden.store.models import User
from almaden.store.rights import visible_facilities, visible_sites
from almaden.wording import Fixed, Text, n_

_VISIBLE: dict[str, Callable[[User], Any]] = {"facility": visible_facilities, "site": visible_sites}
#: The system of names that no network gave.
_BY_NAME = "site"
_POLE = 90.0
_COLUMNS = ("pk", "name", "country", "latitude", "longitude", "identifiers", "dataset_id")


class PlacePlanner:
    """Plans the records of one type of places; what it finds is in ``planned``, ``faults``, ``remarks``, ``missing``.

    Args:
        record_type: facility or site.
        setting: what the records are compared with.
        some: the file tells of some places only, by their identifiers: the others are not missing, and names are
            compared for those without an identifier alone.
    """

    def __init__(self, record_type: str, setting: Setting, *, some: bool = False) -> None:
        self.planned: list[Planned] = []
        self.faults: list[Fault] = []
        self.missing: list[Missing] = []
        self.remarks: list[Remark] = []
        self._type = record_type
        self._table: Any = TABLES[record_type]
        self._setting = setting
        self._taken: dict[int, Planned] = {}
        self._some = some

    def plan(self, records: Sequence[Located]) -> None:
        """Plan all records of the type that a file has."""
        for located in records:
            faults = list(self._wrong(located))
            self.faults += faults
            if not faults:
                key = key_of(self._type, located)
                self.planned.append(Planned(self._type, key, located.record.name, located))
        self._match()
        self._compare(Told(located.record for located in records))
        self._find_missing()

    def _wrong(self, located: Located) -> Iterator[Fault]:
        yield from too_long(self._setting.file, self._type, located)
        refused = self._setting.refused(located, located.record.country)
        if refused is not None:
            yield refused
        for key in located.record.identifiers.items():
            owner = self._setting.owners.get(key)
            if owner is not None and owner.record_type != self._type:
                problem = n_("the identifier belongs to a record of another type")
                yield fault_at(self._setting.file, located, problem, "identifiers", ":".join(key))

    def _match(self) -> None:
        unknown = []
        for one in self.planned:
            keys = one.located.record.identifiers.items()
            found = {key: self._setting.owners[key].pk for key in keys if key in self._setting.owners}
            if not found:
                if not (self._some and keys):
                    unknown.append(one)
            elif len(set(found.values())) == 1:
                system, value = next(iter(found))
                self._take(one, next(iter(found.values())), Text("same identifier {key}", key=f"{system}:{value}"))
            else:
                one.candidates = self._owners(found)
                self._decide(one)
        if unknown:
            self._match_by_name(unknown)

    def _owners(self, found: dict[tuple[str, str], int]) -> tuple[Candidate, ...]:
        names = dict(self._table.objects.filter(pk__in=set(found.values())).values_list("pk", "name"))
        return tuple(
            Candidate(pk, names[pk], Text("same identifier {key}", key=":".join(key)), False)
            for key, pk in found.items()
        )

    def _match_by_name(self, unknown: Sequence[Planned]) -> None:
        places = Places(self._known({one.located.record.country for one in unknown}))
        for one in unknown:
            one.candidates = places.candidates(self._place(one.located.record))
        # The clear ones first: what is taken is no longer to be had by the doubtful ones.
        for one in sorted(unknown, key=lambda one: not _clear(one.candidates)):
            self._decide(one)

    def _known(self, countries: set[str]) -> Iterator[Place]:
        more = ("other_names", "category") if self._type == "facility" else ("kind",)
        # A likeness must not tell a person of drafts that they may not see.
        seen = self._table.objects.all() if self._setting.actor is None else _VISIBLE[self._type](self._setting.actor)
        rows = seen.filter(country__in=countries).values_list(*_COLUMNS, *more)
        for pk, name, country, latitude, longitude, identifiers, dataset, *rest in rows.iterator(chunk_size=5000):
            names = plain_names(name, rest[0] if len(rest) == 2 else "")
            yield Place(pk, name, names, country, latitude, longitude, rest[-1], frozenset(identifiers), dataset)

    def _place(self, record: Any) -> Place:
        facility = self._type == "facility"
        names = plain_names(record.name, record.other_names if facility else "")
        dataset = self._setting.dataset.pk if self._setting.dataset else 0
        sort = record.category if facility else record.kind
        systems = frozenset(record.identifiers)
        return Place(0, record.name, names, record.country, record.latitude, record.longitude, sort, systems, dataset)

    def _decide(self, one: Planned) -> None:
        """Take what a person decided, or the one clear candidate, or leave it doubtful."""
        decision = self._setting.decisions.get(one.key, "")
        if not one.candidates or decision == "new":
            return
        if decision == "skip":
            one.action = "skipped"
            return
        if decision.startswith("same"):
            wanted = decision.partition(":")[2]
            chosen = next((can for can in one.candidates if not wanted or str(can.pk) == wanted), None)
            if chosen is not None:
                self._take(one, chosen.pk, chosen.reason)
                return
        clear = [candidate for candidate in one.candidates if candidate.clear]
        if len(clear) == 1 and clear[0].pk not in self._taken:
            self._take(one, clear[0].pk, clear[0].reason)
        else:
            one.action = "doubtful"

    def _take(self, one: Planned, pk: int, reason: str) -> None:
        first = self._taken.setdefault(pk, one)
        if first is not one:
            problem = Text("the rows {first} and {second} are the same place", first=str(first.located.row),
                           second=str(one.located.row))  # fmt: skip
            advice = n_("delete one of the rows, or decide that one of them is new")
            self.faults.append(fault_at(self._setting.file, one.located, problem, "name", one.title, advice))
        one.target = self._table(pk=pk)
        one.reason = reason

    def _compare(self, told: Told) -> None:
        rows = self._table.objects.select_related("dataset").in_bulk(
            [one.target.pk for one in self.planned if one.target is not None]
        )
        for one in self.planned:
            record = one.located.record
            if one.target is None:
                one.values = values_of(record) if one.action == "added" else {}
                continue
            row = one.target = rows[one.target.pk]
            self.faults += self._elsewhere(one, row)
            if self._setting.may_replace(row.dataset):
                one.values = told.changes(record, row)
            else:
                one.values = gaps(record, row) if row.dataset.state == "draft" else {}
            one.before = {name: getattr(row, name) for name in one.values}
            one.action = "changed" if one.values else "unchanged"

    def _elsewhere(self, one: Planned, row: Any) -> Iterator[Fault]:
        """A fault where a site of the file is far from the one of the store that only has the same name by chance."""
        place, known = (place_of(of.latitude, of.longitude) for of in (one.located.record, row))
        names = one.located.record.identifiers
        if not self._some or place is None or known is None:
            return
        far = great_circle_km(place, known)
        if far > OTHER_KM and abs(place[1]) <= _POLE and great_circle_km(place[::-1], known) <= OTHER_KM:
            problem = n_("the site of this identifier lies in the store where latitude and longitude are exchanged")
            fault = fault_at(
                self._setting.file, one.located, problem, "latitude", str(place[0]), n_("exchange the cells")
            )
            self.remarks.append(Remark("coordinates swapped", fault))
        if far > OTHER_KM and _BY_NAME in names:
            problem = Text("the site of this name in the store lies {far} km away", far=Fixed(far, 0))
            advice = n_("give the site another name, or correct the one of the store first")
            value = f"{_BY_NAME}:{names[_BY_NAME]}"
            yield fault_at(self._setting.file, one.located, problem, "identifiers", value, advice)

    def _find_missing(self) -> None:
        if self._setting.dataset is None or self._some:
            return
        named = {candidate.pk for one in self.planned if one.action == "doubtful" for candidate in one.candidates}
        rows = self._table.objects.filter(dataset=self._setting.dataset).order_by("name", "pk")
        self.missing = [
            Missing(self._type, pk, name)
            for pk, name in rows.values_list("pk", "name")
            if pk not in self._taken and pk not in named
        ]


def _clear(candidates: Sequence[Candidate]) -> bool:
    return sum(candidate.clear for candidate in candidates) == 1
