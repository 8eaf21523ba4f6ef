"""What somebody may load who has no right over the whole registry: their own area, and proposals for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from almaden.errors import Fault
from almaden.partnership.records.base import RegistryRecord
from almaden.store.acting import allow_somewhere
from almaden.store.models import RegistryRow, User
from almaden.store.models.registry import RegistryState
from almaden.store.registry.columns import PlaceOf
from almaden.store.registry.proposals import different
from almaden.store.registry.who import where_of
from almaden.store.rights import may, visible_registry
from almaden.wording import n_

#: Kind and key of a record.
_Name = tuple[str, str]


def allow_load(actor: User | None) -> None:
    """Let those load who may load everything, and those who write for some country or area.

    Raises:
        RightsError: the person may do neither.
    """
    if not may(actor, "load_registry"):
        allow_somewhere(actor, "write_registry")


def place_faults(
    actor: User | None,
    new: Mapping[_Name, RegistryRecord],
    rows: Mapping[_Name, RegistryRow],
    place_of: PlaceOf,
) -> Iterator[Fault]:
    """What a load tells of other areas than those that a person writes for.

    New records of other areas and drafts of others are refused. Corrections of what is published, and new records
    of no area, wait for the approval of others anyway.

    Args:
        actor: who loads; the program, and who may load everything, are not limited.
        new: the records that come.
        rows: the records that are kept.
        place_of: gives area and country of a record that comes.
    """
    if actor is None or may(actor, "load_registry"):
        return
    seen = set(visible_registry(actor).order_by().values_list("pk", flat=True))
    for (kind, key), record in new.items():
        row, place = rows.get((kind, key)), place_of(kind, key)
        its_own = may(actor, "write_registry", *where_of(place))
        if row is None:
            if place[0] and not its_own:
                yield _fault(kind, key, place[0])
        elif row.pk not in seen:
            advice = n_("take another key, or change the record that is there")
            yield Fault(n_("there is a record with this key"), file=f"{kind} {key}", column="id", advice=advice)
        elif row.state != RegistryState.PUBLISHED and any(different(row, record)):
            moved_within = its_own and may(actor, "write_registry", row.country, row.area)
            if not moved_within:
                yield _fault(kind, key, row.area)


def _fault(kind: str, key: str, area: str) -> Fault:
    return Fault(
        n_("you may not bring in records of this area"),
        file=f"{kind} {key}",
        column="area",
        value=area,
        advice=n_("ask an administrator for the role, or leave the record out"),
    )
