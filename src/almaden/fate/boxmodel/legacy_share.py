"""Where the mercury that enters the air in a year comes from: nature, emissions of that year, emissions before it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.caveats import caveats
from almaden.fate.boxmodel.forcing import Forcing
from almaden.fate.boxmodel.laying import AIR
from almaden.fate.boxmodel.model import BoxModel
from almaden.fate.boxmodel.runs import NATURAL, START
from almaden.fate.boxmodel.series import values_at, yearly
from almaden.fate.boxmodel.steady import unverified
from almaden.fate.boxmodel.trajectory import Trajectory
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class LegacyShare:
    """What enters the air in a year, and so what comes down, for mercury stays in the air for half a year.

    Attributes:
        model: key of the model.
        year: the year.
        natural_mg_per_year: natural inputs to the air, and natural mercury that land and sea give back.
        primary_mg_per_year: what people emit to the air in that year.
        legacy_mg_per_year: what land, waste and sea give back of what people emitted before.
        start_mg_per_year: what they give back of what was there when the run began; 0 where it began naturally.
        caveats: what it cannot tell.
        unverified: the numbers it rests on that nobody has checked.
        meta: how it was made.
    """

    model: str
    year: float
    natural_mg_per_year: float
    primary_mg_per_year: float
    legacy_mg_per_year: float
    start_mg_per_year: float
    caveats: tuple[Text, ...]
    unverified: tuple[Origin, ...]
    meta: Meta

    @property
    def shares(self) -> dict[str, float]:
        """Parts of the whole by name; they add to one."""
        parts = {
            "natural": self.natural_mg_per_year,
            "legacy": self.legacy_mg_per_year,
            "primary": self.primary_mg_per_year,
            "start": self.start_mg_per_year,
        }
        total = sum(parts.values())
        return {name: part / total for name, part in parts.items()} if total else dict.fromkeys(parts, 0.0)

    def to_frame(self) -> pd.DataFrame:
        """One row for each part."""
        import pandas as pd

        return pd.DataFrame([{"year": self.year, "part": name, "share": share} for name, share in self.shares.items()])

    def summary(self) -> Text:
        """The shares in a line."""
        shares = {name: 100.0 * share for name, share in self.shares.items()}
        return Text(
            "to the air in {year}: natural {natural} %, earlier emissions {legacy} %, of the year {primary} %",
            year=f"{self.year:g}",
            natural=shares["natural"],
            legacy=shares["legacy"],
            primary=shares["primary"],
        )

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values."""
        return {**asdict(self), "shares": self.shares}

    def to_json(self) -> str:
        """The result as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


def legacy_share(model: BoxModel, run: Trajectory, forcing: Forcing, year: float) -> LegacyShare:
    """Natural, legacy and primary mercury that enters the air in a year.

    What rivers bring besides their background counts as legacy, for it is of people.

    Args:
        model: the model that was run.
        run: the run, with its tags.
        forcing: the inputs by people that it was run with.
        year: one of the years of the run.

    Raises:
        InputError: the run has no such year, or the model no reservoir ``atm``.
    """
    import numpy as np

    if AIR not in model.reservoirs:
        raise InputError(Fault("the model has no reservoir atm", value=model.key, accepted="a model of the globe"))
    back = model.vector({})
    for rate in model.rates:
        if rate.to_reservoir == AIR:
            back[model.reservoirs.index(rate.from_reservoir)] += rate.per_year
    given = {tag: float(back @ model.vector(run.at(year, tag))) for tag in run.tags}
    used = yearly(forcing) if forcing.between == "pchip" else forcing
    primary = float(values_at(used, np.array([year]))[:, 0, model.reservoirs.index(AIR)].sum())
    return LegacyShare(
        model.key,
        year,
        given.pop(NATURAL, 0.0) + model.natural_inputs.get(AIR, 0.0),
        primary,
        sum(share for tag, share in given.items() if tag != START),
        given.get(START, 0.0),
        caveats(),
        unverified(model),
        meta(0, 0, factor_set=model.key),
    )
