from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from almaden.monitoring.quality.ebas_flags import ebas_flags, worst_flag
from almaden.reports.monitoring.ebas import write_ebas
from almaden.reports.monitoring.ebas_cells import missing_code, number_text, numflag, period, row_of
from tests.reports.monitoring.made_up import ABOUT, AIR, MIXED, SITE, one

#: Station, begin, revision, instrument, component, matrix, period, resolution, instrument, method, level: the order of
#: the name of a file of EBAS, DE0001R.20141225000000.20160114101135.uv_abs.ozone.air.1d.1h.DE03L_UBA_We_Mon_0301.(...)
NAME = (
    "XX0001R.20240229220000.20240301060000.tekran_2537b.gaseous_elemental_mercury.air.8h.1h.2537B_0112.Tekran_2537B."
    "lev2.nas"
)


def parsed(text: str) -> tuple[list[str], dict[str, str], list[list[str]]]:
    """The lines of the variables, the keys and the cells of a NASA Ames 1001 file, by its own counts."""
    lines = text.splitlines()
    assert lines[0].split()[1] == "1001"
    header, count = int(lines[0].split()[0]), int(lines[9])
    assert [len(lines[place].split()) for place in (10, 11)] == [count, count]
    special = 12 + count
    assert lines[special] == "0"
    assert special + 2 + int(lines[special + 1]) == header
    pairs = [line.partition(":") for line in lines[special + 2 : header - 1]]
    keys = {key: value.strip() for key, _, value in pairs}
    rows = [line.split() for line in lines[header:]]
    assert {len(row) for row in rows} == {count + 1} == {len(lines[header - 1].split())}
    return lines[6:9] + lines[11 : 12 + count], keys, rows


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("ebas")
    return {path.name: path.read_text() for path in write_ebas([SITE], AIR, ABOUT, folder)}


def test_a_file_says_what_was_told(files: dict[str, str]) -> None:
    assert list(files) == [NAME]
    described, keys, rows = parsed(files[NAME])
    assert described[:3] == ["2024 01 01 2024 03 01", "0.041667", "days from file reference point"]
    assert described[4:] == [
        "end_time of measurement, days from the file reference point",
        "gaseous_elemental_mercury, ng/m3, Detection limit=0.1 ng/m3",
        "numflag, no unit",
    ]
    assert keys["File name"] == NAME
    assert (keys["Station code"], keys["Station latitude"], keys["Timezone"]) == ("XX0001R", "60.25", "UTC")
    assert keys["Comment"].startswith("Made-up data")
    codes = described[3].split()
    zero = datetime(2024, 1, 1, tzinfo=UTC)
    for row, told in zip(rows, AIR, strict=True):
        start, end = (zero + timedelta(seconds=round(float(cell) * 86_400)) for cell in row[:2])
        assert (start, end) == (told.start, told.end)
        value = None if row[2] == codes[1] else float(row[2])
        flags = ebas_flags(row[3])
        if any(flag.value_is == "detection limit" for flag in flags):
            assert (value, told.value) == (told.detection_limit, None)
        else:
            assert value == told.value
        assert worst_flag(flags) == told.flag or told.flag == "suspect"
    assert [row[3] for row in rows] == ["0.000", "0.459", "0.999", "0.780", "0.781", "0.660", "0.110498", "0.456"]
    assert rows[0][2] == "1.420"


def test_each_instrument_and_species_has_its_file_and_its_own_missing_code(tmp_path: Path) -> None:
    archive = tmp_path / "ebas.zip"
    assert write_ebas([SITE], MIXED, ABOUT, archive) == [archive]
    with zipfile.ZipFile(archive) as opened:
        texts = {name: opened.read(name).decode() for name in opened.namelist()}
    assert len(texts) == 6
    assert {name.split(".")[4] for name in texts} == {
        "gaseous_elemental_mercury", "reactive_gaseous_mercury", "mercury"
    }  # fmt: skip
    for text in texts.values():
        described, _, rows = parsed(text)
        code = Decimal(described[3].split()[1])
        assert all(Decimal(row[2]) < code or row[2] == str(code) for row in rows)
    again = io.BytesIO()
    write_ebas([SITE], MIXED, ABOUT, again)
    assert again.getvalue() == archive.read_bytes()


def test_the_reader_reads_the_same(files: dict[str, str]) -> None:
    ebas = pytest.importorskip("almaden.monitoring.readers.ebas")
    found = [
        item.record for item in ebas.read(io.BytesIO(files[NAME].encode()), "made-up.txt") if hasattr(item, "record")
    ]
    names = ("site", "start", "end", "matrix", "species", "value", "unit", "method", "instrument", "level")
    more = ("detection_limit", "original_unit", "original_file")
    same = [[getattr(record, name) for name in (*names, *more)] for record in found if hasattr(record, "species")]
    assert same == [[getattr(record, name) for name in (*names, *more)] for record in AIR]
    flags = [(record.flag, record.original_flag) for record in found if hasattr(record, "species")]
    told = [(record.flag, record.original_flag) for record in AIR]
    # EBAS has no flag for what nobody has decided on.
    told[5] = ("valid", "0.660")
    assert flags == told


def test_limits_that_differ_have_a_column(tmp_path: Path) -> None:
    rows = [one(0, value=1.0), one(1, value=1.1, detection_limit=0.2), one(2, value=1.2, detection_limit=None)]
    (path,) = write_ebas([], rows, ABOUT, tmp_path)
    described, _, cells = parsed(path.read_text())
    assert described[6] == "gaseous_elemental_mercury, ng/m3, Statistics=detection limit"
    assert [row[3] for row in cells] == ["0.1", "0.2", "9.9"]


@pytest.mark.parametrize(
    ("values", "flag"),
    [
        ({"original_flag": "0.559"}, "0.559"),
        ({"original_flag": "0.459"}, "0.100459"),
        ({"original_flag": "0.000", "flag": "invalid"}, "0.456"),
        ({"original_flag": "0.147", "flag": "invalid"}, "0.456147"),
        ({"original_flag": "V0"}, "0.000"),
        ({"flag": "below_detection"}, "0.780"),
        ({"flag": "below_detection", "value": None}, "0.781"),
        ({"flag": "missing", "value": None, "original_flag": "0.890"}, "0.890"),
    ],
)
def test_flags(values: dict[str, object], flag: str) -> None:
    assert numflag(row_of(one(0, **({"value": 1.0} | values)))) == flag


@settings(max_examples=50)
@given(some.lists(some.floats(-1e6, 1e6), max_size=6))
def test_no_number_is_the_code_of_missing_ones_and_all_are_kept(values: list[float]) -> None:
    texts = [number_text(value) for value in values]
    assert [float(text) for text in texts] == values
    code = missing_code(texts)
    assert all(value < float(code) for value in values)
    assert set(code) <= {"9", "."}


@pytest.mark.parametrize(
    ("hours", "code"), [(1, "1h"), (24, "1d"), (168, "1w"), (744, "1mo"), (8784, "1y"), (30, "30h"), (0.5, "30mn")]
)
def test_periods(hours: float, code: str) -> None:
    assert period(timedelta(hours=hours)) == code
