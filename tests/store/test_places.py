"""Places are written only by those who may, with everything checked; informal mines are shown roughly."""

from __future__ import annotations

import json
import struct
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import Settings

from almaden.errors import InputError
from almaden.reference.records import FacilityRecord, SiteRecord, UnitRecord
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import ConflictError, verify
from almaden.store.models import Dataset, Facility, Identifier, Site
from almaden.store.place_lists import Asked, Listed, box_of, facilities, page, sites
from almaden.store.places import (
    blurred,
    change_facility,
    change_site,
    is_blurred,
    make_facility,
    make_site,
    make_unit,
    position,
)
from almaden.store.points import facility_points, packed, site_points
from almaden.store.record_input import identifiers_of, record_from, written_identifiers
from almaden.store.rights import RightsError
from tests.store.conftest import MakeUser
from tests.web.place_samples import places

__all__ = ["places"]

pytestmark = pytest.mark.django_db
PUBLIC = AnonymousUser()


def record(**values: object) -> FacilityRecord:
    return FacilityRecord.model_validate({"name": "New works (made up)", "country": "ALB", **values})


def test_a_facility_is_kept_with_its_identifiers_and_told_in_the_journal(
    places: SimpleNamespace, person: MakeUser
) -> None:
    ana = person("ana", "compiler", "ALB")
    made = make_facility(ana, places.draft, record(identifiers={"made": "M7"}), reason="seen on a visit")
    assert Identifier.objects.get(scheme="made", value="M7").facility == made
    assert change_facility(ana, made, 1, record(identifiers={"made": "M8"}, latitude=41.0, longitude=19.0))
    assert list(Identifier.objects.filter(facility=made).values_list("value", flat=True)) == ["M8"]
    unit = make_unit(ana, made, UnitRecord(facility="made:M8", name="Unit 1", identifiers={"made": "U1"}))
    assert (unit.facility_id, Identifier.objects.get(value="U1").unit_id) == (made.pk, unit.pk)
    verify()


@pytest.mark.parametrize(
    ("role", "country"), [("", ""), ("reviewer", "ALB"), ("compiler", "KEN"), ("administrator", "")]
)
def test_who_may_not_write_data_of_the_country_is_refused(
    places: SimpleNamespace, person: MakeUser, role: str, country: str
) -> None:
    with pytest.raises(RightsError):
        make_facility(person("ben", role, country), places.draft, record())
    assert Facility.objects.count() == 2


def test_a_facility_cannot_be_moved_into_a_country_of_others(places: SimpleNamespace, person: MakeUser) -> None:
    with pytest.raises(RightsError):
        change_facility(person("ana", "compiler", "ALB"), places.draft_facility, 1, record(country="KEN"))


@pytest.mark.parametrize("state", ["submitted", "published", "withdrawn"])
def test_only_a_draft_is_written_into(places: SimpleNamespace, person: MakeUser, state: str) -> None:
    lea = person("lea", "secretariat")
    dataset = places.facility.dataset
    Dataset.objects.filter(pk=dataset.pk).update(state=state)
    with pytest.raises(ClosedError):
        change_facility(lea, places.facility, 1, record())
    with pytest.raises(ClosedError):
        make_facility(lea, dataset, record())


def test_who_works_alone_changes_what_they_published(
    places: SimpleNamespace, person: MakeUser, settings: Settings
) -> None:
    settings.ALMADEN_SINGLE_USER = True
    assert change_facility(person("ada", "administrator"), places.facility, 1, record())


def test_the_second_of_two_people_is_told(places: SimpleNamespace, person: MakeUser) -> None:
    ana = person("ana", "compiler", "ALB")
    change_facility(ana, places.draft_facility, 1, record(owner="A"))
    with pytest.raises(ConflictError) as told:
        change_facility(person("eva", "compiler", "ALB"), places.draft_facility, 1, record(owner="B"))
    assert (told.value.mine["owner"], told.value.theirs["owner"]) == ("B", "A")


def test_faults_are_told_all_at_once_with_their_fields() -> None:
    with pytest.raises(InputError) as told:
        record_from(
            FacilityRecord, {"name": "", "country": "ALB", "latitude": "ninety", "start_year": "12", "status": "lost"}
        )
    assert {fault.column for fault in told.value.faults} == {"name", "latitude", "start_year", "status"}
    assert {fault.value for fault in told.value.faults} == {"", "ninety", "12", "lost"}


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"country": "XYZ"}, "country"),
        ({"category": "5.99"}, "code"),
        ({"start_year": 2000, "retired_year": 1999}, "retired_year"),
        ({"kind": "x" * 101}, "kind"),
        ({"owner": "a\0b"}, "owner"),
        ({"identifiers": {"x" * 41: "1"}}, "identifiers"),
        ({"identifiers": {"made": "M100"}}, "identifiers"),
    ],
)
def test_what_tables_cannot_hold_is_an_input_error(
    places: SimpleNamespace, person: MakeUser, values: dict[str, object], column: str
) -> None:
    with pytest.raises(InputError) as told:
        make_facility(person("ana", "secretariat"), places.draft, record(**values))
    assert [fault.column for fault in told.value.faults] == [column]


def test_an_endless_capacity_is_no_number(places: SimpleNamespace, person: MakeUser) -> None:
    with pytest.raises(InputError):
        make_unit(
            person("ana", "compiler", "ALB"),
            places.draft_facility,
            UnitRecord(facility="a:1", name="U", capacity_mw=float("inf")),
        )


def test_identifiers_are_written_and_read() -> None:
    assert identifiers_of(" gem:L1 ; made:a:b;") == {"gem": "L1", "made": "a:b"}
    assert written_identifiers({"gem": "L1", "made": "a:b"}) == "gem:L1; made:a:b"
    for wrong in ("L1", "gem:", ":1", "a:1; a:2"):
        with pytest.raises(InputError):
            identifiers_of(wrong)


@pytest.mark.parametrize(("degrees", "shown"), [(5.5678, 5.6), (-1.23, -1.2), (0.04, 0.0), (0.05, 0.1), (179.99, 180)])
def test_blurred_coordinates_lie_on_a_net_of_a_tenth(degrees: float, shown: float) -> None:
    assert blurred(degrees) == shown


@pytest.mark.parametrize(
    ("role", "country", "rough"),
    [("", "", True), ("contributor", "GHA", True), ("compiler", "KEN", True), ("compiler", "GHA", False),
     ("secretariat", "", False)],
)  # fmt: skip
def test_informal_mines_are_blurred_for_those_who_may_not_read_drafts(
    places: SimpleNamespace, person: MakeUser, role: str, country: str, rough: bool
) -> None:
    someone = person("ben", role, country)
    assert is_blurred(someone, places.mine) is rough
    assert position(someone, places.mine) == ((5.6, -1.2) if rough else (5.5678, -1.23))
    assert position(someone, places.site) == (53.3312, -9.9)


def test_a_box_does_not_tell_the_true_place(places: SimpleNamespace, person: MakeUser) -> None:
    around = Asked(box=(-1.24, 5.56, -1.22, 5.57))
    assert not sites(PUBLIC, around).exists()
    assert sites(PUBLIC, Asked(box=(-1.21, 5.59, -1.19, 5.61))).get() == places.mine
    assert sites(person("ana", "compiler", "GHA"), around).get() == places.mine


def test_who_does_not_see_the_place_cannot_overwrite_it(places: SimpleNamespace, person: MakeUser) -> None:
    carl = person("carl", "contributor", "GHA")
    draft = places.draft
    draft.author, draft.country = carl, "GHA"
    draft.save()
    pit = SiteRecord(name="Own pit (made up)", kind="informal_mine", country="GHA", latitude=5.123, longitude=-1.1)
    made = make_site(carl, draft, pit)
    with pytest.raises(RightsError):
        change_site(carl, made, 1, pit.model_copy(update={"latitude": 5.1}))
    assert Site.objects.get(pk=made.pk).latitude == 5.123


def test_pages_follow_each_other_without_gaps(places: SimpleNamespace, person: MakeUser) -> None:
    names = ["b", "a", "a", "c", "Z", "a"]
    Facility.objects.bulk_create(Facility(dataset=places.shown, name=name, country="KEN") for name in names)
    asked = Asked(country="KEN")
    for order in ("name", "country", "newest"):
        seen: list[int] = []
        listed: Listed[Facility] = page(facilities(PUBLIC, asked), order, limit=2)
        while True:
            seen += [row.pk for row in listed.rows]
            if not listed.next:
                break
            listed = page(facilities(PUBLIC, asked), order, listed.next, limit=2)
        assert len(seen) == len(set(seen)) == len(names), order


@pytest.mark.parametrize("after", ["x", "W10", "WyJhIiwgInh4Il0", "WyJhXHUwMDAwIiwgMV0", "é", "W1tdLCAxXQ", "null"])
def test_a_made_up_next_page_is_an_input_error(after: str) -> None:
    with pytest.raises(InputError):
        page(facilities(PUBLIC, Asked()), "name", after)


@pytest.mark.parametrize("text", ["1,2,3", "a,b,c,d", "1,2,3,nan", "0,10,5,-10", "0,0,181,1", "1,2,3,4,5"])
def test_a_wrong_box_is_an_input_error(text: str) -> None:
    with pytest.raises(InputError):
        box_of(text)


def test_filters_narrow_the_list(places: SimpleNamespace, person: MakeUser) -> None:
    ana = person("ana", "compiler", "ALB")
    for asked in (
        Asked(category="5.1"),
        Asked(status="operating"),
        Asked(text="RIO termica"),
        Asked(box=(19.0, 41.0, 20.0, 42.0)),
        Asked(dataset="shown"),
    ):
        assert facilities(ana, asked).get() == places.facility
    assert facilities(ana, Asked(country="ALB")).count() == 2
    assert facilities(PUBLIC, Asked(country="ALB")).count() == 1
    assert not facilities(ana, Asked(category="5.10")).exists()


def read_points(content: bytes) -> list[tuple[int, float, float, str, str]]:
    """Reads the file of points again, from its description."""
    (length,) = struct.unpack_from("<I", content)
    header = json.loads(content[4 : 4 + length])
    count, at = header["count"], 4 + length
    columns = (struct.unpack_from(f"<{count}i", content, at + 4 * count * place) for place in range(3))
    ids, longitudes, latitudes = columns
    small = content[at + 12 * count :]
    rows, pk = [], 0
    for place in range(count):
        pk += ids[place]
        words = header["states"][small[place]], header["categories"][small[count + place]]
        rows.append((pk, latitudes[place] / 10_000, longitudes[place] / 10_000, *words))
    return rows


def test_points_come_back_as_they_went() -> None:
    rows = [
        (3, 41.3711, 19.4252, "operating", "5.1.1"),
        (900_000, -90.0, 180.0, "", ""),
        (900_001, 0.0, -180.0, "x", ""),
    ]
    assert read_points(packed(rows)) == rows


def test_a_hundred_thousand_points_are_small() -> None:
    rows = [(pk, pk % 180 - 90 + 0.1234, pk % 360 - 180 + 0.5678, "operating", "5.1.1") for pk in range(100_000)]
    assert len(packed(rows)) < 1_500_000


def test_points_are_those_that_a_person_sees_and_change_with_the_data(
    places: SimpleNamespace, person: MakeUser
) -> None:
    ana = person("ana", "area_lead", "ALB")
    before = facility_points(PUBLIC)
    assert [row[0] for row in read_points(before.content)] == [places.facility.pk]
    assert facility_points(PUBLIC) is before
    change_facility(ana, places.draft_facility, 1, record(latitude=41.0, longitude=19.5))
    assert {row[0] for row in read_points(facility_points(ana).content)} == {
        places.facility.pk,
        places.draft_facility.pk,
    }
    assert [row[0] for row in read_points(facility_points(PUBLIC).content)] == [places.facility.pk]
    assert facility_points(PUBLIC).tag != before.tag


def test_points_of_informal_mines_are_blurred(places: SimpleNamespace) -> None:
    found = {row[0]: row[1:3] for row in read_points(site_points(PUBLIC).content)}
    assert found == {places.mine.pk: (5.6, -1.2), places.site.pk: (53.3312, -9.9)}
