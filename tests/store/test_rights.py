"""The table of rights: where a role counts, and which records a person sees by it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.reference.areas import areas
from almaden.store import accounts, reviews
from almaden.store.datasets import change_dataset, make_dataset
from almaden.store.imports.setting import area_of_new
from almaden.store.journal import ConflictError, writing
from almaden.store.models import Dataset, Facility, Inventory, Role, Site, Unit, User
from almaden.store.places import position, writable_datasets
from almaden.store.rights import (
    RIGHTS,
    Grant,
    RightsError,
    areas_with,
    countries_with,
    may,
    may_somewhere,
    sight_of,
    visible_datasets,
    visible_facilities,
    visible_inventories,
    visible_sites,
    visible_units,
)
from tests.store.conftest import MakeUser
from tests.web.place_samples import NOW

COUNTRIES = ("", "ALB", "GHA")
AREAS = ("", "COAL", "PROD")
#: Rights that nobody has for one area, as README and the pages say: they are of no area, or of everything.
NOT_BY_AREA = {"write_inventory", "write_factors", "write_stage"}
NOT_BY_PART = {"manage_accounts", "manage_jobs", "read_journal", "make_edition", "load_registry", "choose_weights"}

grants = st.lists(
    st.builds(
        Grant, st.sampled_from(sorted(RIGHTS)).map(RIGHTS.get), st.sampled_from(COUNTRIES), st.sampled_from(AREAS)
    ),
    max_size=3,
)


def somebody(given: list[Grant]) -> User:
    """A person with grants, without a database."""
    user = User(pk=1, username="made-up")
    user._grants = tuple(given)  # type: ignore[attr-defined]  # as rights remembers them
    return user


@given(grants, st.sampled_from(sorted(RIGHTS["secretariat"])), st.sampled_from(COUNTRIES), st.sampled_from(AREAS))
def test_a_right_counts_where_one_role_gives_it(given: list[Grant], right: str, country: str, area: str) -> None:
    user = somebody(given)
    places = {(grant.country, grant.area) for grant in given if right in grant.rights}
    wide = {(one, two) for one in {"", country} for two in {"", area}}
    assert may(user, right, country, area) == bool(places & wide)
    assert may_somewhere(user, right) == bool(places)
    found = countries_with(user, right, area)
    assert (found is None or country in found) == may(user, right, country, area)
    by_area = areas_with(user, right)
    assert (by_area is None) == any(not one for _, one in places)


@given(grants, st.sampled_from(sorted(RIGHTS["secretariat"])))
def test_what_is_for_one_area_does_not_count_where_no_area_is_named(given: list[Grant], right: str) -> None:
    only = [grant for grant in given if grant.area]
    assert not any(may(somebody(only), right, country) for country in COUNTRIES)
    assert not may(somebody(only), right, "", "WASTE")


@pytest.mark.parametrize("role", RIGHTS)
def test_a_role_for_a_part_gives_no_rights_over_the_whole(person: MakeUser, role: str) -> None:
    limited, by_area = person("limited", role, "ALB"), person("by-area", role, "", "COAL")
    for right in NOT_BY_PART:
        assert not may_somewhere(limited, right)
    for right in NOT_BY_PART | NOT_BY_AREA:
        assert not may_somewhere(by_area, right)
    kept = RIGHTS[role] - NOT_BY_PART
    assert {right for right in RIGHTS[role] if may(limited, right, "ALB")} == kept
    assert {right for right in RIGHTS[role] if may(by_area, right, "ALB", "COAL")} == kept - NOT_BY_AREA


@pytest.fixture
def two_areas(person: MakeUser) -> SimpleNamespace:
    """Drafts of coal and of products, each with a facility, a unit and a site; a draft inventory."""
    made = SimpleNamespace()
    with writing(None, "sample.add") as work:
        for area in ("COAL", "PROD"):
            one = work.add(Dataset(key=area.lower(), title=area, area=area, made_on=NOW))
            facility = work.add(Facility(dataset=one, name=f"{area} works", country="ALB"))
            unit = work.add(Unit(facility=facility, name=f"{area} unit"))
            site = work.add(Site(dataset=one, name=f"{area} site", country="ALB", kind="informal_mine", latitude=1.23,
                                 longitude=4.56))  # fmt: skip
            setattr(made, area, SimpleNamespace(dataset=one, facility=facility, unit=unit, site=site))
        work.add(Inventory(country="ALB", year=2020, number=1, series="made-up", made_on=NOW))
    made.lead = person("coal-lead", "area_lead", "", "COAL")
    return made


def test_an_area_lead_sees_drafts_of_the_area_and_of_nothing_else(two_areas: SimpleNamespace) -> None:
    lead, coal = two_areas.lead, two_areas.COAL
    assert list(visible_datasets(lead)) == [coal.dataset]
    assert list(visible_facilities(lead)) == [coal.facility]
    assert list(visible_units(lead)) == [coal.unit]
    assert list(visible_sites(lead)) == [coal.site]
    assert list(visible_inventories(lead)) == []
    assert position(lead, coal.site) == (1.2, 4.6)  # miners are not shown to those whose role is for an area


def test_an_area_lead_of_one_country_sees_drafts_of_the_area_there(
    two_areas: SimpleNamespace, person: MakeUser
) -> None:
    assert list(visible_facilities(person("there", "area_lead", "ALB", "COAL"))) == [two_areas.COAL.facility]
    assert list(visible_facilities(person("elsewhere", "area_lead", "GHA", "COAL"))) == []


def test_an_area_lead_reviews_data_of_the_area_only(two_areas: SimpleNamespace) -> None:
    for area in ("COAL", "PROD"):
        reviews.submit(None, getattr(two_areas, area).dataset)
    assert reviews.queue_for(two_areas.lead) == (two_areas.COAL.dataset,)
    reviews.publish(two_areas.lead, two_areas.COAL.dataset)
    with pytest.raises(RightsError):
        reviews.publish(two_areas.lead, two_areas.PROD.dataset)


def test_an_area_lead_writes_into_data_sets_of_the_area(two_areas: SimpleNamespace) -> None:
    lead = two_areas.lead
    assert list(writable_datasets(lead)) == [two_areas.COAL.dataset]
    assert area_of_new(lead) == "COAL"
    assert make_dataset(lead, "more-coal", "More", area="COAL").author == lead
    for area in ("PROD", ""):
        with pytest.raises(RightsError):
            make_dataset(lead, "others", "Others", area=area)
    change_dataset(lead, two_areas.COAL.dataset, 1, licence="CC0-1.0")
    with pytest.raises(RightsError):
        change_dataset(lead, two_areas.COAL.dataset, 2, area="PROD")
    with pytest.raises(RightsError):
        change_dataset(lead, two_areas.PROD.dataset, 1, title="Taken over")
    with pytest.raises(ConflictError):
        change_dataset(lead, two_areas.COAL.dataset, 1, licence="other")


def test_people_who_see_other_drafts_have_other_files_of_points(two_areas: SimpleNamespace, person: MakeUser) -> None:
    people = [None, person("all", "reviewer"), two_areas.lead, person("prod", "area_lead", "", "PROD")]
    assert len({sight_of(one) for one in people}) == 4


def test_areas_are_for_area_leads_and_from_the_list(person: MakeUser) -> None:
    user = person("new")
    assert accounts.grant(None, user, "area_lead", area="WASTE").area == "WASTE"
    for role, area in (("compiler", "WASTE"), ("administrator", "WASTE"), ("area_lead", "waste"), ("area_lead", "X")):
        with pytest.raises(InputError) as error:
            accounts.grant(None, user, role, area=area)
        assert error.value.faults[0].column == "area"
    assert Role.objects.filter(user=user).count() == 1


def test_the_partnership_has_eight_areas() -> None:
    # UNEP, Report on activities undertaken within the UNEP Global Mercury Partnership, 3 February 2021, introduction.
    assert list(areas()) == ["ASGM", "CEMENT", "CHLOR", "COAL", "FATE", "PROD", "SUPPLY", "WASTE"]
    assert areas()["PROD"] == "Mercury in products"


def test_what_a_data_set_cannot_be_is_told_at_once(person: MakeUser) -> None:
    with pytest.raises(InputError) as error:
        make_dataset(None, "Not a key", " ", area="NONE", country="XXX", licence="x" * 201, state="published")
    assert {fault.column for fault in error.value.faults} == {"key", "title", "area", "country", "licence", "state"}
