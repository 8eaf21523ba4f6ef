"""Totals of countries or regions spread over their cells by a proxy, such as people or lights at night."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere.emission import GriddedEmission, check_kept
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: What the shares of a cell in all regions may exceed one by.
_OVERFULL = 1e-6


@dataclass(frozen=True)
class Spread:
    """Totals on the cells.

    Attributes:
        mg_per_year: (rows, columns) Mg/yr.
        by_region: what each region has on the grid, Mg/yr.
        evenly: regions without any proxy, spread evenly over their area because that was asked for.
    """

    mg_per_year: NDArray[np.float64]
    by_region: Mapping[str, float]
    evenly: tuple[str, ...]


def spread(
    totals_mg_per_year: Mapping[str, float],
    shares: Mapping[str, NDArray[np.float64]],
    proxy: NDArray[np.float64],
    area_m2: NDArray[np.float64],
    *,
    evenly: bool = False,
) -> Spread:
    """Spread the total of each region over its cells in the ratio of a proxy; each total stays.

    A cell on a border belongs to its regions by the shares of its area, and so does its proxy.

    Args:
        totals_mg_per_year: total of each region, Mg/yr.
        shares: for each region (rows, columns), the share of each cell that is in it, 0 to 1.
        proxy: (rows, columns) amount of the proxy in each cell, in any unit.
        area_m2: (rows, columns) area of the cells.
        evenly: spread the total of a region that has no proxy at all evenly over its area.

    Raises:
        InputError: a total, a share or the proxy is negative or not known; a region has no cells, or no proxy and
            ``evenly`` is not asked for; regions overlap.
    """
    import numpy as np

    used = {region: shares[region] for region in totals_mg_per_year if region in shares}
    faults = [*_wrong_totals(totals_mg_per_year, shares), *_wrong_shares(used), *_wrong_proxy(proxy)]
    if faults:
        raise InputError(faults)
    found = np.zeros_like(proxy, dtype=np.float64)
    by_region, even = {}, []
    for region, total in totals_mg_per_year.items():
        weights = shares[region] * proxy
        if total > 0 and not weights.sum() > 0:
            even.append(region)
            weights = shares[region] * area_m2
        if total > 0 and not weights.sum() > 0:
            faults.append(Fault(Text("the region {region} has no cell on this grid", region=region)))
            continue
        part = total * (weights / weights.sum()) if total > 0 else np.zeros_like(found)
        found += part
        by_region[region] = float(part.sum())
    if even and not evenly:
        faults += [
            Fault(
                Text("the region {region} has an emission and no proxy in any of its cells", region=region),
                value=f"{totals_mg_per_year[region]:g}",
                advice=n_("look whether the proxy covers the region, or have it spread evenly over its area"),
            )
            for region in even
        ]
    if faults:
        raise InputError(faults)
    check_kept(sum(totals_mg_per_year.values()), float(found.sum()))
    return Spread(found, by_region, tuple(even))


def parted(shares: Mapping[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    """Shares of cells in regions as shares of what the cells emit: the sea in a cell on the coast emits nothing.

    A cell is parted among the regions in it by their areas, so that its shares add to one; a cell in no region has
    none. Regions that overlap share as well.

    Args:
        shares: for each region (rows, columns), the share of the area of each cell that is in it, 0 to 1.
    """
    import numpy as np

    whole = np.sum(list(shares.values()), axis=0)
    return {region: np.divide(one, whole, out=np.zeros_like(one), where=whole > 0) for region, one in shares.items()}


def by_region(emission: GriddedEmission, shares: Mapping[str, NDArray[np.float64]]) -> dict[str, float]:
    """What each region emits, all species, Mg/yr; cells on borders and coasts are parted as by :func:`parted`."""
    return {region: float((emission.total * one).sum()) for region, one in parted(shares).items()}


def _wrong_totals(totals: Mapping[str, float], shares: Mapping[str, NDArray[np.float64]]) -> list[Fault]:
    known = ", ".join(sorted(shares))
    faults = []
    for region, total in totals.items():
        if not 0.0 <= total < float("inf"):
            faults.append(
                Fault(Text("the total of {region} is negative or not known", region=region), value=f"{total:g}",
                      accepted=n_("a number of 0 or more"))
            )  # fmt: skip
        if region not in shares:
            faults.append(Fault(Text("there is no region {region}", region=region), accepted=known))
    return faults


def _wrong_shares(shares: Mapping[str, NDArray[np.float64]]) -> list[Fault]:
    import numpy as np

    faults = []
    for region, share in shares.items():
        if not (np.all(share >= 0.0) and np.all(share <= 1.0 + _OVERFULL)):
            faults.append(
                Fault(Text("the shares of cells in {region} are not all between 0 and 1", region=region),
                      advice=n_("give the share of each cell that lies in the region, not a number of the region"))
            )  # fmt: skip
    if shares and not faults and float(np.sum(list(shares.values()), axis=0).max()) > 1.0 + _OVERFULL:
        faults.append(Fault(n_("regions overlap: the shares of a cell add to more than 1")))
    return faults


def _wrong_proxy(proxy: NDArray[np.float64]) -> list[Fault]:
    import numpy as np

    bad = int(np.sum(~(np.isfinite(proxy) & (proxy >= 0.0))))
    if not bad:
        return []
    return [
        Fault(Text("the proxy is negative or not known in {count} cells", count=bad),
              advice=n_("write 0 where there is nothing"))
    ]  # fmt: skip
