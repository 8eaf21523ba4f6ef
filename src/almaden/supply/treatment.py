"""What a treatment route makes of mercury: recovered, bound in a product, left in residues or lost; masses close."""

from __future__ import annotations

import difflib
import json
import math
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import numpy as np

from almaden.errors import Fault, InputError
from almaden.inventory.result import Amount
from almaden.quantity.spread import Range, spread_of
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.amounts import amount
from almaden.sectors.chloralkali.surplus import HGS_PER_HG
from almaden.sectors.draws import FleetDraws
from almaden.sectors.flat import flat
from almaden.sectors.numbers import Number, fixed, share_spread
from almaden.wording import Text, did_you_mean, n_

#: What stands in the table where the mass of the product is that of mercury sulphide.
_SULPHIDE = "HgS"


@dataclass(frozen=True, eq=False)
class Route:
    """A treatment route.

    Attributes:
        key, name: which.
        steps: its steps, as the Convention's waste classes name them.
        recovered: share of the mercury that comes out as metal.
        bound: share of it that is bound in the product.
        mass_factor: mass of the product for that of the mercury in it; None where there is no product.
        source, seen, status, note: where it was read.
    """

    key: str
    name: str
    steps: tuple[str, ...]
    recovered: Number
    bound: float
    mass_factor: Number | None
    source: str
    seen: str
    status: str
    note: str


@cache
def routes() -> tuple[Route, ...]:
    """The routes of the table."""
    return tuple(_route(row) for row in read_table("supply/treatment_routes"))


def _route(row: Any) -> Route:
    value = float(row["recovered"])
    low, high = (number_or_none(row[f"recovered_{end}"]) for end in ("low", "high"))
    recovered = Number("recovered", value, share_spread(value, low, high), _origin(row, "share", value, low, high))
    return Route(
        row["key"], row["name"], tuple(row["steps"].split(";")), recovered, float(row["bound"]), _mass(row),
        row["source"], row["seen"], row["status"], row["note"],
    )  # fmt: skip


def _mass(row: Any) -> Number | None:
    if not row["mass_factor"]:
        return None
    unit = "t of product for a t of mercury"
    if row["mass_factor"] == _SULPHIDE:
        return fixed("mass", HGS_PER_HG, _origin(row, unit, HGS_PER_HG, None, None))
    value = float(row["mass_factor"])
    low, high = (number_or_none(row[f"mass_factor_{end}"]) for end in ("low", "high"))
    origin = _origin(row, unit, value, low, high)
    if low is None or high is None:
        return fixed("mass", value, origin)
    return Number("mass", value, spread_of(value, Range(low, high), "", 1.0), origin)


def _origin(row: Any, unit: str, value: float, low: float | None, high: float | None) -> Origin:
    return Origin(
        row["name"], value, unit, low, high, "supply", row["source"], row["seen"], row["status"], note=row["note"]
    )


@dataclass(frozen=True)
class Treatment:
    """What a route makes of mercury, in t: ``mercury_t = recovered_t + bound_t + residue_t`` in every draw.

    Attributes:
        route, name, steps: the route.
        mercury_t: mercury that goes in.
        recovered_t: mercury that comes out as metal.
        bound_t: mercury in the product.
        residue_t: mercury in residues, or lost.
        product_t: mass of the product; None where there is none.
        origins: the numbers that it rests on.
        notes: what is to be known.
        meta: how it was made.
    """

    route: str
    name: str
    steps: tuple[str, ...]
    mercury_t: Amount
    recovered_t: Amount
    bound_t: Amount
    residue_t: Amount
    product_t: Amount | None
    origins: tuple[Origin, ...]
    notes: tuple[Text | str, ...]
    meta: Meta

    def as_dict(self) -> dict[str, Any]:
        """The treatment as plain values; an amount ``x`` as ``x``, ``x_low`` and ``x_high``."""
        values = asdict(self)
        lists = {name: values.pop(name) for name in ("origins", "notes", "steps")}
        return {"meta": values.pop("meta"), **flat(values), **lists}

    def to_json(self) -> str:
        """The treatment as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


def find_route(key: str) -> Route:
    """The route of a name.

    Raises:
        InputError: there is none.
    """
    known = {one.key: one for one in routes()}
    found = known.get(key.strip().casefold())
    if found is not None:
        return found
    near = difflib.get_close_matches(key, known, n=2, cutoff=0.5)
    raise InputError(
        Fault(
            n_("there is no treatment route of this name"), column="--route", value=key, accepted=", ".join(known),
            advice=did_you_mean(near) if near else n_("choose one of them"),
        )
    )  # fmt: skip


def treat(
    tonnes: float, route: str, low: float | None = None, high: float | None = None, *, draws: int = 1_000, seed: int = 1
) -> Treatment:
    """What a route makes of an amount of mercury.

    Args:
        tonnes: mercury that goes in, in t, not negative.
        route: key of the route.
        low: low end of its 95 % range; None where it is exact.
        high: high end of it.
        draws: how many draws the ranges are made of.
        seed: seed of the draws.

    Raises:
        InputError: there is no such route, the amount is no finite number of 0 or more or not within its range, or only
            one end is told.
    """
    found = find_route(route)
    if not all(math.isfinite(one) for one in (tonnes, low, high) if one is not None):
        raise InputError(
            Fault(
                n_("the amount, or an end of its range, is no number that ends"), column="--tonnes", value=str(tonnes),
                accepted=n_("an amount in t of 0 or more, within its low and high end"),
                advice=n_("write digits with a point for decimals and no marks between thousands: 1725.5"),
            )
        )  # fmt: skip
    least, most = 0.0 if low is None else low, tonnes if high is None else high
    if (low is None) != (high is None) or not 0.0 <= least <= tonnes <= most:
        raise InputError(
            Fault(
                n_("the amount is below zero, or not within a range of two ends"), column="--tonnes",
                value=str(tonnes), accepted=n_("an amount in t of 0 or more, within its low and high end"),
                advice=n_("all three are in t; give both ends, or none"),
            )
        )  # fmt: skip
    own = FleetDraws(draws, seed).of(f"treatment {found.key}")
    told = Origin("mercury treated", tonnes, "t", low, high, "user", "", "", "user")
    given = fixed("amount", tonnes, told)
    if tonnes > 0.0 and low is not None and high is not None:
        given = Number("amount", tonnes, spread_of(tonnes, Range(low, high), "", 1.0), told)
    mercury = np.broadcast_to(np.asarray(own(given), dtype=float), (draws + 1,))
    recovered = mercury * np.asarray(own(found.recovered), dtype=float)
    bound = mercury * found.bound
    mass = None if found.mass_factor is None else bound * np.asarray(own(found.mass_factor), dtype=float)
    origins = [told, found.recovered.origin, *([] if found.mass_factor is None else [found.mass_factor.origin])]
    return Treatment(
        found.key, found.name, found.steps, amount(mercury), amount(recovered), amount(bound),
        amount(mercury - recovered - bound), None if mass is None else amount(mass), tuple(dict.fromkeys(origins)),
        tuple(_notes(found)), meta(draws, seed),
    )  # fmt: skip


def _notes(route: Route) -> list[Text | str]:
    notes: list[Text | str] = [route.note] if route.note else []
    if route.status != "verified":
        notes.append(n_("the yield or mass factor of this route is not verified"))
    return notes
