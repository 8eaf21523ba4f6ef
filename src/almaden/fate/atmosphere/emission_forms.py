"""In which forms and from which height kinds of sources emit mercury, where the user does not say."""

from __future__ import annotations

from dataclasses import dataclass

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere.emission import SPECIES
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.wording import n_

_TABLE = "fate/emission_forms"


@dataclass(frozen=True)
class EmissionForm:
    """How a kind of source emits.

    Attributes:
        kind: key of the kind, such as ``coal plant``.
        name: the kind in words.
        shares: share of each species; they add to one.
        height_m: effective height, stack and rise, metres above ground.
        origins: where the shares and the height are from.
    """

    kind: str
    name: str
    shares: dict[str, float]
    height_m: float
    origins: tuple[Origin, ...]


def emission_forms() -> dict[str, EmissionForm]:
    """Every kind of source by its key."""
    return {row["kind"]: _form(dict(row)) for row in read_table(_TABLE)}


def emission_form(kind: str) -> EmissionForm:
    """The form of one kind.

    Raises:
        InputError: there is no such kind.
    """
    known = emission_forms()
    if kind not in known:
        raise InputError(
            Fault(n_("this kind of source is not known"), value=kind, accepted=", ".join(known),
                  advice=n_("take the nearest, or other; or give the shares of hg0, hg2 and hgp yourself"))
        )  # fmt: skip
    return known[kind]


def _form(row: dict[str, str]) -> EmissionForm:
    def origin(quantity: str, unit: str) -> Origin:
        named = f"{row['kind']}: {quantity}"
        told = (row["source"], row["seen"], row["status"])
        return Origin(named, float(row[quantity]), unit, None, None, _TABLE, *told, note=row["note"])

    return EmissionForm(
        row["kind"],
        row["name"],
        {one: float(row[one]) for one in SPECIES},
        float(row["height_m"]),
        (*(origin(one, "share") for one in SPECIES), origin("height_m", "m")),
    )
