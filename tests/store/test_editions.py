"""An edition holds what is public, says what it is, can be checked anywhere, and its results come out again."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from almaden.demo.loader import demo_path
from almaden.errors import InputError
from almaden.inventory import Inventory as Calculated
from almaden.store import inventories, reviews
from almaden.store.backup.make import kept_files
from almaden.store.editions.create import create
from almaden.store.editions.export import archive_of, export
from almaden.store.editions.files import folder_of, write_table
from almaden.store.editions.inventories import from_json, to_json
from almaden.store.editions.tables import Table
from almaden.store.editions.verify import verify
from almaden.store.home import scratch
from almaden.store.models import CountryStage, Dataset, Edition, Facility, Inventory, Site, SourceDocument, Study, Unit
from almaden.store.observations.engine import engine
from almaden.store.rights import RightsError
from tests.store.conftest import MakeUser

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def ghana(own_home: Path) -> Inventory:
    """The worked example of Ghana, published."""
    with demo_path("ghana") as folder:
        made = inventories.from_data(None, Calculated.read(folder).data, standing="worked_example")
    for step in (reviews.submit, reviews.take, reviews.publish):
        step(None, made)
    return made


@pytest.fixture
def places(own_home: Path) -> Facility:
    """A public and a hidden data set with places; all made up."""
    public = Dataset.objects.create(
        key="public", title="Public (made up)", state="published", made_on=NOW, made_up=True
    )
    hidden = Dataset.objects.create(key="hidden", title="Hidden (made up)", state="draft", made_on=NOW)
    Facility.objects.create(name="Hidden plant (made up)", dataset=hidden)
    Site.objects.create(
        name="Mine (made up)", kind="informal_mine", latitude=6.1234, longitude=-1.5678, country="GHA", dataset=public,
        elevation_m=512, attributes={"way": "behind the school"},
    )  # fmt: skip
    shown = Facility.objects.create(
        name="=cmd|' /C calc'!A0",
        dataset=public,
        country="GHA",
        latitude=0.1 + 0.2,
        longitude=1,
        identifiers={"x": "1"},
    )
    Unit.objects.create(facility=shown, name='Kessel "1"; größer\nals 水銀', capacity_mw=2.5)
    return shown


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    text = (folder / "data" / f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def parquet(folder: Path, table: str) -> list[dict]:
    with engine() as connection:
        found = connection.execute(f"SELECT * FROM read_parquet('{folder / 'data' / table}.parquet')")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_an_inventory_survives_json_whole() -> None:
    with demo_path("philippines") as folder:
        data = Calculated.read(folder).data
    assert from_json(to_json(data)) == data


def test_an_edition_is_made_checked_and_computed_again(ghana: Inventory, places: Facility) -> None:
    edition = create(None, "Spring (made up)", publisher="Office (made up)")
    verified = verify(folder_of(edition))
    assert (verified.number, verified.results) == (1, 1)
    assert verified.files == len(edition.manifest["files"]) > 20
    result = json.loads((folder_of(edition) / "results" / f"{ghana.pk}.json").read_text())
    # Ghana, worked example: total mercury input of 318,474.5 kg (expected_level1.csv of the national cases).
    assert result["totals"]["gross"]["input_kg"] == pytest.approx(318_474.5, abs=0.1)
    assert [one["standing"] for one in rows(folder_of(edition), "inventories")] == ["worked_example"]


def test_only_what_is_public_is_in_it(places: Facility) -> None:
    folder = folder_of(create(None, "Spring (made up)"))
    assert [one["key"] for one in rows(folder, "datasets")] == ["public"]
    assert [one["name"] for one in parquet(folder, "facilities")] == ["=cmd|' /C calc'!A0"]
    (mine,) = rows(folder, "sites")
    assert (mine["latitude"], mine["longitude"]) == ("6.1", "-1.6")
    assert (mine["elevation_m"], mine["attributes"]) == ("", "{}")


def test_only_sources_that_something_public_cites_are_in_it(places: Facility) -> None:
    data, stage, draft = (
        SourceDocument.objects.create(title=f"{name} (made up)") for name in ("Data", "Stage", "Draft")
    )
    SourceDocument.objects.create(title="Cited by nothing (made up)")
    Dataset.objects.filter(key="public").update(source=data)
    Dataset.objects.filter(key="hidden").update(source=draft)
    CountryStage.objects.create(country="GHA", kind="nap", stage="submitted", document=stage)
    folder = folder_of(create(None, "Sources"))
    assert [row["title"] for row in rows(folder, "sources")] == ["Data (made up)", "Stage (made up)"]


@pytest.mark.django_db(transaction=True)
def test_what_is_reckoned_from_published_studies_is_in_it_and_their_tables_are_not(own_home: Path) -> None:
    site = {"id": "S1", "name": "Hidden creek", "latitude": 5.91234, "miners": 40, "women": 12, "children": 3,
            "gold_per_miner": 0.4, "days_per_year": 200}  # fmt: skip
    practice = {"practice": "concentrate", "share": 1, "observations": 30}
    gold = {"about": [{"country": "GHA", "year": 2024}], "sites": [site], "practices": [practice]}
    plant = {"id": "P1", "country": "ALB", "capacity": 50, "state": "operating", "longitude": 19.54321}
    tables = {"gold": gold, "chloralkali": {"plants": [plant]}}
    for sector, state in (("gold", "published"), ("chloralkali", "published"), ("gold", "draft")):
        Study.objects.create(sector=sector, country="GHA", year=2024, tables=tables[sector], state=state, made_on=NOW)
    folder = folder_of(create(None, "Studies (made up)"))
    assert verify(folder).results == 0
    listed = rows(folder, "studies")
    assert [one["sector"] for one in listed] == ["gold", "chloralkali"]
    gold, plants = (json.loads((folder / one["file"]).read_text(encoding="utf-8")) for one in listed)
    assert gold["estimate"]["gold_kg_low"] < gold["estimate"]["gold_kg"]
    # Three children are too few to be told of.
    assert (gold["sites"]["whole"]["miners"], gold["sites"]["whole"]["children"]) == (40, None)
    assert [one["id"] for one in plants["plants"]["plants"]] == ["P1"]
    for secret in ("Hidden", "5.91234", "19.54321"):
        assert not any(secret in path.read_text(encoding="utf-8") for path in (folder / "studies").iterdir())


def test_all_tables_are_read_in_one_transaction(places: Facility, monkeypatch: pytest.MonkeyPatch) -> None:
    # The database of the tests lies in memory, where nobody can write while another reads.
    seen = []

    def watch(table: Table, folder: Path) -> int:
        seen.append(connection.in_atomic_block)
        return write_table(table, folder)

    monkeypatch.setattr("almaden.store.editions.create.write_table", watch)
    create(None, "One moment")
    assert seen
    assert all(seen)


def test_a_spreadsheet_takes_no_text_for_a_formula_and_nothing_is_lost(places: Facility) -> None:
    folder = folder_of(create(None, "Spring (made up)"))
    (plant,) = rows(folder, "facilities")
    assert plant["name"] == "'=cmd|' /C calc'!A0"
    assert (plant["latitude"], plant["identifiers"]) == ("0.30000000000000004", "x:1")
    (unit,) = parquet(folder, "units")
    assert (unit["name"], unit["capacity_mw"], unit["start_year"]) == ('Kessel "1"; größer\nals 水銀', 2.5, None)


def test_it_says_what_it_is(places: Facility) -> None:
    folder = folder_of(create(None, "Spring (made up)", licence="CC0 1.0", publisher="Office (made up)"))
    package = json.loads((folder / "datapackage.json").read_text())
    assert package["licenses"][0]["name"] == "CC0-1.0"
    units = next(one for one in package["resources"] if one["name"] == "units")
    field = next(one for one in units["schema"]["fields"] if one["name"] == "capacity_mw")
    assert field == {"name": "capacity_mw", "type": "number", "description": "Electric capacity. Unit: MW."}
    assert json.loads((folder / "schema.jsonld").read_text())["@type"] == "Dataset"
    assert json.loads((folder / "datacite.json").read_text())["publisher"] == {"name": "Office (made up)"}
    assert "Edition 1" in (folder / "CITATION.txt").read_text()
    for resource in package["resources"]:
        assert (folder / resource["path"]).exists()


def test_whatever_is_altered_added_or_missing_is_found(ghana: Inventory, places: Facility) -> None:
    folder = folder_of(create(None, "Spring (made up)"))
    path = folder / "data" / "facilities.csv"
    before = path.read_bytes()
    path.write_bytes(before + b"x")
    (folder / "data" / "more.csv").write_text("x")
    (folder / "README.txt").unlink()
    with pytest.raises(InputError) as told:
        verify(folder)
    assert {fault.file for fault in told.value.faults} == {"data/facilities.csv", "data/more.csv", "README.txt"}


def test_a_result_that_does_not_come_out_again_is_found(ghana: Inventory) -> None:
    folder = folder_of(create(None, "Spring (made up)"))
    path = folder / "results" / f"{ghana.pk}.json"
    result = json.loads(path.read_text())
    result["totals"]["gross"]["input_kg"] += 1e-6
    path.write_text(json.dumps(result))
    manifest = json.loads((folder / "manifest.json").read_text())
    from almaden.store.editions.files import checksums

    manifest["files"][f"results/{ghana.pk}.json"] = checksums(folder)[f"results/{ghana.pk}.json"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(InputError, match="computed again"):
        verify(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": [], "format": 1}', '{"files": {}, "format": 99}'])
def test_a_folder_that_is_no_edition_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(InputError):
        verify(tmp_path)
    with pytest.raises(InputError):
        verify(tmp_path / "nowhere")


def test_a_copy_can_be_checked_without_the_store(places: Facility, tmp_path: Path) -> None:
    edition = create(None, "Spring (made up)")
    packed = export(edition, tmp_path / "one.zip")
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path / "elsewhere")
    assert verify(tmp_path / "elsewhere").number == 1
    again = export(edition, tmp_path / "two.zip")
    assert packed.read_bytes() == again.read_bytes()
    assert verify(export(edition, tmp_path / "folder")).number == 1
    with pytest.raises(InputError, match="there already"):
        export(edition, tmp_path / "folder")


def test_numbers_go_on_and_leftovers_of_a_killed_process_do_not_stop_them(places: Facility, own_home: Path) -> None:
    left = own_home / "editions" / "1"
    left.mkdir(parents=True)
    (left / "half").write_text("x")
    assert [create(None, "One (made up)").number, create(None, "Two (made up)").number] == [1, 2]
    assert verify(own_home / "editions" / "1").number == 1
    assert not any(scratch().glob("edition-*"))


def test_an_edition_needs_the_right_a_title_and_a_known_licence(person: MakeUser, own_home: Path) -> None:
    with pytest.raises(RightsError):
        create(person("ana", "compiler", "GHA"), "Spring (made up)")
    with pytest.raises(InputError) as told:
        create(person("sec", "secretariat"), " ", licence="mine")
    assert [fault.column for fault in told.value.faults] == ["title", "licence"]
    assert not Edition.objects.exists()


def test_a_backup_leaves_out_the_archive_that_is_made_again(places: Facility) -> None:
    edition = create(None, "Spring (made up)")
    names = {name for name, _ in kept_files()}
    assert "editions/1/manifest.json" in names
    assert not [name for name in names if name.endswith(".zip")]
    with zipfile.ZipFile(archive_of(edition)) as packed:
        assert set(packed.namelist()) == {name.removeprefix("editions/1/") for name in names if "editions" in name}
