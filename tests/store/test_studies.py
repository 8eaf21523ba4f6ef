"""Studies of sectors: kept as they were read, seen by those who may, reviewed by somebody else."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from almaden.demo.store_loader import load_gold
from almaden.errors import InputError
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.records import AboutRecord, PracticeRecord, SiteRecord
from almaden.store import reviews
from almaden.store.inventories.guard import ClosedError
from almaden.store.models import Change, Study, User
from almaden.store.rights import RightsError
from almaden.store.studies import (
    gold_data,
    gold_tables,
    make,
    may_change,
    may_read_tables,
    remove,
    replace,
    visible_studies,
)
from almaden.supply.storage.data import example as storage_example
from tests.store.conftest import MakeUser

pytestmark = pytest.mark.django_db

DATA = GoldData(
    AboutRecord(country="GHA", year=2024, made_up=True),
    sites=(
        SiteRecord(
            id="S1", region="Nord", name="作られた谷", latitude=5.911, longitude=-2.033, miners=40, gold_per_miner=0.4,
            days_per_year=200,
        ),
    ),
    practices=(PracticeRecord(practice="concentrate", share=1.0),),
)  # fmt: skip


def kept(actor: User | None = None) -> Study:
    return make(actor, "gold", gold_tables(DATA), country="GHA", year=2024, title="Baseline (made up)", made_up=True)


def test_what_is_kept_is_what_was_read() -> None:
    found = gold_data(Study.objects.get(pk=kept().pk))
    assert (found.about, found.sites) == (DATA.about, DATA.sites)


def test_the_tables_are_not_in_the_journal() -> None:
    kept()
    assert not Change.objects.filter(content__contains="5.911").exists()


def test_others_see_neither_drafts_nor_ever_the_tables(person: MakeUser) -> None:
    compiler, stranger = person("a", "compiler", "GHA"), person("b", "compiler", "PER")
    study = kept(compiler)
    assert not visible_studies(None).exists()
    assert not visible_studies(stranger).exists()
    reviewer = person("c", "reviewer", "GHA")
    reviews.submit(compiler, study)
    reviews.take(reviewer, study)
    reviews.publish(reviewer, study)
    assert visible_studies(None).get() == study
    assert visible_studies(stranger).get() == study
    assert not may_read_tables(None, study)
    assert not may_read_tables(stranger, study)
    assert may_read_tables(compiler, study)
    assert may_read_tables(reviewer, study)
    assert not may_change(compiler, study)
    with pytest.raises(ClosedError):
        replace(compiler, study, None, gold_tables(DATA))
    with pytest.raises(ClosedError):
        remove(compiler, study)


def test_nobody_publishes_their_own(person: MakeUser) -> None:
    compiler = person("a", "secretariat")
    study = kept(compiler)
    reviews.submit(compiler, study)
    with pytest.raises(RightsError):
        reviews.take(compiler, study)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"practices": ()}, "practices"),
        ({"sites": ()}, "no route"),
        ({"sites": tuple(site.model_copy(update={"miners": 9}) for site in DATA.sites)}, "fewer than ten miners"),
    ],
)
def test_what_nothing_can_be_told_of_is_not_handed_in(change: dict[str, Any], told: str) -> None:
    tables = gold_tables(dataclasses.replace(DATA, **change))
    study = make(None, "gold", tables, country="GHA", year=2024)
    with pytest.raises(InputError, match=told):
        reviews.submit(None, study)
    study.refresh_from_db()
    assert study.state == "draft"


def test_what_a_study_lacks_is_told_to_those_who_may_hand_it_in(person: MakeUser) -> None:
    study = make(None, "gold", gold_tables(dataclasses.replace(DATA, practices=())), country="GHA", year=2024)
    with pytest.raises(RightsError):
        reviews.submit(person("b", "compiler", "PER"), study)


def test_a_newer_study_of_the_same_year_takes_the_place_of_the_older() -> None:
    first, second = kept(), kept()
    for one in (first, second):
        reviews.submit(None, one)
        reviews.take(None, one)
        reviews.publish(None, one)
    first.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "published")


def test_studies_of_different_regions_and_made_up_ones_leave_each_other_published() -> None:
    rows = {"facilities": storage_example().facilities}
    told = (("Region one", "", False), ("Region two", "", False), ("Country", "PHL", False), ("Country", "PHL", True))
    made = [make(None, "storage", rows, title=title, country=of, made_up=example) for title, of, example in told]
    for one in made:
        for step in (reviews.submit, reviews.take, reviews.publish):
            step(None, one)
    assert {one.state for one in Study.objects.filter(pk__in=[one.pk for one in made])} == {"published"}


def test_what_cannot_be_kept_is_refused(person: MakeUser) -> None:
    with pytest.raises(RightsError):
        make(person("a", "compiler", "PER"), "gold", gold_tables(DATA), country="GHA")
    with pytest.raises(InputError):
        make(None, "gold", {}, country="GHA")
    with pytest.raises(InputError):
        make(None, "gold", gold_tables(DATA), country="GHA", title="x" * 400)


def test_a_draft_can_be_replaced_and_thrown_away() -> None:
    study = kept()
    other = GoldData(DATA.about, sites=(*DATA.sites, DATA.sites[0].model_copy(update={"id": "S2"})))
    replace(None, study, study.version, gold_tables(other))
    assert len(gold_data(study).sites) == 2
    remove(None, study)
    assert not Study.objects.exists()


def test_the_worked_example_is_published_once_and_says_what_it_is() -> None:
    assert load_gold()
    assert not load_gold()
    (study,) = visible_studies(None)
    assert gold_data(study).notice.startswith("worked example")
