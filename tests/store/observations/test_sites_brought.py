"""A file of a network tells of its sites: unknown ones are added with it, known ones are compared, nothing alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from almaden.errors import InputError
from almaden.reference.readers import registry
from almaden.store.imports.commit import keep_import
from almaden.store.imports.local import import_here
from almaden.store.imports.plan import Plan
from almaden.store.imports.preview import preview_of
from almaden.store.imports.reading import Request, plan_import
from almaden.store.imports.runs import preview
from almaden.store.models import ArchiveFile, Dataset, Entry, Identifier, ImportRun, Role, Site, User
from almaden.store.observations.query import Filter, observations
from tests.store.observations.conftest import START, upload

SITE: dict[str, Any] = {
    "name": "Hill (made up)", "identifiers": {"net": "H"}, "country": "GHA", "latitude": 5.0, "longitude": -1.0,
}  # fmt: skip
VALUE: dict[str, Any] = {
    "site": "net:H", "start": "2024-01-01T00:00Z", "matrix": "air", "species": "GEM", "value": 1.5, "unit": "ng/m3",
}  # fmt: skip


@pytest.fixture
def network(db: None, own_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Asks for the import of a file of the made-up network with some lines."""
    readers = {**registry.BUILT_IN, "made-up": "tests.store.observations.made_up_reader"}
    monkeypatch.setattr(registry, "BUILT_IN", readers)

    def request(*lines: dict[str, Any], actor: User | None = None) -> Request:
        path = tmp_path / "net.json"
        path.write_text(json.dumps(lines), encoding="utf-8")
        return Request(actor, path, "net.json", "made-up")

    return request


def kept(request: Request) -> Plan:
    plan = plan_import(request)
    import_here(request, plan, lambda done, total: None)
    return plan


def test_unknown_sites_are_shown_and_added_with_their_observations(network: Any) -> None:
    request = network(SITE, VALUE, SITE)
    plan = plan_import(request)
    seen = preview_of(plan)
    assert (seen.counts["site"]["added"], seen.counts["observation"]["added"]) == (1, 1)
    assert [one.title for one in seen.of("added")] == ["Hill (made up)"]
    assert not Site.objects.exists()
    kept(request)
    site = Site.objects.get()
    assert (site.name, site.dataset.key, site.dataset.state, site.dataset.country) == (
        "Hill (made up)", "made-up", "draft", "GHA",
    )  # fmt: skip
    Dataset.objects.update(state="published")
    assert [one["value"] for one in observations(None, Filter())] == [1.5]
    again = kept(network(SITE, VALUE))
    assert (again.counts["site"]["unchanged"], again.counts["observation"]["unchanged"]) == (1, 1)


def test_a_known_site_is_compared_and_the_others_are_not_missing(network: Any) -> None:
    kept(network(SITE, {**SITE, "name": "Lake (made up)", "identifiers": {"net": "L"}, "latitude": 6.0}, VALUE))
    plan = kept(network({**SITE, "elevation_m": 800.0}, {**VALUE, "value": 1.6}))
    assert (plan.counts["site"]["changed"], plan.counts["site"]["missing"]) == (1, 0)
    assert Site.objects.get(name="Hill (made up)").elevation_m == 800.0


def test_nothing_is_kept_of_a_file_with_a_fault(network: Any) -> None:
    nowhere = {**SITE, "identifiers": {}, "latitude": None, "longitude": None}
    plan = plan_import(network(nowhere, {**SITE, "name": "Other (made up)"}, SITE, VALUE, {**VALUE, "site": "net:X"}))
    assert sorted(fault.row or 0 for fault in plan.faults) == [1, 3, 5]
    with pytest.raises(InputError, match="neither an identifier nor coordinates"):
        keep_import(network(nowhere, VALUE), upload(), plan, lambda done, total: None)
    assert not Entry.objects.exists()


def test_traps_are_counted_shown_and_kept_with_the_run(network: Any) -> None:
    odd = {"trap": "missing code"}
    kept(network(SITE, odd, VALUE, odd, {"trap": "line ends"}, VALUE))
    run = ImportRun.objects.get()
    assert {trap: told["count"] for trap, told in run.remarks.items()} == {
        "missing code": 2, "line ends": 1, "duplicate row": 1,
    }  # fmt: skip
    # Its preview is not kept, its remarks are.
    seen = preview(run).remarks
    assert [(one.trap, one.count, one.first.row) for one in seen] == [
        ("missing code", 2, 2), ("line ends", 1, 5), ("duplicate row", 1, 6),
    ]  # fmt: skip
    assert ArchiveFile.objects.get().rows == 1


def test_final_values_that_raw_ones_would_replace_are_told(network: Any) -> None:
    kept(network(SITE, {**VALUE, "level": "final"}))
    plan = plan_import(network({**VALUE, "value": 1.7, "level": "raw"}))
    assert [(one.trap, one.count) for one in plan.remarks] == [("final replaced", 1)]
    assert plan.counts["observation"]["changed"] == 1
    assert not plan_import(network({**VALUE, "value": 1.7, "level": "final"})).remarks


def test_two_values_for_one_moment_are_a_fault(network: Any) -> None:
    plan = plan_import(network(SITE, VALUE, VALUE, {**VALUE, "value": 2.0}))
    assert [(fault.row, fault.column) for fault in plan.faults] == [(4, "site")]
    assert not plan_import(network(SITE, VALUE, {**VALUE, "value": 2.0, "sample": "2"})).faults
    # Networks give one value in two units, each a series of its own.
    assert not plan_import(network(SITE, VALUE, {**VALUE, "value": 0.17, "unit": "ppq"})).faults


def test_nobody_brings_a_site_of_another_country_nor_values_for_a_hidden_one(network: Any) -> None:
    author = User.objects.create(username="author")
    Role.objects.create(user=author, name="compiler", country="GHA")
    (fault,) = plan_import(network({**SITE, "country": "KEN"}, VALUE, actor=author)).faults
    assert fault.column == "country"
    hidden = Dataset.objects.create(key="hidden", title="Hidden (made up)", country="KEN", made_on=START)
    site = Site.objects.create(name="Hill (made up)", country="KEN", dataset=hidden, identifiers={"net": "H"})
    Identifier.objects.create(scheme="net", value="H", site=site)
    faults = plan_import(network(SITE, VALUE, actor=author)).faults
    assert ("site", "net:H") in [(fault.column, fault.value) for fault in faults]


def test_two_places_that_no_network_named_are_not_one_for_their_name(network: Any) -> None:
    roof = {**SITE, "name": "Roof", "identifiers": {"site": "Roof"}}
    value = {**VALUE, "site": "site:Roof"}
    kept(network(roof, value))
    # A tenth of a degree of latitude is 11 km, a hundredth 1 km.
    assert not plan_import(network({**roof, "latitude": 5.01}, value)).faults
    (fault,) = plan_import(network({**roof, "latitude": 5.1}, value)).faults
    assert ("11 km away" in fault.problem, fault.value) == (True, "site:Roof")


def test_exchanged_coordinates_of_a_known_site_are_told(network: Any) -> None:
    kept(network(SITE, VALUE))
    (told,) = plan_import(network({**SITE, "latitude": -1.0, "longitude": 5.0}, VALUE)).remarks
    assert (told.trap, told.count, told.first.value) == ("coordinates swapped", 1, "-1.0")
    assert not plan_import(network({**SITE, "latitude": -1.0, "longitude": 15.0}, VALUE)).remarks
