"""Reading a register of plants, which of them run on a day, and where their mercury went."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from almaden.errors import Fault, InputError
from almaden.reference import tables
from almaden.reports.chloralkali_template import CHLORALKALI_TEMPLATE
from almaden.sectors.chloralkali.capacity import capacity_kt
from almaden.sectors.chloralkali.data import PlantData, bundled
from almaden.sectors.chloralkali.dates import deadlines
from almaden.sectors.chloralkali.readers.plants import read_plants
from almaden.sectors.chloralkali.records import PlantRecord
from almaden.sectors.chloralkali.standing import Standing, standing_on
from almaden.sectors.chloralkali.which_run import anchors, which_run

Row = Mapping[str, object]
#: A made-up plant.
PLANT: Row = {"id": "A", "country": "BRA", "state": "operating", "capacity": 100}
#: A made-up balance that closes: 800 + 210,000 = 0 + 209,500 + 1,300.
BALANCE: Row = {
    "plant": "A", "year": 2024, "purchases": 800, "stock_start": 210_000, "sales": 0, "stock_end": 209_500,
}  # fmt: skip


def text(rows: Sequence[Row]) -> bytes:
    content = io.StringIO(newline="")
    writer = csv.DictWriter(content, list(rows[0]), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return content.getvalue().encode()


def folder(place: Path, plants: Sequence[Row], balances: Sequence[Row] = ()) -> Path:
    (place / "plants.csv").write_bytes(text(plants))
    if balances:
        (place / "balances.csv").write_bytes(text(balances))
    return place


def faults(source: Path | bytes) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        read_plants(source if isinstance(source, Path) else io.BytesIO(source), "made-up.csv")
    return caught.value.faults


def changed(row: Row, **change: object) -> Row:
    return {**row, **change}


def plant(**values: object) -> PlantRecord:
    return PlantRecord.model_validate({"id": "A", "country": "BRA", "state": "operating", **values})


def test_capacity_of_caustic_soda_is_turned_into_chlorine() -> None:
    """NaOH 39.997 and Cl 35.453: 100 kt of caustic soda come with 88.64 kt of chlorine; it is told."""
    read = read_plants(io.BytesIO(text([changed(PLANT, capacity_of="NaOH")])), "made-up.csv")
    assert capacity_kt(read.plants[0]) == pytest.approx(88.639, abs=0.001)
    assert [str(note) for note in read.notes] == ["A: 100 kt/y of NaOH are taken as 88.64 kt of chlorine a year"]
    assert capacity_kt(plant(capacity=200, capacity_unit="t/d")) == pytest.approx(73.0)
    assert capacity_kt(plant(capacity=90_000, capacity_unit="t/y")) == pytest.approx(90.0)


def test_a_workbook_and_a_folder_hold_the_same(tmp_path: Path) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        for title, row in (("plants", PLANT), ("balances", BALANCE)):
            sheet = made.add_worksheet(title)
            sheet.write_row(0, 0, list(row))
            sheet.write_row(1, 0, list(row.values()))
    of_book = read_plants(content, "made-up.xlsx")
    of_folder = read_plants(folder(tmp_path, [PLANT], [BALANCE]))
    assert (of_book.plants, of_book.balances) == (of_folder.plants, of_folder.balances)
    assert of_book.balances[0].purchases == 800


def test_the_template_reads_back_once_its_examples_are_told() -> None:
    """Its examples are remarks; without a row of its own it holds no plants."""
    (fault,) = faults(CHLORALKALI_TEMPLATE.content())
    assert fault.problem == "there are no chlor-alkali plants in it"


#: What is wrong in one row, its column and the likely fix.
BAD: Sequence[tuple[Row, str, str]] = (
    ({"capacity": 90_000}, "capacity", "it is probably in t: 90,000 t are 90 kt; write t/y into capacity_unit"),
    ({"capacity": 90, "capacity_unit": "t/y"}, "capacity", "it is probably in kt: write kt/y into capacity_unit"),
    ({"capacity_unit": "kt NaOH"}, "capacity_unit",
     "write kt/y, t/y or t/d here, and NaOH into the column capacity_of"),
    ({"capacity (kt caustic)": 110}, "capacity (kt caustic)",
     "name the column capacity, and write NaOH into a column capacity_of: it is turned into chlorine"),
    ({"utilisation": 85}, "utilisation", "it is probably in percent: 85 % is a share of 0.85"),
    ({"start_year": 1990, "closure_year": 1980}, "closure_year", "correct one of the two years"),
    ({"state": "closed", "state_year": 2024, "closure_year": 2027}, "closure_year",
     "write conversion planned as its state, or correct one of the two years"),
    ({"state_year": 2024, "closure_year": 2017}, "closure_year",
     "write closed or converted as its state, or correct one of the two years"),
    ({"exemption_until": "2036-01-01"}, "exemption_until", "write the day on which the registered exemption ends"),
    ({"exemption_until": "2025-12-31"}, "exemption_until", "leave the cell empty where no exemption is registered"),
    ({"mercury_inventory_t": 200, "mercury_destination": "sold", "mercury_destination_t": 250},
     "mercury_destination_t", "correct the amount or the inventory; both are in t"),
    ({"mercury_destination_t": 20}, "mercury_destination", "name the destination, or empty mercury_destination_t"),
)  # fmt: skip


@pytest.mark.parametrize(("change", "column", "advice"), BAD)
def test_a_mistake_is_told_with_its_likely_fix(change: Row, column: str, advice: str) -> None:
    (fault,) = faults(text([changed(PLANT, **change)]))
    assert (fault.column, fault.row, str(fault.advice)) == (column, 1 if "caustic" in column else 2, advice)


def test_plants_that_stand_twice_are_told() -> None:
    first = changed(PLANT, operator="Made-up", site="Harbour")
    found = faults(text([first, first, changed(first, id="B", operator="made-up ", site="HARBOUR")]))
    assert [(one.row, one.column) for one in found] == [(3, "id"), (4, "site")]


#: Balances that cannot be: of plant A, besides the one of 2024.
BAD_BALANCES: Sequence[tuple[Row, str]] = (
    ({"year": 2025, "consumption": 900}, "consumption"),
    ({"year": 2025, "stock_start": 205_000}, "stock_start"),
    ({"year": 2024}, "year"),
    ({"year": 2026, "plant": "AA"}, "plant"),
    ({"year": 2026, "stock_end": -5}, "stock_end"),
    # Chlorine and caustic soda exchanged: the reaction gives 1.128 t of NaOH for each t of chlorine.
    ({"year": 2026, "chlorine_t": 90_240, "naoh_t": 80_000}, "naoh_t"),
)


@pytest.mark.parametrize(("change", "column"), BAD_BALANCES)
def test_a_balance_that_cannot_be_is_told(tmp_path: Path, change: Row, column: str) -> None:
    second = changed({"consumption": "", "chlorine_t": "", "naoh_t": "", **BALANCE}, stock_start=209_500,
                     stock_end=209_000)  # fmt: skip
    (fault,) = faults(folder(tmp_path, [PLANT], [{**second, **BALANCE}, changed(second, **change)]))
    assert (fault.row, fault.column) == (3, column)


def test_a_capacity_that_is_the_caustic_soda_is_told(tmp_path: Path) -> None:
    (fault,) = faults(folder(tmp_path, [PLANT], [changed(BALANCE, naoh_t=100_000)]))
    assert fault.column == "capacity"
    assert "capacity_of" in fault.advice


#: Utilisation told, best year of chlorine for 100 kt, and whether it is asked if the capacity is of caustic soda.
#: Of 100 kt of caustic soda used to 95 %, 84.2 kt of chlorine come.
CAUSTIC: Sequence[tuple[float | str, int, bool]] = (
    ("", 88_000, True), ("", 80_000, False), ("", 93_000, False),
    (0.95, 84_200, True), (0.88, 88_000, False), (0.95, 93_000, False),
)  # fmt: skip


@pytest.mark.parametrize(("used", "best", "asked"), CAUSTIC)
def test_a_capacity_that_may_be_of_caustic_soda_is_asked_about(
    tmp_path: Path, used: float | str, best: int, asked: bool
) -> None:
    years = [changed(BALANCE, chlorine_t=best)]
    read = read_plants(folder(tmp_path, [changed(PLANT, utilisation=used)], years))
    assert any("Is the capacity one of caustic soda?" in note for note in read.notes) == asked


def test_the_days_of_the_convention() -> None:
    """Annex B ends mercury cells with 2025; Article 6 allows five years and five more."""
    days = deadlines()
    assert (days.phase_out, days.first_exemption, days.last_exemption) == (
        date(2025, 12, 31), date(2030, 12, 31), date(2035, 12, 31),
    )  # fmt: skip


#: A plant, a day, and how it stands: around the last day of 2025.
STANDINGS: Sequence[tuple[Row, date, Standing]] = (
    ({}, date(2025, 12, 31), "runs"),
    ({}, date(2026, 1, 1), "no exemption told"),
    ({"exemption_until": "2030-12-31"}, date(2026, 1, 1), "exempt"),
    ({"exemption_until": "2030-12-31"}, date(2030, 12, 31), "exempt"),
    ({"exemption_until": "2030-12-31"}, date(2031, 1, 1), "exemption ended"),
    # What was told before the phase-out says nothing of today.
    ({"state_year": 2024}, date(2026, 1, 1), "not known"),
    ({"state_year": 2026}, date(2026, 1, 1), "no exemption told"),
    ({"state": "conversion planned", "state_year": 2025, "closure_year": 2026}, date(2026, 11, 1), "no exemption told"),
    ({"state": "conversion planned", "state_year": 2024, "closure_year": 2025}, date(2026, 1, 1), "not known"),
    ({"state": "closed", "closure_year": 2017}, date(2017, 12, 30), "runs"),
    ({"state": "closed", "closure_year": 2017}, date(2017, 12, 31), "closed"),
    ({"state": "converted"}, date(2026, 1, 1), "converted"),
    ({"state": "mothballed"}, date(2026, 1, 1), "mothballed"),
    ({"start_year": 1965}, date(1960, 1, 1), "not started"),
)


@pytest.mark.parametrize(("values", "on", "standing"), STANDINGS)
def test_how_a_plant_stands_on_a_day(values: Row, on: date, standing: Standing) -> None:
    assert standing_on(plant(**values), on).standing == standing


def test_where_the_mercury_went() -> None:
    """100 kt hold 200 t by 2 kg for each t of capacity; what is told of no destination is not known."""
    data = PlantData(
        (
            plant(id="1", state="closed", capacity=100, mercury_destination="sold", mercury_destination_t=50),
            plant(id="2", state="converted", mercury_inventory_t=80, mercury_destination="stored on site"),
            plant(id="3", state="closed", country="DEU"),
            plant(id="4", capacity=50),
        )
    )
    found = which_run(data, date(2026, 1, 1))
    went = {one.destination: one for one in found.destinations}
    assert went["sold"].tonnes.value == 50
    assert (went["stored on site"].tonnes.value, went["stored on site"].without_amount) == (80, 1)
    assert went["not known"].tonnes.value == pytest.approx(150)
    assert (went["not known"].plants, went["not known"].without_amount) == (1, 1)
    world = found.sums[-1]
    assert (world.plants, world.running, world.running_capacity_kt) == (4, 1, 50)
    assert world.cells_t is not None
    assert world.cells_t.value == pytest.approx(100)
    assert [(one.area, one.plants) for one in found.sums if one.level == "region"] == [
        ("Europe", 1), ("Latin America and the Caribbean", 3),
    ]  # fmt: skip
    assert str(found.notes[0]).startswith("of what is registered: 4 plants")


def test_the_register_that_comes_with_the_program() -> None:
    """The news of December 2017 names 21 plants of the European Union, seven of them closed; none runs since 2019."""
    union = [one for one in bundled().plants if "EUs-chlorine-makers-end-mercury" in one.seen]
    assert (len(union), sum(one.state == "closed" for one in union)) == (21, 7)
    assert all(one.source and one.seen and one.status in ("verified", "unverified") for one in bundled().plants)
    assert not any(standing_on(one, date(2019, 1, 1)).runs for one in union)
    # Its own table holds to what is asked of a user's.
    table = Path(tables.__file__).parent / "tables" / "chloralkali" / "plants.csv"
    assert read_plants(table).plants == bundled().plants
    beside = {one.key: one for one in anchors()}
    assert (beside["world_plants_2021"].value, beside["mexico_2020"].value, beside["brazil_2020"].value) == (25, 2, 4)
