"""Imports that other parts of the store keep: inventories and observations."""

from __future__ import annotations

import importlib.resources
import io
import zipfile
from pathlib import Path

import pytest

from almaden.store.imports.local import import_here, local_file
from almaden.store.imports.reading import Request, plan_import
from almaden.store.models import Dataset, Entry, ImportRun, Inventory, InventoryRow, User
from almaden.store.operator import operator_with
from tests.store.conftest import MakeUser
from tests.store.imports.conftest import counted, imported, planned

pytestmark = pytest.mark.django_db

GHANA = importlib.resources.files("almaden.demo") / "data" / "ghana"


def kept(path: Path, actor: User | None = None) -> int | None:
    with local_file(path) as file:
        request = Request(actor, file, path.name, "inventory")
        return import_here(request, plan_import(request), lambda done, total: None)


def test_the_folder_of_an_inventory_becomes_a_draft_once() -> None:
    with importlib.resources.as_file(GHANA) as folder:
        number = kept(folder)
        inventory = Inventory.objects.get()
        assert (inventory.country, inventory.state, inventory.standing) == ("GHA", "draft", "worked_example")
        assert InventoryRow.objects.filter(inventory=inventory).exists()
        assert inventory.upload is not None
        run = ImportRun.objects.get()
        assert run.state == "committed"
        assert run.entry is not None
        assert (run.entry.number, run.entry.source_sha256) == (number, inventory.upload.sha256)
        entries = Entry.objects.count()
        assert kept(folder) is None
    assert (Inventory.objects.count(), Entry.objects.count()) == (1, entries)
    assert not Dataset.objects.exists()


def test_a_folder_is_packed_alike_each_time() -> None:
    with importlib.resources.as_file(GHANA) as folder:
        contents = []
        for _ in range(2):
            with local_file(folder) as file:
                contents.append(file.read_bytes())
        assert contents[0] == contents[1]
        assert "inventory.toml" in zipfile.ZipFile(io.BytesIO(contents[0])).namelist()
        assert not file.exists()


def test_an_inventory_of_another_country_is_refused(person: MakeUser) -> None:
    with importlib.resources.as_file(GHANA) as folder, local_file(folder) as file:
        request = Request(person("ana", "compiler", "KEN"), file, "ghana.zip", "inventory")
        (fault,) = plan_import(request).faults
    assert (fault.column, fault.value) == ("country", "GHA")


OBSERVATIONS = """site,start,end,matrix,species,value,unit
st:1,2024-01-01T00:00:00Z,2024-01-01T01:00:00Z,air,GEM,1.42,ng/m3
st:1,2024-01-01T01:00:00Z,2024-01-01T02:00:00Z,air,GEM,1.5,ng/m3
"""


def test_observations_go_into_the_archive() -> None:
    faulty = planned(OBSERVATIONS, "observations", key="series")
    assert faulty.faults[0].column == "site"
    imported("identifiers,name,kind,country\nst:1,Station (made up),monitoring,KEN\n", "sites", key="stations")
    plan, entry = imported(OBSERVATIONS, "observations", key="series")
    assert counted(plan, "observation") == {"added": 2}
    assert entry is not None
    assert entry.action == "observations.import"
    plan, entry = imported(OBSERVATIONS, "observations", key="series")
    assert counted(plan, "observation") == {"unchanged": 2}
    assert entry is None
    assert counted(planned(OBSERVATIONS.replace("1.5", "1.6"), "observations", key="series"), "observation") == {
        "changed": 1,
        "unchanged": 1,
    }


@pytest.mark.parametrize(
    ("single", "roles", "name"),
    [
        (True, ["administrator"], "root0"),
        (False, ["administrator"], None),
        (True, ["administrator", "administrator"], None),
        (True, ["compiler"], None),
    ],
)
def test_the_operator_imports_if_they_may(
    person: MakeUser, settings: object, single: bool, roles: list[str], name: str | None
) -> None:
    settings.ALMADEN_SINGLE_USER = single  # type: ignore[attr-defined]  # pytest-django's settings take any name
    for number, role in enumerate(roles):
        person(f"root{number}", role)
    found = operator_with("import")
    assert (found.username if found else None) == name
