"""The solvers: against each other, against other programs, and what must hold for every model."""

from __future__ import annotations

import math
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from almaden.errors import InputError
from almaden.fate import boxmodel
from almaden.fate.boxmodel.euler import run_euler
from almaden.fate.boxmodel.exact import phi, propagate, step_of
from almaden.fate.boxmodel.forcing import Forcing
from almaden.fate.boxmodel.model import BoxModel, Rate
from almaden.fate.boxmodel.runs import run_exact
from almaden.fate.boxmodel.series import forcing_of, values_at, yearly
from almaden.fate.boxmodel.steady import steady_state
from almaden.reference.origin import Origin

ORIGIN = Origin("made up", 1.0, "1/yr", None, None, "test", "made up", "made up", "user")


def made(rates: NDArray[np.float64], out: NDArray[np.float64]) -> BoxModel:
    keys = tuple("abcd"[: len(rates)])
    listed = [
        Rate(f"{keys[j]}{keys[i]}", "", keys[j], keys[i], float(rates[i, j]), ORIGIN)
        for i in range(len(keys))
        for j in range(len(keys))
        if i != j
    ]
    listed += [Rate(f"{key}_out", "", key, "", float(rate), ORIGIN) for key, rate in zip(keys, out, strict=True)]
    return BoxModel("made", "Made up", keys, keys, tuple(listed), MappingProxyType({"a": 1.0}), MappingProxyType({}))


rate = st.floats(0, 3, allow_subnormal=False)
mass = st.floats(0, 1000, allow_subnormal=False)


@st.composite
def models(draw: st.DrawFn) -> BoxModel:
    rates = np.array(draw(st.lists(st.lists(rate, min_size=3, max_size=3), min_size=3, max_size=3)))
    return made(rates, np.array(draw(st.lists(st.floats(0.01, 3), min_size=3, max_size=3))))


@settings(max_examples=40)
@given(models(), st.lists(mass, min_size=3, max_size=3), st.lists(mass, min_size=6, max_size=6))
def test_tags_add_up_and_mercury_does_not_vanish(model: BoxModel, start: list[float], emitted: list[float]) -> None:
    values = np.zeros((2, 3, 3))
    values[0, :, 0], values[1, :, 1] = emitted[:3], emitted[3:]
    years = np.array([1900.0, 1901.5, 1910.0])
    begin = dict(zip("abc", start, strict=True))
    run = run_exact(model, Forcing(years, ("one", "two"), values, "linear"), begin)
    both = run_exact(model, Forcing(years, ("both",), values.sum(axis=0)[None], "linear"), begin)
    scale = 1 + both.total.max()
    assert np.abs(run.total - both.total).max() <= 1e-9 * scale
    assert run.values.min() >= -1e-9 * scale
    # A reservoir that gathers all that leaves, beside the others, closes the balance.
    sink = np.zeros((4, 4))
    sink[:3, :3], sink[3, :3] = model.matrix, -model.matrix.sum(axis=0)
    inputs = np.zeros((1, 2, 4))
    inputs[0, :, :3] = values.sum(axis=0)[:2]
    after = inputs.copy()
    after[0, :, :3] = values.sum(axis=0)[1:]
    inputs[0, :, 0] += 1.0
    after[0, :, 0] += 1.0
    masses = propagate(sink, np.array([[*start, 0.0]]), years, inputs, after)[0]
    put = sum(start) + ((inputs + after)[0].sum(axis=1) / 2 * np.diff(years)).sum()
    assert masses[-1].sum() == pytest.approx(put, rel=1e-9, abs=1e-9)
    assert masses[-1, :3] == pytest.approx(both.total[-1], rel=1e-8, abs=1e-8 * scale)


@settings(max_examples=25)
@given(models(), st.lists(mass, min_size=3, max_size=3))
def test_a_steady_state_stays(model: BoxModel, into: list[float]) -> None:
    state = steady_state(model, dict(zip("abc", into, strict=True)))
    assert sum(state.out_mg_per_year.values()) == pytest.approx(sum(into), rel=1e-9, abs=1e-9)
    still = np.array([into])[:, None]
    kept = propagate(model.matrix, model.vector(state.masses)[None], np.array([0.0, 50.0]), still, still)[0, -1]
    assert kept == pytest.approx(model.vector(state.masses), rel=1e-8, abs=1e-8)


def test_exact_is_what_an_ordinary_solver_comes_to() -> None:
    from scipy.integrate import solve_ivp

    model = made(np.array([[0, 0.2, 0.01], [1.5, 0, 0.3], [0.4, 0.1, 0]]), np.array([0.0, 0.05, 0.002]))
    years, air = np.array([2000.0, 2003.0, 2010.0, 2030.0]), np.array([10.0, 50.0, 20.0, 0.0])
    values = np.zeros((1, 4, 3))
    values[0, :, 0] = air
    run = run_exact(model, Forcing(years, ("made",), values, "linear"), {"b": 100.0})

    def change(year: float, masses: NDArray[np.float64]) -> NDArray[np.float64]:
        into = np.array([1.0 + np.interp(year, years, air), 0, 0])
        return np.asarray(model.matrix @ masses + into)

    other = solve_ivp(change, (2000, 2030), [0, 100.0, 0], t_eval=run.years, rtol=1e-9, atol=1e-9, max_step=0.5)
    assert run.total == pytest.approx(other.y.T, rel=1e-6)


@pytest.mark.parametrize("between", ["constant", "linear", "pchip"])
def test_short_euler_steps_come_to_the_exact_run(between: str) -> None:
    model = boxmodel.load("geyman2025").model
    values = np.zeros((1, 3, 10))
    values[0, :, 0], values[0, :, 9] = (100.0, 2000.0, 500.0), (0.0, 900.0, 800.0)
    forcing = Forcing(np.array([1990.0, 1995.0, 2000.0]), ("made",), values, between)
    start = steady_state(model).masses
    exact = run_exact(model, forcing, natural_start=start, until=2000)
    held = exact.total[-1] > 0
    apart = []
    for step in (0.01, 0.001):
        run = run_euler(model, forcing, step_years=step, natural_start=start, until=2000)
        apart.append(np.abs(run.total[-1, held] / exact.total[-1, held] - 1).max())
    assert apart[1] < 2e-3
    # The error of Euler's method falls with the step.
    assert apart[0] / apart[1] == pytest.approx(10, rel=0.1)


def test_rivers_in_short_steps_come_to_the_exact_run() -> None:
    lab = boxmodel.load("amos2014", compat=True)
    whole = lab.history()
    late = whole.years >= 1840
    forcing = Forcing(whole.years[late], whole.tags, whole.values[:, late], "constant")
    exact = lab.run(forcing, until=2012)
    start = steady_state(lab.natural).masses
    short = lab.run(forcing, "euler", start=start, step_years=0.01, until=2012)
    assert exact.tags == ("natural", "horowitz2014", "rivers")
    assert exact.at(2012) == pytest.approx(short.at(2012), rel=3e-3)
    assert exact.at(2012, "rivers")["atm"] == pytest.approx(short.at(2012, "rivers")["atm"], rel=3e-3)


def test_matrices_without_eigenvectors_are_stepped() -> None:
    # A chain of equal rates has one eigenvector; its pulse is t exp(-t) in the second place.
    chain = np.array([[-1.0, 0, 0], [1, -1, 0], [0, 1, -1]])
    years = np.array([0.0, 0.5, 1.0, 3.0])
    still = np.zeros((1, 3, 3))
    masses = propagate(chain, np.array([[1.0, 0, 0]]), years, still, still)[0]
    expected = np.column_stack([np.exp(-years), years * np.exp(-years), years**2 / 2 * np.exp(-years)])
    assert masses == pytest.approx(expected, rel=1e-10, abs=1e-14)
    model = boxmodel.load().model.matrix
    into = np.ones((1, 3, 10))
    # The same through eigenvectors and through one exponential for each step.
    state = np.full(10, 5.0)
    for length in np.diff(years):
        step = step_of(model, float(length))
        state = step.state @ state + (step.begin + step.end) @ np.ones(10)
    assert propagate(model, np.full((1, 10), 5.0), years, into, into)[0, -1] == pytest.approx(state, rel=1e-11)


def test_phi_functions() -> None:
    z = np.array([-3.0, -0.051, -0.049, -1e-9, 0.0])
    one, two = phi(z)
    assert (one[0], two[0]) == pytest.approx(((math.exp(-3) - 1) / -3, (math.exp(-3) - 1 + 3) / 9))
    # By their series, to its eighth term.
    terms = np.array([z[1:] ** n / math.factorial(n + 1) for n in range(8)])
    assert one[1:] == pytest.approx(terms.sum(axis=0), rel=1e-12)
    assert two[1:] == pytest.approx((terms / (np.arange(8)[:, None] + 2)).sum(axis=0), rel=1e-11)


def test_values_between_knots() -> None:
    values = np.array([0.0, 10.0, 20.0]).reshape(1, 3, 1)
    forcing = Forcing(np.array([1900.0, 1910.0, 1920.0]), ("made",), values, "linear")
    years = np.array([1899.0, 1905.0, 1910.0, 1925.0])
    assert values_at(forcing, years)[0, :, 0].tolist() == [0, 5, 10, 20]
    steps = Forcing(forcing.years, forcing.tags, values, "constant")
    assert values_at(steps, years)[0, :, 0].tolist() == [0, 0, 10, 20]
    assert yearly(forcing).values[0, :, 0] == pytest.approx(np.arange(21.0))


def test_steps_that_are_not_stable_are_refused_and_long_ones_told() -> None:
    lab = boxmodel.load("amos2014")
    forcing = forcing_of(lab.model, {2000.0: 100.0, 2001.0: 50.0})
    with pytest.raises(InputError, match=r"below 0\.39"):
        lab.run(forcing, "euler", step_years=0.5)
    assert "longer than mercury stays in ocs" in lab.run(forcing, "euler", step_years=0.25).notes[0]
    with pytest.raises(InputError, match="no published step"):
        boxmodel.load().run(forcing_of(boxmodel.load().model, {2000.0: 1.0}), "euler")


@pytest.mark.parametrize(
    ("years", "values", "between", "told"),
    [
        ([2000.0, 2001.0], [1.0, -1.0], "constant", "is no number from 0 up"),
        ([2000.0, 2001.0], [1.0, math.nan], "constant", "is no number from 0 up"),
        ([2001.0, 2001.0], [1.0, 1.0], "constant", "do not rise"),
        ([2000.0, 2001.0], [1.0, 1.0], "cubic", "no way from one year to the next"),
    ],
)
def test_inputs_that_cannot_be_are_told(years: list[float], values: list[float], between: str, told: str) -> None:
    array = np.zeros((1, 2, 10))
    array[0, :, 0] = values
    with pytest.raises(InputError, match=told):
        boxmodel.load().run(Forcing(np.array(years), ("made",), array, between))


def test_shape_tags_and_years_of_a_run_are_checked() -> None:
    lab = boxmodel.load()
    array = np.ones((1, 2, 10))
    years = np.array([2000.0, 2001.0])
    for forcing, told in (
        (Forcing(years, ("made",), array[:, :, :3], "constant"), "do not fit"),
        (Forcing(years, ("natural",), array, "constant"), "uses itself"),
        (Forcing(years, ("a", "a"), np.repeat(array, 2, axis=0), "constant"), "same name"),
    ):
        with pytest.raises(InputError, match=told):
            lab.run(forcing)
    with pytest.raises(InputError, match="cannot end in 1999"):
        lab.run({2000.0: 1.0}, until=1999)
    run = lab.run({2000.0: 1.0, 2001.0: 2.0})
    assert run.years.tolist() == [2000, 2001, 2002]
    with pytest.raises(InputError, match="years from 2000 to 2002"):
        run.at(2050)
    frame = run.to_frame()
    assert list(frame.columns[:3]) == ["year", "tag", "atm_mg"]
    assert len(frame) == 6
    assert "geyman2025 at 2002" in run.summary()
    assert '"factor_set": "geyman2025"' in run.to_json()
