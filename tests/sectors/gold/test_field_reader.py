"""Reading field data of small-scale gold mining: every form that it comes in, and every slip with its likely fix."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from almaden.errors import Fault, InputError
from almaden.monitoring.people.identity import looks_like_name
from almaden.sectors.gold.readers.field import read_gold
from tests.sectors.gold.made_up_tables import ABOUT, PARTICIPANT, SITE, STRATUM, Row, Tables, book, folder, text


def changed(row: Row, **change: object) -> dict[str, object]:
    return {**row, **change}


def faults(tables: Tables) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        read_gold(book(tables), "field.xlsx")
    return caught.value.faults


def sites(*changes: Mapping[str, object], **tables: Sequence[Row]) -> Tables:
    return {"about": [ABOUT], "strata": [STRATUM], "sites": [changed(SITE, **one) for one in changes], **tables}


# Bad input: the column that the fault names, what stood there, and what to do.
BAD: tuple[tuple[str, Tables, str, str, str], ...] = (
    ("ratio in g/kg", {"ratios": [{"practice": "concentrate", "value": 1300, "unit": "g/g"}]}, "value", "1300",
     "this looks like g/kg or kg/t; write the unit g/kg"),
    ("ratio of g/g under kg/t", {"ratios": [{"practice": "whole_ore", "value": 5, "unit": "kg/t"}]}, "value", "5",
     "this looks like g/g or kg/kg; write the unit g/g"),
    ("grams a day as kilograms", sites({"gold_unit": "kg"}), "gold_per_miner", "0.4",
     "as g a day, "),
    ("grams a year as a day", sites({"gold_per_miner": 88}), "gold_per_miner", "88", "g a month or g a year"),
    ("kilograms bought as tonnes", {"buyers": [{"id": "B", "kind": "shop", "gold": 900, "gold_unit": "t"}]}, "gold",
     "900", "write the unit g"),
    ("national gold in kg as t",
     {"figures": [{"quantity": "national gold", "value": 128457, "unit": "t", "source": "made up"}]}, "value",
     "128457", "this looks like g, kg or troy oz"),
    ("ounce of no kind",
     {"figures": [{"quantity": "national gold", "value": 4, "unit": "oz", "source": "made up"}]}, "unit", "oz",
     "an ounce of gold is a troy oz"),
    ("share in percent", sites({"retort_efficiency": 85}), "retort_efficiency", "85",
     "85 % is a share of 0.85"),
    ("shares over one", sites({"whole_ore_share": 0.5}), "mercury_free_share", "0.1", "correct the shares"),
    ("more women than miners", sites({"women": 60}), "women", "60", "correct one of the two numbers"),
    ("people do not add", sites({"men": 20}), "miners", "40", "empty those that nobody counted"),
    ("two regions", sites({"stratum": ""}, {"stratum": "", "region": "South"}), "region", "South",
     "an identifier of its own"),
    ("not the region of the stratum", sites({"region": "South"}), "region", "South", "nothing lies in two regions"),
    ("region in two spellings", sites({"region": "north"}), "region", "north", "write North everywhere"),
    ("weights", sites({"weight": 2}, {"id": "S2", "weight": 3}), "weight", "3", "multiply each by 2"),
    ("weights of some", sites({"weight": 5}, {"id": "S2"}), "weight", "", "add the weights"),
    ("more than the frame", sites({}, {"id": "S2"}, strata=[changed(STRATUM, sites=1)]), "sites", "1",
     "correct the frame"),
    ("no such stratum", sites({"stratum": "nort", "region": ""}), "stratum", "nort", "did you mean north?"),
    ("no such site", sites({}, mercury=[{"site": "S9", "mercury": 1}]), "site", "S9", "add the site"),
    ("twice", sites({}, {}), "id", "S1", "delete one of the rows"),
    ("practices", {"practices": [{"region": "", "practice": "whole_ore", "share": 0.7}]}, "share", "0.7",
     "add the practice that is missing"),
    ("range", {"ratios": [{"practice": "concentrate", "value": 1.3, "low": 1.5, "high": 1.7}]}, "value", "1.3",
     "correct the range"),
    ("none chosen", {"figures": [
        {"quantity": "miners", "value": value, "unit": "persons", "source": f"made up {value}"}
        for value in (1000, 2000)]}, "chosen", "", "write y beside the one that counts"),
    ("measure backwards", {"measures": [
        {"name": "m", "kind": "retorts", "start_year": 2028, "full_year": 2026, "reach": 0.4}]}, "full_year", "2026",
     "correct one of the two years"),
    ("name of a miner", sites({}, miners=[{"site": "S1", "miner": "Ama Mensah", "gold": 0.5}]), "miner", "",
     "use a number, never a name"),
    ("name of a participant", {"biomonitoring": [changed(PARTICIPANT, participant="Ama Mensah")]}, "participant", "",
     "use a number, never a name"),
    ("unit of hair", {"biomonitoring": [changed(PARTICIPANT, matrix="hair")]}, "unit", "ug/g creatinine",
     "write the unit so"),
    ("latitude for longitude",
     sites(*({"id": f"S{n}", "latitude": 5.9 + n / 10, "longitude": -2.0} for n in range(4)),
           {"id": "X", "latitude": -2.0, "longitude": 6.0}), "latitude", "-2", "write 6 as latitude"),
)  # fmt: skip


@pytest.mark.parametrize(("tables", "column", "value", "advice"), [pytest.param(*one[1:], id=one[0]) for one in BAD])
def test_a_slip_is_told_with_its_place_and_likely_fix(tables: Tables, column: str, value: str, advice: str) -> None:
    (fault,) = faults({"about": [ABOUT], **tables})
    assert (fault.column, fault.value) == (column, value)
    assert advice in fault.say()
    assert fault.row is not None
    assert fault.accepted


def test_all_faults_come_at_once_and_the_wrong_name_of_a_table_too() -> None:
    tables = {name: rows for _, one, *_ in BAD[:4] for name, rows in one.items()}
    found = faults({"about": [ABOUT], **tables, "minerss": [{"site": "S1"}]})
    assert {fault.column for fault in found} == {"value", "gold_per_miner", ""}
    assert "name it miners" in "".join(fault.advice for fault in found)


def test_a_workbook_a_folder_and_other_encodings_give_the_same(tmp_path: Path) -> None:
    names = ("Río Ñandú", "Шахта", "矿", "منجم", "खान", "Mine de l'Été")
    rows = [changed(SITE, id=f"S{number}", name=name) for number, name in enumerate(names)]
    tables: Tables = {"about": [ABOUT], "strata": [STRATUM], "sites": rows}
    read = read_gold(book(tables), "field.xlsx")
    assert read_gold(folder(tmp_path, tables)).sites == read.sites
    assert [site.name for site in read.sites] == list(names)
    assert read.rows["sites", "S0"] == "field.xlsx, sheet sites, row 2"
    # A spreadsheet in French: semicolons, decimal commas, a mark at the start; and UTF-16, packed.
    content = text(rows, ";").replace("0.4", "0,4")
    (tmp_path / "sites.csv").write_bytes(content.encode("utf-8-sig"))
    assert read_gold(tmp_path).sites == read.sites
    (tmp_path / "sites.csv").write_bytes(content.encode("utf-16"))
    assert read_gold(tmp_path).sites == read.sites
    assert len(read.sha256) == 64


def test_a_table_alone_says_what_to_add() -> None:
    packed = io.BytesIO(gzip.compress(text([SITE]).encode()))
    with pytest.raises(InputError) as caught:
        read_gold(packed, "sites.csv.gz")
    assert [fault.column for fault in caught.value.faults] == ["", "stratum"]
    assert "a table named about with the columns country and year" in str(caught.value)


def test_no_rows_are_no_fault_but_a_country_is_needed(tmp_path: Path) -> None:
    (tmp_path / "sites.csv").write_text("id,region\n")
    for content, told in (("", "nothing tells"), ("country,year\n", "not exactly one row")):
        if content:
            (tmp_path / "about.csv").write_text(content)
        with pytest.raises(InputError, match=told):
            read_gold(tmp_path)
    (tmp_path / "about.csv").write_text("country,year\nGhana,2024\n")
    read = read_gold(tmp_path)
    assert (read.about.country, read.sites, read.notes) == ("GHA", (), ())


def test_regions_come_from_strata_and_numbers_from_percent_signs(tmp_path: Path) -> None:
    site = changed(SITE, region="", concentrate_share="70 %", data_class=4)
    unit = {"id": "U", "site": "S1"}
    read = read_gold(folder(tmp_path, {"about": [ABOUT], "strata": [STRATUM], "sites": [site], "units": [unit]}))
    assert (read.sites[0].region, read.units[0].region) == ("North", "North")
    assert (read.sites[0].concentrate_share, read.sites[0].data_class) == (0.7, 4)


def test_who_did_not_agree_is_counted_and_never_shown() -> None:
    refused = changed(PARTICIPANT, consent="n", participant="Ama Mensah", before="sixty-six", unit="secret")
    read = read_gold(book({"about": [ABOUT], "biomonitoring": [PARTICIPANT, refused]}), "field.xlsx")
    assert [one.participant for one in read.biomonitoring] == ["17"]
    assert [str(note) for note in read.notes] == [
        "results left out because their participants did not agree to their use: 1"
    ]
    with pytest.raises(InputError) as caught:
        read_gold(book({"biomonitoring": [PARTICIPANT, refused]}), "field.xlsx")
    assert "sixty" not in str(caught.value)
    (fault,) = faults({"about": [ABOUT], "biomonitoring": [PARTICIPANT, changed(refused, consent="")]})
    assert (fault.row, fault.column, fault.value) == (3, "consent", "")
    assert "sixty" not in fault.say()


def test_other_tables_are_told_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("a,b\n1,2\n")
    for source in (tmp_path, tmp_path / "units.csv"):
        with pytest.raises(InputError, match="there are no tables of small-scale gold mining in it"):
            read_gold(source)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda site: changed(site, gold_per_miner=9), "gold per miner and day of work: 1 rows"),
        (lambda site: changed(site, days_per_year=10), "days of work in a year: 1 rows"),
        (lambda site: changed(site, stratum="", region="Nort"), "1 sites belong to no stratum"),
    ],
)
def test_what_is_odd_is_asked_about(change: Callable[[Row], Row], told: str) -> None:
    read = read_gold(book({"about": [ABOUT], "strata": [STRATUM], "sites": [change(SITE)]}), "field.xlsx")
    assert any(told in note for note in read.notes)


def test_what_looks_like_a_name() -> None:
    assert all(map(looks_like_name, ("Ama Mensah", "Kofi", "О'Коннор Иван", "王芳")))
    assert not any(map(looks_like_name, ("1", "P-17", "AB", "site 3", "N 12 b", "٣")))
