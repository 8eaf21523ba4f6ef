"""Whose mercury comes down where: sources, receptors, footprints, actions, and the skill of the model."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest

from almaden.errors import AlmadenError, InputError
from almaden.fate.atmosphere.action_records import ActionRecord
from almaden.fate.atmosphere.actions import rank_actions
from almaden.fate.atmosphere.areas import Areas
from almaden.fate.atmosphere.attribution import Attribution, attribute
from almaden.fate.atmosphere.default_emission import default_emissions, regional_totals
from almaden.fate.atmosphere.emission import SPECIES, GriddedEmission
from almaden.fate.atmosphere.footprint import footprint
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.model import Atmosphere, default_atmosphere
from almaden.fate.atmosphere.readers.actions import read_actions
from almaden.fate.atmosphere.readers.published_matrix import read_matrix
from almaden.fate.atmosphere.receivers import all_receivers, area_receivers, named_receivers, receiver
from almaden.fate.atmosphere.records import FacilityEmissionRecord
from almaden.fate.atmosphere.skill_run import skill_report
from almaden.fate.atmosphere.source_receptor import source_receptor
from almaden.fate.atmosphere.sources import EmissionSources, facilities, natural, regional, regional_source, whole
from almaden.reports.fate.matrix_files import write_matrix
from almaden.reports.monitoring.about import ExportAbout

PLANT = FacilityEmissionRecord(
    name="Made-up plant", latitude=51.0, longitude=7.0, emission=500.0, kind="coal plant", hg0=0.0, hg2=1.0, hgp=0.0
)
HEADER = "name,region,latitude,longitude,reduction,unit,kind,hg0,hg2,hgp,cost,currency\n"


@pytest.fixture(scope="module")
def air() -> Atmosphere:
    return default_atmosphere(Grid(10.0))


@pytest.fixture(scope="module")
def sources(air: Atmosphere) -> EmissionSources:
    everything = regional(air.grid).plus(natural(air.surface))
    return everything.plus(facilities([PLANT], air.grid))


@pytest.fixture(scope="module")
def found(air: Atmosphere, sources: EmissionSources) -> Attribution:
    return attribute(air, sources, all_receivers(air))


def test_nothing_is_lost_between_sources_and_receptors(
    air: Atmosphere, sources: EmissionSources, found: Attribution
) -> None:
    emitted = np.array([one.mg_per_year.sum() for one in sources.sources])
    # What the package emits, what the box model of 2010 gives back, and the plant.
    assert emitted.sum() == pytest.approx(2317.66 + 4719 + 584 + 516 + 232 + 309 + 0.5, abs=0.02)
    kinds = np.array([one.kind for one in found.receivers])
    np.testing.assert_allclose(found.deposition_mg_per_year[kinds != "band"].sum(axis=0), emitted, rtol=1e-9)
    np.testing.assert_allclose(found.deposition_mg_per_year[kinds == "band"].sum(axis=0), emitted, rtol=1e-9)
    arctic = found.onto("ARCTIC")
    assert sum(one.share_of_receptor for one in arctic) == pytest.approx(1.0, abs=1e-12)
    assert [one.deposition_mg_per_year for one in arctic] == sorted(
        (one.deposition_mg_per_year for one in arctic), reverse=True
    )
    assert {one.source_kind for one in arctic} == {"region", "facility", "natural", "legacy", "re-emitted"}
    # The forward solution of all sources together has as much on the Arctic, which is 2 pi R2 (1 - sin 66.5).
    state, share = air.steady(whole(sources)), air.surface.share("arctic")
    forward = float(state.onto_mg_per_year(share).sum())
    assert sum(one.deposition_mg_per_year for one in arctic) == pytest.approx(forward, rel=1e-9)
    area_m2 = 2 * np.pi * 6371.0088e3**2 * (1 - np.sin(np.radians(66.5)))
    assert sum(one.deposition_ug_per_m2_per_year for one in arctic) == pytest.approx(1e12 * forward / area_m2, rel=1e-3)


def test_sources_are_those_of_the_year_and_of_the_region(air: Atmosphere, found: Attribution) -> None:
    of_year = {one.name: float(one.mg_per_year.sum()) for one in regional(air.grid, year=2015).sources}
    told = regional_totals(2015)
    assert of_year == pytest.approx({key: one.total_mg for key, one in told.items()}, rel=1e-9)
    own = regional(air.grid, default_emissions(Grid(2.5)))
    # On the map cells on borders belong to several regions, which moves some of it between neighbours.
    assert regional_source(own, "South America").mg_per_year.sum() == pytest.approx(273.88, rel=0.02)
    assert sum(one.mg_per_year.sum() for one in own.sources) == pytest.approx(2317.66, rel=1e-4)
    nothing = GriddedEmission(Grid(10.0), dict.fromkeys(SPECIES, np.zeros((18, 36))), "zero.nc")
    with pytest.raises(InputError, match=r"zero\.nc: nothing is emitted anywhere"):
        regional(air.grid, nothing)
    with pytest.raises(AlmadenError, match="the year chooses"):
        regional(air.grid, default_emissions(Grid(2.5)), 2015)
    with pytest.raises(InputError, match="no region that emits"):
        regional_source(own, "arctic")
    first = found.of_source("Oceania")[0]
    assert first.share_of_source < 1
    assert sum(one.share_of_source for one in found.of_source("oceania")) == pytest.approx(2.0)
    with pytest.raises(InputError, match="nothing of this name"):
        found.of_source("Atlantis")


def test_oxidised_mercury_falls_nearer_to_its_source(found: Attribution) -> None:
    plant = {one.receptor: one.share_of_source for one in found.of_source("Made-up plant")}
    europe = {one.receptor: one.share_of_source for one in found.of_source("oecd-europe")}
    assert plant["oecd-europe"] > europe["oecd-europe"]
    assert plant["southern-ocean"] < europe["southern-ocean"]


def test_published_shares_stand_beside_ours_with_what_differs(air: Atmosphere, found: Attribution) -> None:
    beside = {one.key: one for one in found.beside}
    assert (beside["seigneur-north-america"].low, beside["seigneur-north-america"].high) == (25.0, 32.0)
    usa = {one.source: one.share_of_receptor for one in found.onto("usa")}
    assert beside["seigneur-north-america"].ours == pytest.approx(100 * (usa["usa"] + usa["canada"]))
    natural_share = sum(usa[one] for one in ("ocean", "soil", "biomass", "geogenic", "waste"))
    assert beside["seigneur-natural"].ours == pytest.approx(100 * natural_share)
    assert all(one.differs for one in beside.values())
    told = json.loads(found.to_json())
    assert len(told["beside"]) == 5
    assert any("screening model" in one for one in told["caveats"])
    assert len(told["flows"]) == len(found.to_frame()) == len(found.sources) * len(found.receivers)
    assert told["unverified"]
    assert "Arctic: " in found.summary()
    # Without what ground and sea emit shares of all deposition are not known.
    assert attribute(air, regional(air.grid), [receiver(air, "usa")]).beside == ()


def test_receptors_that_the_default_winds_cannot_tell_apart(air: Atmosphere) -> None:
    from shapely import box

    areas = Areas(("Made-up lake",), (box(-50.0, 60.0, -40.0, 70.0),), "")
    with pytest.raises(InputError, match="without meteorology of your own only the 17 regions"):
        area_receivers(air, areas, own_winds=False)
    lake = area_receivers(air, areas, own_winds=True)[0]
    row, column = air.grid.cell(65.0, -45.0)
    assert lake.area_m2 == pytest.approx(air.grid.area_m2[row, column], rel=1e-6)
    np.testing.assert_allclose(lake.taken_per_year[..., row, column], air.loss_per_year[..., row, column], rtol=1e-6)
    with pytest.raises(InputError) as refused:
        named_receivers(air, ["arctic", "Atlantis", "45, 7"])
    assert [fault.value for fault in refused.value.faults] == ["Atlantis", "45, 7"]
    assert "without meteorology" in str(refused.value)
    own = named_receivers(air, ["Made-up lake", "65,-45"], own_winds=True, areas=areas)
    np.testing.assert_allclose(own[0].taken_per_year, own[1].taken_per_year, rtol=1e-6)
    with pytest.raises(InputError, match="not on the globe"):
        named_receivers(air, ["95,7"], own_winds=True)


def read(rows: str) -> tuple[ActionRecord, ...]:
    return read_actions(io.BytesIO((HEADER + rows).encode()), "actions.csv").rows


def test_actions_are_ranked_by_what_they_keep_off(
    air: Atmosphere, sources: EmissionSources, found: Attribution
) -> None:
    people = EmissionSources(tuple(one for one in sources.sources if one.kind == "region"))
    japan = regional_source(people, "japan").mg_per_year.sum(axis=(1, 2))
    shares = ",".join(f"{one:.17g}" for one in japan / japan.sum())
    rows = read(
        f"All of it,Japan,,,{japan.sum():.17g},Mg/yr,,{shares},,\n"
        "Filter,,51,7,250,kg/yr,,0,1,0,1000,USD\n"
        "Twin,,52,8,0.25,t/yr,,0,1,0,500,USD\n"
    )
    ranked = rank_actions(air, receiver(air, "arctic"), rows, people)
    by_name = {one.name: one for one in ranked.actions}
    kg = {one.source: 1000 * one.deposition_mg_per_year for one in found.onto("arctic")}
    assert by_name["All of it"].kept_off_kg_per_year == pytest.approx(kg["japan"], rel=1e-9)
    # Half of what the plant emits, in its cell and species.
    assert by_name["Filter"].kept_off_kg_per_year == pytest.approx(kg["facility-1"] / 2, rel=1e-9)
    assert by_name["Filter"].share == pytest.approx(kg["facility-1"] / 500, rel=1e-9)
    assert [(one.rank, one.rank_by_cost) for one in ranked.actions] == [(1, None), (2, 2), (2, 1)]
    twin = by_name["Twin"]
    assert twin.cost_per_kg_kept_off == pytest.approx(500 / twin.kept_off_kg_per_year)
    assert any("same all round the earth" in one for one in ranked.findings)
    assert json.loads(ranked.to_json())["currency"] == "USD"
    assert ranked.to_frame()["name"].iloc[0] == "All of it"
    over = rank_actions(air, receiver(air, "arctic"), read("Too much,Japan,,,1,kt/yr,other,,,,,\n"), people)
    assert any("more than" in one for one in over.findings)


def test_all_faults_of_a_table_of_actions_are_told_together() -> None:
    with pytest.raises(InputError) as refused:
        read(
            "A,East Azia,,,100,Mg/yr,coal plant,,,,5,USD\n"
            "B,,65,,10,t/yr,other,,,,,\n"
            "C,usa,66,31,10,t/yr,other,,,,,\n"
            "D,usa,,,-60,t/yr,cement,,,,,\n"
            "E,usa,,,6,t/m2/yr,nothing,,,,1,EUR\n"
            "a,usa,,,60,t/yr,cement,,,,,\n"
            "F,usa,,,60,t/yr,cement,0.5,0.1,0.1,,\n"
            "G,North Pacific,,,60,t/yr,cement,,,,,\n"
        )
    told = str(refused.value)
    for text in (
        "row 2, column region: this is none of the 17 regions", "row 3: a place needs latitude and longitude",
        "row 4: give a region or a place", "row 5, column reduction", "row 6, column unit", "row 6, column kind",
        "row 6, column currency", "row 7, column name: the action is told twice; first in row 2",
        "row 8: the shares of hg0, hg2 and hgp do not add to 1", "row 9, column region",
    ):  # fmt: skip
        assert text in told
    with pytest.raises(InputError, match="no action in it"):
        read("")


def test_a_footprint_sums_to_what_regions_send(air: Atmosphere, sources: EmissionSources, found: Attribution) -> None:
    one = footprint(air, receiver(air, "arctic"), sources)
    sent = {row.source: row.deposition_mg_per_year for row in found.onto("arctic")}
    assert {row.source: row.deposition_mg_per_year for row in one.regions} == pytest.approx(sent)
    assert one.regions == tuple(sorted(one.regions, key=lambda row: -row.share))
    plant = next(row for row in one.regions if row.source == "facility-1")
    row, column = air.grid.cell(51.0, 7.0)
    assert plant.hg0 is None
    assert plant.hg2 == pytest.approx(one.shares[1, row, column])
    assert len(one.to_frame()) == air.grid.cells
    assert json.loads(one.to_json())["receptor"] == "arctic"


def test_a_matrix_reads_back_as_it_was_written(air: Atmosphere, sources: EmissionSources, tmp_path: Path) -> None:
    import netCDF4

    chosen = {key: regional_source(sources, key).mg_per_year for key in ("usa", "east-asia", "south-america")}
    ours = source_receptor(air, chosen)
    about = ExportAbout("Made-up matrix", notice="screening model")
    table = write_matrix(tmp_path / "m.csv", ours, 2015, 10.0, about)
    theirs = read_matrix(table)
    for again, shares in ((theirs.shares("total", {}), ours.mixed), (theirs.shares("hg2", {}), ours.shares[1])):
        assert len(again) == ours.mixed.size
        for down, receptor in enumerate(ours.receptors):
            for across, source in enumerate(ours.sources):
                assert again[source, receptor] == pytest.approx(shares[down, across], rel=1e-12)
    with netCDF4.Dataset(write_matrix(tmp_path / "m.nc", ours, 2015, 10.0, about)) as file:
        np.testing.assert_array_equal(file["share"][:], ours.shares)
        assert list(file["source_name"][:]) == list(ours.sources)
        assert file.Conventions.startswith("CF-")
    with pytest.raises(InputError, match="no matrix is written"):
        write_matrix(tmp_path / "m.txt", ours, 2015, 10.0, about)


def test_the_report_of_skill_keeps_tuning_and_judging_apart(air: Atmosphere, sources: EmissionSources) -> None:
    report = skill_report(air, sources)
    assert (report.hg0.of("tuning").n, report.hg0.of("judging").n) == (26, 29)
    assert abs(report.hg0.of("judging").normalised_mean_bias_percent) < 20
    beside = {one.key: one for one in report.beside}
    assert 1.3 < beside["hg0-north-south"].ours < 1.7
    assert 4.0 < beside["horowitz-lifetime"].ours < 8.0
    assert beside["lifetime-range"].ours == pytest.approx(beside["horowitz-lifetime"].ours / 12)
    rows = report.to_frame()
    assert len(rows) == 55 + 156
    mdn = rows[(rows["network"] == "MDN") & (rows["quantity"] == "wet")]
    bias = 100 * (mdn["modelled"].sum() / mdn["observed"].sum() - 1)
    assert report.reasons[0] == f"MDN, 119 sites: bias {bias:.0f} %"
    assert {"hg0", "wet", "beside", "reasons", "caveats", "unverified"} <= set(json.loads(report.to_json()))
    assert "wet deposition" in report.summary()
