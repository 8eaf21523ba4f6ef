"""The model against what was measured: run with the emissions of 2010 to 2015 and what ground and sea give back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from almaden.fate.atmosphere.beside import Beside, beside
from almaden.fate.atmosphere.exchange import exchange_years
from almaden.fate.atmosphere.model import Atmosphere
from almaden.fate.atmosphere.modelled import at_observations
from almaden.fate.atmosphere.observed import observations
from almaden.fate.atmosphere.published import published_figures
from almaden.fate.atmosphere.screening import caveats
from almaden.fate.atmosphere.skill import Skill, skill
from almaden.fate.atmosphere.sources import EmissionSources, whole
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin, unverified_of
from almaden.wording import Fixed, Text, n_

if TYPE_CHECKING:
    import pandas as pd

    from almaden.fate.atmosphere.steady import SteadyState

_MONTHS: Final = 12.0
_DAYS: Final = 365.25
_REASONS: Final = (
    n_("Rain depends on latitude alone: wet coasts and dry interiors of one latitude get the same."),
    n_("There are no mountains: rain on their slopes, and sites above the clouds, are those of the cell around them."),
    n_("A cell is several hundred kilometres wide: a site near a source, or a storm, is averaged away."),
    n_("Three layers: deep storms that wash the free troposphere, as over Florida in summer, are one mean."),
    n_("Most sites lie in North America, with the rain of one year; the model has a mean year."),
    n_("One rate of removal for all rain was tuned to half of the sites in North America: it cannot meet all places."),
)


@dataclass(frozen=True, eq=False)
class SkillReport:
    """How the model stands against measurements and against other models.

    Attributes:
        hg0: Hg0 in air at sites, those that tuned and those that judge apart.
        wet: wet deposition at sites.
        beside: lifetimes, exchange, gradient and deposition beside published figures.
        reasons: why wet deposition differs from what was measured.
        origins: the numbers that it rests on.
        caveats: what the model cannot do.
        meta: how it was made.
    """

    hg0: Skill
    wet: Skill
    beside: tuple[Beside, ...]
    reasons: tuple[Text, ...]
    origins: tuple[Origin, ...]
    caveats: tuple[Text, ...]
    meta: Meta

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The numbers it rests on that nobody read in their source, or that were tuned."""
        return unverified_of(self.origins)

    def to_frame(self) -> pd.DataFrame:
        """One row for each site of both quantities, with its unit."""
        import pandas as pd

        frames = [
            one.to_frame().assign(quantity=one.observations.kind, unit=one.observations.unit)
            for one in (self.hg0, self.wet)
        ]
        return pd.concat(frames, ignore_index=True)

    def summary(self) -> str:
        """The scores, and the figures beside published ones."""
        lines = ["Hg0", self.hg0.summary(), "wet deposition", self.wet.summary()]
        return "\n".join([*lines, *(f"{one.quantity}: {one.ours:.3g} {one.unit}" for one in self.beside)])

    def as_dict(self) -> dict[str, Any]:
        """Everything, of plain values."""
        return {
            "meta": asdict(self.meta),
            "hg0": self.hg0.as_dict(),
            "wet": self.wet.as_dict(),
            "beside": [asdict(one) for one in self.beside],
            "reasons": list(self.reasons),
            "caveats": list(self.caveats),
            "unverified": [asdict(one) for one in self.unverified],
        }

    def to_json(self) -> str:
        """Everything as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)


def skill_report(atmosphere: Atmosphere, sources: EmissionSources, own_winds: bool = False) -> SkillReport:
    """Run the model and compare it with the sites.

    Args:
        atmosphere: the model.
        sources: everything that emits, people, ground and sea, on its grid; of 2010 to 2015 for these sites.
        own_winds: whether the circulation is from winds of the user's own.
    """
    state = atmosphere.steady(whole(sources))
    sites = (observations("hg0"), observations("wet"))
    hg0, wet = (skill(told, at_observations(atmosphere, state, told)) for told in sites)
    return SkillReport(
        hg0, wet, _beside(atmosphere, state, hg0), (*_by_network(wet), *(Text(one) for one in _REASONS)),
        tuple(dict.fromkeys((*atmosphere.parameters.origins.values(), *sources.origins))),
        caveats(own_winds, re_emitted=True), meta(0, 0, sources.sha256),
    )  # fmt: skip


def _beside(atmosphere: Atmosphere, state: SteadyState, hg0: Skill) -> tuple[Beside, ...]:
    mass, chemistry = state.mass_mg, atmosphere.chemistry
    oxidised = float((mass[0] * chemistry.oxidation_per_year).sum())
    fallen = state.deposition_mg_per_year.sum(axis=(1, 2))
    tgm_months = float(state.lifetime_months)
    ours: dict[str, tuple[float, str]] = {
        "horowitz-lifetime": (tgm_months, ""),
        "cam6-lifetime": (tgm_months, ""),
        "lifetime-range": (tgm_months / _MONTHS, n_("Theirs is of all mercury in the air; ours of its gases.")),
        "horowitz-oxidation": (
            _MONTHS * float(mass[0].sum()) / oxidised, n_("Ours is of the whole air of the model, to its top.")
        ),
        "corbitt-hg2": (
            _DAYS * float(mass[1].sum()) / float(fallen[1]), n_("Ours is of all layers; most of it is aloft.")
        ),
        "interhemispheric-exchange": (
            exchange_years(atmosphere.circulation), n_("Ours was tuned to theirs.")
        ),
        "hg0-land": (state.budget()["hg0_dry_land_mg_per_year"], ""),
    }  # fmt: skip
    ratio = hg0.of("judging").modelled_north_to_south
    if ratio is not None:
        ours["hg0-north-south"] = (ratio, n_("Ours is at the sites that judge, theirs was measured at all."))
    return tuple(
        beside(figure, ours[figure.key][0], Text(ours[figure.key][1]))
        for figure in published_figures()
        if figure.key in ours
    )


def _by_network(wet: Skill) -> list[Text]:
    """How far off the sites of each network are."""
    import numpy as np

    told = wet.observations
    networks = np.array(told.networks)
    found = []
    for network in dict.fromkeys(told.networks):
        chosen = networks == network
        bias = 100 * (wet.modelled[chosen].sum() / told.values[chosen].sum() - 1)
        found.append(
            Text("{network}, {count} sites: bias {bias} %", network=network, count=float(chosen.sum()),
                 bias=Fixed(float(bias), 0))
        )  # fmt: skip
    return found
