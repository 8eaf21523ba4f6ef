"""Plans units: which are there already, by identifier or by name within their facility, and what changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from almaden.errors import Fault
from almaden.reference.readers.located import Located
from almaden.store.imports.differences import Told, gaps, too_long, values_of
from almaden.store.imports.plan import Missing, Planned, fault_at, key_of
from almaden.store.imports.setting import Setting, may_write
from almaden.store.models import Facility, Unit
from almaden.wording import Text, n_


class UnitPlanner:
    """Plans the units of a file; what it finds is in ``planned``, ``faults`` and ``missing``."""

    def __init__(self, setting: Setting, facilities: Iterable[Planned]) -> None:
        """Plan units.

        Args:
            setting: what they are compared with.
            facilities: what becomes of the facilities of the same file.
        """
        self.planned: list[Planned] = []
        self.faults: list[Fault] = []
        self.missing: list[Missing] = []
        self._setting = setting
        self._in_file: dict[str, list[Planned]] = defaultdict(list)
        for one in facilities:
            for system, value in one.located.record.identifiers.items():
                self._in_file[f"{system}:{value}"].append(one)
            self._in_file[one.title].append(one)
        self._stored: dict[int, Facility] = {}
        self._taken: dict[int, Planned] = {}

    def plan(self, records: Sequence[Located]) -> None:
        """Plan all units of a file."""
        self._load(records)
        for located in records:
            faults = list(too_long(self._setting.file, "unit", located))
            home = self._home(located)
            if isinstance(home, Fault):
                faults.append(home)
            self.faults += faults
            if not faults:
                parent = home if isinstance(home, Planned) else None
                unit = Planned("unit", key_of("unit", located), located.record.name, located, parent=parent)
                if isinstance(home, Facility):
                    unit.values = {"facility_id": home.pk}
                elif parent is not None and parent.target is not None:
                    unit.values = {"facility_id": parent.target.pk}
                self.planned.append(unit)
        self._match()
        self._compare(Told(located.record for located in records))
        self._find_missing()

    def _load(self, records: Sequence[Located]) -> None:
        """The facilities of the store that the units name."""
        wanted = set()
        for located in records:
            system, _, value = located.record.facility.partition(":")
            owner = self._setting.owners.get((system, value))
            if owner is not None and owner.record_type == "facility":
                wanted.add(owner.pk)
        self._stored = Facility.objects.select_related("dataset").in_bulk(list(wanted))

    def _home(self, located: Located) -> Planned | Facility | Fault:
        """The facility of a unit, in the file or in the store."""
        name = located.record.facility
        here = self._in_file.get(name, [])
        if len(here) == 1:
            return here[0]
        system, _, value = name.partition(":")
        owner = self._setting.owners.get((system, value))
        facility = self._stored.get(owner.pk) if owner is not None and owner.record_type == "facility" else None
        if facility is None:
            problem = n_("there is no facility with this identifier")
            advice = n_("bring in the facility first, or correct the identifier")
            return fault_at(self._setting.file, located, problem, "facility", name, advice)
        refused = self._setting.refused(located, facility.country)
        if refused is not None:
            return refused
        own = self._setting.may_replace(facility.dataset)
        if not own and (facility.dataset.state != "draft" or not may_write(self._setting.actor, facility.dataset)):
            problem = Text("its facility belongs to the data set {name}", name=facility.dataset.key)
            advice = n_("bring the units into that data set")
            return fault_at(self._setting.file, located, problem, "facility", name, advice)
        return facility

    def _match(self) -> None:
        found: dict[int, tuple[int, str]] = {}
        by_name: dict[tuple[int, str], int] = {}
        homes = {one.values["facility_id"] for one in self.planned if one.values}
        if homes:
            names = Unit.objects.filter(facility__in=_few(homes)).values_list("pk", "facility_id", "name")
            by_name = {
                (home, name.casefold()): pk for pk, home, name in names.iterator(chunk_size=5000) if home in homes
            }
        for place, one in enumerate(self.planned):
            owners = [
                (key, self._setting.owners[key])
                for key in one.located.record.identifiers.items()
                if key in self._setting.owners
            ]
            if any(owner.record_type != "unit" for _, owner in owners) or len({owner.pk for _, owner in owners}) > 1:
                problem = n_("the identifiers belong to other records")
                self.faults.append(fault_at(self._setting.file, one.located, problem, "identifiers"))
            elif owners:
                found[place] = owners[0][1].pk, Text("same identifier {key}", key=":".join(owners[0][0]))
            elif one.values and (one.values["facility_id"], one.title.casefold()) in by_name:
                pk = by_name[one.values["facility_id"], one.title.casefold()]
                found[place] = pk, Text("same name in the same facility")
        self._take(found)

    def _take(self, found: dict[int, tuple[int, str]]) -> None:
        rows = Unit.objects.select_related("facility__dataset").in_bulk([pk for pk, _ in found.values()])
        for place, (pk, reason) in found.items():
            one, row = self.planned[place], rows[pk]
            systems = set(row.identifiers) & set(one.located.record.identifiers)
            other = any(row.identifiers[system] != one.located.record.identifiers[system] for system in systems)
            if other and not reason.startswith("same identifier"):
                # Two identifiers from one system are two units, whatever their names.
                continue
            first = self._taken.setdefault(pk, one)
            if first is not one:
                problem = Text("the rows {first} and {second} are the same unit", first=str(first.located.row),
                               second=str(one.located.row))  # fmt: skip
                self.faults.append(fault_at(self._setting.file, one.located, problem, "name", one.title))
            one.target, one.reason = row, reason

    def _compare(self, told: Told) -> None:
        for one in self.planned:
            home = one.values.get("facility_id")
            if one.parent is not None and one.parent.action in ("doubtful", "skipped"):
                one.action, one.values, one.target = one.parent.action, {}, None
                one.reason = n_("its facility is doubtful") if one.action == "doubtful" else ""
            elif one.target is None:
                # None: its facility is new in this file, and gets its id when it is kept.
                one.values = values_of(one.located.record) | {"facility_id": home}
            else:
                self._change(one, told, home)

    def _change(self, one: Planned, told: Told, home: int | None) -> None:
        row: Any = one.target
        dataset = row.facility.dataset
        # Units have no data set of their own: a file of units alone speaks for those of the facilities it names.
        if self._setting.may_replace(dataset) or (one.parent is None and dataset.state == "draft"):
            one.values = told.changes(one.located.record, row)
            if home != row.facility_id:
                one.values["facility_id"] = home
        else:
            one.values = gaps(one.located.record, row) if dataset.state == "draft" else {}
        one.before = {name: getattr(row, name) for name in one.values}
        one.action = "changed" if one.values else "unchanged"

    def _find_missing(self) -> None:
        if self._setting.dataset is None:
            return
        rows = Unit.objects.filter(facility__dataset=self._setting.dataset).order_by("facility__name", "name", "pk")
        columns = rows.values_list("pk", "name", "facility__name")
        waiting = {one.key for one in self.planned if one.action == "doubtful"}
        self.missing = [
            Missing("unit", pk, f"{facility}, {name}")
            for pk, name, facility in columns
            if pk not in self._taken and not waiting
        ]


def _few(homes: set[int]) -> Any:
    """The ids of facilities as a query can hold them: all facilities where they are too many to name."""
    most = 5000
    return homes if len(homes) <= most else Facility.objects.values("pk")
