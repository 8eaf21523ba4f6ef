"""Tables of a study that come as rows of named values, as programs send them: read and checked as those of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from almaden.convention.law import LawData
from almaden.errors import Fault, InputError
from almaden.monitoring.biota.sample_record import TABLES as BIOTA_SHEETS
from almaden.reference.countries import is_country
from almaden.reference.readers.named_cells import Cells, tables_of_rows
from almaden.sectors.gold.data import GoldData
from almaden.store import product_studies
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.read_study import ReadStudy
from almaden.store.studies import TABLES, Tables, gold_tables, storage_tables, supply_tables
from almaden.supply.storage.data import StorageData
from almaden.supply.trade.readers.consents import ConsentData
from almaden.wording import Text, n_

#: Rows of each table, as they were sent.
Given = Mapping[str, Sequence[Cells]]


def read_input(
    sector: str, given: Given, *, country: str = "", year: int | None = None, title: str = "", made_up: bool = False
) -> ReadStudy:
    """Read and check the tables of a study.

    Args:
        sector: one of :class:`StudySector`.
        given: its tables.
        country: whose authority keeps a ledger of consents; tables of other sectors tell their country themselves.
        year: the year that they are for; of small-scale gold mining the table about tells it, and all that follows.
        title: what they are.
        made_up: whether their figures are made up.

    Raises:
        InputError: with every fault, by table and row, counted from 1.
    """
    if sector == StudySector.GOLD:
        _only_in_about(year, title, made_up)
        data = gold_input(given)
        about = data.about
        return ReadStudy(gold_tables(data), about.country, data.sha256, about.year, about.title, about.made_up)
    if sector in product_studies.SECTORS:
        read = product_studies.read_rows(sector, given)
        made_up = made_up or read.made_up
        return ReadStudy(read.tables, read.country, read.sha256, year or read.year, title or read.title, made_up)
    if sector == StudySector.BIOTA:
        # Samples tell places, and no country: it is told beside them.
        tables, sha256 = _biota(given)
        return ReadStudy(tables, country, sha256, year, title, made_up)
    if sector == StudySector.CONSENTS:
        ledger = _ledger(given)
        return ReadStudy(ledger_tables(ledger), country, ledger.sha256, year, title, made_up)
    if sector == StudySector.LAW:
        law = _law(given)
        return ReadStudy(law_tables(law), country_of_law(law), law.sha256, year, title, made_up)
    if sector == StudySector.TRADE:
        return _trade(given, year, title, made_up)
    tables, sha256 = _READERS[sector](given)
    return ReadStudy(tables, country_of_tables(tables), sha256, year, title, made_up)


def country_of_tables(tables: Tables) -> str:
    """The one country that all rows of tables are of; empty where they are of several, or of a region."""
    fields = ("country", "area")
    areas = {getattr(row, name) for rows in tables.values() for row in rows for name in fields if hasattr(row, name)}
    country = areas.pop() if len(areas) == 1 else ""
    return country if is_country(country) else ""


def gold_input(given: Given) -> GoldData:
    """The small-scale gold mining of a country, from tables that were sent.

    Raises:
        InputError: with every fault, by table and row, counted from 1.
    """
    from almaden.sectors.gold.readers.advice import advice
    from almaden.sectors.gold.readers.field import gold_of

    return gold_of(tables_of_rows(given, TABLES[StudySector.GOLD], advice=advice))


def check_same_country(study: Study, country: str) -> None:
    """Refuse tables of another country than that of the study: who may write for one may not for another.

    Raises:
        InputError: they are of another country, or of more than one.
    """
    if study.sector == StudySector.TRADE:
        # Both sides of trade are of several countries; whose study it is was chosen when it was brought.
        return
    if study.country and country != study.country:
        raise InputError(
            Fault(
                n_("the tables are of another country than the study"),
                column="country",
                value=country,
                accepted=study.country,
                advice=n_("bring them as a study of their own"),
            )
        )


def _values(given: Given) -> tuple[Tables, str]:
    from almaden.sectors.gold.readers.country_table import TABLE, estimates_of

    read = tables_of_rows(given, TABLES[StudySector.GOLD_COUNTRIES])
    return {TABLE: estimates_of(read)}, read.sha256


def _plants(given: Given) -> tuple[Tables, str]:
    from almaden.sectors.chloralkali.readers.conversion import settings_of
    from almaden.sectors.chloralkali.readers.plants import advice, plants_of

    read = tables_of_rows(given, TABLES[StudySector.CHLORALKALI], advice=advice)
    found = plants_of(read)
    settings = tuple(settings_of(read, found).values())
    return {"plants": found.plants, "balances": found.balances, "conversion": settings}, found.sha256


def _law(given: Given) -> LawData:
    from almaden.convention.readers.law import law_of

    return law_of(tables_of_rows(given, TABLES[StudySector.LAW]))


def _ledger(given: Given) -> ConsentData:
    from almaden.supply.trade.readers.consents import consents_of

    return consents_of(tables_of_rows(given, TABLES[StudySector.CONSENTS]))


def law_tables(law: LawData) -> Tables:
    """What was read of law, as the tables of a study."""
    return {"parties": law.parties, "exemptions": law.exemptions, "measures": law.measures}


def country_of_law(law: LawData) -> str:
    """The country that tables of law are of; empty for several, and for a union of countries."""
    told = {row.country for row in law.parties} | {row.country for row in law.exemptions}
    told |= {row.country for row in law.measures}
    return told.pop() if len(told) == 1 and "EU" not in told else ""


def ledger_tables(ledger: ConsentData) -> Tables:
    """A ledger of consents that was read, as the tables of a study."""
    return {"shipments": ledger.shipments, "consents": ledger.consents, "parties": ledger.parties}


def _trade(given: Given, year: int | None, title: str, made_up: bool) -> ReadStudy:
    from almaden.store.trade_studies import trade_tables
    from almaden.supply.trade.kept import country_of_all
    from almaden.supply.trade.readers.sent import read_sent

    rows = read_sent(given)
    return ReadStudy(trade_tables(rows), country_of_all(rows), rows.sha256, year, title, made_up)


def _supply(given: Given) -> tuple[Tables, str]:
    from almaden.supply.readers.supply import advice, supply_of

    data = supply_of(tables_of_rows(given, TABLES[StudySector.SUPPLY], advice=advice))
    return supply_tables(data), data.sha256


def storage_input(given: Given) -> StorageData:
    """Storage of mercury, from tables that were sent.

    Raises:
        InputError: with every fault, by table and row, counted from 1.
    """
    from almaden.supply.storage.readers.storage import storage_of

    return storage_of(tables_of_rows(given, TABLES[StudySector.STORAGE]))


def _storage(given: Given) -> tuple[Tables, str]:
    data = storage_input(given)
    return storage_tables(data), data.sha256


def _biota(given: Given) -> tuple[Tables, str]:
    read = tables_of_rows(given, BIOTA_SHEETS)
    read.faults.raise_if_any()
    return {name: tuple(one.record for one in rows.found) for name, rows in read.rows.items()}, read.sha256


def _people(given: Given) -> tuple[Tables, str]:
    from almaden.monitoring.people.consent import only_with_consent
    from almaden.monitoring.readers.people import people_of

    read = tables_of_rows(given, TABLES[StudySector.PEOPLE])
    data = people_of(read, only_with_consent(read, "people"))
    return {"people": data.records}, data.sha256


#: How the tables of sectors are read that have no table about themselves.
_READERS: Final[Mapping[str, Callable[[Given], tuple[Tables, str]]]] = {
    StudySector.GOLD_COUNTRIES: _values,
    StudySector.CHLORALKALI: _plants,
    StudySector.SUPPLY: _supply,
    StudySector.STORAGE: _storage,
    StudySector.PEOPLE: _people,
}


def _only_in_about(year: int | None, title: str, made_up: bool) -> None:
    told = {"year": year is not None, "title": bool(title), "made_up": made_up}
    if any(told.values()):
        advice = Text("leave it out, and write it into the table {name}", name="about")
        raise InputError(
            Fault(n_("the tables tell this themselves"), column=column, advice=advice)
            for column, there in told.items()
            if there
        )
