"""Coals on one basis, and several coals as one.

Shares of a blend are shares of the mass as received, as coal is bought and weighed. The blend is made there and told
on dry basis: each coal counts by its dry mass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from almaden.errors import AlmadenError
from almaden.sectors.coal.records import CoalRecord
from almaden.sectors.numbers import Drawn
from almaden.wording import Text

#: Contents that a basis is said for. Moisture is always as received, and ash has no meaning without ash: with
#: ``dry_ash_free`` it is dry.
_WITH_ASH: Final = ("ash_percent",)
_CONTENTS: Final = (
    "mercury_mg_per_kg", "mercury_low", "mercury_high", "chlorine_mg_per_kg", "bromine_mg_per_kg", "sulphur_percent",
    "hhv_mj_per_kg",
)  # fmt: skip


class BasisError(AlmadenError):
    """A coal cannot be put on dry basis.

    Attributes:
        missing: the field that would be needed.
    """

    def __init__(self, text: Text, missing: str) -> None:
        super().__init__(text)
        self.missing = missing


def on_dry_basis(coal: CoalRecord) -> CoalRecord:
    """A coal with all its contents and its heating value on dry basis; moisture stays as received.

    A coal of which nothing is known that has a basis needs neither moisture nor ash.

    Raises:
        BasisError: moisture (as received) or ash (dry and free of ash) is missing, or is 100 %.
    """
    fields = {"as_received": (*_CONTENTS, *_WITH_ASH), "dry_ash_free": _CONTENTS, "dry": ()}[coal.basis]
    known = {name: value for name in fields if (value := getattr(coal, name)) is not None}
    if not known:
        return coal.model_copy(update={"basis": "dry"})
    received = coal.basis == "as_received"
    factor = 1.0 / _rest(coal, "moisture_percent") if received else _rest(coal, "ash_percent")
    return coal.model_copy(update={"basis": "dry"} | {name: value * factor for name, value in known.items()})


def _rest(coal: CoalRecord, field: str) -> float:
    """What is left of a coal without its moisture or its ash."""
    percent = getattr(coal, field)
    name = coal.name or coal.unit
    if percent is None:
        raise BasisError(Text("{coal} cannot be put on dry basis without {field}", coal=name, field=field), field)
    if percent >= 100.0:
        raise BasisError(Text("{coal} is nothing but {field}", coal=name, field=field), field)
    return 1.0 - float(percent) / 100.0


def on_basis_of_receipt(dry: CoalRecord) -> CoalRecord:
    """A coal on dry basis as it is received.

    Raises:
        BasisError: its moisture is missing.
        ValueError: it is not on dry basis.
    """
    if dry.basis != "dry":
        raise ValueError(f"a coal on basis {dry.basis}")
    share = _rest(dry, "moisture_percent")
    known = {name: getattr(dry, name) for name in (*_CONTENTS, *_WITH_ASH)}
    changed = {name: value * share for name, value in known.items() if value is not None}
    return dry.model_copy(update={"basis": "as_received", **changed})


def missing_in_blend(coals: Sequence[CoalRecord]) -> Mapping[str, tuple[str, ...]]:
    """What a blend cannot have, and the coals that lack it, by name (or by place: ``coal 2``).

    A property that no coal has is not named: it is simply not known.
    """
    told: dict[str, tuple[str, ...]] = {}
    for field in (*_CONTENTS, *_WITH_ASH, "moisture_percent"):
        lacking = [place for place, coal in enumerate(coals) if getattr(coal, field) is None]
        if lacking and len(lacking) < len(coals):
            told[field] = tuple(coals[place].name or Text("coal {number}", number=place + 1) for place in lacking)
    return told


def blend(coals: Sequence[CoalRecord]) -> CoalRecord:
    """Several coals of a unit as one, on dry basis.

    What one of them lacks the blend lacks (:func:`missing_in_blend` tells which). Without the moisture of all, shares
    count as of dry mass. The ends of the range of mercury are blended as the values are: what a laboratory got wrong
    with one coal it got wrong with all, the widest that the range can be. The rank is that of the greater part.

    Raises:
        BasisError: a coal cannot be put on dry basis.
        ValueError: there is no coal.
    """
    if not coals:
        raise ValueError("a blend of nothing")
    dry = [on_dry_basis(coal) for coal in coals]
    if len(dry) == 1:
        return dry[0].model_copy(update={"share": 1.0})
    shares = [coal.share for coal in dry]
    moistures = [coal.moisture_percent for coal in dry if coal.moisture_percent is not None]
    masses = shares
    if len(moistures) == len(dry):
        masses = [share * (1.0 - moisture / 100.0) for share, moisture in zip(shares, moistures, strict=True)]
    mixed: dict[str, float | None] = {
        field: _mean([getattr(coal, field) for coal in dry], masses) for field in (*_CONTENTS, *_WITH_ASH)
    }
    mixed["moisture_percent"] = _mean([coal.moisture_percent for coal in dry], shares)
    words = {
        "rank": _greater_rank(dry),
        "name": " + ".join(dict.fromkeys(coal.name for coal in dry if coal.name)),
        "source": "; ".join(dict.fromkeys(coal.source for coal in dry if coal.source)),
    }
    return dry[0].model_copy(update={"share": 1.0, **words, **mixed})


def _mean(values: Sequence[float | None], weights: Sequence[float]) -> float | None:
    """The mean by weight, None if a value is missing."""
    known = [value for value in values if value is not None]
    if len(known) < len(values) or sum(weights) == 0.0:
        return None
    return sum(value * weight for value, weight in zip(known, weights, strict=True)) / sum(weights)


def _greater_rank(coals: Sequence[CoalRecord]) -> str:
    parts: dict[str, float] = {}
    for coal in coals:
        if coal.rank:
            parts[coal.rank] = parts.get(coal.rank, 0.0) + coal.share
    return max(parts, key=lambda rank: parts[rank], default="")


def after_washing(mercury: Drawn, washed_share: float, removal: Drawn) -> Drawn:
    """Mercury of a coal of which a share is washed, with the share of its mercury that washing removes."""
    return mercury * (1.0 - washed_share * removal)
