"""The reader of EBAS files: a real file exactly, and made-up ones with everything that goes wrong in them."""

from __future__ import annotations

import io
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import Fault
from almaden.monitoring.averages import averages
from almaden.monitoring.readers import ebas_rows
from almaden.monitoring.readers.ebas import read, read_blocks
from almaden.monitoring.series import series_of
from almaden.reference.readers.blocks import Block
from almaden.reference.readers.located import Located, Remark
from almaden.reference.records import ObservationRecord, SiteRecord

KEYS = {
    "Timezone": "UTC",
    "Revision date": "20250301000000",
    "Statistics": "arithmetic mean",
    "Data level": "2",
    "Station code": "XX0001R",
    "Station name": "Made-up station",
    "Station latitude": "54.5",
    "Station longitude": "-9.25",
    "Station altitude": "12.0m",
    "Matrix": "air",
    "Instrument manufacturer": "Maker",
    "Instrument model": "M1",
    "Instrument serial number": "17",
    "Method ref": "XX01L_made_up",
}
GEM = "gaseous_elemental_mercury, ng/m3, Volume std. temperature=273.15 K, Volume std. pressure=1013.25 hPa"
ROWS = ("0.000000 0.041667 1.520 0.000", "0.041667 0.083333 1.540 0.000", "0.083333 0.125000 1.530 0.000")


def made_up(
    *rows: str,
    names: tuple[str, ...] = (GEM, "numflag, no unit"),
    missing: str = "999.999999 99.999 9.999",
    scales: str = "",
    reference: str = "2024 01 01 2025 03 01",
    labels: str = "starttime endtime GEM flag",
    count: int | None = None,
    **keys: str,
) -> str:
    """A file with a header for some columns."""
    names = ("end_time of measurement, days from the file reference point", *names)
    told = KEYS | {key.replace("_", " "): value for key, value in keys.items()}
    comments = [f"{key}: {value}" for key, value in told.items() if value]
    lines = [
        "Somebody", "XX01L, Made-up institute", "Somebody", "EMEP", "1 1", reference, "0.041667",
        "days from file reference point", str(len(names)), scales or " ".join(["1"] * len(names)), missing, *names,
        "0", str(len(comments) + 1), *comments, labels,
    ]  # fmt: skip
    return "\n".join([f"{count or len(lines) + 1} 1001", *lines, *(rows or ROWS), ""])


def first_row(text: str) -> int:
    return next(row for row, line in enumerate(text.split("\n"), 1) if line.startswith("starttime")) + 1


def everything(text: str | bytes) -> tuple[list[ObservationRecord], list[Fault], list[Remark]]:
    data = text.encode() if isinstance(text, str) else text
    items = list(read(io.BytesIO(data), "made-up.nas"))
    records = [one.record for one in items if isinstance(one, Located) and isinstance(one.record, ObservationRecord)]
    return records, [one for one in items if isinstance(one, Fault)], [one for one in items if isinstance(one, Remark)]


def observations(text: str | bytes) -> list[ObservationRecord]:
    records, faults, remarks = everything(text)
    assert (faults, remarks) == ([], [])
    return records


def remarks_of(text: str | bytes) -> Counter[str]:
    return Counter(one.trap for one in everything(text)[2])


@pytest.fixture(scope="module")
def ozone(shared: Path) -> list[object]:
    (path,) = (shared / "data" / "ebas_nasa_ames_format_sample").glob("*.nas")
    with path.open("rb") as file:
        return list(read(file, path.name))


def test_the_real_file_is_read_exactly(ozone: list[object]) -> None:
    site, *rest = ozone
    assert isinstance(site, Located)
    assert isinstance(site.record, SiteRecord)
    assert site.record.identifiers == {"ebas": "DE0001R"}
    assert (site.record.name, site.record.network, site.record.elevation_m) == ("Westerland", "EMEP", 12.0)
    assert (site.record.latitude, site.record.longitude) == (54.925556, 8.309722)
    assert all(isinstance(one, Located) for one in rest)
    records = [one.record for one in rest if isinstance(one, Located)]
    micro, nano = records[:24], records[24:]
    # As they stand in the file.
    assert [one.value for one in micro] == [
        76.0, 79.8, 79.4, 81.8, 88.2, 90.6, 88.2, 85.5, 84.0, 57.7, 49.7, 48.0,
        50.1, 51.1, 51.3, 51.9, 54.9, None, 55.6, 52.7, 46.9, 48.7, 49.7, 39.8,
    ]  # fmt: skip
    assert [one.value for one in nano] == [
        38, 40, 40, 41, 44, 45, 44, 43, 42, 29, 25, 24, 25, 26, 26, 26, 28, None, 28, 26, 24, 24, 25, 20,
    ]  # fmt: skip
    assert [one.start for one in micro] == [datetime(2014, 12, 25, hour, tzinfo=UTC) for hour in range(24)]
    assert [one.end for one in micro[:-1]] == [one.start for one in micro[1:]]
    assert micro[-1].end == datetime(2014, 12, 26, tzinfo=UTC)
    assert {(one.species, one.unit, one.detection_limit) for one in micro} == {("O3", "ug/m3", 2.0)}
    assert {(one.species, one.unit, one.detection_limit) for one in nano} == {("O3", "nmol/mol", 1.0)}
    assert [one.flag for one in micro] == ["valid"] * 17 + ["missing"] + ["valid"] * 6
    assert (micro[17].original_value, micro[17].original_flag) == ("999.9", "0.980")
    assert (micro[0].level, micro[0].method, micro[0].instrument) == (
        "final", "DE03L_uv_abs", "Horiba APOA-370 UBA_We_Mon_0301",
    )  # fmt: skip
    assert "component=ozone" in micro[0].diagnostics
    assert "volume_std_temperature=293.15 K" in micro[0].diagnostics
    assert "volume_std" not in nano[0].diagnostics


def test_mercury_keeps_its_name_and_its_standard_conditions() -> None:
    first, second, _ = observations(made_up())
    assert (first.site, first.species, first.unit, first.value) == ("ebas:XX0001R", "GEM", "ng/m3", 1.52)
    assert first.instrument == "Maker M1 17"
    assert "component=gaseous_elemental_mercury" in first.diagnostics
    assert "volume_std_temperature=273.15 K; volume_std_pressure=1013.25 hPa" in first.diagnostics
    assert first.end == second.start == datetime(2024, 1, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("component", "matrix", "species", "ours"),
    [
        ("total_gaseous_mercury", "air", "TGM", "air"),
        ("mercury", "air", "TGM", "air"),
        ("mercury", "precip", "THg", "precipitation"),
        ("mercury", "aerosol", "mercury", "air"),
        ("mercury", "air+aerosol", "mercury", "air"),
        ("reactive_gaseous_mercury", "air", "GOM", "air"),
        ("something_else", "air", "something_else", "air"),
    ],
)
def test_names_of_components(component: str, matrix: str, species: str, ours: str) -> None:
    text = made_up(names=(f"{component}, ng/m3", "numflag, no unit"), Matrix=matrix)
    assert {(one.species, one.matrix) for one in everything(text)[0]} == {(species, ours)}


@pytest.mark.parametrize(
    ("reference", "days", "moment"),
    [
        ("2024 01 01 2025 03 01", "59.000000", datetime(2024, 2, 29, tzinfo=UTC)),
        ("2023 01 01 2025 03 01", "59.000000", datetime(2023, 3, 1, tzinfo=UTC)),
        ("2024 01 01 2025 03 01", "365.958333", datetime(2024, 12, 31, 23, tzinfo=UTC)),
        ("2014 01 01 2025 03 01", "358.041667", datetime(2014, 12, 25, 1, tzinfo=UTC)),
        ("2024 01 01 2025 03 01", "0.0417", datetime(2024, 1, 1, 1, tzinfo=UTC)),
        ("2024 01 01 2025 03 01", "0.003472", datetime(2024, 1, 1, 0, 5, tzinfo=UTC)),
        ("1996 03 01 2025 03 01", "366", datetime(1997, 3, 2, tzinfo=UTC)),
    ],
)
def test_days_are_exact_to_the_second(reference: str, days: str, moment: datetime) -> None:
    (one,) = observations(made_up(f"{days} 400.000000 1.5 0.000", reference=reference))
    assert one.start == moment


@given(st.integers(0, 366 * 86_400 - 1))
@settings(max_examples=50)
def test_any_second_of_a_year_comes_back(second: int) -> None:
    from almaden.monitoring.readers.ebas_times import Clock
    from almaden.monitoring.readers.nasa_ames import Header

    clock = Clock(Header("", "", datetime(2024, 1, 1, tzinfo=UTC), None, (), {}, (), 1), "made-up.nas")
    cell = f"{second / 86_400:.6f}"
    found = clock.moments([cell])[cell]
    # A cell of another form makes all of them looked at one by one.
    assert clock.moments([cell, "x"]) == {cell: found, "x": None}
    assert found is not None
    assert (found - datetime(2024, 1, 1, tzinfo=UTC)).total_seconds() == second


def test_a_declared_time_zone_is_reckoned_and_an_unknown_one_told() -> None:
    assert observations(made_up(Timezone="UTC+1"))[0].start == datetime(2023, 12, 31, 23, tzinfo=UTC)
    assert remarks_of(made_up(Timezone="local")) == {"time zone": 1}


def test_each_column_has_its_own_flag_where_the_file_says_so() -> None:
    names = ("gaseous_elemental_mercury, ng/m3", "numflag gem, no unit", "reactive_gaseous_mercury, pg/m3",
             "numflag rgm, no unit")  # fmt: skip
    text = made_up("0.0 0.041667 1.5 0.459 12.5 0.000", names=names, missing="999.9 99.9 9.999 999.9 9.999",
                   labels="starttime endtime GEM flag_GEM RGM flag_RGM")  # fmt: skip
    gem, gom = observations(text)
    assert (gem.species, gem.flag, gem.original_flag) == ("GEM", "invalid", "0.459")
    assert (gom.species, gom.flag, gom.original_flag) == ("GOM", "valid", "0.000")
    # A name decides over the place.
    text = text.replace("GEM flag_GEM RGM flag_RGM", "GEM flag_RGM RGM flag_GEM")
    assert [one.flag for one in observations(text)] == ["valid", "invalid"]


def test_values_of_denuders_are_known_by_their_method() -> None:
    names = ("reactive_gaseous_mercury, pg/m3", "numflag, no unit")
    first = observations(made_up(names=names, Instrument_type="denuder"))[0]
    assert first.method == "KCl denuder"
    assert "method_ref=XX01L_made_up" in first.diagnostics
    assert observations(made_up(names=names))[0].method == "XX01L_made_up"
    assert observations(made_up(Instrument_type="denuder"))[0].method == "XX01L_made_up"


def test_a_dry_week_has_precipitation_of_zero_and_no_concentration() -> None:
    names = ("mercury, ng/l", "precipitation_amount, mm", "numflag, no unit")
    text = made_up("0.0 7.0 8.5 20.0 0.000", "7.0 14.0 999.9 0.0 0.890", names=names, Matrix="precip",
                   missing="999.9 999.9 9999.9 9.999", labels="starttime endtime Hg precip flag")  # fmt: skip
    assert [(one.species, one.value, one.unit, one.flag) for one in observations(text)] == [
        ("THg", 8.5, "ng/L", "valid"),
        ("THg", None, "ng/L", "missing"),
        ("precipitation", 20, "mm", "valid"),
        ("precipitation", 0, "mm", "valid"),
    ]


def test_percentiles_stand_beside_the_mean() -> None:
    base = "total_gaseous_mercury, ng/m3, Statistics="
    names = (base + "arithmetic mean", base + "percentile:15.87", base + "percentile:84.13", "numflag, no unit")
    text = made_up("0.0 0.041667 1.5 1.4 1.6 0.000", names=names, missing="999.9 99.9 99.9 99.9 9.999",
                   labels="starttime endtime TGM TGM_15 TGM_84 flag")  # fmt: skip
    (one,) = observations(text)
    assert one.value == 1.5
    assert "percentile:15.87=1.4; percentile:84.13=1.6" in one.diagnostics
    assert "percentile:15.87" not in observations(text.replace(" 1.4 ", " 99.9 "))[0].diagnostics
    alone = made_up(names=(base + "median", "numflag, no unit"))
    records, faults, remarks = everything(alone)
    assert (records, len(faults), [one.trap for one in remarks]) == ([], 1, ["no arithmetic mean"])


@pytest.mark.parametrize(
    ("cells", "value", "flag", "traps"),
    [
        ("1.5 0.147", 1.5, "valid", []),
        ("1.5 0.147559", 1.5, "valid", []),
        ("1.5 0.147456", 1.5, "invalid", []),
        ("0.1 0.780", 0.1, "below_detection", []),
        ("0.1 0.781", None, "below_detection", []),
        ("99.999 0.999", None, "missing", []),
        ("99.999 0.456", None, "invalid", []),
        ("99.999 0.000", None, "missing", ["flag and value"]),
        ("1.5 0.999", None, "missing", ["flag and value"]),
        ("1.5 0.123", 1.5, "suspect", ["unknown flag"]),
        ("-9999 0.000", None, "missing", ["missing code"]),
        ("9.99 0.000", 9.99, "valid", ["missing code"]),
        ("-0.02 0.000", -0.02, "valid", ["negative value"]),
        ("1.5D+00 0.000", 1.5, "valid", ["fortran exponent"]),
        ("0.15E+01 0.000", 1.5, "valid", []),
    ],
)
def test_a_value_and_its_flag(cells: str, value: float | None, flag: str, traps: list[str]) -> None:
    records, faults, remarks = everything(made_up(*ROWS, f"0.125 0.166667 {cells}"))
    assert faults == []
    assert (records[-1].value, records[-1].flag) == (value, flag)
    assert [one.trap for one in remarks] == traps
    assert all(one.fault.row == first_row(made_up()) + 3 and one.fault.advice for one in remarks)


def test_the_limit_that_a_value_stands_for_is_a_limit() -> None:
    (one,) = observations(made_up("0.0 0.041667 0.1 0.781"))
    assert (one.value, one.detection_limit, one.original_value) == (None, 0.1, "0.1")


def test_a_zero_where_a_limit_belongs_and_a_limit_in_another_unit() -> None:
    text = made_up("0.0 0.041667 0.0 0.000", names=(GEM + ", Detection limit=0.1 ng/m3", "numflag, no unit"))
    assert remarks_of(text) == {"zero below detection": 1}
    text = made_up(names=(GEM + ", Detection limit=100 pg/m3", "numflag, no unit"))
    assert remarks_of(text) == {"two units": 1}


def test_nines_without_neighbours_are_a_number() -> None:
    assert remarks_of(made_up("0.0 0.041667 9.99 0.000")) == {}


def test_nines_may_be_a_measurement() -> None:
    text = made_up(
        "0.0 0.041667 76.0 0.000", "0.041667 0.083333 99.9 0.000", names=("ozone, ug/m3", "numflag, no unit")
    )
    assert [one.value for one in observations(text.replace("99.999 9.999", "9999.9 9.999"))] == [76.0, 99.9]


def test_scale_factors() -> None:
    (one,) = observations(made_up("0.0 0.041667 152 0.000", scales="1 0.01 1", missing="999.9 99999 9.999"))
    assert (one.value, one.original_value) == (1.52, "152")


@pytest.mark.parametrize(("unit", "value", "likely"), [("ng/m3", "1500", "pg/m3"), ("pg/m3", "1.5", "ng/m3")])
def test_a_unit_that_cannot_be_right(unit: str, value: str, likely: str) -> None:
    text = made_up(f"0.0 0.041667 {value} 0.000", names=(f"gaseous_elemental_mercury, {unit}", "numflag, no unit"),
                   missing="999.9 99999.9 9.999")  # fmt: skip
    records, _, (one,) = everything(text)
    assert (one.trap, records[0].value, records[0].unit) == ("unit mistaken", float(value), unit)
    assert likely in one.fault.advice


def test_rows_and_times_that_stand_twice() -> None:
    twice = made_up(*ROWS, ROWS[1])
    assert remarks_of(twice) == {"duplicate row": 1}
    assert len(everything(twice)[0]) == 4
    assert remarks_of(made_up(*ROWS, ROWS[1].replace("1.540", "1.6"))) == {"duplicate time": 1}


def test_times_that_cannot_be() -> None:
    assert remarks_of(made_up("500.0 501.0 1.5 0.000")) == {"future date": 1}
    assert remarks_of(made_up(reference="1824 01 01 2025 03 01")) == {"before 1900": 3}
    assert remarks_of(made_up("1.0 0.5 1.5 0.000")) == {"end before start": 1}
    assert remarks_of(made_up("0.04 0.08 1.5 0.000")) == {"coarse time": 1}


def test_two_instruments() -> None:
    names = (GEM + ", Instrument name=A", "total_gaseous_mercury, ng/m3, Instrument name=B", "numflag, no unit")
    text = made_up("0.0 0.041667 1.5 1.6 0.000", names=names, missing="999.9 99.9 99.9 9.999",
                   labels="starttime endtime GEM TGM flag")  # fmt: skip
    records, _, remarks = everything(text)
    assert [one.trap for one in remarks] == ["two instruments"]
    assert [one.instrument for one in records] == ["Maker M1 A 17", "Maker M1 B 17"]


def test_a_wrong_number_of_header_lines_is_told_and_the_rows_are_read() -> None:
    right = observations(made_up())
    records, faults, (one,) = everything(made_up(count=12))
    assert (records, faults) == (right, [])
    assert (one.trap, one.fault.row, one.fault.value) == ("header count", 1, "12")


def test_line_ends_and_encodings() -> None:
    right = observations(made_up())
    data = made_up().encode()
    assert everything(data.replace(b"\n", b"\r\n"))[0] == right
    assert remarks_of(data.replace(b"\n", b"\r")) == {"line ends": 1}
    assert everything(data.replace(b"\n", b"\r"))[0] == right
    mixed = made_up(Station_name="Höhe").encode().replace("ö".encode(), b"\xf6") + "# ö\n".encode()
    site = next(one for one in read(io.BytesIO(mixed), "x.nas") if isinstance(one, Located))
    assert site.record.name == "Höhe"
    assert remarks_of(mixed)["encoding"] == 1


def test_a_file_that_was_cut_off() -> None:
    cut = made_up()[: -len(" 0.000\n")]
    records, (fault,), _ = everything(cut)
    assert len(records) == 2
    assert fault.row == first_row(cut) + 2
    assert "cut off" in fault.advice
    assert remarks_of(made_up()[:-2]) == {"truncated": 1}
    header = made_up().partition("starttime")[0]
    assert [type(one) for one in read(io.BytesIO(header.encode()), "x.nas")] == [Fault]


@pytest.mark.parametrize(
    "row", ["x 0.041667 1.5 0.000", "0.0 inf 1.5 0.000", "0.0 0.1 1,5 0.000", "1e99 0.1 1.5 0.000"]
)
def test_a_cell_that_is_no_number_is_a_fault_of_its_row(row: str) -> None:
    records, (fault,), _ = everything(made_up(*ROWS, row))
    assert len(records) == 3
    assert fault.row == first_row(made_up()) + 3


def test_two_files_in_one() -> None:
    records, (fault,), _ = everything(made_up() + made_up())
    assert len(records) == 3
    assert "another file" in fault.problem


@pytest.mark.parametrize(
    "change",
    [
        ("2024 01 01 2025 03 01", "2024 13 01 2025 03 01"),
        ("999.999999 99.999 9.999", "999.9 99.9"),
        ("\nnumflag, no unit", ""),
        ("Station code: XX0001R\n", ""),
        ("Station latitude: 54.5", "Station latitude: 154.5"),
        (" 1001\n", " 2110\n"),
    ],
)
def test_a_header_that_cannot_be_used(change: tuple[str, str]) -> None:
    items = list(read(io.BytesIO(made_up().replace(*change).encode()), "x.nas"))
    assert items
    assert not [one for one in items if isinstance(one, Located)]
    assert any(isinstance(one, Fault) for one in items)


def test_blocks_hold_the_same_whatever_their_size(monkeypatch: pytest.MonkeyPatch) -> None:
    text = made_up(*ROWS, "x", ROWS[0], "0.125000 0.166667 -9999 0.000", "0.166667 0.208333 1.5 0.123")
    whole = everything(text)
    monkeypatch.setattr(ebas_rows, "SIZE", 2)
    assert everything(text) == whole
    blocks = [one for one in read_blocks(io.BytesIO(text.encode()), "x.nas") if isinstance(one, Block)]
    assert [len(one.rows) for one in blocks] == [2, 1, 2, 1]


@given(st.lists(st.text("0123456789.-eEdDx \n", max_size=30), max_size=5))
@settings(max_examples=50)
def test_any_rows_end_with_records_faults_and_remarks(rows: list[str]) -> None:
    everything(made_up(*rows))


@given(st.integers(0, 2_000), st.integers(0, 30), st.binary(max_size=12))
@settings(max_examples=50)
def test_any_damage_ends_with_records_faults_and_remarks(place: int, length: int, put: bytes) -> None:
    data = made_up().encode()
    everything(data[:place] + put + data[place + length :])


def test_what_the_instrument_tells_stands_beside_the_values() -> None:
    names = (GEM, "baseline_v, V", "numflag, no unit")
    (one,) = observations(made_up("0.0 0.041667 1.5 0.15 0.000", names=names, missing="999.9 99.9 9.99 9.999",
                                  labels="starttime endtime GEM bl flag"))  # fmt: skip
    assert (one.value, "baseline_v=0.15" in one.diagnostics) == (1.5, True)


def test_a_number_below_the_limit_that_ebas_holds_valid_counts_and_keeps_its_limit() -> None:
    names = (GEM + ", Detection limit=0.1 ng/m3", "numflag, no unit")
    records = observations(made_up("0.0 0.041667 0.05 0.147", "0.041667 0.083333 0.15 0.000", names=names))
    assert [(one.value, one.flag, one.detection_limit) for one in records] == [
        (0.05, "valid", 0.1),
        (0.15, "valid", 0.1),
    ]
    (series,) = series_of(records)
    made = averages(series, "day").means
    # The mean of 0.05 and 0.15; nothing is censored.
    assert (round(float(made.mean[0]), 12), int(made.below_detection[0])) == (0.1, 0)
