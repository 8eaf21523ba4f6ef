"""Reads a register of product tests, as a workbook, a folder of text files or the tables of a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from almaden.errors import Fault
from almaden.reference.readers.template import ReadTables, read_tables
from almaden.sectors.products.testing.addresses import clean_address
from almaden.sectors.products.testing.data import ProductTestData
from almaden.sectors.products.testing.readers.better_advice import with_better_advice
from almaden.sectors.products.testing.readers.measurement_checks import (
    check_measurements,
    check_products,
    odd_contents,
    ppm_beside_percent,
)
from almaden.sectors.products.testing.readers.shared_checks import check_shared
from almaden.sectors.products.testing.readers.takedown_checks import check_relistings, check_takedowns
from almaden.sectors.products.testing.records import TABLES
from almaden.wording import Text, n_

#: Tables without which there is no register.
NEEDED: Final = ("campaigns", "products", "tests")


def read_product_tests(source: Path | BinaryIO, name: str = "") -> ProductTestData:
    """Read a register of product tests.

    Args:
        source: a workbook with the sheets of :data:`~almaden.sectors.products.testing.records.TABLES`, or a folder of
            text files of these names.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault of every table; nothing is kept then.
    """
    return product_tests_of(read_tables(source, name, TABLES, alone="tests"))


def product_tests_of(read: ReadTables) -> ProductTestData:
    """The register of tables that were read.

    Raises:
        InputError: with every fault.
    """
    faults, tables = read.faults, read.rows
    check_rows(read)
    for needed in NEEDED:
        if needed not in tables:
            faults.add(_missing(read.name, needed))
    if not faults.found and not (tables["tests"].found and tables["campaigns"].found):
        faults.add(_missing(read.name, "tests" if tables["campaigns"].found else "campaigns"))
    faults.raise_if_any()
    notes: list[Text | str] = []
    found = {name: tuple(cleaned(one.record, notes) for one in rows.found) for name, rows in tables.items()}
    campaigns = found["campaigns"]
    tests = tuple(
        one if one.campaign else one.model_copy(update={"campaign": campaigns[0].id}) for one in found["tests"]
    )
    kinds = {one.id: one.kind for one in found["products"]}
    notes.extend(_told(tests, kinds))
    return ProductTestData(
        campaigns, found["products"], tests, found.get("takedowns", ()), found.get("checks", ()), tuple(notes),
        read.sha256,
    )  # fmt: skip


def check_rows(read: ReadTables) -> None:
    """Add what is wrong with the rows of tables, alone and between them; tables that are missing are no fault here."""
    faults, tables = read.faults, read.rows
    faults.found[:] = [with_better_advice(fault) for fault in faults.found]
    found = [*check_shared(tables)]
    if "products" in tables:
        found += check_products(tables["products"])
    if "tests" in tables:
        found += check_measurements(tables["tests"])
    if "takedowns" in tables:
        found += check_takedowns(tables["takedowns"])
    if "checks" in tables:
        found += check_relistings(tables["checks"], tables.get("takedowns"))
    for fault in found:
        faults.add(fault)


def _told(tests: tuple[Any, ...], kinds: Mapping[str, str]) -> Iterator[Text]:
    for one in tests:
        yield from odd_contents(one, kinds)
    yield from ppm_beside_percent(tests)
    without = sum(one.detection_limit is None for one in tests)
    if without:
        yield Text("{count} tests with a value tell no detection limit", count=without)


def cleaned(record: Any, notes: list[Text | str]) -> Any:
    """A record whose address is without tracking; what was taken out of it is added to the notes."""
    url = getattr(record, "url", "")
    if not url:
        return record
    address, removed = clean_address(url)
    if not removed:
        return record if address == url else record.model_copy(update={"url": address})
    owner = getattr(record, "id", "") or record.takedown
    notes.append(
        Text("{row}: taken out of its address, as it only tells how a reader came there: {names}", row=owner,
             names=", ".join(removed))
    )  # fmt: skip
    return record.model_copy(update={"url": address})


def _missing(name: str, table: str) -> Fault:
    return Fault(
        Text("the table {table} is not in it, or is empty", table=table),
        file=name,
        accepted=", ".join(TABLES),
        advice=n_("write the template by 'almaden products tests-template FILE.xlsx' and fill it in"),
    )
