"""How many samples lie above advisory limits and effect levels, as they stood on a day."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from almaden.errors import Fault, InputError
from almaden.monitoring.biota.table import UG_G, BiotaTable, Flags
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.wording import n_

_LIMITS = "monitoring/tissue_limits"
_EFFECTS = "monitoring/wildlife_effects"
_Z = 1.959963984540054


@dataclass(frozen=True)
class Exceedance:
    """Share of samples above one level.

    Attributes:
        issuer: who set the limit, or the study that gives the effect.
        holds_for: what it holds for.
        level: ug/g of wet weight.
        form: ``THg`` or ``MeHg``.
        samples: samples that it holds for and that can be decided.
        above: how many of them lie above.
        share, low, high: share with its 95 % interval (Wilson); None without samples.
        undecided: samples below detection whose limit of detection lies above the level.
        notes: what to know of the comparison.
        origin: where the level was read.
    """

    issuer: str
    holds_for: str
    level: float
    form: str
    samples: int
    above: int
    share: float | None
    low: float | None
    high: float | None
    undecided: int
    notes: tuple[str, ...]
    origin: Origin

    def as_dict(self) -> dict[str, Any]:
        """Everything, as JSON holds it."""
        return asdict(self)


def issuers() -> tuple[str, ...]:
    """Who sets limits that are known."""
    return tuple(dict.fromkeys(row["issuer"] for row in read_table(_LIMITS)))


def exceedances(table: BiotaTable, today: date, issuer: str = "") -> tuple[Exceedance, ...]:
    """Share of samples above the limits for fish that hold on a day.

    A species that a limit names is compared with it alone; the general limit of the issuer holds for the others.

    Args:
        table: samples; those of wet weight are compared, and of fish or of species that are not known.
        today: the day whose limits are taken.
        issuer: take those of this issuer only, or of this country; all where empty.

    Raises:
        InputError: the issuer is not known, or has no limit on that day.
    """
    rows = [row for row in read_table(_LIMITS) if issuer in ("", row["issuer"], row["country"])]
    rows = [row for row in rows if row["from"] <= today.isoformat() and today.isoformat() <= (row["to"] or "9999")]
    if issuer and not rows:
        raise InputError(
            Fault(n_("no limit of this issuer holds on this day"), column="--limit", value=issuer,
                  accepted=", ".join(issuers()), advice=n_("name one of these issuers, or none"))
        )  # fmt: skip
    fish = np.isin(table.group, ("fish", "unknown")) & (table.basis != "dw")
    found = []
    for name in dict.fromkeys(row["issuer"] for row in rows):
        own = [row for row in rows if row["issuer"] == name]
        found += list(_of_issuer(table, own, fish))
    return tuple(found)


def effects(table: BiotaTable) -> tuple[Exceedance, ...]:
    """Share of samples above levels at which wildlife suffers, of the tissue that each level is for."""
    found = []
    for row in read_table(_EFFECTS):
        kept = (table.group == row["group"]) & (table.tissue == row["tissue"]) & (table.basis != "dw")
        if kept.any():
            found.append(_counted(table, kept, row, _EFFECTS, row["source"], row["meaning"], "THg"))
    return tuple(found)


def wilson(above: int, n: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson, J Am Stat Assoc 22 (1927) 209-212).

    Args:
        above: how many.
        n: of how many, at least one.
    """
    share, z2 = above / n, _Z**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def _of_issuer(table: BiotaTable, rows: list[Mapping[str, str]], fish: Flags) -> Iterator[Exceedance]:
    species, place = np.unique(table.species, return_inverse=True)
    named = {row["holds_for"]: np.array([_names(row["taxa"], str(one)) for one in species], dtype=bool) for row in rows}
    special = np.any([named[row["holds_for"]] for row in rows if row["taxa"]] or [np.zeros(len(species), bool)], axis=0)
    for row in rows:
        holds = named[row["holds_for"]] if row["taxa"] else ~special
        kept = fish & holds[place] if len(species) else fish
        if row["tissue"] == "whole":
            kept &= np.char.startswith(table.tissue, "whole") if len(table) else kept
        else:
            kept &= ~np.char.startswith(table.tissue, "whole") if len(table) else kept
        if kept.any():
            yield _counted(table, kept, row, _LIMITS, row["issuer"], row["holds_for"], row["form"])


def _names(taxa: str, species: str) -> bool:
    """Whether one of the words stands in the name of a species as a word of its own."""
    words = f" {species.casefold().replace('-', ' ')} "
    return any(f" {one.strip()} " in words for one in taxa.split(";") if one.strip())


def _counted(
    table: BiotaTable, kept: Flags, row: Mapping[str, str], name: str, issuer: str, holds_for: str, form: str
) -> Exceedance:
    level = float(row["value"]) * UG_G[row["unit"].split()[0]]
    value, below = table.value[kept], table.below[kept]
    undecided = below & (value > level)
    above, n = int(np.sum(~below & (value > level))), int(np.sum(~undecided))
    notes = [row["note"]] if row.get("note") else []
    if form == "MeHg" and np.any(table.analyte[kept] == "THg"):
        notes.append(n_("total mercury was compared with a level of methylmercury: the share is an upper bound"))
    if np.any(table.basis[kept] == ""):
        notes.append(n_("samples that do not tell wet or dry weight were taken as wet"))
    low, high = wilson(above, n) if n else (None, None)
    origin = Origin(row.get("holds_for") or row["meaning"], float(row["value"]), row["unit"], None, None, name,
                    row["source"], row["seen"], row["status"])  # fmt: skip
    share = above / n if n else None
    return Exceedance(issuer, holds_for, level, form, n, above, share, low, high, int(undecided.sum()), tuple(notes),
                      origin)  # fmt: skip
