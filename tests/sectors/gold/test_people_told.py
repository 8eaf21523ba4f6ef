"""What everybody learns of the people at visited sites: by hand, and that no subtraction tells more."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.monitoring.people.small_groups import hidden_groups
from almaden.sectors.gold.coexistence import coexistence
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.people_told import PARTS, coexistence_for_all, people_for_all, people_of
from almaden.sectors.gold.records import AboutRecord, SiteRecord
from almaden.sectors.gold.sites import sites_result


def data_of(*sites: tuple[str, float, float, float]) -> GoldData:
    """Sites with region, men, women and children."""
    rows = tuple(
        SiteRecord(id=f"S{n}", region=region, miners=men + women + children, men=men, women=women, children=children)
        for n, (region, men, women, children) in enumerate(sites)
    )
    return GoldData(about=AboutRecord(country="GHA", year=2024), sites=rows)


def test_a_small_region_takes_the_next_with_it() -> None:
    found = sites_result(data_of(("A", 4, 1, 0), ("B", 20, 12, 0), ("C", 60, 30, 0)))
    told = people_for_all(found)
    # A has five miners; all less B and C would be A, so B is not told either.
    assert [one.region for one, _people in told.by_region] == ["C"]
    assert told.regions_hidden == 2
    assert told.whole == {"miners": 127, "men": 84, "women": 43, "children": 0, "sex_not_told": 0}
    assert len(people_of(found).by_region) == 3


def test_a_few_children_are_not_told_nor_left_over() -> None:
    told = people_for_all(sites_result(data_of(("A", 40, 15, 3), ("B", 50, 20, 0))))
    assert [people["children"] for _one, people in told.by_region] == [None, None]
    # Three children; with the 35 women they are 38, which is told by what is left.
    assert told.whole == {"miners": 128, "men": 90, "women": None, "children": None, "sex_not_told": 0}
    assert told.parts_hidden


def test_fewer_than_ten_in_all_are_not_told() -> None:
    told = people_for_all(sites_result(data_of(("A", 4, 1, 0))))
    assert (told.by_region, set(told.whole.values())) == ((), {None})


def test_beside_large_mines_few_are_not_told() -> None:
    site = {"men": 4.0, "miners": 5.0}
    sites = [
        SiteRecord(id="S1", industrial_mine="M1", industrial_relation="conflict", **site),
        SiteRecord(id="S2", industrial_mine="M2", industrial_relation="agreement", miners=30),
        SiteRecord(id="S3", industrial_mine="M3", industrial_relation="agreement", miners=40),
    ]
    found = coexistence_for_all(coexistence(GoldData(about=AboutRecord(country="GHA", year=2024), sites=tuple(sites))))
    assert [one.name for one in found.by_mine] == ["M3"]


counts = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 40), max_size=6)


@settings(max_examples=50)
@given(counts)
def test_what_is_hidden_has_ten_persons_or_is_all(groups: dict[str, int]) -> None:
    hidden = hidden_groups({name: float(count) for name, count in groups.items()})
    assert all(groups[name] >= 10 for name in groups if name not in hidden)
    assert not hidden or sum(groups[name] for name in hidden) >= 10 or len(hidden) == len(groups)


regions = st.lists(st.tuples(st.sampled_from("ABCD"), *[st.integers(0, 30)] * 3), min_size=1, max_size=8)


@settings(max_examples=50)
@given(regions)
def test_no_subtraction_gives_a_small_group_away(sites: list[tuple[str, float, float, float]]) -> None:
    found = sites_result(data_of(*sites))
    told = people_for_all(found)
    if any(people["men"] is None for _one, people in told.by_region):
        return
    for part in PARTS:
        whole = told.whole[part]
        if whole is None or not told.by_region:
            continue
        rest = whole - sum(people[part] or 0.0 for _one, people in told.by_region)
        assert rest == 0 or rest >= 10
