"""Mercury that comes back to the air from past emissions, by a response that was fitted to a box model.

The reduced form of Feinberg and others (2024): of each Mg emitted to air, ``sum_i p_i exp(-d_i t)`` Mg/yr is emitted
again t years later. Not for more than about 100 years.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.forcing_parts import whole
from almaden.fate.boxmodel.laboratory import load
from almaden.fate.boxmodel.laying import AIR, ALL, lay_history
from almaden.fate.boxmodel.series import yearly
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.wording import Text, either, n_

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

_TABLE: Final = "fate/legacy_kernels"
AFTER_1849: Final = "after 1849"
_CAVEATS: Final = (
    n_("The response was fitted to pulses of a box model and holds for about 100 years after an emission."),
    n_("What was released to land and water is not in it."),
)


@dataclass(frozen=True)
class LegacyEmission:
    """What past emissions to air give back to the air in a year, by the reduced form.

    Attributes:
        emissions: the history of emissions.
        year: the year.
        emitted_mg_per_year: what people emit to the air in that year.
        legacy_mg_per_year: what is emitted again of all years before it.
        caveats: what it cannot tell.
        unverified: the numbers it rests on that nobody has checked.
        meta: how it was made.
    """

    emissions: str
    year: int
    emitted_mg_per_year: float
    legacy_mg_per_year: float
    caveats: tuple[str, ...]
    unverified: tuple[Origin, ...]
    meta: Meta

    def to_frame(self) -> pd.DataFrame:
        """One row for each part."""
        import pandas as pd

        parts = (("emitted", self.emitted_mg_per_year), ("legacy", self.legacy_mg_per_year))
        return pd.DataFrame([{"year": self.year, "part": name, "mg_per_year": value} for name, value in parts])

    def summary(self) -> Text:
        """Both in a line."""
        return Text(
            "to the air in {year}: {emitted} Mg/yr emitted, {legacy} Mg/yr again of what was emitted before",
            year=f"{self.year}",
            emitted=self.emitted_mg_per_year,
            legacy=self.legacy_mg_per_year,
        )

    def to_json(self) -> str:
        """The result as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)


def legacy_response(years: Sequence[float], kernel: str = AFTER_1849) -> NDArray[np.float64]:
    """What is emitted again in a year of one Mg emitted to air some years before, Mg/yr, (years,).

    Args:
        years: years since the emission, 0 or more.
        kernel: ``after 1849`` or ``before 1849``: when it was emitted.

    Raises:
        InputError: there is no such kernel, or a year is negative or no number.
    """
    import numpy as np

    terms = [row for row in read_table(_TABLE) if row["kernel"] == kernel]
    times = np.asarray(years, dtype=float)
    faults = []
    if not terms:
        names = tuple(dict.fromkeys(row["kernel"] for row in read_table(_TABLE)))
        faults.append(Fault(Text("there is no response '{name}'", name=kernel), value=kernel, accepted=either(names)))
    if not (np.isfinite(times) & (times >= 0)).all():
        faults.append(Fault("the years since an emission are no numbers from 0 up", accepted="numbers, 0 or more"))
    if faults:
        raise InputError(faults)
    response: NDArray[np.float64] = sum(
        (float(row["per_year"]) * np.exp(-float(row["decay_per_year"]) * times) for row in terms), np.zeros(times.shape)
    )
    return response


def legacy_emission(emitted: dict[float, float], year: float) -> float:
    """What is emitted again in a year of everything emitted to air before it, Mg/yr.

    Args:
        emitted: Mg/yr by year; emissions until 1849 follow the response of that time.
        year: the year asked for; emissions of the year itself and later do not count.

    Raises:
        InputError: an emission is negative or no number.
    """
    import math

    bad = [one for one, mass in emitted.items() if not math.isfinite(mass) or mass < 0]
    if bad:
        problem = Text("the emission of {year} is no number from 0 up", year=f"{bad[0]:g}")
        raise InputError(Fault(problem, value=str(emitted[bad[0]]), accepted="a number, 0 or more, in Mg/yr"))
    before = {one: mass for one, mass in emitted.items() if one < year}
    return sum(
        mass * float(legacy_response([year - one], AFTER_1849 if one >= 1849 else "before 1849")[0])
        for one, mass in before.items()
    )


def legacy_of_history(history: str, year: int) -> LegacyEmission:
    """What the emissions to air of a history give back to the air in a year.

    Args:
        history: one of :func:`almaden.fate.boxmodel.laying.history_names`.
        year: one of its years.

    Raises:
        InputError: there is no such history, or it has no such year.
    """
    model = load().model
    known = yearly(whole(lay_history(model, history).forcing, ALL))
    emitted = dict(zip(known.years.tolist(), known.values[0, :, model.reservoirs.index(AIR)].tolist(), strict=True))
    if year not in emitted:
        accepted = Text("a year from {first} to {last}", first=f"{min(emitted):g}", last=f"{max(emitted):g}")
        raise InputError(Fault("the history has no such year", value=str(year), accepted=accepted))
    numbers = (
        Origin(
            row["kernel"], float(row["per_year"]), "1/yr", None, None, _TABLE, row["source"], row["seen"], row["status"]
        )
        for row in read_table(_TABLE)
    )
    unverified = tuple(one for one in numbers if one.status != "verified")
    made = meta(0, 0, factor_set="feinberg2024")
    legacy = legacy_emission(emitted, year)
    return LegacyEmission(history, year, emitted[year], legacy, _CAVEATS, unverified, made)
