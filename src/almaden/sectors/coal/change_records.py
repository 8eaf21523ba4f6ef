"""A table of changes as users write it, and the changes that it means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from almaden.errors import Fault, InputError
from almaden.reference.record import Record, described
from almaden.sectors.coal.changes import Change, Kind
from almaden.sectors.coal.fuel import BasisError, on_dry_basis
from almaden.sectors.coal.records import CoalRecord
from almaden.sectors.coal.terms import Sorbent
from almaden.sectors.coal.train import parse_devices
from almaden.wording import Text


class ChangeRecord(Record):
    """One change that a user wants compared."""

    id: str = described("Identifier of the change, unique in the table.", "filter", min_length=1, max_length=100)
    unit: str = described(
        "Identifier of the unit that it is for; every unit when empty.", "G100000108106", default="", max_length=100
    )
    name: str = described("The change in words.", "Carbon before a new fabric filter", default="", max_length=300)
    kind: Kind = described(
        "What is changed: coal switch, blend, wash, retrofit, sorbent rate, additive, re-emission additive or retire.",
        "retrofit",
    )
    devices: str = described("Devices that are added, in the order of the gas, joined by +.", "ACI + FF", default="")
    sorbent: Sorbent = described("Carbon that is injected: plain or brominated.", "brominated", default="")
    sorbent_mg_per_m3: float | None = described(
        "Carbon injected, per cubic metre of flue gas as it is.", "48", "mg/m3", default=None, ge=0, le=2000
    )
    bromine_added_mg_per_kg: float | None = described(
        "Bromine added to the coal.", "100", "mg/kg", default=None, ge=0, le=5000
    )
    coal: str = described("Name of the other coal, as in the table of coals.", "Kalimantan blend", default="")
    share: float | None = described(
        "Share of the other coal by dry mass, 0 to 1; 1 for a coal switch.", "0.2", default=None, gt=0, le=1
    )
    washed_share: float | None = described("Share of the coal that is washed, 0 to 1.", "1", default=None, ge=0, le=1)
    washing_removal: float | None = described(
        "Share of its mercury that washing takes out, 0 to 1.", "0.3", default=None, ge=0, le=1
    )
    retired_year: int | None = described("Last year of operation.", "2035", default=None, ge=2000, le=2200)
    source: str = described("Where this was read.", "Feasibility study 3", default="")


def change_of(record: ChangeRecord, coals: Sequence[CoalRecord] = (), file: str = "", row: int | None = None) -> Change:
    """The change that a line means.

    Args:
        record: the line.
        coals: the coals that it may name.
        file: name of the file, for a fault.
        row: its row there.

    Raises:
        InputError: a word is no device, the coal is not there, or what the kind of change needs is missing.
    """
    faults = list(_missing(record, file, row))
    devices: tuple[str, ...] = ()
    try:
        devices = parse_devices(record.devices)
    except ValueError as error:
        faults.append(Fault("this device is not known", file, "", row, "devices", str(error.args[0])))
    coal = next((coal for coal in coals if record.coal and coal.name == record.coal), None)
    if record.coal and coal is None:
        known = ", ".join(sorted({coal.name for coal in coals}))
        faults.append(Fault("no coal has this name", file, "", row, "coal", record.coal, accepted=known))
    if faults:
        raise InputError(faults)
    removal = record.washing_removal or 0.0
    return Change(
        id=record.id,
        name=record.name or record.id,
        kind=record.kind,
        devices=devices,
        sorbent=record.sorbent,
        sorbent_mg_per_m3=record.sorbent_mg_per_m3 or 0.0,
        bromine_added_mg_per_kg=record.bromine_added_mg_per_kg or 0.0,
        coal=coal,
        share=1.0 if record.share is None or record.kind == "coal switch" else record.share,
        washed_share=(1.0 if record.washed_share is None else record.washed_share) if removal else 0.0,
        washing_removal=removal,
        retired_year=record.retired_year,
        costs=devices or _COSTS.get(record.kind, ()),
    )


def changes_by_unit(records: Iterable[ChangeRecord], coals: Sequence[CoalRecord]) -> Mapping[str, tuple[Change, ...]]:
    """Changes by the unit that they are for; those for every unit have the empty key.

    Raises:
        InputError: a line is not enough; see :func:`change_of`.
    """
    found: dict[str, list[Change]] = defaultdict(list)
    dry = [_dry(coal) for coal in coals]
    for record in records:
        found[record.unit].append(change_of(record, dry))
    return {unit: tuple(changes) for unit, changes in found.items()}


def _dry(coal: CoalRecord) -> CoalRecord:
    """A coal on dry basis where that can be reckoned; a change to another one says why it cannot be made."""
    try:
        return on_dry_basis(coal)
    except BasisError:
        return coal


#: What must be told for each kind of change, and what it costs beside devices.
_NEEDS: dict[Kind, tuple[str, ...]] = {
    "coal switch": ("coal",),
    "blend": ("coal", "share"),
    "wash": ("washing_removal",),
    "retrofit": ("devices",),
    "sorbent rate": ("sorbent_mg_per_m3",),
    "additive": ("bromine_added_mg_per_kg",),
}
_COSTS: dict[Kind, tuple[str, ...]] = {
    "additive": ("bromide",),
    "re-emission additive": ("reemission additive",),
}


def _missing(record: ChangeRecord, file: str, row: int | None) -> Iterable[Fault]:
    for column in _NEEDS.get(record.kind, ()):
        if getattr(record, column) in ("", None):
            yield Fault(Text("a change of the kind {kind} needs it", kind=record.kind), file, "", row, column)
    if "ACI" in record.devices and record.sorbent_mg_per_m3 is None:
        problem = "how much carbon is injected must be told"
        yield Fault(problem, file, "", row, "sorbent_mg_per_m3", accepted="mg/m3 of flue gas as it is")
