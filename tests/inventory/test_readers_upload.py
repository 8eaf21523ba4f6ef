"""Inventories that somebody sends as one file, honest and hostile. All data are made up."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from almaden.errors import Fault
from almaden.inventory.readers.inventory import read_inventory
from almaden.inventory.records import InventoryData
from almaden.reference.readers.located import Item, Located
from almaden.reference.readers.registry import read
from almaden.reports.inventory_files import write_workbook

HEADER = 'format = 1\ncountry = "PHL"\nyear = 2018\n'
RATES = "code,present,activity_rate,unit\n5.1.1,Y,26101000,t\n"
FILES: Mapping[str, str | bytes] = {"inventory/inventory.toml": HEADER, "inventory/activity_rates.csv": RATES}


def archive(files: Mapping[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return content.getvalue()


def items(content: bytes, name: str = "sent.zip") -> list[Item]:
    return list(read("inventory", io.BytesIO(content), name))


def only_fault(found: list[Item]) -> Fault:
    (fault,) = found
    assert isinstance(fault, Fault)
    return fault


@pytest.mark.parametrize("files", [FILES, {name.partition("/")[2]: text for name, text in FILES.items()}])
def test_a_folder_as_an_archive(files: Mapping[str, str | bytes]) -> None:
    (found,) = items(archive(files))
    assert isinstance(found, Located)
    assert isinstance(found.record, InventoryData)
    assert (found.record.header.country, found.record.path) == ("PHL", "sent.zip")
    assert [row.activity_rate for row in found.record.rows] == [26_101_000]


def test_a_workbook(tmp_path: Path) -> None:
    folder = tmp_path / "inventory"
    folder.mkdir()
    (folder / "inventory.toml").write_text(HEADER, encoding="utf-8")
    (folder / "activity_rates.csv").write_text(RATES, encoding="utf-8")
    write_workbook(read_inventory(folder), tmp_path / "made.xlsx")
    (found,) = items((tmp_path / "made.xlsx").read_bytes(), "made.xlsx")
    assert isinstance(found, Located)
    assert [row.code for row in found.record.rows] == ["5.1.1"]


def test_faults_of_an_inventory_are_told_with_their_place() -> None:
    fault = only_fault(items(archive({**FILES, "inventory/activity_rates.csv": RATES.replace("26101000", "many")})))
    assert (fault.file, fault.row, fault.column) == ("activity_rates.csv", 2, "activity_rate")


@pytest.mark.parametrize(
    "name", ["../outside.csv", "a/../../outside.csv", "/tmp/outside.csv", "C:\\outside.csv", "a\\b"]
)
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    fault = only_fault(items(archive({**FILES, name: "x"})))
    assert (fault.problem, fault.value) == ("the archive holds a name that leads out of its folder", name)


@pytest.mark.parametrize("layer", ["../../secret.csv", "{outside}"])
def test_a_layer_outside_the_inventory_is_not_read(tmp_path: Path, layer: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("kind,code\nsecret,secret\n", encoding="utf-8")
    header = f"{HEADER}layers = ['{layer.format(outside=secret)}']\n"
    fault = only_fault(items(archive({**FILES, "inventory/inventory.toml": header})))
    assert fault.problem == "the layer lies outside the inventory"


def test_an_archive_that_unfolds_into_too_much_is_refused() -> None:
    fault = only_fault(items(archive({**FILES, "inventory/big.csv": b"0" * 60_000_000})))
    assert "more than an inventory can" in fault.problem


def test_an_archive_of_thousands_of_files_is_refused() -> None:
    fault = only_fault(items(archive({**FILES, **{f"inventory/{number}.txt": "" for number in range(1_000)}})))
    assert "more than an inventory can" in fault.problem


@pytest.mark.parametrize("files", [{"a.txt": "x"}, {**FILES, "other/inventory.toml": HEADER}])
def test_an_archive_holds_one_inventory(files: Mapping[str, str | bytes]) -> None:
    assert "inventories" in only_fault(items(archive(files))).problem


@pytest.mark.parametrize("content", [b"", b"not an archive", archive(FILES)[:-40], archive(FILES)[:60]])
@pytest.mark.parametrize("name", ["x.zip", "x.xlsx", "../../x.xlsx", ""])
def test_what_is_no_inventory_gives_one_fault(content: bytes, name: str) -> None:
    assert only_fault(items(content, name)).problem


def test_an_archive_cut_off_within_a_file_is_refused() -> None:
    content = bytearray(archive({**FILES, "inventory/note.txt": bytes(range(256)) * 40}))
    content[40:60] = b"\xff" * 20
    assert only_fault(items(bytes(content))).problem
