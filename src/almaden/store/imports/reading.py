"""Reads a file by a reader and plans its records; what other rooms keep is handed to them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from almaden.errors import AlmadenError, Fault, InputError
from almaden.reference.readers.blocks import Block
from almaden.reference.readers.located import Item, Located, Remark, Remarked
from almaden.reference.readers.registry import read, read_blocks, reader
from almaden.reference.records import RECORD_TYPES, SourceRecord
from almaden.store.dataset_guard import may_import_into
from almaden.store.imports.differences import TABLES
from almaden.store.imports.places import PlacePlanner
from almaden.store.imports.plan import Decisions, Plan, fault_at
from almaden.store.imports.setting import Setting, area_of_new, may_write, owners_of
from almaden.store.imports.units import UnitPlanner
from almaden.store.journal import Work
from almaden.store.models import Dataset, Entry, SourceDocument, Upload, User
from almaden.wording import Text, n_

#: Told how many rows were read.
Progress = Callable[[int], None]

#: Readers of tables that anybody may write: their data set is named after the file, not after the publisher.
_OF_TEMPLATES: Final = frozenset({"facilities", "units", "sites", "table", "observations"})
_PLACES: Final = ("facility", "site")
_TYPES: Final = {record: name for name, record in RECORD_TYPES.items()}
_LONGEST_KEY: Final = 80


@dataclass(frozen=True)
class Request:
    """What somebody wants to import.

    Attributes:
        actor: who; None for the program itself.
        path: where the file lies.
        name: its name, as the person knows it.
        reader: name of the reader.
        dataset_key: key of the data set; empty for the usual one of the reader.
        options: ``columns`` for a reader that takes a map of columns, ``title`` of a data set that is made,
            ``standing`` of an inventory, ``reason`` for the journal.
        decisions: what people decided on doubtful records.
        aside: a folder of this import alone for what was read, so that a long file is read once; None to do without.
    """

    actor: User | None
    path: Path
    name: str
    reader: str
    dataset_key: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    decisions: Decisions = field(default_factory=dict)
    aside: Path | None = None

    def open(self) -> BinaryIO:
        """The file."""
        return self.path.open("rb")

    def items(self, file: BinaryIO) -> Iterator[Item]:
        """What the reader gives."""
        return read(self.reader, file, self.name, self.options.get("columns") or None)

    def blocks(self, file: BinaryIO) -> Iterator[Block | Remarked]:
        """What the reader gives, many rows at once where it can."""
        return read_blocks(self.reader, file, self.name, self.options.get("columns") or None)

    def aside_for(self, sha256: str) -> Path | None:
        """Where the records of a file are put aside; another content is another file."""
        return self.aside / f"{sha256}.parquet" if self.aside is not None else None

    @property
    def key(self) -> str:
        """Key of the data set that the records go into."""
        return self.dataset_key or usual_key(self.reader, self.name)


def usual_key(reader_name: str, filename: str) -> str:
    """The data set that a file goes into if none is named: of its publisher, or of the name of the file."""
    if reader_name not in _OF_TEMPLATES:
        return reader_name
    stem = Path(filename).name.split(".")[0].lower()
    return re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:_LONGEST_KEY] or reader_name


def plan_import(request: Request, progress: Progress | None = None) -> Plan:
    """Find out what an import would do; nothing is written.

    Args:
        request: what is to be imported.
        progress: called with the number of rows read so far.

    Raises:
        InputError: there is no such reader, or the data set is somebody else's.
    """
    progress = progress or (lambda rows: None)
    types = reader(request.reader).record_types
    made_at = Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    # An inventory is in no data set.
    dataset = None if "inventory" in types else _dataset(request)
    plan = Plan(request.reader, types, request.key, dataset, made_at)
    if "inventory" in types:
        from almaden.store.imports.inventories import plan_inventory

        plan_inventory(request, plan)
    elif "observation" in types:
        _plan_observations(request, plan, progress)
    else:
        _plan_records(request, plan, progress)
    return plan


def written_since(number: int) -> bool:
    """Whether records were written after an entry of the journal; a file that was only brought in is none."""
    return Entry.objects.filter(number__gt=number).exclude(action__startswith="upload.").exists()


def _dataset(request: Request) -> Dataset | None:
    key = request.key
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", key) or len(key) > _LONGEST_KEY:
        accepted = n_("small letters a to z, digits, hyphens; at most 80")
        raise InputError(Fault("this cannot be the key of a data set", value=key, accepted=accepted))
    dataset = Dataset.objects.filter(key=key).first()
    if dataset is not None and not may_write(request.actor, dataset):
        advice = n_("take another key, or ask its author")
        raise InputError(Fault("the data set belongs to somebody else", value=key, advice=advice))
    if dataset is not None and not may_import_into(request.actor, dataset):
        raise InputError(
            Fault(
                "the data set was submitted or published, and an import would make it a draft again",
                value=key,
                advice=n_("take another key, or ask somebody who may withdraw it"),
            )
        )
    if dataset is not None and dataset.state == "withdrawn":
        raise InputError(Fault("the data set was withdrawn", value=key, advice=n_("take another key")))
    return dataset


def _plan_observations(request: Request, plan: Plan, progress: Progress) -> None:
    from dataclasses import asdict

    from almaden.store.observations.files import sha256_of
    from almaden.store.observations.imports import Found, check_observations

    found = Found()
    try:
        with request.open() as file:
            aside = request.aside_for(sha256_of(request.path))
            counts = check_observations(
                request.actor, plan.dataset, request.blocks(file), request.name, progress, aside, found
            )
    except InputError as error:
        plan.faults = list(error.faults)
    else:
        plan.extra = {"observation": asdict(counts)}
    for remark in _plan_sites(request, plan, found.others):
        found.remarks.add(remark)
    plan.remarks = found.remarks.counted()


def _plan_sites(request: Request, plan: Plan, located: Sequence[Located]) -> Sequence[Remark]:
    """Plan the sites that a file tells of beside its observations; one that it tells twice in the same words is one."""
    sites: dict[str, Located] = {}
    for one in located:
        _type_of(one, plan)
        if not one.record.identifiers and one.record.latitude is None:
            problem = n_("the site has neither an identifier nor coordinates")
            advice = n_("give it an identifier, with the system that gave it, such as gaw:MHD")
            plan.faults.append(fault_at(request.name, one, problem, "identifiers", one.record.name, advice))
        else:
            sites.setdefault(one.record.model_dump_json(), one)
    if not sites:
        return ()
    records = {"site": list(sites.values())}
    plan.faults += _twice(request.name, records)
    keys = (key for one in records["site"] for key in _keys(one.record))
    setting = Setting(request.name, request.actor, plan.dataset, request.decisions, owners_of(keys))
    places = PlacePlanner("site", setting, some=True)
    places.plan(records["site"])
    _add(plan, places)
    return places.remarks


def _plan_records(request: Request, plan: Plan, progress: Progress) -> None:
    records: dict[str, list[Located]] = defaultdict(list)
    with request.open() as file:
        for number, item in enumerate(request.items(file), 1):
            if isinstance(item, Fault):
                plan.faults.append(item)
            else:
                records[_type_of(item, plan)].append(item)
            if number % 500 == 0:
                progress(number)
    plan.faults += _twice(request.name, records)
    keys = (key for found in records.values() for one in found for key in _keys(one.record))
    setting = Setting(request.name, request.actor, plan.dataset, request.decisions, owners_of(keys))
    facilities = []
    for record_type in _PLACES:
        if record_type in plan.record_types:
            places = PlacePlanner(record_type, setting)
            places.plan(records[record_type])
            _add(plan, places)
            facilities += places.planned if record_type == "facility" else []
    if "unit" in plan.record_types:
        units = UnitPlanner(setting, facilities)
        units.plan(records["unit"])
        _add(plan, units)
    plan.faults.sort(key=lambda fault: (fault.sheet, fault.row or 0))


def _type_of(located: Located, plan: Plan) -> str:
    name = _TYPES.get(type(located.record), "")
    if name not in plan.record_types or name not in TABLES:
        raise AlmadenError(
            Text("the reader '{name}' gives records of a type that an import cannot keep", name=plan.reader)
        )
    return name


def _add(plan: Plan, planner: PlacePlanner | UnitPlanner) -> None:
    plan.planned += planner.planned
    plan.faults += planner.faults
    plan.missing += planner.missing


def _keys(record: Any) -> Iterable[tuple[str, str]]:
    """Identifiers of a record, and that of the facility of a unit."""
    yield from record.identifiers.items()
    if hasattr(record, "facility"):
        system, _, value = record.facility.partition(":")
        yield system, value


def _twice(file: str, records: Mapping[str, list[Located]]) -> Iterator[Fault]:
    """Faults of records that cannot be told from another one of the same file."""
    rows: dict[tuple[Any, ...], int | None] = {}
    for record_type, found in records.items():
        for located in found:
            record = located.record
            keys: list[tuple[Any, ...]] = list(record.identifiers.items())
            if not keys:
                where = getattr(record, "facility", None) or getattr(record, "country", None)
                spot = getattr(record, "latitude", None), getattr(record, "longitude", None)
                keys = [(record_type, where, record.name.casefold(), *spot)]
            first = next((rows[key] for key in keys if key in rows), -1)
            if first != -1:
                problem = Text(
                    "the rows {first} and {second} cannot be told apart", first=str(first), second=str(located.row)
                )
                advice = n_("delete one of the rows, or give each its own identifier")
                yield fault_at(file, located, problem, "identifiers", record.name, advice)
            rows.update(dict.fromkeys(keys, located.row))


def new_dataset(work: Work, request: Request, plan: Plan, upload: Upload) -> Dataset:
    """Add the data set that an import makes, with its source: what the reader cites, and the file itself."""
    countries = {getattr(one.located.record, "country", "") for one in plan.planned} - {""}
    found = reader(request.reader)
    cited = found.source or SourceRecord(title=upload.name)
    source = work.add(SourceDocument(**cited.model_dump(), upload=upload))
    return work.add(
        Dataset(
            key=request.key,
            title=str(request.options.get("title") or found.title)[:300],
            licence=cited.licence,
            reader=request.reader,
            area=area_of_new(request.actor),
            country=countries.pop() if len(countries) == 1 else "",
            source=source,
            author=request.actor,
            made_on=datetime.now(UTC),
        )
    )
