"""Sales of products are read with every fault at once; nothing is silently repaired."""

from __future__ import annotations

from pathlib import Path

import pytest

from almaden.errors import InputError
from almaden.reference.readers.workbook import open_workbook
from almaden.reports.products_template import PRODUCTS_TEMPLATE
from almaden.sectors.products.engine import run
from almaden.sectors.products.readers.stock import read_stock
from almaden.sectors.products.records import TABLES

ABOUT = "before,handling,made_up\nzero,informal,y\n"


def folder(path: Path, **tables: str) -> Path:
    for name, text in tables.items():
        (path / f"{name}.csv").write_text(text)
    return path


def faults(path: Path, **tables: str) -> dict[str, str]:
    with pytest.raises(InputError) as error:
        read_stock(folder(path, **tables))
    return {f"{one.file} {one.row} {one.column}": f"{one.problem}; {one.advice}" for one in error.value.faults}


def test_sales_are_read_and_run(tmp_path: Path) -> None:
    sales = (
        "country,kind,year,production,imports,exports,unit\nBRA,cfl,2010,100,1000,200,items\nBRA,cfl,2011,0,,,items\n"
    )
    contents = "kind,year,value,unit\ncfl,2010,3,g/item\n"
    data = read_stock(folder(tmp_path, about=ABOUT, sales=sales, contents=contents))
    # Contents of 3 g where 3 mg are usual are asked about.
    assert data.notes[-1:] == ("cfl 2010: 3 g/item is far from the usual 0.003 g/item; is the unit right?",)
    found = run(data, draws=100)
    assert [one.value for one in found.of("BRA", "cfl").amounts["inflow"]] == pytest.approx([2.7, 0])
    assert found.meta.notice


def test_what_holds_for_all_must_be_told(tmp_path: Path) -> None:
    found = faults(tmp_path, sales="country,kind,year,sold,unit\nBRA,cfl,2010,5,items\n")
    assert "what was sold before the first year" in "".join(found.values())
    found = faults(tmp_path, about="before,handling\ngrowth,informal\n")
    assert {"about.csv 2 since", "about.csv 2 growth"} <= found.keys()


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    rows = ["cflx,2010,1,items,,", "cfl,2010,,items,,", "lfl,2010,5,flask,,", "lfl,2010,5,t,,", "cfl,2013,7,items,8,9",
            "cfl,2013,7,items,,9"]  # fmt: skip
    sales = "country,kind,year,sold,unit,low,high\n" + "".join(f"BRA,{row}\n" for row in rows)
    fates = "kind,collected,landfill,incineration,open_burning,sewer\ncfl,10,0.5,0,0,0\nlfl,0.1,0.1,0,0,0\n"
    contents = "kind,year,value,unit\ncosmetic,2010,200,%\nbiocide,2010,20,mg/item\n"
    lives = "kind,law,mean,low,high\ncfl,weibull,5,6,7\n"
    ends = "country,kind,year\nBRA,lfl,2000\n"
    factors = ("fate,air,water,land,landfilled,recovered\nsewer,0,0.5,0.4,0,0\nsewer,0,1,0,0,0\nbroken,30,0,0,0.7,0\n"
               "burned,1,0,0,0,0\n")  # fmt: skip
    found = faults(
        tmp_path, about=ABOUT, sales=sales, fates=fates, contents=contents, lives=lives, phase_outs=ends,
        fate_factors=factors,
    )  # fmt: skip
    expected = {
        "sales.csv 2 kind": "did you mean cfl", "sales.csv 3 sold": "write 0 if none was sold",
        "sales.csv 4 unit": "1 flask is 34.5 kg", "sales.csv 5 unit": "write the number of items",
        "sales.csv 6 sold": "not within its range", "sales.csv 7 year": "told already: row 6",
        "sales.csv 7 low": "one end of the range is missing", "sales.csv 6 year": "straight line",
        "fates.csv 2 collected": "10 % is a share of 0.1", "fates.csv 3 landfill": "add to 0.2",
        "contents.csv 2 value": "1 % is 10,000 ppm", "contents.csv 3 unit": "1 % is 10,000 ppm",
        "lives.csv 2 mean": "not within its range", "lives.csv 2 spread": "write fixed as the law",
        "phase_outs.csv 2 year": "add the sales",
        "fate_factors.csv 2 landfilled": "add to 0.9", "fate_factors.csv 3 country": "told already: row 2",
        "fate_factors.csv 4 air": "30 % is a share of 0.3", "fate_factors.csv 5 fate": "",
    }  # fmt: skip
    assert {place for place, text in expected.items() if text not in found.get(place, "")} == set(), found
    assert found.keys() == expected.keys()


def test_more_exports_than_there_is_are_told_as_re_exports(tmp_path: Path) -> None:
    sales = "country,kind,year,sold,imports,exports,unit\nBRA,cfl,2010,,100,150,items\nBRA,lfl,2010,5,100,,items\n"
    found = faults(tmp_path, about=ABOUT, sales=sales)
    assert "re-exports" in found["sales.csv 2 exports"]
    assert "told twice" in found["sales.csv 3 sold"]


def test_the_template_has_every_table_and_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "stock.xlsx"
    PRODUCTS_TEMPLATE.write(path)
    assert set(TABLES) <= set(open_workbook(path).sheets)
    with pytest.raises(InputError, match="no sales of products in it"):
        read_stock(path)


def test_more_than_anybody_could_sell_is_refused(tmp_path: Path) -> None:
    found = faults(tmp_path, about=ABOUT, sales="country,kind,year,sold,unit\nBRA,cfl,2010,1e300,items\n")
    assert list(found) == ["sales.csv 2 sold"]


def test_parts_of_a_trade_balance_that_are_not_told_are_named(tmp_path: Path) -> None:
    sales = "country,kind,year,imports,unit\nBRA,cfl,2010,100,items\nBRA,cfl,2011,100,items\n"
    assert list(map(str, read_stock(folder(tmp_path, about=ABOUT, sales=sales)).notes)) == [
        "rows in which production is not told and counts as none: 2",
        "rows in which exports is not told and counts as none: 2",
    ]
