"""Inputs through time taken apart, put together and changed; a jump is a ramp over a millionth of a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.forcing import Forcing
from almaden.fate.boxmodel.series import values_at, yearly
from almaden.wording import Text

if TYPE_CHECKING:
    pass

#: A jump takes so long, yr, as in the published tables: 32 seconds.
JUMP_YEARS: Final = 1e-6


def straight(forcing: Forcing) -> Forcing:
    """The same inputs in straight lines, as a run takes them: what holds for a year ends in a steep ramp."""
    import numpy as np

    if forcing.between == "linear":
        return forcing
    used = yearly(forcing) if forcing.between == "pchip" else forcing
    years = np.sort(np.concatenate((used.years, used.years[1:] - JUMP_YEARS, [used.years[-1] + 1.0])))
    values = values_at(used, years)
    return Forcing(years, forcing.tags, values, "linear")


def only_until(forcing: Forcing, year: float, tag: str = "") -> Forcing:
    """What enters before a year, in straight lines; ``tag`` names all of it, or each part keeps its own."""
    import numpy as np

    line = straight(forcing)
    years = np.concatenate((line.years[line.years < year - JUMP_YEARS], [year - JUMP_YEARS, year]))
    values = values_at(line, years)
    values[:, -1] = 0.0
    if tag:
        return Forcing(years, (tag,), values.sum(axis=0, keepdims=True), "linear")
    return Forcing(years, line.tags, values, "linear")


def only_from(forcing: Forcing, year: float) -> Forcing:
    """What enters from a year on, in straight lines."""
    import numpy as np

    line = straight(forcing)
    years = np.concatenate(([year - JUMP_YEARS, year], line.years[line.years > year]))
    values = values_at(line, years)
    values[:, 0] = 0.0
    return Forcing(years, line.tags, values, "linear")


def joined(*forcings: Forcing) -> Forcing:
    """Several forcings at once, in straight lines; parts of the same tag are added.

    Where one begins or ends with an input above zero, the input jumps.
    """
    import numpy as np

    lines = [_closed(straight(one)) for one in forcings]
    years = np.unique(np.concatenate([one.years for one in lines]))
    tags = tuple(dict.fromkeys(tag for one in lines for tag in one.tags))
    values = np.zeros((len(tags), len(years), lines[0].values.shape[2]))
    for one in lines:
        for tag, part in zip(one.tags, values_at(one, years), strict=True):
            values[tags.index(tag)] += part
    return Forcing(years, tags, values, "linear")


def _closed(line: Forcing) -> Forcing:
    """A forcing that starts from zero, so that others may stand before it; its end stays open."""
    import numpy as np

    if not line.values[:, 0].any():
        return line
    years = np.concatenate(([line.years[0] - JUMP_YEARS], line.years))
    return Forcing(years, line.tags, np.pad(line.values, ((0, 0), (1, 0), (0, 0))), "linear")


def whole(forcing: Forcing, tag: str) -> Forcing:
    """All parts of a forcing as one."""
    return replace(forcing, tags=(tag,), values=forcing.values.sum(axis=0, keepdims=True))


def by_era(forcing: Forcing, years: Sequence[float]) -> Forcing:
    """A forcing told apart by when it entered.

    Args:
        forcing: the forcing; its own tags are put together.
        years: borders of the eras, rising, within the forcing.

    Returns:
        The same inputs with a tag for each era, such as ``1850 to 1950``; they add to the whole.

    Raises:
        InputError: the borders do not rise, or lie outside.
    """
    first, last = float(forcing.years[0]), float(forcing.years[-1])
    borders = [float(year) for year in years]
    if not borders or any(later - earlier < 1.0 for earlier, later in pairwise((first, *borders, last))):
        accepted = Text("rising years between {first} and {last}", first=f"{first:g}", last=f"{last:g}")
        value = ", ".join(f"{year:g}" for year in borders)
        raise InputError(Fault("the borders of the eras do not fit the emissions", value=value, accepted=accepted))
    rest, parts = straight(whole(forcing, "all")), []
    for start, end in pairwise((first, *borders, last)):
        name = Text("{start} to {end}", start=f"{start:g}", end=f"{end:g}")
        part = rest if end == last else only_until(rest, end)
        parts.append(replace(part, tags=(name,)))
        rest = rest if end == last else only_from(rest, end)
    return joined(*parts)
