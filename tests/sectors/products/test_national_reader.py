"""Reports for a national balance are read with every fault at once; doubts are told, nothing is repaired."""

from __future__ import annotations

from pathlib import Path

import pytest

from almaden.errors import InputError
from almaden.reference.readers.workbook import open_workbook
from almaden.reports.national_balance_template import NATIONAL_BALANCE_TEMPLATE
from almaden.sectors.products.national.balance import national_balance
from almaden.sectors.products.national.readers.national import read_national
from almaden.sectors.products.national.records import TABLES

ABOUT = "country,years,made_up\nGHA,2018;2021,y\n"
REPORTERS = "id,organisation\nA,\nB,\nC,\n"
MERCURY = "reporter,year,activity,partner,quantity,unit,state,same_as\n"


def folder(path: Path, **tables: str) -> Path:
    for name, text in {"about": ABOUT, "reporters": REPORTERS, **tables}.items():
        (path / f"{name}.csv").write_text(text)
    return path


def faults(path: Path, **tables: str) -> dict[str, str]:
    with pytest.raises(InputError) as error:
        read_national(folder(path, **tables))
    return {f"{one.file} {one.row} {one.column}": f"{one.problem}; {one.advice}" for one in error.value.faults}


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    mercury = MERCURY + (
        "A,2018,import,CHE,5,,,\nA,2018,export,CHE,5,items,,\nA,2018,sale,,,kg,,\nA,2019,store,,5,kg,,\n"
        "D,2018,import,CHE,5,kg,,\nB,2018,import,GHA,5,kg,,\nB,2018,export,PQR,5,kg,,B\nC,2018,import,,5,kg,withheld,\n"
        "C,2018,sale,,1,kg,,\nC,2018,sale,,2,kg,,\nA,2021,import,CHE,1,kg,,B\nB,2021,import,CHE,1,kg,,A\n"
    )
    compounds = "reporter,year,activity,compound,mercury_share,quantity,unit\nA,2018,import,chloride,73.9,4,kg\n"
    products = (
        "reporter,year,activity,category,kind,quantity,unit,items,mercury_per_item\n"
        "A,2018,import,lamps,,5,kg,,\nA,2018,import,lighting,cflx,5,kg,,\nA,2018,import,batteries,cfl,5,kg,,\n"
        "A,2018,import,measuring,,5,kg,3,\nB,2018,import,measuring,,,,3,\nC,2018,import,measuring,,5,kg,,2\n"
    )
    processes = "reporter,year,process,quantity,unit,pre_start,lost,recycled\nA,2018,vcm,5,kg,10,14,2\n"
    waste = "reporter,year,way,material,quantity,recovered,unit\nA,2018,recovery,waste,5,6,kg\n"
    waste += "B,2018,disposal,waste,5,6,kg\n"
    found = faults(tmp_path, mercury=mercury, compounds=compounds, products=products, processes=processes, waste=waste)
    expected = {
        "mercury.csv 2 unit": "1 lb is 0.45359237 kg", "mercury.csv 3 unit": "into the column items",
        "mercury.csv 4 quantity": "write 0 if there was none", "mercury.csv 5 year": "add it to the years",
        "mercury.csv 6 reporter": "no reporter has this code", "mercury.csv 7 partner": "the country itself",
        "mercury.csv 8 partner": "no country has this code", "mercury.csv 8 same_as": "cannot double its own row",
        "mercury.csv 9 quantity": "are not 0", "mercury.csv 11 reporter": "told already: row 10",
        "mercury.csv 12 same_as": "would be in no sum", "mercury.csv 13 same_as": "would be in no sum",
        "compounds.csv 2 mercury_share": "73.9 % is a share of 0.739", "products.csv 2 category": "not in the list",
        "products.csv 3 kind": "did you mean", "products.csv 4 kind": "another category",
        "products.csv 5 items": "told twice", "products.csv 6 mercury_per_item": "the mercury in one item is not told",
        "products.csv 7 items": "not how many items", "processes.csv 2 lost": "more mercury left the process",
        "waste.csv 2 recovered": "more was recovered", "waste.csv 3 recovered": "disposal gives nothing back",
    }  # fmt: skip
    assert {place for place, text in expected.items() if text not in found.get(place, "")} == set(), found
    assert found.keys() == expected.keys()


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    (tmp_path / "mercury.csv").write_text(MERCURY + "A,2018,import,,5,kg,,\n")
    with pytest.raises(InputError, match="the table about is missing") as error:
        read_national(tmp_path)
    assert "the table reporters is missing" in str(error.value)


def test_doubts_are_told_and_nothing_is_repaired(tmp_path: Path) -> None:
    mercury = MERCURY + (
        # 100 kg are 220.462 lb: B tells the shipment of A again; C took lb for kg.
        "A,2018,import,CHE,100,kg,,\nB,2018,import,CHE,220.462262185,lb,,\nC,2018,import,CHE,220,kg,,\n"
        "A,2018,sale,,60,kg,,\nC,2021,sale,,30,kg,,\nC,2021,import,CHE,100,kg,,\nB,2021,import,CHE,100,kg,,C\n"
        "A,2021,import,CHE,7,kg,,B\nA,2021,manufacture,,40,kg,,\n"
    )
    waste = "reporter,year,way,material,quantity,recovered,unit\nA,2021,recovery,waste,50,40,kg\n"
    data = read_national(folder(tmp_path, mercury=mercury, waste=waste))
    told = "\n".join(data.notes)
    assert data.notice
    assert "2018: A and B tell the same amount (import, same partner)" in told
    assert "2018: A and C tell amounts (import, same partner) in the ratio of lb to kg" in told
    assert "2018: A sold 60 kg of mercury that it also imported or made" in told
    assert "2021: C sold 30 kg of mercury that it also imported" in told
    assert "2021: a row of B is not added, as C tells the same mercury" in told
    assert "2021: A tells 40 kg both as made and as recovered" in told
    assert "C: the amounts of 2018 and 2021 differ by the ratio of lb to kg" in told
    result = national_balance(data, draws=100)
    # 100 + 100 + 220: all are added as they stand; sales are not.
    assert result.of(2018).value("supply") == pytest.approx(420)
    # 100 of C, 40 made, 40 recovered; what others tell again is left out.
    assert result.of(2021).value("supply") == pytest.approx(180)


def test_the_template_has_every_table_and_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "reports.xlsx"
    NATIONAL_BALANCE_TEMPLATE.write(path)
    assert set(TABLES) <= set(open_workbook(path).sheets)
    with pytest.raises(InputError, match="the table about is missing or empty"):
        read_national(path)
