"""Studies of sectors: tables of gold mining, plants, trade, supply or products, kept as they were read and reviewed.

Their tables are read by those who work on the country alone: they tell where informal mines are, and what single
miners win, and what publishers of trade statistics forbid to give on. The public sees what is reckoned from a published
study, never its tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import Q, QuerySet

from almaden.convention.law import LawData
from almaden.convention.law_records import TABLES as LAW_TABLES
from almaden.errors import Fault, InputError
from almaden.monitoring.biota.kept import KEPT_TABLES as BIOTA_TABLES
from almaden.monitoring.people.records import TABLES as PEOPLE_TABLES
from almaden.reference.countries import is_made_up
from almaden.reference.record import Record
from almaden.sectors.chloralkali.conversion_records import CONVERSION_TABLES, ConversionRecord
from almaden.sectors.chloralkali.data import PlantData
from almaden.sectors.chloralkali.readers.plants import notes_on
from almaden.sectors.chloralkali.records import TABLES as PLANT_TABLES
from almaden.sectors.gold.country_records import CountryEstimateRecord
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.plan_records import PLAN_TABLES
from almaden.sectors.gold.records import FIELD_TABLES
from almaden.sectors.products.amalgam_records import TABLES as AMALGAM_TABLES
from almaden.sectors.products.national.records import TABLES as BALANCE_TABLES
from almaden.sectors.products.records import TABLES as PRODUCT_TABLES
from almaden.store.accounts.checks import check_country
from almaden.store.acting import allow, now, plain_text
from almaden.store.inventories.guard import OPEN, ClosedError
from almaden.store.journal import writing
from almaden.store.models import Study, Upload, User
from almaden.store.models.studies import StudySector
from almaden.store.rights import Person, countries_with, grants_of, may
from almaden.supply.data import SupplyData
from almaden.supply.records import TABLES as SUPPLY_TABLES
from almaden.supply.storage.data import StorageData
from almaden.supply.storage.records import TABLES as STORAGE_TABLES
from almaden.supply.trade.consent_records import CONSENT_TABLES
from almaden.supply.trade.kept_records import KEPT_TABLES
from almaden.supply.trade.readers.consents import ConsentData
from almaden.supply.trade.records import TradeRecord
from almaden.wording import Text, n_

#: Record types of the tables that a study of a sector may have.
TABLES: Final[Mapping[str, Mapping[str, type[Record]]]] = {
    StudySector.GOLD: {**FIELD_TABLES, **PLAN_TABLES},
    StudySector.GOLD_COUNTRIES: {"estimates": CountryEstimateRecord},
    StudySector.CHLORALKALI: {**PLANT_TABLES, **CONVERSION_TABLES},
    StudySector.PRODUCTS: PRODUCT_TABLES,
    StudySector.AMALGAM: AMALGAM_TABLES,
    StudySector.PRODUCT_BALANCE: BALANCE_TABLES,
    StudySector.LAW: LAW_TABLES,
    StudySector.CONSENTS: CONSENT_TABLES,
    StudySector.TRADE: KEPT_TABLES,
    StudySector.SUPPLY: SUPPLY_TABLES,
    StudySector.STORAGE: STORAGE_TABLES,
    StudySector.BIOTA: BIOTA_TABLES,
    StudySector.PEOPLE: PEOPLE_TABLES,
}
#: Rows of all tables of a study: several times the sites of the largest survey.
MOST_ROWS: Final = 60_000
#: Said of every result of a study whose figures are made up.
MADE_UP: Final = n_("These figures are made up: an example.")
_LONGEST_TITLE: Final = 300

Tables = Mapping[str, Sequence[Record]]


def make(
    actor: User | None,
    sector: str,
    tables: Tables,
    *,
    country: str = "",
    year: int | None = None,
    title: str = "",
    made_up: bool = False,
    sha256: str = "",
    upload: Upload | None = None,
) -> Study:
    """Keep a study as a draft.

    Args:
        actor: who brings it, and is its author; None for the program.
        sector: one of :class:`StudySector`.
        tables: its records by table, as a reader gave them.
        country: the country that it is of; empty for one of several countries.
        year: the year that its figures are for.
        title: what it is.
        made_up: whether its figures are made up, as in an example.
        sha256: of the file or folder that it was read from.
        upload: the file that it was read from.

    Raises:
        RightsError: the person may not write inventories of the country.
        InputError: with everything that cannot be kept.
    """
    check_country(country)
    allow(actor, "write_inventory", country)
    study = Study(
        sector=sector,
        country=country,
        year=year,
        title=_checked_title(title),
        made_up=made_up or _invented(tables),
        tables=as_kept(tables),
        sha256=sha256,
        upload=upload,
        author=actor,
        made_on=now(),
    )
    with writing(actor, "study.add") as work:
        return work.add(study)


def replace(
    actor: User | None,
    study: Study,
    expected: int | None,
    tables: Tables,
    *,
    sha256: str = "",
    upload: Upload | None = None,
    reason: str = "",
    **values: Any,
) -> Study:
    """Put other tables in place of those of a draft.

    Args:
        actor: who does it.
        study: the study.
        expected: the version that the person saw.
        tables: its records by table.
        sha256: of the file or folder that they were read from.
        upload: the file that they were read from.
        reason: why, for the journal.
        **values: year, title or made_up, where they change.

    Raises:
        ConflictError: somebody changed it meanwhile.
        ClosedError: it was submitted or published.
        InputError: with everything that cannot be kept.
    """
    allow(actor, "write_inventory", study.country)
    if "title" in values:
        values["title"] = _checked_title(values["title"])
    if _invented(tables):
        values["made_up"] = True
    plain = as_kept(tables)
    with writing(actor, "study.change", reason=plain_text(reason)) as work:
        check_open(Study.objects.select_for_update().get(pk=study.pk))
        upload_id = upload.pk if upload is not None else None
        work.change(study, expected, tables=plain, sha256=sha256, upload_id=upload_id, **values)
    return study


def _invented(tables: Tables) -> bool:
    """Whether lines of trade tell of countries of made-up examples; then the study is one."""
    lines = [one for one in tables.get("trade", ()) if isinstance(one, TradeRecord)]
    return any(is_made_up(one.reporter) or is_made_up(one.partner) for one in lines)


def remove(actor: User | None, study: Study, *, reason: str = "") -> None:
    """Throw a draft away; the journal keeps that there was one.

    Raises:
        ClosedError: it was submitted or published.
    """
    allow(actor, "write_inventory", study.country)
    with writing(actor, "study.remove", reason=plain_text(reason)) as work:
        check_open(Study.objects.select_for_update().get(pk=study.pk))
        work.remove(study)


def visible_studies(user: Person) -> QuerySet[Study]:
    """Studies of whose results a person may know: what is published, their own, and those of their countries."""
    public = Q(state__in=["published", "superseded"])
    if not grants_of(user):
        return Study.objects.filter(public)
    assert isinstance(user, User)
    countries = countries_with(user, "read_drafts")
    if countries is None:
        return Study.objects.all()
    return Study.objects.filter(public | Q(author=user) | Q(country__in=sorted(countries)))


def may_read_tables(user: Person, study: Study) -> bool:
    """Whether a person may see the tables themselves, with exact places."""
    own = isinstance(user, User) and user.is_active and study.author_id == user.pk
    return own or may(user, "read_drafts", study.country)


def may_change(user: Person, study: Study) -> bool:
    """Whether a person may put other tables in place of these, or throw them away."""
    return study.state in OPEN and may(user, "write_inventory", study.country)


def records_of(study: Study) -> dict[str, tuple[Record, ...]]:
    """The records of a study by table."""
    types = TABLES[study.sector]
    return {
        name: tuple(types[name].model_validate(row) for row in rows)
        for name, rows in study.tables.items()
        if name in types
    }


def gold_data(study: Study) -> GoldData:
    """A study of the small-scale gold mining of a country, to be reckoned with."""
    tables: dict[str, Any] = records_of(study)
    (about,) = tables.pop("about")
    return GoldData(about=about, **tables, sha256=study.sha256)


def plant_data(study: Study) -> PlantData:
    """A register of chlor-alkali plants with their balances, to be reckoned with."""
    tables: dict[str, Any] = records_of(study)
    notice = MADE_UP if study.made_up else ""
    plants, balances = tables.get("plants", ()), tables.get("balances", ())
    return PlantData(plants, balances, tuple(notes_on(plants, balances)), study.sha256, notice)


def plant_settings(study: Study) -> dict[str, ConversionRecord]:
    """What the users of a register told of the conversion of its plants, by plant."""
    tables: dict[str, Any] = records_of(study)
    return {one.plant: one for one in tables.get("conversion", ())}


def law_data(study: Study) -> LawData:
    """What a study tells of Parties, exemptions and laws."""
    tables: dict[str, Any] = records_of(study)
    return LawData(**{name: tables.get(name, ()) for name in LAW_TABLES}, sha256=study.sha256)


def published_law() -> LawData:
    """What published studies tell of Parties, exemptions and laws; made-up ones count for nobody.

    Those of a single country come after those of several, so that the country's own word on itself counts.
    """
    found = Study.objects.filter(sector=StudySector.LAW, state="published", made_up=False)
    told = [law_data(one) for one in found.order_by("country", "published_on", "pk")]
    return LawData(
        tuple(row for one in told for row in one.parties),
        tuple(row for one in told for row in one.exemptions),
        tuple({(row.country, row.id): row for one in told for row in one.measures}.values()),
    )


def consent_data(study: Study) -> ConsentData:
    """A ledger of consents with the shipments under them."""
    tables: dict[str, Any] = records_of(study)
    notice = MADE_UP if study.made_up else ""
    return ConsentData(**{name: tables.get(name, ()) for name in CONSENT_TABLES}, sha256=study.sha256, notice=notice)


def supply_data(study: Study) -> SupplyData:
    """What a study tells of supply and demand, to be reckoned with."""
    tables: dict[str, Any] = records_of(study)
    outputs = tables.pop("mine_output", ())
    return SupplyData(**tables, outputs=outputs, sha256=study.sha256, notice=MADE_UP if study.made_up else "")


def supply_tables(data: SupplyData) -> dict[str, tuple[Record, ...]]:
    """What was read of supply and demand, as the tables of a study."""
    return {name: getattr(data, "outputs" if name == "mine_output" else name) for name in SUPPLY_TABLES}


def storage_data(study: Study) -> StorageData:
    """What a study tells of storage, to be reckoned with."""
    tables: dict[str, Any] = records_of(study)
    return StorageData(**tables, sha256=study.sha256, notice=MADE_UP if study.made_up else "")


def storage_tables(data: StorageData) -> dict[str, tuple[Record, ...]]:
    """What was read of storage, as the tables of a study."""
    return {name: getattr(data, name) for name in STORAGE_TABLES}


def gold_tables(data: GoldData) -> dict[str, tuple[Record, ...]]:
    """What was read of a country, as the tables of a study."""
    found: dict[str, tuple[Record, ...]] = {"about": (data.about,)}
    for name in TABLES[StudySector.GOLD]:
        rows = getattr(data, name, ())
        if name != "about" and rows:
            found[name] = rows
    return found


def as_kept(tables: Tables) -> dict[str, list[dict[str, Any]]]:
    """Tables as a study holds them; those without rows are left out.

    Raises:
        InputError: there are no rows, or too many.
    """
    count = sum(len(rows) for rows in tables.values())
    if not count or count > MOST_ROWS:
        raise InputError(
            Fault(
                n_("the study has no rows or too many"),
                value=str(count),
                accepted=Text("1 to {most} rows", most=MOST_ROWS),
                advice=n_("split it, for example by region"),
            )
        )
    return {
        name: [row.model_dump(mode="json", exclude_defaults=True) for row in rows]
        for name, rows in tables.items()
        if rows
    }


def _checked_title(title: str) -> str:
    clean = plain_text(title)
    if len(clean) > _LONGEST_TITLE:
        raise InputError(Fault(n_("the text is too long"), column="title", value=clean, advice=n_("shorten it")))
    return clean


def check_open(study: Study) -> None:
    """Refuse to change what was handed in.

    Raises:
        ClosedError: it was submitted or published.
    """
    if study.state not in OPEN:
        raise ClosedError(n_("This study was submitted or published and cannot be changed. Bring a new one."))
