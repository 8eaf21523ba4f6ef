"""Emissions and releases laid on the reservoirs of a model: air to the air, releases to land and water to wastes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.emissions import EmissionColumn, EmissionTable
from almaden.fate.boxmodel.forcing import Forcing
from almaden.fate.boxmodel.forcing_parts import joined, only_until, straight, whole
from almaden.fate.boxmodel.histories import HISTORIES, history
from almaden.fate.boxmodel.model import BoxModel
from almaden.fate.boxmodel.world_emissions import (
    SCENARIOS,
    WASTE,
    WORLD,
    WorldEmissions,
    production_share,
    waste_shares,
    world_emissions,
)
from almaden.reference.tables import read_table
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: The reservoir that emissions to air go to.
AIR: Final = "atm"
#: The tag where nothing is told apart.
ALL: Final = n_("anthropogenic")
#: The tag of what was emitted before a table begins.
BEFORE: Final = n_("history before the table")
#: By what a run may be told apart.
TAGS: Final = ("sector", "region", "era")
#: What the histories of emissions to air alone are.
_AIR_ONLY: Final = {
    "horowitz2014": n_("2000 BC to 2008, to air, with products (Streets 2011, Horowitz 2014)"),
    "streets2011": n_("2000 BC to 2008, to air (Streets 2011)"),
}
#: A table that begins with so many times less or more than the history before it is told.
_FAR: Final = 2.0
_PRODUCTION_AND_USE: Final = "Mercury Production and Use"
_PRODUCTION: Final = "Mercury Production"
_USE: Final = "Mercury Use"


@dataclass(frozen=True)
class Laid:
    """Inputs by people of a model, and what was to be said of them.

    Attributes:
        forcing: the inputs, by tag.
        notes: what the model has no place for, and what was taken from elsewhere.
    """

    forcing: Forcing
    notes: tuple[Text, ...]


def lay_history(model: BoxModel, key: str) -> Laid:
    """A history of the package on the reservoirs of a model.

    Args:
        model: a model with a reservoir ``atm``.
        key: one of :func:`history_names`.

    Raises:
        InputError: there is no such history, or the model has no place for it.
    """
    import numpy as np

    _check_air(model)
    if key in HISTORIES:
        return Laid(whole(history(model, key), ALL), ())
    if key not in WORLD:
        problem = Text("there is no emission history '{name}'", name=key)
        raise InputError(Fault(problem, value=key, accepted=", ".join(history_names()), advice="or name a file"))
    known = world_emissions(key)
    values = np.zeros((1, len(known.years), len(model.reservoirs)))
    values[0, :, model.reservoirs.index(AIR)] = known.air
    notes = _lay_waste(model, values[0], known.land_and_water, _waste_of(known))
    return Laid(Forcing(known.years, (ALL,), values, known.between), notes)


def history_names() -> tuple[str, ...]:
    """Names of all histories that come with the program."""
    return (*WORLD, *HISTORIES)


def history_titles() -> Mapping[str, str]:
    """What each history is, by its name."""
    return {**{key: title for key, (_, _, title) in WORLD.items()}, **_AIR_ONLY}


def lay_table(model: BoxModel, table: EmissionTable, *, tag: str = "", before: str = "") -> Laid:
    """A table on the reservoirs of a model.

    Of releases to land and water each sector has its own shares of the waste reservoirs, as in Geyman and others
    (2025); what is told for no sector has the shares of the world in that year. How much of a sector of production and
    use is production, and the shares of the world, are those of ``before``, or of SSP1-2.6 where it does not tell them.

    Args:
        model: a model with a reservoir ``atm``.
        table: the table.
        tag: ``sector`` or ``region`` to tell the parts apart; empty for the whole.
        before: a history for the years before the table; empty for nothing.

    Raises:
        InputError: the model has no place for emissions, or the table is not told by sector or region.
    """
    import numpy as np

    _check_air(model)
    names = table.names(tag) if tag else ()
    if tag and not names:
        problem = Text("the table does not tell emissions by {tag}", tag=Text(tag))
        raise InputError(Fault(problem, table.file, advice="choose another way to tell them apart, or none"))
    loose = tag and any(not getattr(column, tag) for column in table.columns)
    tags = (*names, *((ALL,) if loose or not tag else ()))
    values = np.zeros((len(tags), len(table.years), len(model.reservoirs)))
    world = before if before in SCENARIOS else SCENARIOS[0]
    notes: tuple[Text, ...] = ()
    for column, amounts in zip(table.columns, table.values, strict=True):
        place = tags.index(getattr(column, tag) or ALL) if tag else 0
        if column.medium == "air":
            values[place, :, model.reservoirs.index(AIR)] += amounts
        else:
            notes = _lay_waste(model, values[place], amounts, shares_of(column, table.years, world)) or notes
    forcing = Forcing(table.years, tags, values, "linear")
    if before:
        forcing, more = _after_history(model, forcing, before)
        notes = tuple(dict.fromkeys((*notes, *more)))
    return Laid(forcing, notes)


def shares_of(column: EmissionColumn, years: NDArray[np.float64], world: str) -> NDArray[np.float64]:
    """Shares of a column of releases to land and water that reach wf, ws and wa, (3, years).

    Args:
        column: what it is about.
        years: (years,) the years.
        world: the history of the world that tells what the column does not.
    """
    import numpy as np

    weights = {row["sector"]: np.array([float(row[box]) for box in WASTE]) for row in read_table(_WEIGHTS)}
    if column.sector == _PRODUCTION_AND_USE:
        made = production_share(years, world)
        return np.asarray(np.outer(weights[_PRODUCTION], made) + np.outer(weights[_USE], 1.0 - made))
    if column.sector in weights:
        return np.repeat(weights[column.sector][:, None], len(years), axis=1)
    return waste_shares(years, world)


_WEIGHTS: Final = "fate/land_water_weights"


def _waste_of(known: WorldEmissions) -> NDArray[np.float64]:
    """Shares of the releases of a history that reach the waste reservoirs, (3, years)."""
    import numpy as np

    if known.waste is None:
        return waste_shares(known.years, SCENARIOS[0])
    some = known.land_and_water > 0.0
    return np.divide(known.waste, known.land_and_water, out=np.zeros_like(known.waste), where=some)


def _lay_waste(
    model: BoxModel, values: NDArray[np.float64], amounts: NDArray[np.float64], shares: NDArray[np.float64]
) -> tuple[Text, ...]:
    """Add releases to the waste reservoirs, in place; a note where the model has none."""
    if not set(model.reservoirs) >= set(WASTE):
        note = Text("{model} has no place for releases to land and water; they are left out", model=model.name)
        return (note,) if amounts.any() else ()
    for box, share in zip(WASTE, shares, strict=True):
        values[:, model.reservoirs.index(box)] += share * amounts
    return ()


def _after_history(model: BoxModel, forcing: Forcing, before: str) -> tuple[Forcing, tuple[Text, ...]]:
    """The forcing with a history before its first year, as a tag of its own."""
    early = lay_history(model, before)
    first = float(forcing.years[0])
    if early.forcing.years[0] >= first:
        return forcing, ()
    cut = only_until(straight(early.forcing), first, BEFORE)
    note = Text("before {year} the emissions are those of {history}", year=f"{first:g}", history=before)
    return joined(cut, forcing), (*early.notes, note, *_jump(cut, forcing, first))


def _jump(cut: Forcing, forcing: Forcing, first: float) -> tuple[Text, ...]:
    """A note where a table begins far from the history before it, as one of a single country does."""
    ends, begins = float(cut.values[:, -2].sum()), float(forcing.values[:, 0].sum())
    if ends <= _FAR * begins and begins <= _FAR * ends:
        return ()
    return (
        Text(
            "in {year} the inputs jump from {ends} to {begins} Mg/yr: history and table are not of the same part of "
            "the world",
            year=f"{first:g}",
            ends=ends,
            begins=begins,
        ),
    )


def _check_air(model: BoxModel) -> None:
    if AIR not in model.reservoirs:
        problem = Text("the model {model} has no reservoir atm for emissions to air", model=model.key)
        raise InputError(Fault(problem, value=model.key, advice="take a model of the globe, such as geyman2025"))
