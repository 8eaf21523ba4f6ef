"""How a conversion is paid for: grant, loan, and what the fall of the own money does."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.sectors.chloralkali.conversion import convert
from almaden.sectors.chloralkali.conversion_cash import Flows, Timing
from almaden.sectors.chloralkali.conversion_inputs import ConvertingPlant
from almaden.sectors.chloralkali.conversion_records import ConversionRecord
from almaden.sectors.chloralkali.finance import Terms, grant_needed, instalments, largest_devaluation, owner_value

#: Capital 500, nothing at the change, 60 saved a year for 20 years at 7 %.
FLOWS = Flows(500.0, 0.0, 60.0, 1.0, 1.0)
TIMING = Timing(20.0, 0.07, 0.0)
FACTOR = 1 / 0.09439293


def terms(**changed: float) -> Terms:
    usual: dict[str, Any] = {
        "grant": 0.0, "loan": 1.0, "interest": 0.07, "years": 20, "grace": 0, "foreign_loan": 1.0,
        "foreign_capital": 0.0, "devaluation": 0.0, "devaluation_low": 0.0, "devaluation_high": 0.0,
    }  # fmt: skip
    return Terms(**{**usual, **changed}, currency="BRL", per_eur=5.0)


def left(growth: float = 1.0, **changed: float) -> float:
    return float(owner_value(FLOWS, TIMING, terms(**changed), growth))


def test_a_loan_at_the_rate_of_discount_changes_nothing() -> None:
    """Its service is worth what was lent, with or without years of grace."""
    assert left() == pytest.approx(60 * FACTOR - 500, abs=1e-3)
    assert left(grace=5) == pytest.approx(60 * FACTOR - 500, abs=1e-3)
    assert instalments(terms()) == pytest.approx([0.09439293] * 20, rel=1e-6)
    # With two years of grace: interest, then the annuity of 18 years at 7 %, 0.09941.
    assert instalments(terms(grace=2))[:3] == pytest.approx([0.07, 0.07, 0.09941], abs=1e-5)


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 0.8), st.floats(0.01, 0.2), st.floats(0.1, 1), st.floats(0, 0.3), st.floats(0.01, 0.3))
def test_signs(grant: float, more: float, loan: float, loss: float, worse: float) -> None:
    base = left(1 + loss, grant=grant, loan=loan)
    assert left(1 + loss, grant=grant + more, loan=loan) > base
    assert left(1 + loss + worse, grant=grant, loan=loan) < base
    # In own money its fall does nothing.
    assert left(1 + loss, loan=loan, foreign_loan=0.0) == pytest.approx(left(1.0, loan=loan), abs=1e-6)
    # Half bought abroad costs more where the money has fallen while the plant was built.
    slow = Timing(20.0, 0.07, 2.0)
    dearer = owner_value(FLOWS, slow, terms(loan=0.0, foreign_capital=0.5), 1 + worse)
    assert dearer == pytest.approx(FLOWS.present_value(slow) - 0.5 * 500 * worse)


def test_what_is_asked_for_is_found() -> None:
    """At the largest rise of foreign money, and with the grant that is needed, the owner is left with nothing."""
    largest = largest_devaluation(FLOWS, TIMING, terms())
    assert largest is not None
    assert 0.0 < largest < 0.1
    assert left(1 + largest) == pytest.approx(0.0, abs=1e-6)
    share = float(grant_needed(FLOWS, TIMING, terms(), 1.1))
    assert 0.0 < share < 1.0
    assert left(1.1, grant=share) == pytest.approx(0.0, abs=1e-6)
    assert largest_devaluation(FLOWS, TIMING, terms(foreign_loan=0.0)) is None


def test_service_outgrows_savings() -> None:
    """A loan of 500 abroad at 7 % costs 47.2 a year; at 5 % loss a year it passes 60 in year 5 (1.05^5 = 1.276)."""
    record = ConversionRecord(
        plant="P", capital=500, power_price=60, power_mercury=3500, power_membrane=2500, steam=0, utilisation=1,
        staff_mercury=0, maintenance_mercury=0, membranes=0, brine=0, mercury_use=0, mercury_control=0,
        surplus_mercury_t=0, waste=0, lost_months=0, life=20, discount=0.07, building_years=0, currency="BRL",
        per_eur=1, loan_share=1, foreign_loan_share=1, interest=0.07, loan_years=20, grace_years=0, devaluation=0.05,
        devaluation_low=0.0, devaluation_high=0.10,
    )  # fmt: skip
    found = convert([ConvertingPlant("P", "BRA", 1e5, settings=record)], draws=400).plants[0]
    finance = found.finance
    assert finance is not None
    assert finance.exceeds_year == 5
    assert 0.5 < finance.exceeds_probability < 1.0
    assert finance.service[0].service.value == pytest.approx(47.196e5 * 1.05, rel=1e-3)
    assert finance.npv.value < found.npv.value
    assert finance.loan == pytest.approx(5e7)
    assert "devaluation" in {bar.key for bar in found.tornado}
