"""Studies of mercury-added products: what was read as a study keeps it, and what is kept as it is reckoned with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from almaden.reference.record import Record
from almaden.sectors.products.data import MADE_UP, StockData
from almaden.sectors.products.records import TABLES as STOCK_TABLES
from almaden.store.models import Study
from almaden.store.models.studies import StudySector

if TYPE_CHECKING:
    from almaden.sectors.readers.cells import Cells

#: The sectors whose studies are kept here.
SECTORS: Final = (StudySector.PRODUCTS,)
#: What results of products rest on where nobody asks for something else.
DRAWS: Final = 1_000


@dataclass(frozen=True)
class ReadStudy:
    """What was read of products, as a study keeps it.

    Attributes:
        tables: the records by table.
        country: the country that they are of; empty for several.
        year: the year that they are for; None where they are of many.
        title: what they are.
        made_up: whether their figures are made up.
        sha256: of what was read.
    """

    tables: Mapping[str, Sequence[Record]]
    country: str
    year: int | None
    title: str
    made_up: bool
    sha256: str


def read_rows(sector: str, given: Mapping[str, Sequence[Cells]]) -> ReadStudy:
    """Tables that come as rows of named values, read and checked as those of a file.

    Args:
        sector: one of :data:`SECTORS`.
        given: the rows by table.

    Raises:
        InputError: with every fault, by table and row, counted from 1.
    """
    from almaden.sectors.products.readers.stock import advice, stock_of
    from almaden.sectors.readers.cells import tables_of_rows

    return kept_stock(stock_of(tables_of_rows(given, STOCK_TABLES, advice=advice)))


def kept_stock(data: StockData) -> ReadStudy:
    """Sales of products as a study keeps them; of several countries they are of none."""
    countries = {one.country for one in data.sales}
    tables = {name: getattr(data, name) for name in STOCK_TABLES if name != "about"}
    return ReadStudy(
        {"about": (data.about,), **tables}, countries.pop() if len(countries) == 1 else "", None, data.about.title,
        data.about.made_up, data.sha256,
    )  # fmt: skip


def stock_data(study: Study) -> StockData:
    """Sales of products, to be reckoned with."""
    from almaden.sectors.products.readers.stock import with_notes

    tables = _records(study)
    (about,) = tables.pop("about")
    notice = MADE_UP if study.made_up or about.made_up else ""
    return with_notes(StockData(about, **tables, sha256=study.sha256, notice=notice))


def _records(study: Study) -> dict[str, Any]:
    from almaden.store.studies import records_of

    tables: dict[str, Any] = dict.fromkeys(STOCK_TABLES, ())
    return tables | records_of(study)
