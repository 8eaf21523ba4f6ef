"""From what visited sites, units or buyers tell to the gold of all of them: strata to regions.

A stratum of which a part was visited has the error of its sample. Where all were visited, or in a list without a frame,
nothing was sampled; the error is then that of the figures themselves, by their data class.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.reference.origin import Origin
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.class_errors import EXACT, class_or_default, class_origin, log_error, shared_origin, sum_ratio
from almaden.sectors.gold.records import StratumRecord
from almaden.sectors.gold.sampling_design import Sample, Total, pooled_cv, total_of, with_borrowed
from almaden.sectors.gold.sampling_draws import draw_sum
from almaden.sectors.gold.winnings import Winning
from almaden.wording import Text, n_

#: What is visited, and the column of the frame that counts it.
Kind = Literal["sites", "units", "buyers"]
NAMES: Final[Mapping[Kind, str]] = {
    "sites": n_("sites"),
    "units": n_("processing units"),
    "buyers": n_("buyers of gold"),
}
#: Data class whose error stands in where no sample tells how much elements differ.
_PRESENCE: Final = 1
#: Strata that a sentence names.
_NAMED: Final = 5


@dataclass(frozen=True)
class Expanded:
    """Gold of all elements of a kind.

    Attributes:
        regions: kg per year by region, shape ``(draws + 1,)``, the value first.
        totals: of the strata and lists, before they are drawn.
        told: what is to be known of it.
        origins: frames and classes that it rests on.
    """

    regions: Mapping[str, FloatArray]
    totals: tuple[Total, ...]
    told: tuple[Text, ...]
    origins: tuple[Origin, ...]

    @property
    def sampled(self) -> bool:
        """Whether most of the gold is told by samples of strata, and not by visits to all."""
        whole = sum(one.total for one in self.totals)
        return sum(one.total for one in self.totals if one.factor > 0.0) > 0.5 * whole


@dataclass(frozen=True)
class Group:
    """A stratum, or the list of a region where there is no frame.

    Attributes:
        name: the stratum; ``list of`` and the region for a list.
        region: its region.
        winnings: of those visited, measured or not.
        frame: of the stratum, None for a list.
    """

    name: str
    region: str
    winnings: tuple[Winning, ...]
    frame: StratumRecord | None

    @property
    def measured(self) -> tuple[Winning, ...]:
        """Those whose gold is told."""
        return tuple(one for one in self.winnings if one.kg is not None)

    @property
    def kg(self) -> FloatArray:
        """Gold of those measured, kg per year."""
        return np.array([one.kg for one in self.winnings if one.kg is not None])


def expand(
    kind: Kind,
    winnings: Sequence[Winning],
    strata: Sequence[StratumRecord],
    draws: FleetDraws,
    shared: Mapping[str, tuple[str, float]] | None = None,
) -> Expanded:
    """The gold of all elements of a kind.

    Args:
        kind: what was visited.
        winnings: of those visited; at least one of them tells its gold.
        strata: the frame.
        draws: where the streams come from.
        shared: for a stratum the stream of an error that it shares with another route, and the share of its variance.
    """
    groups = grouped(winnings, strata, kind)
    totals, told = totals_of(groups, kind)
    drawn = draw_sum(totals, draws, f"gold {kind}", shared)
    by_name = {group.name: group for group in groups}
    regions: dict[str, FloatArray] = {}
    classes: set[int] = set()
    for total, gold in zip(totals, drawn, strict=True):
        group = by_name[total.name]
        by_class = _by_class(group, total)
        if by_class:
            gold = gold * sum_ratio(f"gold {kind}\0{group.name}", by_class, draws)
            classes.update(by_class.keys() - {EXACT})
        regions[group.region] = regions[group.region] + gold if group.region in regions else gold
    origins = [_frame_origin(group.frame, kind, _size(group, kind)) for group in groups if group.frame is not None]
    origins += [class_origin(one) for one in sorted(classes)]
    origins += [shared_origin("class")] if classes else []
    if any(one.data_class is None for group in groups for one in group.winnings) and classes:
        told = (*told, _class_told(kind))
    return Expanded(dict(sorted(regions.items())), totals, told, tuple(origins))


def totals_of(groups: Sequence[Group], kind: Kind) -> tuple[tuple[Total, ...], tuple[Text, ...]]:
    """Totals of the groups with the errors of sampling, and what is to be known of them."""
    measured = [group for group in groups if group.measured]
    own = [total_of(_sample(group, kind)) for group in measured]
    otherwise = math.sqrt(math.expm1(log_error(_PRESENCE) ** 2))
    totals = with_borrowed(own, otherwise)
    missed = [group for group in groups if not group.measured and _size(group, kind)]
    told = [
        *_left_out(groups, kind),
        *_about(
            n_("{strata}: too few were visited to tell a spread; that of all strata stands in."),
            [one.name for one in totals if one.borrowed],
        ),
        *_about(
            n_("{strata}: none was visited; the mean of the other strata stands in."), [one.name for one in missed]
        ),
    ]
    unvisited = tuple(_unvisited(group, kind, totals, otherwise) for group in missed)
    return tuple(sorted((*totals, *unvisited), key=lambda one: one.name)), tuple(told)


def grouped(winnings: Sequence[Winning], strata: Sequence[StratumRecord], kind: Kind) -> tuple[Group, ...]:
    """Visited elements by stratum, or by region where they have none; strata of the frame that nobody visited too."""
    frames = {one.id: one for one in strata}
    by_stratum: dict[str, list[Winning]] = defaultdict(list)
    by_region: dict[str, list[Winning]] = defaultdict(list)
    for one in winnings:
        (by_stratum[one.stratum] if one.stratum else by_region[one.region]).append(one)
    if by_stratum:
        for frame in strata:
            if getattr(frame, kind):
                by_stratum.setdefault(frame.id, [])
    found = [
        Group(name, frames[name].region if name in frames else several[0].region, _ordered(several), frames.get(name))
        for name, several in by_stratum.items()
    ]
    found += [Group(f"list of {name}", name, _ordered(several), None) for name, several in by_region.items()]
    return tuple(sorted(found, key=lambda group: group.name))


def _ordered(winnings: Sequence[Winning]) -> tuple[Winning, ...]:
    """In an order of their own: that of rows must not change a digit."""
    return tuple(sorted(winnings, key=lambda one: one.id))


def _size(group: Group, kind: Kind) -> float:
    """Elements of a group: of the frame; else the sum of the weights; else those visited."""
    framed = getattr(group.frame, kind) if group.frame is not None else None
    if framed is not None:
        return float(max(framed, len(group.winnings)))
    weights = [one.weight for one in group.winnings if one.weight is not None]
    return max(sum(weights) if len(weights) == len(group.winnings) else 0.0, float(len(group.winnings)))


def _sample(group: Group, kind: Kind) -> Sample:
    measured = group.measured
    weights = [one.weight for one in measured if one.weight is not None]
    return Sample(
        name=group.name,
        values=group.kg,
        population=_size(group, kind),
        weights=np.array(weights) if len(weights) == len(measured) else None,
        within=np.array([one.within for one in measured]),
        design_effect=group.frame.design_effect if group.frame is not None else 1.0,
    )


def _unvisited(group: Group, kind: Kind, totals: Sequence[Total], otherwise: float) -> Total:
    """A stratum that nobody visited: the mean of all others, with the spread of means between strata."""
    size = _size(group, kind)
    mean = sum(one.total for one in totals) / sum(one.population for one in totals)
    means = np.array([one.total / one.population for one in totals])
    several = len(means) > 1 and mean > 0.0
    relative = max(float(means.std(ddof=1)) / mean, 0.0) if several else otherwise
    between = pooled_cv(totals)
    relative = math.hypot(relative, between[0] / math.sqrt(size)) if between else relative
    # Few strata tell little of how strata differ: Student's t with a variance at least.
    freedom = float(max(len(means) - 1, 3)) if several else math.inf
    return Total(group.name, size * mean, size * mean * relative, freedom, 0, size, borrowed=True)


def _by_class(group: Group, total: Total) -> dict[int, FloatArray]:
    """Gold of a group by data class, where its error is that of its figures: all of it was visited.

    Sites at which several miners were asked and no class is told have the error of that sample alone.
    """
    if not total.sampled or total.factor > 0.0:
        return {}
    found: dict[int, list[float]] = defaultdict(list)
    for one in group.measured:
        exact = one.asked and one.data_class is None
        found[EXACT if exact else class_or_default(one.data_class)].append(one.kg or 0.0)
    return {number: np.array(values) for number, values in found.items()}


def _left_out(groups: Sequence[Group], kind: Kind) -> tuple[Text, ...]:
    missing = sum(len(group.winnings) - len(group.measured) for group in groups)
    if not missing:
        return ()
    template = "{count} of the {what} do not tell their gold; the others of their stratum or region stand for them."
    return (Text(template, count=missing, what=Text(NAMES[kind])),)


def _about(template: str, names: Sequence[str]) -> tuple[Text, ...]:
    """Says something of strata; of many only the first are named."""
    if not names:
        return ()
    more = len(names) - _NAMED
    first = ", ".join(sorted(names)[:_NAMED])
    strata = Text("{names} and {count} more", names=first, count=more) if more > 0 else first
    return (Text(template, strata=strata),)


def _class_told(kind: Kind) -> Text:
    number = class_or_default(None)
    return Text(
        "Data class {number} stands in for {what} that tell none, with an error of {percent} %; telling the data class "
        "of recent measurements narrows the range.",
        what=Text(NAMES[kind]),
        number=str(number),
        percent=100.0 * class_origin(number).value,
    )


def _frame_origin(frame: StratumRecord, kind: Kind, size: float) -> Origin:
    return Origin(
        Text("{what} of the frame: {stratum}", what=Text(NAMES[kind]), stratum=frame.id),
        size,
        "",
        None,
        None,
        "inventory",
        frame.source,
        "",
        "user",
        "",
        frame.note,
    )
