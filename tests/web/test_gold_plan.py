"""The workbench of a National Action Plan: moved measures, what the public sees, and wrong input."""

from __future__ import annotations

import json

import pytest

from tests.web.gold_samples import published_study
from tests.web.place_samples import Open, opened, own_home, person

__all__ = ["opened", "own_home", "person"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_home")]
#: What a page gets while somebody types: few draws, no frame.
TYPING = {"HX-Request": "true"}


def test_measures_are_moved_and_nothing_is_kept(opened: Open) -> None:
    study = published_study()
    tables = dict(study.tables)
    address = f"/gold/studies/{study.pk}/plan/"
    page = opened().get(address, headers=TYPING).content.decode()
    assert "<html" not in page
    for heading in ("Targets", "The four worst practices", "What Annex C of the Convention asks for"):
        assert f"<h3>{heading}</h3>" in page
    assert "The budget beside 16 published ones" in page or "The budget beside 15 published ones" in page
    assert "1,000 draws" in page
    # What is not ticked is left out; the form says so by its hidden field.
    off = opened().get(f"{address}?moved=1", headers=TYPING).content.decode()
    assert "No measure is told, so that every year is as the baseline." in off
    study.refresh_from_db()
    assert study.tables == tables


def test_the_file_has_the_plan_as_it_was_moved(opened: Open) -> None:
    study = published_study()
    address = f"/gold/studies/{study.pk}/plan/plan.json"
    told = json.loads(opened().get(address).content)
    more = json.loads(opened().get(f"{address}?moved=1&m0-on=1&m0-reach=95").content)
    assert len(told["measures"]) == 4
    assert [one["reach"] for one in more["measures"]] == [0.95]
    # Questions of the baseline name sites: they are for those who may read the tables.
    assert told["baseline"]["questions"] == []
    chapter = opened().get(f"/gold/studies/{study.pk}/plan/chapter.docx?moved=1&m0-on=1")
    assert (chapter.status_code, chapter.content[:2]) == (200, b"PK")
    assert told["meta"]["notice"] == "These figures are made up: an example."
    weighted = json.loads(opened().get(f"{address}?w0=1000").content)["formalisation"]["years"][-1]
    first = next(one for one in weighted["scores"] if one["weight"] == 1000)
    assert weighted["index"] == pytest.approx(first["score"], abs=0.01)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("m0-reach=x", "the text is not a number"),
        ("m0-reach=101", "the number is too small or too large"),
        ("m0-start=2030&m0-full=2020", "it acts in full before it starts"),
        ("w0=-1", "the number is too small or too large"),
        ("whole_ore=80&concentrate=80", "shares"),
    ],
)
def test_what_cannot_be_is_told(opened: Open, query: str, told: str) -> None:
    address = f"/gold/studies/{published_study(budget=(), annex_c=()).pk}/plan/?{query}"
    answer = opened().get(address)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert opened().get(address, headers=TYPING).status_code == 200
