"""Emission tables: three layouts read alike, and everything that is wrong with one told together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.emission_words import column_of, mg_per_year
from almaden.fate.boxmodel.emissions import EmissionColumn, EmissionTable
from almaden.fate.boxmodel.readers.emissions import read_emissions

IAMC = "Model,Scenario,Region,Variable,Unit"


def table(
    folder: Path, text: str, name: str = "made.csv", *, keep_first: bool = False, scenario: str = ""
) -> EmissionTable:
    path = folder / name
    path.write_bytes(text.encode())
    return read_emissions(path, keep_first=keep_first, scenario=scenario)


def faults(folder: Path, text: str, name: str = "made.csv", scenario: str = "") -> list[Fault]:
    with pytest.raises(InputError) as error:
        table(folder, text, name, scenario=scenario)
    return list(error.value.faults)


def test_one_table_in_many_writings_is_the_same(tmp_path: Path) -> None:
    rows = (("2000", "1500.5", "7000"), ("2010", "2209.4", "7331.4"))
    texts = {
        "plain.csv": "Year,Air,LW\n" + "\n".join(map(",".join, rows)),
        "bom.csv": "\ufeffYear,Air - Asia and Oceania,LW - Asia and Oceania\n" + "\n".join(map(",".join, rows)),
        "cr.csv": "Year,Asia - Air - HgT,Asia - LW - HgT\r" + "\r".join(map(",".join, rows)),
        "comma.csv": "Year;Air;LW\n" + "\n".join(";".join(row).replace(".", ",") for row in rows),
        "dataverse.tab": '"Year"\t"Air - Made"\t"LW - Made"\n' + "\n".join(map("\t".join, rows)),
        "unit.csv": "Year,Emissions_air (kt/yr),Releases_land_water  (Mg/yr)\n2000,1.5005,7000\n2010,2.2094,7331.4",
        "iamc.csv": f"{IAMC},2000,2010\nm,s,World,Emissions|Hg|Air,t Hg/yr,1500.5,2209.4\n"
        "m,s,World,Releases|Hg|Land and water,kg/yr,7000000,7331400",
    }
    for name, text in texts.items():
        found = table(tmp_path, text, name)
        assert found.years.tolist() == [2000.0, 2010.0], name
        assert found.total("air") == pytest.approx([1500.5, 2209.4], rel=1e-12), name
        assert found.total("lw") == pytest.approx([7000.0, 7331.4], rel=1e-12), name
        assert not found.findings, name


def test_a_workbook(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "made.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("emissions")
    for row, cells in enumerate((("Year", "Air", "LW"), (2000, 1500.5, 7000), (2010, 2209.4, 7331.4))):
        sheet.write_row(row, 0, cells)
    book.close()
    found = read_emissions(path)
    assert found.total("air").tolist() == [1500.5, 2209.4]
    assert found.to_frame()["mg_per_year"].sum() == pytest.approx(1500.5 + 2209.4 + 7000 + 7331.4)


def test_parts_of_a_header_in_any_order() -> None:
    known = EmissionColumn("air", "Gold and Silver Production", "Americas")
    assert column_of(("Air", "Americas", "Gold and Silver Production")) == known
    assert column_of(("Gold and Silver Production", "Americas", "air")) == known
    assert column_of(("Americas", "Air", "Hg0")) == EmissionColumn("air", "", "Americas", "hg0")
    # Two strange words: the region stands before the sector; one alone is a sector.
    assert column_of(("LW", "Made-up land", "Made-up works")) == EmissionColumn("lw", "Made-up works", "Made-up land")
    assert column_of(("LW", "Made-up works")) == EmissionColumn("lw", "Made-up works")
    assert column_of(("Americas",)) is None


@pytest.mark.parametrize(
    ("unit", "factor"),
    [("Mg/yr", 1.0), ("t Hg/yr", 1.0), ("kt/a", 1000.0), ("kg per year", 1e-3), ("Gg yr-1", 1000.0), ("mg/yr", 1e-9)],
)
def test_units_of_a_flow(unit: str, factor: float) -> None:
    assert mg_per_year(unit) == pytest.approx(factor, rel=1e-12)
    assert mg_per_year("Mg") is None
    assert mg_per_year("EJ/yr") is None


def test_everything_wrong_is_told_together(tmp_path: Path) -> None:
    text = "Year,Air,LW,Coal\n1990,-2,1,0\n1991,,1,0\n1991,3,1,0\n1992,3,x,0\n1994,3,1,0\n1995,3,1,0\n1993,3,1,0\n"
    found = {(one.row, one.column): one for one in faults(tmp_path, text)}
    assert set(found) == {
        (1, "Coal"), (2, "Air"), (3, "Air"), (4, "Year"), (5, "LW"), (6, "Year"), (8, "Year"),
    }  # fmt: skip
    assert "negative" in found[2, "Air"].problem
    assert "missing" in found[3, "Air"].problem
    assert "--keep-first" in found[4, "Year"].advice
    assert found[6, "Year"].problem == "years are missing between 1992 and 1994"
    assert "out of order" in found[8, "Year"].problem
    assert all(one.file == "made.csv" and (one.accepted or one.advice) for one in found.values())


def test_first_of_two_rows_and_steps_are_told(tmp_path: Path) -> None:
    text = "Year,Air\n1509.999999,0\n1510,30\n1520,35\n1520,99\n1530,40\n1560,50\n"
    found = table(tmp_path, text, keep_first=True)
    assert found.years.tolist() == [1509.999999, 1510, 1520, 1530, 1560]
    assert found.total("air")[2] == 35
    assert [(one.row, "step" in one.problem) for one in found.findings] == [(2, True), (5, False)]


def test_a_thousand_times_too_small_or_large_is_told_and_not_changed(tmp_path: Path) -> None:
    for factor, word in ((1e-3, "kt"), (1e3, "kg")):
        found = table(tmp_path, f"Year,Air\n2000,{1962 * factor}\n2010,{2209 * factor}\n")
        (finding,) = found.findings
        assert word in finding.problem
        assert found.total("air")[1] == pytest.approx(2209 * factor, rel=1e-12)


def test_iamc_sums_are_left_out_and_bad_rows_told(tmp_path: Path) -> None:
    rows = (
        "m,s,World,Emissions|Hg,Mg/yr,3000,3000", "m,s,Asia,Emissions|Hg,Mg/yr,2000,2000",
        "m,s,Asia,Emissions|Hg|Gold,Mg/yr,1500,1500", "m,s,Asia,Emissions|Hg|Coal,Mg/yr,500,500",
        "m,s,Africa,Emissions|Hg|Gold,Mg/yr,1000,1000", "m,s,Asia,Emissions|CO2,Mt/yr,1,1",
    )  # fmt: skip
    found = table(tmp_path, "\n".join((f"{IAMC},2000,2010", *rows)))
    assert found.total("air").tolist() == [3000, 3000]
    assert found.names("region") == ("Asia", "Africa")
    assert found.names("sector") == ("Gold", "Coal")
    assert [one.row for one in found.findings] == [2, 3]
    bad = ("m,s,Asia,Emissions|Hg,EJ/yr,1,-1", "m,s,Africa,Emissions|Hg,Mg/yr,,1")
    places = {(one.row, one.column) for one in faults(tmp_path, "\n".join((f"{IAMC},2000,2010", *bad)))}
    assert places == {(2, "Unit"), (2, "2010"), (3, "2000")}
    years = faults(tmp_path, f"{IAMC},2000,2001,2003,2004,2004\nm,s,Asia,Emissions|Hg,Mg/yr,1,1,1,1,1")
    assert {one.problem for one in years} == {
        "years are missing between 2001 and 2003", "the year stands in another column already",
    }  # fmt: skip


def test_a_scenario_is_chosen(tmp_path: Path) -> None:
    text = f"{IAMC},2000,2010\nm,low,World,Emissions|Hg,Mg/yr,2000,1000\nm,high,World,Emissions|Hg,Mg/yr,2000,3000"
    assert table(tmp_path, text, scenario="high").total("air").tolist() == [2000, 3000]
    assert "several scenarios" in faults(tmp_path, text)[0].problem
    assert faults(tmp_path, text, scenario="none")[0].accepted == "m high, m low"


def test_a_table_of_something_else(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "when,what\n1,2\n")
    assert "none of the known layouts" in fault.problem


def test_published_tables(shared: Path) -> None:
    # The description of the data set: sums of 2010 equal Streets and others (2019), 2,209.4 and 7,331.4 Mg/yr.
    folder = shared / "data/cumulative_anthropogenic_hg/emissions"
    for name in ("SSP1-26_sector_1510_2300.csv", "SSP5-85_speciated_media_region_1510_2300.csv"):
        found = read_emissions(folder / name)
        assert len(found.years) == 80
        at = int(np.searchsorted(found.years, 2010.0))
        assert found.total("air")[at] == pytest.approx(2209.4, abs=0.1)
        assert found.total("lw")[at] == pytest.approx(7331.4, abs=0.1)
    steps = read_emissions(folder / "media_region_sector_1510_2000.csv")
    assert len(steps.columns) == 32
    assert len(steps.findings) == 2


def test_a_sum_that_its_parts_do_not_make_is_told(tmp_path: Path) -> None:
    rows = (
        f"{IAMC},2000,2010\nm,s,Asia,Emissions|Hg,t/yr,400,500\nm,s,Africa,Emissions|Hg,t/yr,400,500\n"
        "m,s,World,Emissions|Hg,t/yr,{},{}\n"
    )
    (same,) = table(tmp_path, rows.format(800, 1000)).findings
    assert (same.row, "is the sum of others and is left out" in str(same)) == (4, True)
    (less,) = table(tmp_path, rows.format(1600, 2000)).findings
    assert (less.row, "but they are 50 % of it" in str(less)) == (4, True)
