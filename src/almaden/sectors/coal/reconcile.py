"""The plant's own test results under the mass balance: reconciled flows, and the datum that does not fit.

Least squares on the scale of logarithms, so errors are in proportion to true values and no flow is negative. The
result carries the range of the tests; docs/explanation/coal-plant-tests.md has the formulas and how good they are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.sectors.coal.plant_test_units import LEANED_ON
from almaden.sectors.coal.plant_tests import Datum, PlantTests, error_class
from almaden.sectors.coal.reconcile_balance import Balance
from almaden.sectors.coal.reconcile_fit import IntArray, Problem, fitted
from almaden.sectors.coal.reconcile_gross import Named, detectable, inconsistent, standardised
from almaden.sectors.coal.reconcile_standing import Closure, Standing, closure, closure_with_told, standing
from almaden.sectors.coal.reconcile_streams import Output
from almaden.sectors.coal.terms import SPECIES, Fate
from almaden.wording import Fixed, Text, n_


@dataclass(frozen=True, eq=False)
class Reconciled:
    """What the tests of a unit say together.

    Attributes:
        tests: the results.
        balance: the balance that counts: without the data that were left out.
        with_all: the balance of all data; the same object where none was left out.
        named: data that do not fit; those without rivals were left out.
    """

    tests: PlantTests
    balance: Balance
    with_all: Balance
    named: tuple[Named, ...]

    @property
    def left_out(self) -> tuple[Datum, ...]:
        """Data that were left out."""
        return tuple(self.tests.data[one.datum] for one in self.named if not one.rivals)

    @cached_property
    def standardised(self) -> tuple[float | None, ...]:
        """For each datum its residual in standard deviations, all data used; None where nothing checks it."""
        return tuple(None if math.isnan(one) else float(one) for one in standardised(self.with_all.fit))

    @cached_property
    def detectable(self) -> tuple[float, ...]:
        """For each datum the gross error, in its standard errors, that would be named; infinite where none would."""
        return tuple(float(one) for one in detectable(self.with_all.fit))

    @cached_property
    def standing(self) -> Mapping[tuple[str, str], Standing]:
        """For each stream, with its device, how it is known."""
        return standing(self.tests)

    @cached_property
    def closure(self) -> Closure | None:
        """The parts beside the coal; None where coal or parts were not measured."""
        return closure(self.tests)

    @cached_property
    def said(self) -> tuple[Text, ...]:
        """What a reader must know."""
        return _said(self)


def reconcile(tests: PlantTests, model: Mapping[Fate, float] | None = None) -> Reconciled:
    """Reconcile the results of a unit.

    Args:
        tests: the results, from :func:`~almaden.sectors.coal.plant_tests.prepared`.
        model: shares of the coal's mercury by fate that the model gives, for flows that no test measures; equal shares
            with a wider range without.
    """
    problem = problem_of(tests, model)
    places = _places(tests)
    with_all = Balance(tests.network, fitted(problem), places)
    named = inconsistent(problem, with_all.fit)
    out = [one.datum for one in named if not one.rivals]
    if not out:
        return Reconciled(tests, with_all, with_all, named)
    for datum in sorted(out, reverse=True):
        problem = problem.without(datum)
    return Reconciled(tests, Balance(tests.network, fitted(problem), places), with_all, named)


def problem_of(tests: PlantTests, model: Mapping[Fate, float] | None = None) -> Problem:
    """The least squares problem of test results; see :func:`reconcile`."""
    streams, data = tests.network, tests.data
    sums = np.array([streams.row(one.record.stream, one.record.device) for one in data])
    errors = np.array([_datum_error(one.error) for one in data])
    places = _places(tests)
    start, loose = _before(tests, sums, model)
    leaning = np.array([[float(one.leaning == what) for what in LEANED_ON] for one in data])
    known = [_log_error(error_class(what)) for what in LEANED_ON]
    forms = 3 * len(places)
    return Problem(
        sums,
        _whole(
            [
                places.index(streams.position(one.record.stream, one.record.device)) if _has_form(one) else -1
                for one in data
            ]
        ),
        _whole([SPECIES.index(one.record.species) if _has_form(one) else 0 for one in data]),
        leaning,
        np.log([one.grams_per_hour for one in data]),
        errors,
        np.concatenate([start, np.zeros(forms + len(known))]),
        np.concatenate([loose, np.full(forms, _log_error(error_class("forms"))), known]),
    )


def _before(tests: PlantTests, sums: FloatArray, model: Mapping[Fate, float] | None) -> tuple[FloatArray, FloatArray]:
    """What is known of each output before the tests: logarithm of grams an hour, and its standard deviation."""
    outputs = tests.network.outputs
    shares = np.array([_share_before(one, outputs, model) for one in outputs])
    start = np.log(tests.coal_grams_per_hour * shares / shares.sum())
    single = [
        row.argmax() for row, one in zip(sums, tests.data, strict=True) if row.sum() == 1.0 and not _has_form(one)
    ]
    classes = ["model" if model and model.get(one.fate) else "no model" for one in outputs]
    for place in single:
        classes[int(place)] = "measured flow"
    return start, np.array([_log_error(error_class(one)) for one in classes])


def _share_before(output: Output, outputs: Sequence[Output], model: Mapping[Fate, float] | None) -> float:
    """The share of the coal's mercury that leaves by an output, before the tests."""
    same = sum(one.fate == output.fate for one in outputs)
    share = 1.0 if model is None else model.get(output.fate, 0.0)
    if output.beside and (model is None or not share):
        usual = next(one for one in outputs if one.device == output.device and not one.beside)
        return output.beside * _share_before(usual, outputs, model)
    # A share of nothing has no logarithm; a millionth of the coal's mercury is as good as none.
    return max(share, 1e-6) / same


def _datum_error(relative: float) -> float:
    """Standard deviation of the logarithm of a datum.

    Nobody knows whether errors are normal or lognormal: for a relative error s the first gives s sqrt(1 + 2.5 s**2)
    nearly, the second s sqrt(1 - 0.5 s**2). This lies between them.
    """
    return relative * math.sqrt(1.0 + relative**2)


def _log_error(relative: float) -> float:
    """Standard deviation of the logarithm of what has a relative standard error."""
    return math.sqrt(math.log1p(relative**2))


def _has_form(datum: Datum) -> bool:
    return datum.record.species in SPECIES


def _places(tests: PlantTests) -> list[int]:
    return sorted(
        {tests.network.position(one.record.stream, one.record.device) for one in tests.data if _has_form(one)}
    )


def _whole(values: list[int]) -> IntArray:
    return np.array(values, dtype=np.int64)


def _said(reconciled: Reconciled) -> tuple[Text, ...]:
    tests, balance = reconciled.tests, reconciled.balance
    found = []
    for one in reconciled.named:
        name = tests.data[one.datum].name
        if one.rivals:
            others = "; ".join(str(tests.data[rival].name) for rival in one.rivals)
            text = n_("One result does not fit: {name}, or one of these, which cannot be told apart from it: {others}.")
            found.append(Text(text, name=name, others=others))
        else:
            text = n_("Left out, since the other results do not fit it: {name} ({size} standard deviations).")
            found.append(Text(text, name=name, size=Fixed(one.standardised, 1)))
    closed = reconciled.closure
    if closed is not None and closed.share > 1.0:
        text = (
            n_("The measured parts are {percent} % of the coal's mercury, more than the errors of the results explain.")
            if closed.beyond
            else n_("The measured parts are {percent} % of the coal's mercury; the errors of the results explain it.")
        )
        found.append(Text(text, percent=Fixed(100.0 * closed.share, 0)))
    told = closure_with_told(tests)
    if told is not None and told.beyond:
        text = n_("The measured parts are {percent} % of what the coal is told to hold, more than the errors explain.")
        found.append(Text(text, percent=Fixed(100.0 * told.share, 0)))
    if balance.widened > 1.0:
        text = n_("The results differ more than their errors say; all ranges are {factor} times wider for it.")
        found.append(Text(text, factor=Fixed(balance.widened, 1)))
    classes = sum(one.class_of_method for one in tests.data)
    if classes:
        text = n_("Results without an error, for which the unverified class of their method stands: {count}.")
        found.append(Text(text, count=classes))
    unknown = [stream for (stream, _), how in reconciled.standing.items() if how == "not determined"]
    if unknown:
        text = n_("No result determines these streams; the model's shares stand for them: {streams}.")
        found.append(Text(text, streams=", ".join(dict.fromkeys(unknown))))
    return tuple(found)
