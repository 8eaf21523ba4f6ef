"""How far countries are, and whose figures stand on maps of the world."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from almaden.errors import InputError
from almaden.reference.records import SourceRecord
from almaden.store import sources
from almaden.store.acting import now
from almaden.store.countries import remove_stage, set_stage, world_figures
from almaden.store.history import history_of
from almaden.store.journal import ConflictError
from almaden.store.models import CountryStage, Inventory, Upload
from almaden.store.rights import RIGHTS, RightsError
from tests.store.conftest import MakeUser

pytestmark = pytest.mark.django_db
DOCUMENT = SourceRecord(title="Initial assessment (made up)", year=2020, url="https://example.org/mia.pdf")


def test_stages_are_told_in_their_order_with_day_and_document() -> None:
    document = sources.make(None, DOCUMENT)
    set_stage(None, "GHA", "nap", "started")
    set_stage(None, "GHA", "mia", "published", "2021-06-30", document)
    set_stage(None, "GHA", "mia", "started", date(2016, 1, 1))
    told = [(one.kind, one.stage, one.reached_on, one.document) for one in CountryStage.objects.filter(country="GHA")]
    assert told == [
        ("mia", "started", date(2016, 1, 1), None),
        ("mia", "published", date(2021, 6, 30), document),
        ("nap", "started", None, None),
    ]


def test_a_stage_said_again_is_corrected_and_can_be_taken_back() -> None:
    first = set_stage(None, "GHA", "mia", "started", "2016-01-01")
    again = set_stage(None, "GHA", "mia", "started", "2015-01-01", note="letter (made up)")
    assert (again.pk, again.reached_on, CountryStage.objects.count()) == (first.pk, date(2015, 1, 1), 1)
    assert [one.change.kind for one in history_of(first)] == ["added", "changed"]
    remove_stage(None, again, "read wrongly")
    assert not CountryStage.objects.exists()
    assert history_of(first)[-1].entry.reason == "read wrongly"


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"country": ""}, "country"),
        ({"country": "XXX"}, "country"),
        ({"kind": "plan"}, "kind"),
        ({"stage": "done"}, "stage"),
        ({"reached_on": "in May"}, "reached_on"),
        ({"reached_on": now().date() + timedelta(days=2)}, "reached_on"),
        ({"note": "x" * 5_001}, "note"),
    ],
)
def test_what_cannot_be_a_stage_is_told(values: dict[str, Any], column: str) -> None:
    with pytest.raises(InputError) as told:
        set_stage(None, **{"country": "GHA", "kind": "mia", "stage": "started", **values})
    assert column == "country" or [fault.column for fault in told.value.faults] == [column]
    assert not CountryStage.objects.exists()


@pytest.mark.parametrize("role", ["", *RIGHTS])
def test_who_may_write_a_stage(person: MakeUser, role: str) -> None:
    actor = person("actor", role, "GHA")
    if role in ("compiler", "secretariat"):
        remove_stage(actor, set_stage(actor, "GHA", "mia", "started"), "")
    else:
        with pytest.raises(RightsError):
            set_stage(actor, "GHA", "mia", "started")
    with pytest.raises(RightsError):
        set_stage(actor, "KEN", "mia", "started")


def _inventory(country: str, year: int, standing: str, state: str = "published") -> Inventory:
    return Inventory.objects.create(
        series=uuid.uuid4().hex,
        country=country,
        year=year,
        factor_set="toolkit-2019",
        standing=standing,
        state=state,
        made_on=now(),
        published_on=now(),
    )


def test_a_worked_example_never_stands_on_a_map_of_the_world() -> None:
    _inventory("GHA", 2020, "worked_example")
    assert world_figures() == {}


def test_the_latest_published_figure_stands_on_the_map_and_the_party_comes_first() -> None:
    _inventory("GHA", 2015, "submitted")
    _inventory("GHA", 2018, "estimate")
    _inventory("GHA", 2018, "published_elsewhere")
    party = _inventory("GHA", 2018, "submitted")
    _inventory("GHA", 2020, "submitted", state="in_review")
    _inventory("GHA", 2021, "submitted", state="superseded")
    estimate = _inventory("KEN", 2010, "estimate")
    assert world_figures() == {"GHA": party, "KEN": estimate}


def test_a_source_keeps_what_its_record_says() -> None:
    made = sources.make(None, DOCUMENT)
    assert sources.record_of(made) == DOCUMENT
    changed = DOCUMENT.model_copy(update={"title": "Second (made up)", "accessed": date(2026, 3, 1)})
    sources.change(None, made, 1, changed)
    assert sources.record_of(made) == changed
    with pytest.raises(ConflictError):
        sources.change(None, made, 1, DOCUMENT)
    upload = Upload.objects.create(sha256="a" * 64, name="mia.pdf", size=1, uploaded_on=now())
    sources.link(None, made, 2, upload)
    made.refresh_from_db()
    assert made.upload == upload
    assert history_of(made)[-1].entry.source_sha256 == "a" * 64


@pytest.mark.parametrize("url", ["javascript:alert(1)", "JAVASCRIPT://x", "data:text/html,x", " java\nscript:x"])
def test_an_address_of_a_source_is_one_of_a_page(url: str) -> None:
    with pytest.raises(InputError):
        sources.make(None, DOCUMENT.model_copy(update={"url": url}))
    with pytest.raises(InputError):
        sources.make(None, DOCUMENT.model_copy(update={"title": "x" * 501}))


def test_who_may_write_a_source(person: MakeUser) -> None:
    with pytest.raises(RightsError):
        sources.make(person("reviewer", "reviewer"), DOCUMENT)
    assert sources.make(person("contributor", "contributor"), DOCUMENT).pk
