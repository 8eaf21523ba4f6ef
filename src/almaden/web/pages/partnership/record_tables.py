"""Records of a kind side by side, with the fields that matter most to who reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from almaden.partnership.records.kinds import KINDS
from almaden.store.models import RegistryRow
from almaden.store.registry.lists import titles
from almaden.store.rights import Person
from almaden.web.pages.partnership.shared import Told, record_shown, told, wanted

#: The fields of a kind that a table of it shows, beside its title.
FIELDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "area": ("objective", "stated_on"),
        "lead": ("partner", "role", "start", "end", "known_on"),
        "target": ("value", "unit", "due", "indicator", "stated"),
        "indicator": ("unit", "method", "frequency"),
        "indicator_value": ("indicator", "on", "value", "low", "high"),
        "plan": ("edition", "start", "end", "approved_on"),
        "plan_item": ("part", "owner", "countries", "start", "end", "cost", "secured", "currency", "activity"),
        "membership": ("umbrella", "country", "partner"),
        "resource_person": ("partner", "country", "areas", "topics", "languages", "consent_on"),
        "partner_count": ("on", "category", "count"),
        "participation": ("activity", "partner", "role"),
        "budget": ("start", "end", "amount", "currency"),
        "transaction": ("kind", "on", "amount", "currency", "provider", "receiver"),
        "result": (
            "kind", "baseline", "target", "actual", "unit", "on", "grade", "contribution", "mercury_kg_per_year",
        ),
        "beneficiary": ("activity", "number", "unit", "kind"),
        "publication": ("kind", "year", "languages", "authors", "website"),
        "event": ("type", "start", "end", "place", "country", "status", "attendance"),
        "training": ("activity", "start", "end", "countries", "people", "women"),
        "commitment": ("partner", "made_on", "due", "state", "result"),
        "funding": ("funder", "funder_text", "amount", "currency", "percent", "certainty", "activity"),
        "fact": ("value", "unit", "statement"),
        "member": ("partner", "role", "start", "end"),
        "meeting": ("start", "end", "place", "country", "documents"),
        "decision": ("meeting", "responsible", "due", "state", "follow_up", "activity"),
        "consultation": ("opens", "closes", "documents", "summary"),
        "comment": ("document", "place", "partner", "answer"),
        "question": ("country", "asked_on", "answer", "answered_on"),
        "mission": ("start", "countries", "partners", "needs", "actions", "outcome"),
    }
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """Records of a kind: the names of the fields, and each row with its fields."""

    kind: str
    fields: tuple[str, ...]
    rows: tuple[tuple[RegistryRow, dict[str, Told]], ...]


def table_of(
    user: Person, kind: str, rows: Iterable[RegistryRow], without: tuple[str, ...] = (), *, empty: bool = False
) -> Table:
    """Records side by side, as a person may see them.

    Args:
        user: who looks.
        kind: their kind.
        rows: the records.
        without: fields that the page tells in another way.
        empty: keep fields that no record fills in.
    """
    rows = list(rows)
    records = [record_shown(user, row) for row in rows]
    names = titles(user, wanted((kind, record) for record in records))
    cells = [{one.name: one for one in told(kind, record, names)} for record in records]
    shown = (name for name in FIELDS.get(kind, ()) if name in KINDS[kind].record.model_fields and name not in without)
    used = tuple(name for name in shown if empty or any(name in cell for cell in cells))
    return Table(kind, used, tuple(zip(rows, cells, strict=True)))
