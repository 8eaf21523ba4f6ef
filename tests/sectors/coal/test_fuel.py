"""Bases and blends of coal; expected values by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.sectors.coal.fuel import (
    BasisError,
    after_washing,
    blend,
    missing_in_blend,
    on_basis_of_receipt,
    on_dry_basis,
)
from almaden.sectors.coal.records import CoalRecord


def coal(**fields: object) -> CoalRecord:
    return CoalRecord.model_validate({"unit": "made-up unit"} | fields)


def test_as_received_to_dry() -> None:
    dry = on_dry_basis(
        coal(basis="as_received", mercury_mg_per_kg=0.075, mercury_low=0.03, moisture_percent=25, ash_percent=6,
             hhv_mj_per_kg=18)
    )  # fmt: skip
    assert (dry.basis, dry.moisture_percent) == ("dry", 25)
    assert dry.mercury_mg_per_kg == pytest.approx(0.1)
    assert dry.mercury_low == pytest.approx(0.04)
    assert dry.ash_percent == pytest.approx(8)
    assert dry.hhv_mj_per_kg == pytest.approx(24)
    assert dry.chlorine_mg_per_kg is None


def test_without_ash_to_dry() -> None:
    dry = on_dry_basis(coal(basis="dry_ash_free", mercury_mg_per_kg=0.1, hhv_mj_per_kg=30, ash_percent=20))
    assert dry.mercury_mg_per_kg == pytest.approx(0.08)
    assert dry.hhv_mj_per_kg == pytest.approx(24)
    assert dry.ash_percent == 20


@pytest.mark.parametrize(("basis", "field"), [("as_received", "moisture_percent"), ("dry_ash_free", "ash_percent")])
def test_a_basis_needs_moisture_or_ash(basis: str, field: str) -> None:
    with pytest.raises(BasisError, match=f"Mine A cannot be put on dry basis without {field}") as caught:
        on_dry_basis(coal(name="Mine A", basis=basis, mercury_mg_per_kg=0.1))
    assert caught.value.missing == field
    with pytest.raises(BasisError, match="is nothing but"):
        on_dry_basis(coal(basis=basis, mercury_mg_per_kg=0.1, **{field: 100}))
    assert on_dry_basis(coal(basis=basis, moisture_percent=None)).basis == "dry"


@settings(max_examples=40)
@given(st.floats(0, 90), st.floats(0.001, 5))
def test_there_and_back(moisture: float, mercury: float) -> None:
    first = coal(basis="as_received", mercury_mg_per_kg=mercury, moisture_percent=moisture)
    back = on_basis_of_receipt(on_dry_basis(first))
    assert back.mercury_mg_per_kg == pytest.approx(mercury)
    assert back.basis == "as_received"


def test_only_dry_coal_goes_back() -> None:
    with pytest.raises(ValueError, match="basis as_received"):
        on_basis_of_receipt(coal(basis="as_received"))
    with pytest.raises(BasisError):
        on_basis_of_receipt(coal(mercury_mg_per_kg=0.1))


def test_shares_of_a_blend_are_of_mass_as_received() -> None:
    dry_coal = coal(name="A", share=0.5, mercury_mg_per_kg=0.2, moisture_percent=0, rank="bituminous")
    wet_coal = coal(name="B", share=0.5, mercury_mg_per_kg=0.1, moisture_percent=50, rank="lignite", basis="dry")
    mixed = blend([dry_coal, wet_coal])
    # Of 1 kg as received 0.5 kg is dry coal A and 0.25 kg dry coal B: (0.1 + 0.025) mg in 0.75 kg.
    assert mixed.mercury_mg_per_kg == pytest.approx(0.125 / 0.75)
    assert mixed.moisture_percent == pytest.approx(25)
    assert (mixed.name, mixed.share, mixed.basis) == ("A + B", 1.0, "dry")


def test_bases_may_differ_within_a_blend() -> None:
    one = coal(share=0.6, mercury_mg_per_kg=0.15, moisture_percent=25, basis="as_received")
    same = coal(share=0.4, mercury_mg_per_kg=0.20, moisture_percent=25, basis="dry")
    assert blend([one, same]).mercury_mg_per_kg == pytest.approx(0.20)


def test_what_a_member_lacks_the_blend_lacks_and_it_is_told() -> None:
    coals = [
        coal(name="A", share=0.5, mercury_mg_per_kg=0.2, chlorine_mg_per_kg=100),
        coal(share=0.5, mercury_mg_per_kg=0.1, moisture_percent=20),
    ]
    mixed = blend(coals)
    assert mixed.chlorine_mg_per_kg is None
    assert mixed.moisture_percent is None
    assert mixed.mercury_mg_per_kg == pytest.approx(0.15)  # by shares of dry mass, since a moisture is missing
    assert missing_in_blend(coals) == {"chlorine_mg_per_kg": ("coal 2",), "moisture_percent": ("A",)}


def test_the_rank_is_that_of_the_greater_part() -> None:
    ranks = [("lignite", 0.4), ("bituminous", 0.3), ("bituminous", 0.3)]
    assert blend([coal(rank=rank, share=share) for rank, share in ranks]).rank == "bituminous"
    assert blend([coal(share=0.7), coal(rank="lignite", share=0.3)]).rank == "lignite"
    assert blend([coal(share=0.7), coal(share=0.3)]).rank == ""


@settings(max_examples=40)
@given(st.lists(st.tuples(st.floats(0.01, 1), st.floats(0.001, 1), st.floats(0, 60)), min_size=1, max_size=4))
def test_a_blend_lies_between_its_coals_in_any_order(parts: list[tuple[float, float, float]]) -> None:
    coals = [coal(share=share, mercury_mg_per_kg=mercury, moisture_percent=wet) for share, mercury, wet in parts]
    mercury = blend(coals).mercury_mg_per_kg
    assert mercury is not None
    known = [part[1] for part in parts]
    assert min(known) * (1 - 1e-9) <= mercury <= max(known) * (1 + 1e-9)
    assert blend(coals[::-1]).mercury_mg_per_kg == pytest.approx(mercury)


def test_nothing_cannot_be_blended() -> None:
    with pytest.raises(ValueError, match="nothing"):
        blend([])


def test_washing() -> None:
    assert after_washing(0.2, 0.5, 0.3) == pytest.approx(0.17)
