"""The search finds what a person may see, whatever the case, the accents and the script."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from almaden.store.journal import writing
from almaden.store.models import Edition, Facility, Inventory, SearchText
from almaden.store.search import Hit, search
from almaden.store.search_text import fold
from tests.store.conftest import MakeUser
from tests.web.place_samples import NOW, places

__all__ = ["places"]

pytestmark = pytest.mark.django_db
PUBLIC = AnonymousUser()


def titles(text: str, kind: str, user: object = PUBLIC) -> list[str]:
    return [hit.title for hit in search(user, text) if hit.kind == kind]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Central Térmica Río Turbio", "TURBIO termica"),
        ("Électricité de l'Île", "electricite ile"),
        ("Электростанция Ёлка", "электростанция елка"),
        ("محطة أسوان", "محطة اسوان"),
        ("上海第二发电厂", "发电"),
        ("Straße", "STRASSE"),
    ],
)
def test_case_and_accents_do_not_matter_in_six_languages(places: SimpleNamespace, name: str, asked: str) -> None:
    with writing(None, "facility.add") as work:
        work.add(Facility(name=f"{name} (made up)", country="KEN", dataset=places.shown))
    assert titles(asked, "facility") == [f"{name} (made up)"]


def test_every_word_must_be_there(places: SimpleNamespace) -> None:
    assert titles("termica", "facility") == ["Térmica Río Made-up"]
    assert titles("termica nowhere", "facility") == []


def test_only_what_a_person_may_see_is_found(places: SimpleNamespace, person: MakeUser) -> None:
    assert titles("hidden", "facility") == []
    assert titles("hidden", "facility", person("ken", "compiler", "KEN")) == []
    assert titles("hidden", "facility", person("ana", "compiler", "ALB")) == ["Hidden works"]
    assert titles("draft set", "dataset") == []


def test_records_of_every_kind_are_found_with_their_address(places: SimpleNamespace) -> None:
    with writing(None, "sample.add") as work:
        inventory = work.add(
            Inventory(
                series="a" * 32, country="ALB", year=2020, title="Albania made up", factor_set="x", state="published",
                made_on=NOW,
            )
        )  # fmt: skip
        work.add(Edition(number=3, title="Edition of March (made up)", sha256="0" * 64, made_on=NOW))
    assert Hit("facility", "Térmica Río Made-up", "ALB", ("facility", str(places.facility.pk))) in search(
        PUBLIC, "m100"
    )
    assert Hit("unit", "Boiler 1", "Térmica Río Made-up", ("unit", str(places.unit.pk))) in search(PUBLIC, "U7")
    assert Hit("site", "Made-up Head", "IRL", ("site", str(places.site.pk))) in search(PUBLIC, "head")
    assert Hit("source", "A made-up report", "Nobody", ("source", str(places.source.pk))) in search(PUBLIC, "nobody")
    assert Hit("inventory", "Albania made up", "ALB 2020", ("inventory", str(inventory.pk))) in search(
        PUBLIC, "alb 2020"
    )
    assert titles("march", "edition") == ["Edition of March (made up)"]
    assert titles("shown", "dataset") == ["Shown set"]
    assert Hit("country", "CHN", "", ("country", "CHN")) in search(PUBLIC, "中国")
    assert [hit.subtitle for hit in search(PUBLIC, "5.1.1") if hit.kind == "category"] == ["5.1.1", "5.5.1.1"]


def test_those_that_begin_with_the_text_come_first(places: SimpleNamespace) -> None:
    with writing(None, "facility.add") as work:
        for name in ("A pit of Zeta", "Zeta works", "B Zeta"):
            work.add(Facility(name=name, country="KEN", dataset=places.shown))
    assert titles("zeta", "facility") == ["Zeta works", "A pit of Zeta", "B Zeta"]


def test_the_words_follow_the_record(places: SimpleNamespace) -> None:
    with writing(None, "facility.change") as work:
        work.change(places.facility, name="Renamed works")
    assert titles("termica", "facility") == []
    assert titles("renamed", "facility") == ["Renamed works"]
    with writing(None, "facility.remove") as work:
        work.remove(places.facility)
    assert not SearchText.objects.filter(record_type="facility", text__contains="renamed").exists()


@pytest.mark.parametrize("text", ["", "   ", "\0", "%", "_", "\\", "'", '"', "x" * 5000, "\ud800", "*", "a OR b"])
def test_signs_mean_nothing_special(places: SimpleNamespace, text: str) -> None:
    assert titles(text, "facility") == []


def test_folding() -> None:
    assert fold("  ÅÉÎ  Öß\u0000 ") == "aei oss"
