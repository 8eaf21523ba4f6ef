"""Studies of mercury-added products: what was read as a study keeps it, and what is kept as it is reckoned with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from almaden.sectors.products.amalgam_records import TABLES as AMALGAM_TABLES
from almaden.sectors.products.data import MADE_UP, StockData
from almaden.sectors.products.national.records import TABLES as BALANCE_TABLES
from almaden.sectors.products.records import TABLES as STOCK_TABLES
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.read_study import ReadStudy

if TYPE_CHECKING:
    from almaden.reference.readers.named_cells import Cells
    from almaden.sectors.products.amalgam_result import AmalgamData
    from almaden.sectors.products.national.data import NationalData

#: The sectors whose studies are kept here.
SECTORS: Final = (StudySector.PRODUCTS, StudySector.AMALGAM, StudySector.PRODUCT_BALANCE)
#: What results of products rest on where nobody asks for something else.
DRAWS: Final = 1_000


def read_rows(sector: str, given: Mapping[str, Sequence[Cells]]) -> ReadStudy:
    """Tables that come as rows of named values, read and checked as those of a file.

    Args:
        sector: one of :data:`SECTORS`.
        given: the rows by table.

    Raises:
        InputError: with every fault, by table and row, counted from 1.
    """
    from almaden.reference.readers.named_cells import tables_of_rows
    from almaden.sectors.products.national.readers import national
    from almaden.sectors.products.readers import amalgam, stock

    if sector == StudySector.AMALGAM:
        return kept_amalgam(amalgam.amalgam_of(tables_of_rows(given, AMALGAM_TABLES)))
    if sector == StudySector.PRODUCT_BALANCE:
        read = tables_of_rows(given, BALANCE_TABLES, advice=national.advice)
        return kept_balance(national.national_of(read))
    return kept_stock(stock.stock_of(tables_of_rows(given, STOCK_TABLES, advice=stock.advice)))


def kept_stock(data: StockData) -> ReadStudy:
    """Sales of products as a study keeps them; of several countries they are of none."""
    countries = {one.country for one in data.sales}
    tables = {name: getattr(data, name) for name in STOCK_TABLES if name != "about"}
    return ReadStudy(
        {"about": (data.about,), **tables}, countries.pop() if len(countries) == 1 else "", data.sha256, None,
        data.about.title, data.about.made_up,
    )  # fmt: skip


def kept_amalgam(data: AmalgamData) -> ReadStudy:
    """Measures and indicators of dental amalgam as a study keeps them."""
    tables = {"about": (data.about,), "measures": data.measures, "values": data.values}
    last = max((one.year for one in data.values), default=None)
    return ReadStudy(tables, data.about.country, data.sha256, last, data.about.title, data.about.made_up)


def kept_balance(data: NationalData) -> ReadStudy:
    """Reports of a national balance as a study keeps them; a checksum of the file would prove guesses at its rows."""
    tables = {name: getattr(data, name) for name in BALANCE_TABLES if name != "about"}
    return ReadStudy(
        {"about": (data.about,), **tables}, data.about.country, "", data.years[-1], data.about.title, data.about.made_up
    )


def stock_data(study: Study) -> StockData:
    """Sales of products, to be reckoned with."""
    from almaden.sectors.products.readers.stock import with_notes

    tables = _records(study, STOCK_TABLES)
    (about,) = tables.pop("about")
    return with_notes(StockData(about, **tables, sha256=study.sha256, notice=_notice(study)))


def amalgam_data(study: Study) -> AmalgamData:
    """Measures and indicators of dental amalgam, to be followed."""
    from almaden.sectors.products.amalgam_result import AmalgamData

    tables = _records(study, AMALGAM_TABLES)
    (about,) = tables.pop("about")
    return AmalgamData(about, **tables, sha256=study.sha256, notice=_notice(study))


def national_data(study: Study) -> NationalData:
    """Reports of a national balance, to be reckoned with."""
    from almaden.sectors.products.national.data import NationalData
    from almaden.sectors.products.national.readers.doubts import doubts

    tables = _records(study, BALANCE_TABLES)
    (about,) = tables.pop("about")
    data = NationalData(about, **tables, notice=_notice(study))
    return replace(data, notes=tuple(doubts(data)))


def _notice(study: Study) -> str:
    about = study.tables["about"][0]
    return MADE_UP if study.made_up or about.get("made_up") else ""


def _records(study: Study, names: Mapping[str, Any]) -> dict[str, Any]:
    from almaden.store.studies import records_of

    tables: dict[str, Any] = dict.fromkeys(names, ())
    return tables | records_of(study)
