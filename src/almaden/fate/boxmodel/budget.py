"""All flows of a box model in a year, and whether what went in is what is there and what left."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from almaden.fate.boxmodel.caveats import caveats
from almaden.fate.boxmodel.forcing import Forcing
from almaden.fate.boxmodel.laboratory import Laboratory, Method
from almaden.fate.boxmodel.model import BoxModel, Rate
from almaden.fate.boxmodel.pulse import Pulse, pulse
from almaden.fate.boxmodel.series import values_at, yearly
from almaden.fate.boxmodel.steady import unverified
from almaden.fate.boxmodel.trajectory import Trajectory
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas as pd

#: Key of the reservoir that gathers what leaves the system, where a run is balanced.
_OUT: Final = "out of the system"


@dataclass(frozen=True)
class Flow:
    """One flow in a year.

    Attributes:
        key, name: of the process, or of the input.
        from_reservoir: key of the reservoir it leaves; empty for an input.
        to_reservoir: key of the one that it enters; empty where it leaves the system.
        source_mg: mass of the reservoir it leaves, Mg; 0 for an input.
        mg_per_year: the flow.
    """

    key: str
    name: str
    from_reservoir: str
    to_reservoir: str
    source_mg: float
    mg_per_year: float


@dataclass(frozen=True)
class Budget:
    """All flows in a year.

    Attributes:
        model: key of the model.
        year: the year.
        masses: by reservoir, Mg.
        flows: inputs first, then the processes in the order of the model.
        input_mg_per_year, out_mg_per_year, change_mg_per_year: what enters and leaves the system, and by how much the
            masses of all reservoirs together rise.
        closure_mg_per_year: inputs less what leaves less the change; zero but for rounding.
        caveats: what it cannot tell.
        unverified: the numbers it rests on that nobody has checked.
        meta: how it was made.
    """

    model: str
    year: float
    masses: Mapping[str, float]
    flows: tuple[Flow, ...]
    input_mg_per_year: float
    out_mg_per_year: float
    change_mg_per_year: float
    closure_mg_per_year: float
    caveats: tuple[Text, ...]
    unverified: tuple[Origin, ...]
    meta: Meta

    def to_frame(self) -> pd.DataFrame:
        """One row for each flow."""
        import pandas as pd

        return pd.DataFrame([{"year": self.year, **asdict(flow)} for flow in self.flows])

    def summary(self) -> Text:
        """In, out, change and closure in a line."""
        return Text(
            "{year}: in {into} Mg/yr, out {out} Mg/yr, change {change} Mg/yr, closure {closure} Mg/yr",
            year=f"{self.year:g}",
            into=self.input_mg_per_year,
            out=self.out_mg_per_year,
            change=self.change_mg_per_year,
            closure=f"{self.closure_mg_per_year:.1e}",
        )

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values."""
        # The masses may be a view, which asdict cannot copy.
        return asdict(replace(self, masses=dict(self.masses)))

    def to_json(self) -> str:
        """The result as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


@dataclass(frozen=True)
class Closure:
    """The balance of a whole run, Mg.

    Attributes:
        start_mg: what was there.
        input_mg: what entered, natural and by people.
        end_mg: what is there at the end.
        out_mg: what has left the system.
    """

    start_mg: float
    input_mg: float
    end_mg: float
    out_mg: float

    @property
    def closure_mg(self) -> float:
        """Start and inputs less end and out, Mg; zero but for rounding."""
        return self.start_mg + self.input_mg - self.end_mg - self.out_mg

    def summary(self) -> Text:
        """The balance in a line."""
        return Text(
            "balance: start {start} + inputs {into} - end {end} - out {out} = {closure} Mg",
            start=self.start_mg,
            into=self.input_mg,
            end=self.end_mg,
            out=self.out_mg,
            closure=f"{self.closure_mg:.1e}",
        )


def budget(model: BoxModel, run: Trajectory, forcing: Forcing, year: float) -> Budget:
    """All flows of a run in a year.

    What rivers bring besides their background (a model with a term of rivers) is no flow of the model and is left out.

    Args:
        model: the model that was run.
        run: the run.
        forcing: the inputs by people that it was run with.
        year: one of the years of the run.

    Raises:
        InputError: the run has no such year.
    """
    import numpy as np

    masses = run.at(year)
    used = yearly(forcing) if forcing.between == "pchip" else forcing
    people = values_at(used, np.array([year]))[:, 0]
    inputs = [
        Flow("natural", "Natural inputs", "", key, 0.0, value) for key, value in model.natural_inputs.items() if value
    ] + [
        Flow(tag, tag, "", key, 0.0, value)
        for tag, row in zip(forcing.tags, people.tolist(), strict=True)
        for key, value in zip(model.reservoirs, row, strict=True)
        if value
    ]
    inside = [
        Flow(
            rate.key, rate.name, rate.from_reservoir, rate.to_reservoir, masses[rate.from_reservoir],
            rate.per_year * masses[rate.from_reservoir],
        )
        for rate in model.rates
    ]  # fmt: skip
    entering = sum(flow.mg_per_year for flow in inputs)
    leaving = sum(flow.mg_per_year for flow in inside if not flow.to_reservoir)
    change = float(
        (model.matrix @ model.vector(masses) + model.vector(model.natural_inputs) + people.sum(axis=0)).sum()
    )
    return Budget(
        model.key, year, masses, (*inputs, *inside), entering, leaving, change, entering - leaving - change, caveats(),
        unverified(model), meta(0, 0, factor_set=model.key),
    )  # fmt: skip


def closure(laboratory: Laboratory, forcing: Forcing, run: Trajectory) -> Closure:
    """Balance a run: run it again with a reservoir that gathers what leaves the system, without the term of rivers.

    Args:
        laboratory: the model that was run.
        forcing: the inputs by people.
        run: the run, for its first state, its last year and its method; one of Euler's with the published step.
    """
    import numpy as np

    first, last = float(run.years[0]), float(run.years[-1])
    model = with_outlet(laboratory.model)
    wide = replace(forcing, values=np.pad(forcing.values, ((0, 0), (0, 0), (0, 1))))
    start = dict(run.at(first))
    step = laboratory.published.euler_step_years if laboratory.published and run.method == "euler" else None
    method: Method = "exact" if step is None else "euler"
    again = replace(laboratory, model=model).run(wide, method, start={**start, _OUT: 0.0}, until=last, rivers=False)
    end = again.at(last)
    people = _entered(forcing, first, last) if step is None else _entered_by_steps(forcing, first, last, step)
    inputs = (last - first) * sum(model.natural_inputs.values()) + people
    return Closure(sum(start.values()), inputs, sum(end.values()) - end[_OUT], end[_OUT])


def pulse_closure(model: BoxModel, found: Pulse) -> float:
    """Mass of a pulse less what is there and what was gathered outside at its last year, Mg; zero but for rounding."""
    again = pulse(with_outlet(model), found.reservoir, found.mass_mg, [float(found.years[-1])])
    return float(found.mass_mg - found.masses_mg[-1].sum() - again.masses_mg[-1, -1])


def with_outlet(model: BoxModel) -> BoxModel:
    """A model in which what leaves the system is gathered in one more reservoir, the last."""

    def kept(rate: Rate) -> Rate:
        return rate if rate.to_reservoir else replace(rate, to_reservoir=_OUT)

    return replace(
        model,
        reservoirs=(*model.reservoirs, _OUT),
        names=(*model.names, _OUT),
        rates=tuple(kept(rate) for rate in model.rates),
    )


def _entered(forcing: Forcing, first: float, last: float) -> float:
    """All inputs by people from one year to another, Mg."""
    import numpy as np

    used = yearly(forcing) if forcing.between == "pchip" else forcing
    inside = used.years[(used.years > first) & (used.years < last)]
    years = np.concatenate(([first], inside, [last]))
    total = values_at(used, years).sum(axis=(0, 2))
    lengths = np.diff(years)
    if used.between == "constant":
        return float(lengths @ total[:-1])
    return float(lengths @ (total[1:] + total[:-1]) / 2.0)


def _entered_by_steps(forcing: Forcing, first: float, last: float, step: float) -> float:
    """The same in steps of Euler's method, each of which has the input of its end, Mg."""
    import numpy as np

    used = yearly(forcing) if forcing.between == "pchip" else forcing
    ends = first + step * np.arange(1.0, round((last - first) / step) + 1.0)
    # As in the run: a step that ends at the turn of a year already has the new year's.
    return float(step * values_at(used, ends + 1e-6).sum())
