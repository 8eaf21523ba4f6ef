"""The default method and where another says something else."""

from __future__ import annotations

from almaden.inventory.result import Amount
from almaden.sectors.coal.compare import default_method, disagreement

CHAIN = Amount(100.0, 80.0, 120.0)


def test_the_default_is_explained() -> None:
    name, why = default_method()
    assert name == "chain"
    assert "balance" in why


def test_ranges_that_meet_are_no_disagreement() -> None:
    assert disagreement(CHAIN, Amount(130.0, 120.0, 150.0), "Averages") is None
    assert disagreement(CHAIN, Amount(60.0, 40.0, 80.0), "Averages") is None


def test_ranges_apart_are_told() -> None:
    more = disagreement(CHAIN, Amount(150.0, 130.0, 170.0), "Averages")
    assert more == (
        "Averages has more mercury at the stack than the chain of devices: 150 (130 to 170) against 100 (80 to 120); "
        "their ranges do not meet"
    )
    less = disagreement(CHAIN, Amount(50.0, 40.0, 60.0), "Averages")
    assert less is not None
    assert "has less mercury" in less
