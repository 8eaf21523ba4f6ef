"""Actions against emissions, ranked by what they keep off a receptor."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from almaden.errors import AlmadenError
from almaden.fate.atmosphere.action_records import ActionRecord
from almaden.fate.atmosphere.emission import SPECIES
from almaden.fate.atmosphere.emission_forms import emission_form
from almaden.fate.atmosphere.emission_units import emission_unit
from almaden.fate.atmosphere.model import Atmosphere
from almaden.fate.atmosphere.receivers import Receiver
from almaden.fate.atmosphere.screening import caveats
from almaden.fate.atmosphere.sources import EmissionSources
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin, unverified_of
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

_KG_PER_MG: Final = 1000.0
#: Amounts closer than this, relative, come from the same cell and species by another order of sums.
_SAME: Final = 1e-9


@dataclass(frozen=True)
class RankedAction:
    """What one action keeps off the receptor.

    Attributes:
        rank: 1 for the most; actions that keep off as much share a rank.
        name: of the action.
        place: region, or latitude and longitude.
        reduction_kg_per_year: what is no longer emitted, kg/yr.
        kept_off_kg_per_year: what no longer comes down on the receptor, kg/yr.
        share: kg kept off for each kg not emitted.
        cost_per_year: as told; None where it was not.
        cost_per_kg_kept_off: cost for each kg kept off; None where no cost was told or nothing is kept off.
        rank_by_cost: 1 for the least cost of a kg kept off, None where that is not known.
    """

    rank: int
    name: str
    place: str
    reduction_kg_per_year: float
    kept_off_kg_per_year: float
    share: float
    cost_per_year: float | None
    cost_per_kg_kept_off: float | None
    rank_by_cost: int | None


@dataclass(frozen=True)
class RankedActions:
    """Actions in order.

    Attributes:
        receptor, receptor_name: what they were ranked for.
        actions: the most first.
        currency: of the costs; empty where none was told.
        origins: the numbers that it rests on.
        findings: what is odd and was computed all the same.
        caveats: what the model cannot do.
        meta: how it was made.
    """

    receptor: str
    receptor_name: str
    actions: tuple[RankedAction, ...]
    currency: str
    origins: tuple[Origin, ...]
    findings: tuple[Text, ...]
    caveats: tuple[Text, ...]
    meta: Meta

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The numbers it rests on that nobody read in their source, or that were tuned."""
        return unverified_of(self.origins)

    def to_frame(self) -> pd.DataFrame:
        """One row for each action, with the columns of :class:`RankedAction`."""
        import pandas as pd

        return pd.DataFrame([asdict(one) for one in self.actions])

    def summary(self) -> str:
        """One line for each action."""
        return "\n".join(
            f"{one.rank}. {one.name}: {one.kept_off_kg_per_year:.4g} kg/yr kept off {self.receptor_name}, "
            f"{one.share:.2%} of what is not emitted"
            for one in self.actions
        )

    def as_dict(self) -> dict[str, Any]:
        """Everything, of plain values."""
        told = asdict(self)
        del told["origins"]
        return {**told, "unverified": [asdict(one) for one in self.unverified]}

    def to_json(self) -> str:
        """Everything as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)


def rank_actions(
    atmosphere: Atmosphere,
    one: Receiver,
    actions: Sequence[ActionRecord],
    regions: EmissionSources,
    own_winds: bool = False,
    sha256: str = "",
) -> RankedActions:
    """Rank actions by what they keep off a receptor, by one footprint.

    The air is linear: each kg that is not emitted takes with it the same share of what comes down. An action in a
    region lowers the emission where the region emits today.

    Args:
        atmosphere: the model.
        one: the receptor.
        actions: what can be done.
        regions: what regions emit, as :func:`almaden.fate.atmosphere.sources.regional` gives it.
        own_winds: whether the circulation is from winds of the user's own.
        sha256: of what was read.

    Raises:
        AlmadenError: there are no actions, or an action is in a region that emits nothing.
        InputError: a kind or a unit that cannot be used.
    """
    if not actions:
        raise AlmadenError(n_("there are no actions to rank"))
    reach = atmosphere.footprint(one.taken_per_year)
    emitted = {source.key: source.mg_per_year for source in regions.sources}
    by_region = {key: _by_species(reach, values) for key, values in emitted.items()}
    found = []
    for action in actions:
        if action.region and action.region not in by_region:
            raise AlmadenError(Text("the region {name} emits nothing", name=action.region))
        shares = by_region[action.region] if action.region else _at(atmosphere, reach, action)
        form = emission_form(action.kind).shares if action.hg0 is None else _told(action)
        share = sum(form[species] * shares[place] for place, species in enumerate(SPECIES))
        kg = _KG_PER_MG * action.reduction * emission_unit(action.unit).mg_per_year
        found.append((action, kg, float(share)))
    origins = [origin for action in actions if action.hg0 is None for origin in emission_form(action.kind).origins[:3]]
    used = (*atmosphere.parameters.origins.values(), *regions.origins, *origins)
    return RankedActions(
        one.key, one.name, _ranked(found), next((action.currency for action in actions if action.currency), ""),
        tuple(dict.fromkeys(used)), (*regions.findings, *_findings(found, emitted, own_winds)),
        caveats(own_winds), meta(0, 0, sha256),
    )  # fmt: skip


def _by_species(reach: NDArray[np.float64], emitted: NDArray[np.float64]) -> list[float]:
    """What reaches the receptor of a kg of each species, emitted where the region does; of one it lacks, as all do."""
    found = []
    for share, values in zip(reach, emitted, strict=True):
        pattern = values if values.sum() > 0 else emitted.sum(axis=0)
        found.append(float((share * pattern).sum() / pattern.sum()))
    return found


def _at(atmosphere: Atmosphere, reach: NDArray[np.float64], action: ActionRecord) -> list[float]:
    if action.latitude is None or action.longitude is None:
        raise AlmadenError(Text("the action {name} has neither a region nor a place", name=action.name))
    row, column = atmosphere.grid.cell(action.latitude, action.longitude)
    return [float(one) for one in reach[:, row, column]]


def _told(action: ActionRecord) -> Mapping[str, float]:
    """Shares of a user, brought to one where they are rounded."""
    told = {"hg0": action.hg0 or 0.0, "hg2": action.hg2 or 0.0, "hgp": action.hgp or 0.0}
    return {species: share / sum(told.values()) for species, share in told.items()}


def _ranked(found: Sequence[tuple[ActionRecord, float, float]]) -> tuple[RankedAction, ...]:
    rows = sorted(found, key=lambda one: -one[1] * one[2])
    kept = [kg * share for _action, kg, share in rows]
    costs = [
        action.cost / one if action.cost is not None and one > 0 else None
        for (action, _kg, _share), one in zip(rows, kept, strict=True)
    ]
    ranks, by_cost = _ranks([-one for one in kept]), _ranks([one for one in costs if one is not None])
    cost_ranks = iter(by_cost)
    return tuple(
        RankedAction(
            rank, action.name, action.region or f"{action.latitude:g}, {action.longitude:g}", kg, one, share,
            action.cost, cost, None if cost is None else next(cost_ranks),
        )
        for (action, kg, share), one, cost, rank in zip(rows, kept, costs, ranks, strict=True)
    )  # fmt: skip


def _ranks(values: Sequence[float]) -> list[int]:
    """Rank of each from 1 for the lowest; values that are the same share the lower rank."""
    return [1 + sum(other < one and not math.isclose(other, one, rel_tol=_SAME) for other in values) for one in values]


def _findings(
    found: Sequence[tuple[ActionRecord, float, float]], emitted: Mapping[str, NDArray[np.float64]], own_winds: bool
) -> list[Text]:
    told = []
    for key in dict.fromkeys(action.region for action, _kg, _share in found if action.region):
        less, all_of_it = (
            sum(kg for action, kg, _share in found if action.region == key),
            _KG_PER_MG * float(emitted[key].sum()),
        )
        if less > all_of_it:
            told.append(
                Text(
                    "the actions in {region} lower emissions by {less} kg a year, more than the {total} kg that it "
                    "emits in the emissions that stand behind this",
                    region=key, less=less, total=all_of_it,
                )
            )  # fmt: skip
    if not own_winds and any(action.latitude is not None for action, _kg, _share in found):
        told.append(
            Text("actions at places are told apart by latitude and by what lies around them, for winds are the same "
                 "all round the earth")
        )  # fmt: skip
    return told
