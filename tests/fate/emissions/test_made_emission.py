"""Sources at points and totals of regions as users have them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from almaden.errors import AlmadenError, InputError
from almaden.fate.atmosphere.default_emission import default_emissions
from almaden.fate.atmosphere.emission import SPECIES, GriddedEmission
from almaden.fate.atmosphere.emission_checks import findings_of_place
from almaden.fate.atmosphere.emission_forms import emission_form, emission_forms
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.made_emission import grid_facilities, grid_totals, whole_world
from almaden.fate.atmosphere.readers.emission_tables import read_facilities, read_totals
from almaden.fate.atmosphere.readers.grid_fields import read_proxy
from almaden.fate.atmosphere.regrid import Edges
from almaden.fate.atmosphere.settings import setting
from almaden.reference.tables import read_table
from tests.fate.emissions.made_up_grid import write

# The library was built with another numpy than runs; it says so and works.
pytestmark = pytest.mark.filterwarnings("ignore:numpy.ndarray size changed")
GRID = Grid(10)
FACILITIES = """\
name,latitude,longitude,emission,unit,kind,hg0,hg2,hgp,height_m
Made-up plant,50,180,200,kg/yr,coal plant,,,,
Made-up shop,-5,-60,3,t/yr,gold mining,,,,
Made-up kiln,50,-180,100,kg/yr,cement,0.33,0.33,0.33,80
"""


def _table(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_facilities_by_hand(tmp_path: Path) -> None:
    found = grid_facilities(read_facilities(_table(tmp_path, FACILITIES)), GRID)
    emission = found.mg_per_year
    # Coal 50/40/10 of 0.2 Mg and thirds of 0.1 Mg, on the date line from both sides; the shop 3 Mg elemental.
    assert emission["hg0"][14, 0] == pytest.approx(0.1 + 0.1 / 3)
    assert emission["hg2"][14, 0] == pytest.approx(0.08 + 0.1 / 3)
    assert emission["hg0"][8, 12] == pytest.approx(3.0)
    assert found.total_mg_per_year == pytest.approx(3.3, rel=1e-12)
    # The shares and heights of coal and gold are recalled; the kiln told its own.
    assert {one.quantity.split(":")[0] for one in found.unverified} == {"coal plant", "gold mining"}
    assert found.findings == ()


def test_a_plume_above_the_lowest_layer_and_a_source_too_large_are_told(tmp_path: Path) -> None:
    text = "latitude,longitude,emission,unit,kind,height_m\n1,1,5,kt/yr,other,2000\n1,1,5,kg/yr,other,800\n"
    found = grid_facilities(read_facilities(_table(tmp_path, text)), GRID)
    # (1000 - 850) hPa / 9.807 m/s2 / 1.2 kg/m3 = 1275 m; a plume of 800 m lies from 400 to 1200 m.
    above, large = map(str, found.findings)
    assert "1,275 m deep: 1;" in above
    assert "100 Mg/yr" in large
    assert "the largest 5,000 Mg/yr" in large


def test_faults_of_facilities_come_together(tmp_path: Path) -> None:
    text = (
        "latitude,longitude,emission,unit,kind,hg0\n1,361,1,kg/yr,other,\n1,1,-1,kg/yr,other,\n1,1,1,ton,other,\n"
        "1,1,1,kg/yr,volcano,\n1,1,1,kg/m2/yr,other,\n1,1,1,kg/yr,other,0.5\n1,1,,kg/yr,other,\n"
    )
    with pytest.raises(InputError) as caught:
        read_facilities(_table(tmp_path, text))
    assert [one.row for one in caught.value.faults] == [2, 3, 4, 5, 6, 7, 8]
    for words in ("short or long ton", "kind of source is not known", "is per area", "all three, or none"):
        assert words in str(caught.value)


def test_totals_are_spread_by_people_of_a_file(tmp_path: Path) -> None:
    pytest.importorskip("netCDF4")
    people = np.zeros((18, 36))
    people[10, 20], people[10, 21] = 3.0, 1.0
    density = write(
        tmp_path / "density.nc", {"pop": people / GRID.area_m2 * 1e6}, GRID.latitudes, GRID.longitudes, "people km-2"
    )
    count = write(tmp_path / "count.nc", {"pop": people}, GRID.latitudes, GRID.longitudes, "people")
    totals = read_totals(_table(tmp_path, "region,total,unit,kind\nworld,8,t/yr,gold mining\n"))
    for path in (density, count):
        found = grid_totals(totals, whole_world(GRID), read_proxy(path, GRID), GRID)
        assert found.mg_per_year["hg0"][10, 20:22] == pytest.approx([6.0, 2.0])
        assert found.total_mg_per_year == pytest.approx(8.0, rel=1e-12)
    assert Edges.of(GRID).area_m2 == pytest.approx(GRID.area_m2)
    with pytest.raises(InputError, match="not clear which variable"):
        read_proxy(count, GRID, "lights")
    bad = write(tmp_path / "bad.nc", {"pop": people - 1}, GRID.latitudes, GRID.longitudes, "people")
    with pytest.raises(InputError, match="cells are missing or out of range"):
        read_proxy(bad, GRID)


def test_totals_of_a_region_twice_and_of_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="stands twice"):
        read_totals(_table(tmp_path, "region,total\nA,1\nA,2\n"))
    with pytest.raises(InputError, match="no line in it"):
        read_totals(_table(tmp_path, "region,total\n"))
    totals = read_totals(_table(tmp_path, "region,total\nAtlantis,1\n"))
    with pytest.raises(InputError, match="no region Atlantis"):
        grid_totals(totals, whole_world(GRID), np.ones((18, 36)), GRID)


TABLES = (
    "emission_bands", "emission_forms", "emission_pattern_source", "emission_settings", "emission_variable_names",
    "regional_totals",
)  # fmt: skip


def test_every_number_says_where_it_is_from() -> None:
    for name in TABLES:
        for row in read_table(f"fate/{name}"):
            assert row["source"]
            assert row["seen"]
            assert row["status"] in ("verified", "unverified")
            assert "recalled" not in row["seen"] or row["status"] == "unverified"
    with pytest.raises(AlmadenError, match="no number nothing"):
        setting("nothing")
    with pytest.raises(InputError, match="kind of source is not known"):
        emission_form("volcano")


def test_an_emission_upside_down_and_turned_is_told() -> None:
    right = default_emissions(Grid(5))
    assert findings_of_place(right) == ()
    turned = {one: np.roll(values[::-1], 36, axis=1) for one, values in right.mg_per_year.items()}
    assert "upside down and turned by 180 degrees" in findings_of_place(GriddedEmission(Grid(5), turned, "made up"))[0]


def test_shares_of_every_kind_add_to_one() -> None:
    for one in emission_forms().values():
        assert sum(one.shares.values()) == pytest.approx(1.0, abs=1e-12)
        assert 0 <= one.height_m <= 500


def test_bands_tables_and_sums() -> None:
    mg = {one: np.zeros((18, 36)) for one in SPECIES}
    mg["hg0"][0, 0], mg["hg2"][11, 5] = 2.0, 3.0
    one = GriddedEmission(GRID, mg, "made up")
    assert one.bands() == pytest.approx(
        {"60-90 S": 2, "30-60 S": 0, "0-30 S": 0, "0-30 N": 3, "30-60 N": 0, "60-90 N": 0}
    )
    both = one.plus(one)
    assert both.totals() == {"hg0": 4.0, "hg2": 6.0, "hgp": 0.0}
    frame = both.to_frame()
    assert frame.to_dict("list")["latitude"] == [-85.0, 25.0]
    assert "10 Mg/yr on 10 degrees" in both.summary()
    assert '"total": 10.0' in both.to_json()
    with pytest.raises(AlmadenError, match="different steps"):
        one.plus(GriddedEmission(Grid(90), {name: np.zeros((2, 4)) for name in SPECIES}, "other"))
    for values in (np.zeros((2, 2)), np.full((18, 36), -1.0), np.full((18, 36), np.nan)):
        with pytest.raises(AlmadenError, match="emission of hgp"):
            GriddedEmission(GRID, mg | {"hgp": values}, "odd")
