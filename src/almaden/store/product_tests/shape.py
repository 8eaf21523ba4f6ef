"""How the tables of the template are kept: which model holds which record, and what leads where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from almaden.reference.readers.named_cells import Cells
from almaden.reference.record import Record
from almaden.sectors.products.testing.data import ProductTestData
from almaden.sectors.products.testing.records import TABLES
from almaden.store.journal import canonical
from almaden.store.models import (
    CampaignProduct,
    CampaignRound,
    ProductCampaign,
    ProductTest,
    RelistingCheck,
    Takedown,
)
from almaden.store.models.product_tests import CampaignRow


@dataclass(frozen=True)
class Kept:
    """How a table is kept.

    Attributes:
        model: the table of the store.
        links: by field of the record that names another row: the field of the model that leads there, and its table.
        rows: the name by which a campaign has them.
        prefix: with what an identifier begins that nobody typed; empty where rows have none.
    """

    model: type[CampaignRow]
    links: Mapping[str, tuple[str, str]]
    rows: str
    prefix: str


#: By table of the template; a table stands behind those that it leads to.
KEPT: Final[Mapping[str, Kept]] = MappingProxyType(
    {
        "campaigns": Kept(CampaignRound, {}, "rounds", "ROUND-"),
        "products": Kept(CampaignProduct, {}, "products", "P"),
        "tests": Kept(
            ProductTest, {"product": ("product", "products"), "campaign": ("round", "campaigns")}, "tests", "T"
        ),
        "takedowns": Kept(Takedown, {"product": ("product", "products")}, "takedowns", "R"),
        "checks": Kept(RelistingCheck, {"takedown": ("takedown", "takedowns")}, "checks", ""),
    }
)
#: The table of each model.
TABLE_OF: Final[Mapping[type[CampaignRow], str]] = {kept.model: name for name, kept in KEPT.items()}


def rows_of(campaign: ProductCampaign, table: str) -> list[Any]:
    """The rows of a table in the order in which they were added."""
    kept = KEPT[table]
    found = getattr(campaign, kept.rows).select_related(*(field for field, _ in kept.links.values()))
    return list(found.order_by("pk"))


def records_of(campaign: ProductCampaign, table: str, without: int | None = None) -> tuple[Any, ...]:
    """The records of a table in the order in which they were added.

    Args:
        campaign: the campaign.
        table: the table.
        without: number of a row that is left out.
    """
    record, columns = TABLES[table], _columns(table)
    # Plain values: of thousands of rows, making objects of the store would take most of the time.
    found = getattr(campaign, KEPT[table].rows).exclude(pk=without).order_by("pk").values_list(*columns.values())
    return tuple(record.model_validate(dict(zip(columns, row, strict=True))) for row in found)


def record_of(row: Any) -> Any:
    """A row as the record that it holds."""
    table = TABLE_OF[type(row)]
    found = type(row).objects.filter(pk=row.pk).values_list(*_columns(table).values()).get()
    return TABLES[table].model_validate(dict(zip(_columns(table), found, strict=True)))


def keys_of(campaign: ProductCampaign, table: str) -> dict[str, int]:
    """Numbers of the rows of a table by identifier; nothing where rows have none."""
    kept = KEPT[table]
    return dict(getattr(campaign, kept.rows).values_list("key", "pk")) if kept.prefix else {}


def _columns(table: str) -> dict[str, str]:
    """Where each field of a record stands in the store."""
    links = KEPT[table].links
    return {
        name: f"{links[name][0]}__key" if name in links else "key" if name == "id" else name
        for name in TABLES[table].model_fields
    }


def fields_of(record: Record, table: str, keys: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """A record as the fields of its model.

    Args:
        record: the record.
        table: its table.
        keys: by table the numbers of the rows that identifiers lead to.
    """
    values: dict[str, Any] = {}
    for name, value in record:
        if name in KEPT[table].links:
            field, other = KEPT[table].links[name]
            values[f"{field}_id"] = keys[other][value]
        else:
            values["key" if name == "id" else name] = list(value) if isinstance(value, tuple) else value
    return values


def cells_of(record: Record) -> dict[str, str | float | bool | None]:
    """A record as it would be typed into a row."""
    return {name: _cell(value) for name, value in record}


def _cell(value: Any) -> str | float | bool | None:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return "; ".join(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def data_of(campaign: ProductCampaign) -> ProductTestData:
    """A campaign to be reckoned with; its rows were checked when they were written."""
    import hashlib

    found = {table: records_of(campaign, table) for table in KEPT}
    plain = {table: [record.model_dump(mode="json") for record in records] for table, records in found.items()}
    return ProductTestData(
        found["campaigns"], found["products"], found["tests"], found["takedowns"], found["checks"],
        sha256=hashlib.sha256(canonical(plain).encode()).hexdigest(),
    )  # fmt: skip


def next_key(table: str, known: Sequence[str]) -> str:
    """An identifier for a row that nobody gave one."""
    prefix = KEPT[table].prefix
    numbers = [int(key[len(prefix) :]) for key in known if key.startswith(prefix) and key[len(prefix) :].isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1}"


def with_keys(table: str, rows: Sequence[Cells], known: Sequence[str]) -> list[Cells]:
    """Rows that all have an identifier, where their table has any."""
    if not KEPT[table].prefix:
        return list(rows)
    found, keys = [], [*known, *(str(row.get("id") or "") for row in rows)]
    for row in rows:
        if not str(row.get("id") or "").strip():
            keys.append(next_key(table, keys))
            row = {**row, "id": keys[-1]}
        found.append(row)
    return found
