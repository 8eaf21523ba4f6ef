"""Tables of means of sites: every public set loads, its traps are counted, and its means are those published."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import fmean

import pytest

from almaden.errors import Fault
from almaden.monitoring.averages import averages
from almaden.monitoring.quality.checking import check
from almaden.monitoring.readers.site_mean import SiteMean
from almaden.monitoring.readers.site_means import read, read_means
from almaden.monitoring.series import series_of
from almaden.monitoring.traps import counted, unlike_units
from almaden.monitoring.trends.monthly import monthly
from almaden.reference.readers.located import Located, Remark
from almaden.reference.records import ObservationRecord, SiteRecord

Loaded = Mapping[str, Sequence[object]]

#: What the files hold by another count: ``grep -c`` of rows and codes, ``awk`` for zeros, ``uniq -d`` for repeats.
TRAPS = {
    "TGMSiteAnnual.csv": {"missing code": 85},
    "TGMSiteAnnual_references.csv": {"missing code": 30, "coordinates swapped": 1},
    "TGMSiteMonthly.csv": {"missing code": 269},
    "Hg0SiteMonthly.csv": {"missing code": 18},
    "rgmannualjan06.csv": {"missing code": 25},
    "mdnfullyrs.csv": {"missing code": 6, "zero for no data": 671},
    "Galathea3_cruise.csv": {"line ends": 1},
    "overlay_ocean_new_summer_Hgtot.csv": {"duplicate row": 1},
    "MDNmonthly.dat": {"fortran exponent": 1},
    # In 18 of its rows the four numbers stand in another order than in the first four.
    "emep_ann_hg_dep_2013-14.dat": {"columns exchanged": 18, "zero for no data": 16},
}
VALUES = {
    "Asia_wetdep.csv": 10,
    "EMEP_wetdep.csv": 16,
    "GMOS_wetdep.csv": 11,
    "Galathea3_cruise.csv": 131,
    "Hg0SiteMonthly.csv": 276,
    "Hg0SiteMonthly.jaf.csv": 108,
    "MDNannual.dat": 119,
    "MDNmonthly.dat": 1140,
    "NADP_wetdep.csv": 119,
    "TGMCruise.csv": 94,
    "TGMSiteAnnual.csv": 110,
    "TGMSiteMonthly.csv": 504,
    "emep_ann_hg_dep_2000s.dat": 13,
    "emep_ann_hg_dep_2013-14.dat": 88,
    "emep_ann_hg_dep_2013-15.dat": 22,
    "mdnfullyrs.csv": 1050,
    "overlay_ocean_GEM_DJF.csv": 98,
    "overlay_ocean_spring_Hgtot.csv": 63,
    "rgmannualjan06.csv": 93,
}


@pytest.fixture(scope="module")
def loaded(shared: Path) -> Loaded:
    folder = shared / "data/geoschem_hg_benchmark_observations"
    found = {}
    for path in sorted(folder.iterdir()):
        if path.name != "README.md":
            with path.open("rb") as file:
                found[path.name] = list(read_means(file, path.name))
    return found


def means(loaded: Loaded, name: str) -> list[SiteMean]:
    return [one.record for one in loaded[name] if isinstance(one, Located) and isinstance(one.record, SiteMean)]


def made(text: str, name: str = "made.csv") -> list[object]:
    return list(read(io.BytesIO(text.encode()), name))


def test_every_public_set_loads_without_a_fault(loaded: Loaded) -> None:
    assert len(loaded) == 30
    assert not [one for items in loaded.values() for one in items if isinstance(one, Fault)]
    assert {name: len(means(loaded, name)) for name in VALUES} == VALUES


def test_its_traps_are_counted(loaded: Loaded) -> None:
    found = {name: Counter(one.trap for one in items if isinstance(one, Remark)) for name, items in loaded.items()}
    for name in found:
        found[name].pop("day and month", None)
    assert {name: dict(counts) for name, counts in found.items() if counts} == TRAPS
    lines = counted(one for one in loaded["Galathea3_cruise.csv"] if isinstance(one, Remark))
    assert [(one.trap, one.count, one.first_row) for one in lines] == [("line ends", 1, None)]
    assert "131" in lines[0].problem


def test_the_means_are_those_of_the_sets(loaded: Loaded) -> None:
    # P32: Hg0 of 2013-2015 north of 30 N and south of 30 S, and wet deposition of MDN in 2015.
    gem = [
        (one.latitude, one.value)
        for one in means(loaded, "TGMSiteAnnual.csv")
        if one.species == "GEM" and one.value is not None and one.latitude is not None
    ]
    north = [value for latitude, value in gem if latitude >= 30]
    south = [value for latitude, value in gem if latitude <= -30]
    assert (len(north), len(south)) == (38, 7)
    assert fmean(north) == pytest.approx(1.500, abs=1e-3)
    assert fmean(south) == pytest.approx(0.937, abs=1e-3)
    deposition = [one.value / 1000 for one in means(loaded, "MDNannual.dat") if one.value is not None]
    assert len(deposition) == 119
    assert fmean(deposition) == pytest.approx(8.929, abs=1e-3)


def test_deposition_in_unlike_units_is_told_and_kept_as_written(loaded: Loaded) -> None:
    wet = [one for name in loaded for one in means(loaded, name) if one.species == "THg deposition"]
    remarks = unlike_units(wet)
    assert {one.trap for one in remarks} == {"two units"}
    assert {(one.fault.file, one.fault.value) for one in remarks} == {
        ("MDNmonthly.dat", "ng/m2/day"),
        ("GMOS_wetdep.csv", "ug/m2/yr"),
        ("Asia_wetdep.csv", "ug/m2/yr"),
    }
    assert means(loaded, "GMOS_wetdep.csv")[0].value == 1.54


def test_a_month_of_several_years_keeps_month_and_years(loaded: Loaded) -> None:
    december = next(one for one in means(loaded, "TGMSiteMonthly.csv") if one.site == "site:ALT" and one.month == 12)
    assert (december.start, december.end) == (datetime(2013, 12, 1, tzinfo=UTC), datetime(2015, 1, 1, tzinfo=UTC))
    observation = december.as_observation()
    assert observation is not None
    assert observation.diagnostics.startswith("years=2013-2014; month=12; standard_deviation=")


def test_a_code_declared_in_a_comment_is_missing_there_alone() -> None:
    text = "# Hg0 (ng/m3); invalid data are set as 9.99\nSite,Lat,Lon,Year,Concentration\nA,1,2,2010,9.99\n"
    items = made(text)
    assert [one.trap for one in items if isinstance(one, Remark)] == ["missing code"]
    value = [one.record for one in items if isinstance(one, Located)][-1]
    assert (value.value, value.flag, value.original_value) == (None, "missing", "9.99")
    without = [
        one.record for one in made(text.replace("; invalid data are set as 9.99", "")) if isinstance(one, Located)
    ]
    assert without[-1].value == 9.99


def test_numbers_of_fortran_and_exchanged_coordinates() -> None:
    items = made("SiteID,Lat,Lon,Year,TGM (ng/m3)\nA,-120.5,45.0,2010,0.15D+01\nB,10,20,2010,-0.2\n")
    assert [one.trap for one in items if isinstance(one, Remark)] == [
        "coordinates swapped",
        "fortran exponent",
        "negative value",
    ]
    sites = [one.record for one in items if isinstance(one, Located) and isinstance(one.record, SiteRecord)]
    values = [one.record for one in items if isinstance(one, Located) and isinstance(one.record, ObservationRecord)]
    assert [one.latitude for one in sites] == [None, 10.0]
    assert [(one.value, one.flag) for one in values] == [(1.5, "valid"), (-0.2, "suspect")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1,2,3\n4,5,6\n", "no header"),
        ("SiteID,Lat,Lon,Year,Concentration\nA,1,2,2010,1.5\n", "does not tell what was measured"),
        ("SiteID,Lat,Lon,Year,TGM\nA,1,2,2010,1.5\n", "in which unit"),
        ("SiteID,Lat,Lon,Year,TGM (ng/m3)\nA,1,2\n", "3 cells"),
        ("SiteID,Lat,Lon,Year,TGM (ng/m3)\nA,1,2,2010,many\n", "not a number"),
        ("SiteID,Lat,Lon,Month,Year,TGM (ng/m3)\nA,1,2,13,2010,1.5\n", "no month"),
        ("", "empty"),
    ],
)
def test_what_cannot_be_known_is_a_fault_that_says_what_to_do(text: str, problem: str) -> None:
    (fault,) = [one for one in made(text) if isinstance(one, Fault)]
    assert problem in fault.problem
    assert fault.file == "made.csv"
    assert fault.advice or not text


def test_dates_are_read_as_each_source_proves_them(loaded: Loaded) -> None:
    # 5-20-1996 proves that the first number is the month; 02-10-1984 stands alone and stays without a date.
    spring = means(loaded, "overlay_ocean_spring_Hg0.csv")[0]
    assert spring.start == datetime(1996, 5, 20, tzinfo=UTC)
    autumn = means(loaded, "overlay_ocean_new_fall_Hgtot.csv")[-1]
    assert (autumn.start, autumn.years, autumn.unit) == (None, "02-10-1984", "pmol/L")


def test_values_without_a_time_are_told_one_by_one(shared: Path) -> None:
    path = shared / "data/geoschem_hg_benchmark_observations/EMEP_wetdep.csv"
    with path.open("rb") as file:
        items = list(read(file, path.name))
    assert Counter(one.trap for one in items if isinstance(one, Remark)) == {"no date": 16}
    assert {type(one.record) for one in items if isinstance(one, Located)} == {SiteRecord}


def test_each_place_of_a_ship_is_a_site() -> None:
    rows = "IOC1996;5-20-1996;-33.7;-45.22;0.9\nIOC1996;5-22-1996;-33.26;-40.92;0.7\n"
    items = [one.record for one in made(rows, "overlay_ocean_spring_Hg0.csv") if isinstance(one, Located)]
    sites = {f"site:{one.identifiers['site']}": one for one in items if isinstance(one, SiteRecord)}
    assert sites["site:IOC1996 -33.7000 -45.2200"].latitude == -33.7
    assert [one.site for one in items if isinstance(one, ObservationRecord)] == list(sites)


def test_a_climatology_does_not_overlap_and_has_no_months_of_its_own(loaded: Loaded) -> None:
    records = [made for one in means(loaded, "TGMSiteMonthly.csv") if (made := one.as_observation()) is not None]
    series = series_of(records)
    over_years = [one for one in series if one.key.is_climatology]
    # The years of Alert are 2013-2014 in the file: its Januaries end after its Februaries begin.
    assert "site:ALT" in {one.key.site for one in over_years}
    assert all((one.end[:-1] > one.start[1:]).any() for one in over_years)
    found = check(series, date(2026, 1, 1))
    assert not [mark for one in found.series for mark in one.marks if mark.finding == "overlap"]
    (left_out,) = averages(over_years[0], "month").notes
    assert over_years[0].key.site in left_out
    assert len(averages(over_years[0], "month")) == len(monthly(over_years[0]).value) == 0
    # The same spans of anything else do overlap.
    (plain,) = check([replace(over_years[0], key=over_years[0].key._replace(method=""))], date(2026, 1, 1)).series
    assert {mark.finding for mark in plain.marks} >= {"overlap"}
