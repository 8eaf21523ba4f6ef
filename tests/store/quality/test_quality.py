"""Marks of rules, decisions of operators, and the final flags: with a rule that marks values above ten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from almaden.errors import InputError
from almaden.monitoring.series import Series, SeriesKey
from almaden.store import journal, reviews
from almaden.store.acting import now
from almaden.store.datasets import reopen_dataset
from almaden.store.inventories.guard import ClosedError
from almaden.store.models import (
    ArchiveFile,
    Dataset,
    Identifier,
    LogbookEntry,
    QualityDecision,
    QualityMark,
    Role,
    Site,
    User,
)
from almaden.store.observations import catalogue
from almaden.store.observations.compared import Counts
from almaden.store.observations.imports import import_observations
from almaden.store.observations.query import Filter, observations
from almaden.store.quality.checking import check, open_marks
from almaden.store.quality.deciding import add_logbook, decide, decide_stretch, undo
from almaden.store.quality.finishing import finish
from almaden.store.rights import RightsError
from tests.store.observations.conftest import START, located, record, upload

KEY = SeriesKey("made:A", "air", "GEM", "ng/m3")
#: Hours from two on lie in one year: three high values, the last of them invalid already.
VALUES = [1.0, 20.0, 1.5, 30.0, 2.0, 40.0]


class MadeUpMark(NamedTuple):
    start: np.datetime64
    value: float
    flag: str = "suspect"
    rule: str = "R1"
    finding: str = "above the range"
    low: float = np.nan
    high: float = 10.0


def above_ten(series: Series) -> Iterator[MadeUpMark]:
    for place in np.flatnonzero((series.value > 10) & (series.flag != 2)):
        yield MadeUpMark(series.start[place], float(series.value[place]))
    yield MadeUpMark(np.datetime64("NaT"), 1.0, "valid", "R9", "unit mistaken")


@pytest.fixture
def draft(db: None, own_home: Path) -> Dataset:
    made = Dataset.objects.create(key="made-up", title="Made up", country="GHA", made_on=START)
    site = Site.objects.create(name="A (made up)", country="GHA", dataset=made, identifiers={"made": "A"})
    Identifier.objects.create(scheme="made", value="A", site=site)
    put(made, VALUES)
    return made


def put(dataset: Dataset, values: list[float]) -> Counts:
    flags = ["valid"] * (len(values) - 1) + ["invalid"]
    records = [record(hour=2 + hour, value=value, flag=flags[hour]) for hour, value in enumerate(values)]
    return import_observations(None, dataset, located(records), upload(), lambda rows: None)


def flags(dataset: Dataset) -> list[str]:
    author = User(pk=dataset.author_id) if dataset.author_id else None
    was = dataset.state
    Dataset.objects.filter(pk=dataset.pk).update(state="published")
    found = [one["flag"] for one in observations(author, Filter(flag=""))]
    Dataset.objects.filter(pk=dataset.pk).update(state=was)
    return found


def test_what_fires_is_marked_and_changes_nothing(draft: Dataset) -> None:
    run = check(None, draft, above_ten, "f" * 64)
    assert (run.counts, run.observations) == ({"R1": 2, "R9": 1}, 6)
    first, second, whole = QualityMark.objects.all()
    assert (first.start, first.value, first.low, first.high) == (START + timedelta(hours=3), 20.0, None, 10.0)
    assert (second.rule, second.flag, whole.start) == ("R1", "suspect", None)
    # What is only told waits for nobody.
    assert open_marks(draft) == [first, second]
    assert flags(draft) == ["valid"] * 5 + ["invalid"]


def test_decisions_make_the_final_flags_and_can_be_undone(draft: Dataset) -> None:
    check(None, draft, above_ten, "f" * 64)
    first, second = open_marks(draft)
    decide(None, [first], "accepted", reason="spike of a vehicle")
    with pytest.raises(InputError, match="1 marks wait"):
        finish(None, draft)
    (rejected,) = decide(None, [second], "rejected")
    assert finish(None, draft) == 1
    assert flags(draft) == ["valid", "suspect", "valid", "valid", "valid", "invalid"]
    final = ArchiveFile.objects.get(state="current")
    assert (final.made_from is not None, {one.level for one in final.series.all()}) == (True, {"final"})
    undo(None, rejected)
    decide(None, [second], "changed", "invalid")
    decide_stretch(None, draft, KEY, START + timedelta(hours=6), START + timedelta(hours=7), "suspect", "power cut")
    # A worse flag that was there stays: the last value came as invalid.
    assert finish(None, draft) == 3
    assert flags(draft) == ["valid", "suspect", "valid", "invalid", "suspect", "invalid"]
    for one in QualityDecision.objects.filter(undone=False):
        undo(None, one)
    check(None, draft, lambda series: (), "0" * 64)
    assert finish(None, draft) == 0
    assert flags(draft) == ["valid"] * 5 + ["invalid"]
    assert QualityDecision.objects.count() == 4
    assert catalogue.verify() == 4
    assert journal.verify() > 8


def test_a_value_that_begins_between_two_seconds_gets_its_final_flag(draft: Dataset) -> None:
    late = record(hour=9, value=50.0)
    late = late.model_copy(update={"start": late.start + timedelta(milliseconds=250)})
    import_observations(None, draft, located([late]), upload(), lambda rows: None)
    check(None, draft, above_ten, "f" * 64)
    decide(None, open_marks(draft), "accepted")
    assert finish(None, draft) == 3
    assert flags(draft)[-1] == "suspect"


def test_a_later_run_knows_what_was_decided_and_forgets_what_was_corrected(draft: Dataset) -> None:
    check(None, draft, above_ten, "f" * 64)
    decide(None, open_marks(draft), "accepted")
    finish(None, draft)
    # The same file again is no change, although flags were decided on.
    assert put(draft, VALUES) == Counts(unchanged=6)
    assert put(draft, [1.0, 20.0, 1.5, 3.0, 2.0, 40.0]) == Counts(changed=1, unchanged=5)
    check(None, draft, above_ten, "f" * 64)
    assert open_marks(draft) == []
    assert finish(None, draft) == 1
    assert flags(draft) == ["valid", "suspect", "valid", "valid", "valid", "invalid"]


def test_what_is_decided_twice_stands_once(draft: Dataset) -> None:
    check(None, draft, above_ten, "f" * 64)
    marks = open_marks(draft)
    decide(None, marks, "accepted")
    decide(None, marks[:1], "rejected")
    assert list(QualityDecision.objects.values_list("verdict", "undone")) == [
        ("accepted", True), ("accepted", False), ("rejected", False),
    ]  # fmt: skip


@pytest.mark.parametrize(("verdict", "flag"), [("maybe", ""), ("changed", ""), ("accepted", "invalid")])
def test_a_wrong_verdict_is_refused(draft: Dataset, verdict: str, flag: str) -> None:
    with pytest.raises(InputError):
        decide(None, [QualityMark()], verdict, flag)


def test_only_who_may_import_for_the_country_decides_and_only_on_a_draft(draft: Dataset) -> None:
    check(None, draft, above_ten, "f" * 64)
    marks = open_marks(draft)
    operator, other = User.objects.create(username="operator"), User.objects.create(username="other")
    Role.objects.create(user=operator, name="compiler", country="GHA")
    Role.objects.create(user=other, name="compiler", country="KEN")
    site = Site.objects.get()
    for refused in (
        lambda: check(other, draft, above_ten, ""),
        lambda: decide(other, marks, "accepted"),
        lambda: finish(other, draft),
        lambda: add_logbook(other, site, "audit", START),
    ):
        with pytest.raises(RightsError):
            refused()
    (first, _) = decide(operator, marks, "accepted")
    with pytest.raises(RightsError):
        undo(other, first)
    finish(operator, draft)
    add_logbook(operator, site, "power cut", START, START + timedelta(hours=2), text="storm")
    assert LogbookEntry.objects.get().author == operator
    with pytest.raises(InputError):
        add_logbook(operator, site, "lunch", START)
    Dataset.objects.update(state="published")
    with pytest.raises(ClosedError):
        undo(operator, first)
    reopen_dataset(None, Dataset.objects.get(), "a mark was wrong")
    undo(operator, first)
    assert [mark.pk for mark in open_marks(draft)] == [first.mark_id]


def test_a_data_set_is_handed_in_and_published_only_when_its_control_is_at_its_end(draft: Dataset) -> None:
    check(None, draft, above_ten, "f" * 64)
    first, second = open_marks(draft)
    with pytest.raises(InputError, match="2 marks wait"):
        reviews.submit(None, draft)
    (decision, *_) = decide(None, [first, second], "accepted")
    with pytest.raises(InputError, match="do not carry all"):
        reviews.submit(None, draft)
    finish(None, draft)
    undo(None, decision)
    with pytest.raises(InputError) as caught:
        reviews.submit(None, draft)
    assert len(caught.value.faults) == 2
    decide(None, [first], "rejected")
    finish(None, draft)
    reviews.submit(None, draft)
    # What was decided behind the back of the reviewer is not published.
    QualityDecision.objects.filter(undone=False).update(made_on=now())
    Dataset.objects.filter(pk=draft.pk).update(state="submitted")
    with pytest.raises(InputError, match="do not carry all"):
        reviews.publish(None, draft)
    assert Dataset.objects.get(pk=draft.pk).state == "submitted"
