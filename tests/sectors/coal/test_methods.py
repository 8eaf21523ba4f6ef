"""Measured totals: what they say, where they hold, and that they cannot be multiplied."""

from __future__ import annotations

import copy
import functools
import json
import math
import operator
import pickle
from collections.abc import Callable
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.quantity.sampling import FloatArray
from almaden.reference.tables import read_table
from almaden.sectors.coal.methods import Answer, MeasuredTotal, answers, methods
from almaden.sectors.coal.methods.china2016 import device_removal, release, washing_removal
from almaden.sectors.coal.methods.device_removal import DeviceRemoval, combined
from almaden.sectors.coal.methods.epri_chlorine import regression
from almaden.sectors.coal.plant import Conditions, Fuel
from almaden.sectors.coal.terms import BOILERS, RANKS, Boiler, Rank, Sorbent
from almaden.sectors.coal.train import Train, parse_devices
from almaden.sectors.draws import FleetDraws
from almaden.sectors.numbers import Drawn, Number


def conditions(
    controls: str, rank: Rank = "bituminous", chlorine: float = 1033.0, boiler: Boiler = "pulverised", **more: Any
) -> Conditions:
    train = Train(parse_devices(controls), **more)
    return Conditions(Fuel(rank, chlorine, 5.0, 1.0, 10.0, 8.0), boiler, train, 3.0)


def answer(method: str, asked: Conditions) -> Answer:
    return next(one for one in answers(asked) if one.method == method)


def value(number: Number) -> float:
    return number.value


def removal(method: str, asked: Conditions) -> float:
    passing = answer(method, asked).passing
    assert passing is not None
    return 100 * (1 - float(passing.reaching(1.0, value)))


def draws(total: MeasuredTotal, count: int = 2000) -> FloatArray:
    return np.asarray(total.reaching(1.0, FleetDraws(count, 1).of("u")))


# What they say.


@pytest.mark.parametrize(
    ("method", "controls", "rank", "percent"),
    [
        ("icr1999", "CS-ESP", "bituminous", 36),  # EPA-600/R-01-109, Table ES-1
        ("icr1999", "CS-ESP + wFGD", "lignite", 44),
        ("icr1999", "CS-ESP", "lignite", 0),  # -4 in the table
        ("icr1999", "SDA + FF", "subbituminous", 24),
        ("icr2006", "CS-ESP + wFGD", "bituminous", 69),  # Srivastava et al. 2006, Table 1
        ("icr2006", "HS-ESP", "subbituminous", 0),
        ("ipm_emf", "SCR + CS-ESP + wFGD", "bituminous", 90),  # a review (PMC9666568, Table 2): 90, 66, 44
        ("ipm_emf", "SCR + CS-ESP + wFGD", "subbituminous", 66),
        ("ipm_emf", "SCR + CS-ESP + wFGD", "lignite", 44),
        # US EIA, Assumptions to the Annual Energy Outlook 2026, Electricity Market Module, Table 11, columns of the EPA
        ("ipm_emf", "FF + wFGD", "bituminous", 97),
        ("ipm_emf", "SNCR + CS-ESP", "subbituminous", 3),  # NOx control counts only before a wet scrubber
        ("ipm_emf", "HS-ESP + SCR + wFGD", "subbituminous", 25),
        ("ipm_emf", "none", "bituminous", 10),
        # Zhu et al. 2016, Table 2, with 99.5 % that leave a boiler with the gas: 1 - 0.995 x (1 - 0.7141)
        ("china2016", "SNCR + CS-ESP + wFGD", "anthracite", 71.55295),
        ("china2016", "SCR + SMC + CS-ESP + wFGD", "bituminous", 97.4926),
    ],
)
def test_the_printed_totals(method: str, controls: str, rank: Rank, percent: float) -> None:
    assert removal(method, conditions(controls, rank)) == pytest.approx(percent, abs=1e-6)


def test_a_negative_average_is_kept_and_told() -> None:
    found = answer("icr1999", conditions("CS-ESP", "lignite"))
    assert found.passing is not None
    assert (found.passing.origin.value, found.passing.origin.unit) == (-4.0, "%")
    assert "below zero" in found.told[0]
    raw = {
        row["rank"]: row["removal_percent"] for row in read_table("coal/removal_icr") if row["devices"] == "PS + wFGD"
    }
    assert raw == {"bituminous": "12", "subbituminous": "-8", "lignite": "33"}


def test_the_chlorine_regression() -> None:
    # C20: slides of the MACT working meeting, 18 December 2001: 0.1816 ln(1033) - 0.4287
    assert regression(frozenset({"FF"}), 1033) == pytest.approx(0.8316, abs=2e-3)
    assert removal("epri_chlorine", conditions("FF")) == pytest.approx(83.16, abs=0.2)
    # They cross zero at 10.6 and at 52.5 mg/kg.
    assert regression(frozenset({"FF"}), 10.6) == pytest.approx(0.0, abs=2e-3)
    assert regression(frozenset({"SDA", "FF"}), 52.5) == pytest.approx(0.0, abs=2e-3)


@settings(max_examples=40)
@given(st.floats(0.01, 1e5), st.sampled_from([row["devices"] for row in read_table("coal/removal_epri")]))
def test_the_regression_is_held_between_zero_and_its_highest(chlorine: float, devices: str) -> None:
    found = answer("epri_chlorine", conditions(devices, chlorine=chlorine))
    held = removal("epri_chlorine", conditions(devices, chlorine=chlorine)) / 100
    assert -1e-12 <= held <= 0.98 + 1e-12
    raw = regression(frozenset(parse_devices(devices)), chlorine)
    assert raw is not None
    assert any("held at its end" in told for told in found.told) == (not 0.0 <= raw <= 0.98)


def test_single_devices_may_be_combined() -> None:
    esp, ff = DeviceRemoval(("ESP",), 0.3317), DeviceRemoval(("FF",), 0.6792)
    fgd, scr = DeviceRemoval(("WFGD",), 0.5722), DeviceRemoval(("SCR",), 0.119)
    # C11, C12: Zhu et al. 2016, Table 2: 71.41 and 87.91 %
    assert combined([esp, fgd]).removal == pytest.approx(0.7141, abs=1e-3)
    assert combined([scr, ff, fgd]).removal == pytest.approx(0.8791, abs=1e-3)
    # C14: Meij 2007, Table 7: 49.6 and 50.2 % in two stages
    meij = combined([DeviceRemoval(("ESP",), 0.496), DeviceRemoval(("wFGD",), 0.502)])
    assert meij.removal == pytest.approx(0.749, abs=1e-3)
    assert meij.devices == ("ESP", "wFGD")
    with pytest.raises(ValueError, match=r"removal of 1\.2"):
        DeviceRemoval(("ESP",), 1.2)


def test_single_devices_make_the_printed_totals() -> None:
    for row in read_table("coal/removal_china"):
        if row["kind"] == "total":
            train = Train(parse_devices(row["devices"]))
            parts = [device_removal(device, train) for device in train.devices]
            made = combined([part for part in parts if part is not None])
            assert 100 * made.removal == pytest.approx(float(row["percent"]), abs=0.1)


def test_a_train_that_is_not_printed_is_the_product_of_its_devices() -> None:
    found = answer("china2016", conditions("SNCR + FF", boiler="fluidised bed"))
    assert "product of its single devices" in found.told[0]
    # 1 - 0.9892 x (1 - 0.6792)
    assert removal("china2016", conditions("SNCR + FF", boiler="fluidised bed")) == pytest.approx(68.266, abs=1e-3)
    assert removal("china2016", conditions("none", boiler="stoker")) == pytest.approx(16.85)
    assert answer("china2016", conditions("SCR + CS-ESP")).reason == "it has no value for SCR + CS-ESP"
    assert (release("stoker"), washing_removal()) == (0.8315, 0.5)


# Where they hold.


@pytest.mark.parametrize(
    ("method", "asked", "reason"),
    [
        ("icr1999", conditions("CS-ESP", "anthracite"), "it has no values for anthracite"),
        ("icr1999", conditions("CS-ESP", boiler="fluidised bed"), "boilers of the kind fluidised bed"),
        ("icr1999", conditions("SNCR + CS-ESP"), "no value for SNCR + CS-ESP"),
        ("icr1999", conditions("ACI + CS-ESP", sorbent="plain"), "injected no carbon"),
        ("icr2006", conditions("none"), "units without devices"),
        ("epri_chlorine", conditions("CS-ESP", chlorine=0.0), "needs the chlorine"),
        ("ipm_emf", conditions("ACI + CS-ESP", sorbent="plain"), "brominated"),
        ("china2016", conditions("CS-ESP", bromine_added_mg_per_kg=50.0), "without added bromine"),
        ("china2016", conditions("CS-ESP + wFGD", reemission_additive=True), "additive against re-emission"),
        ("china2016", conditions("CS-ESP + seawater FGD"), "no value for CS-ESP + seawater FGD"),
    ],
)
def test_a_method_that_does_not_hold_says_why(method: str, asked: Conditions, reason: str) -> None:
    found = answer(method, asked)
    assert found.passing is None
    assert reason in found.reason


def test_injection_of_brominated_carbon_has_one_factor() -> None:
    for controls in ("ACI + CS-ESP", "SCR + ACI + FF + wFGD"):
        asked = conditions(controls, "lignite", sorbent="brominated")
        assert removal("ipm_emf", asked) == pytest.approx(90)


@pytest.mark.parametrize("rank", RANKS)
def test_every_method_answers_or_says_why_in_one_order(rank: Rank) -> None:
    names = [method.name for method in methods()]
    assert names == ["icr1999", "icr2006", "epri_chlorine", "ipm_emf", "china2016"]
    sorbents: tuple[Sorbent, ...] = ("", "plain", "brominated")
    for boiler in BOILERS:
        for controls in ("none", "CYC", "SCR + CS-ESP + wFGD", "ACI + FF"):
            for sorbent in sorbents:
                found = answers(conditions(controls, rank, boiler=boiler, sorbent=sorbent))
                assert [one.method for one in found] == names
                assert all((one.passing is None) == bool(one.reason) for one in found)


def test_methods_say_what_they_are() -> None:
    for method in methods():
        assert method.title
        assert method.description
        assert method.source
    asked = conditions("FF")
    assert answers(asked) is answers(conditions("FF"))


# How they spread.


def test_a_range_of_the_literature_is_the_range_of_the_answer() -> None:
    # Pavlish et al. 2010, Table 1: cold-side precipitator, bituminous, 30 to 40 %
    total = answer("icr1999", conditions("CS-ESP")).passing
    assert total is not None
    low, high = np.quantile(draws(total), [0.025, 0.975])
    assert (1 - high, 1 - low) == (pytest.approx(0.30, abs=0.01), pytest.approx(0.40, abs=0.01))
    assert total.origin.low == pytest.approx(30)
    assert total.origin.high == pytest.approx(40)
    assert "Pavlish" in total.origin.note


def test_a_range_that_does_not_hold_the_average_is_not_used() -> None:
    # 98 % of Kilgroe et al. lies outside of the 75 to 95 % of Pavlish et al.
    found = answer("icr1999", conditions("FF + wFGD"))
    assert "no range that holds the value" in found.told[0]
    assert found.passing is not None
    assert found.passing.origin.low is None


def test_without_a_range_the_class_of_spread_counts() -> None:
    total = answer("ipm_emf", conditions("CS-ESP")).passing
    assert total is not None
    odds = 0.64 / 0.36
    low, high = np.quantile(draws(total), [0.025, 0.975])
    assert low / (1 - low) == pytest.approx(odds / 4, rel=0.1)
    assert high / (1 - high) == pytest.approx(odds * 4, rel=0.1)


def test_where_nothing_is_removed_on_average_something_may_be() -> None:
    total = answer("icr1999", conditions("CS-ESP", "lignite")).passing
    assert total is not None
    drawn = draws(total)
    assert (drawn[0], drawn.max()) == (1.0, 1.0)
    assert np.quantile(drawn, 0.025) == pytest.approx(0.9, abs=0.01)  # Pavlish: 0 to 10 %


@pytest.mark.parametrize("controls", ["CS-ESP", "FF", "SDA + FF", "CS-ESP + wFGD", "PS + wFGD", "none"])
@pytest.mark.parametrize("rank", ["bituminous", "subbituminous", "lignite"])
def test_never_more_at_the_stack_than_in_the_coal(controls: str, rank: Rank) -> None:
    for one in answers(conditions(controls, rank)):
        if one.passing is not None:
            drawn = draws(one.passing, 200)
            assert drawn.min() >= 0
            assert drawn.max() <= 1


# That they cannot be multiplied.

ESP, BOTH = (
    cast(MeasuredTotal, answer("icr1999", conditions(controls)).passing) for controls in ("CS-ESP", "CS-ESP + wFGD")
)
PATHS: dict[str, Callable[[], object]] = {
    **{name: lambda do=do: do(ESP, BOTH) for name, do in {  # type: ignore[misc]
        "multiply": operator.mul, "add": operator.add, "subtract": operator.sub, "divide": operator.truediv,
        "power": operator.pow, "remainder": operator.mod, "matrix product": operator.matmul, "less": operator.lt,
        "floor": operator.floordiv, "divmod": divmod,
    }.items()},
    **{f"{name} a number": lambda do=do: do(ESP) for name, do in {  # type: ignore[misc]
        "times": lambda total: total * 0.5, "number times": lambda total: 0.5 * total,
        "numpy number times": lambda total: np.float64(0.5) * total, "array times": lambda total: np.ones(3) * total,
        "times array": lambda total: total * np.ones(3), "one minus": lambda total: 1 - total,
        "minus": operator.neg, "float": float, "int": int, "complex": complex, "round": round, "abs": abs,
        "index": operator.index, "exp": math.exp, "log": np.log, "array": np.array, "asarray": np.asarray,
        "asarray of floats": lambda total: np.asarray(total, dtype=float), "json": json.dumps,
    }.items()},
    "product": lambda: math.prod(cast(Any, [ESP, BOTH])),
    "sum": lambda: sum(cast(Any, [ESP, BOTH])),
    "reduce": lambda: functools.reduce(operator.mul, cast(Any, [ESP, BOTH])),
    "numpy product": lambda: np.prod(cast(Any, [ESP, BOTH])),
    "numpy multiply": lambda: np.multiply(cast(Any, ESP), cast(Any, BOTH)),
    "numpy product of an array": lambda: np.array([ESP, BOTH], dtype=object).prod(),
    "multiply reduce": lambda: np.multiply.reduce(cast(Any, [ESP, BOTH])),
    "combined as devices": lambda: combined(cast(Any, [ESP, BOTH])),
    "inside a device": lambda: DeviceRemoval(("ESP",), cast(Any, ESP)),
    "input of another": lambda: ESP.reaching(cast(Any, BOTH), value),
    "one after the other": lambda: ESP.reaching(BOTH.reaching(1.0, value), value),
    "draws after draws": lambda: ESP.reaching(BOTH.reaching(np.ones(3), value), value),
    "part of draws after draws": lambda: ESP.reaching(
        cast(Drawn, np.asanyarray(BOTH.reaching(np.ones(3), value))[1:] * 2), value
    ),
    "at the stack, times": lambda: ESP.reaching(1.0, value) * BOTH.reaching(1.0, value),
    "at the stack, scaled, times": lambda: (2.0 * ESP.reaching(1.0, value)) * (BOTH.reaching(1.0, value) + 0.0),
    "at the stack, one minus, times": lambda: (1 - ESP.reaching(1.0, value)) * (1 - BOTH.reaching(1.0, value)),
    "at the stack, as a quotient": lambda: ESP.reaching(1.0, value) / (1 / BOTH.reaching(1.0, value)),
    "at the stack, a power": lambda: ESP.reaching(1.0, value) ** 2,
    "at the stack, product": lambda: math.prod([ESP.reaching(1.0, value), BOTH.reaching(1.0, value)]),
    "draws at the stack, times": lambda: ESP.reaching(np.ones(3), value) * BOTH.reaching(np.ones(3), value),
    "draws, one minus, times": lambda: (1 - ESP.reaching(np.ones(3), value)) * (1 - BOTH.reaching(np.ones(3), value)),
    "draws at the stack times a value": lambda: ESP.reaching(np.ones(3), value) * BOTH.reaching(1.0, value),
    "a value at the stack times draws": lambda: ESP.reaching(1.0, value) * BOTH.reaching(np.ones(3), value),
    "draws at the stack, in place": lambda: cast(Any, operator.imul)(
        ESP.reaching(np.ones(3), value), BOTH.reaching(np.ones(3), value)
    ),
    "draws at the stack, product": lambda: cast(Any, ESP.reaching(np.ones(3), value)).prod(),
    "scaled after the other": lambda: ESP.reaching(1.0 * BOTH.reaching(1.0, value), value),
    "a share of a coal after the other": lambda: ESP.reaching(3.0 - BOTH.reaching(1.0, value), value),
    "draws shifted after the other": lambda: ESP.reaching(BOTH.reaching(np.ones(3), value) + 1.0, value),
    "changed": lambda: setattr(ESP, "_number", None),
    "compared": lambda: sorted(cast(Any, [ESP, BOTH])),
}  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_totals_cannot_be_multiplied_by_any_path(path: str) -> None:
    with pytest.raises(TypeError):
        PATHS[path]()


def test_a_total_shows_no_number_to_multiply() -> None:
    public = {name for name in dir(ESP) if not name.startswith("_")}
    assert public == {"origin", "is_certain", "reaching"}
    assert not {"__mul__", "__rmul__", "__float__", "__add__", "__int__", "__index__"} & set(dir(ESP))


def test_a_total_can_be_sent_to_another_process() -> None:
    again = pickle.loads(pickle.dumps(ESP))
    assert again.reaching(2.0, value) == ESP.reaching(2.0, value)
    assert copy.copy(ESP).reaching(1.0, value) == ESP.reaching(1.0, value)
    assert not ESP.is_certain


def test_twice_the_mercury_of_the_coal_is_twice_at_the_stack() -> None:
    assert ESP.reaching(3.0, value) == pytest.approx(3 * 0.64)
    assert np.asarray(ESP.reaching(np.array([1.0, 2.0]), value)).tolist() == pytest.approx([0.64, 1.28])
