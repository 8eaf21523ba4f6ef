"""Concentrations in another tissue, or of wet in place of dry weight; never beyond the range of an equation."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from almaden.errors import Fault, InputError
from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table
from almaden.wording import Exact, Text, n_

_EQUATIONS = "monitoring/tissue_conversions"
_MOISTURE = "monitoring/tissue_moisture"


@dataclass(frozen=True)
class Converted:
    """A converted concentration.

    Attributes:
        value: in the unit of the value that was given.
        low, high: range; None where the equation tells no residual.
        origin: where the equation or the moisture was read.
        notes: what to know of it.
    """

    value: float
    low: float | None
    high: float | None
    origin: Origin
    notes: tuple[str, ...] = ()


def to_wet(value: float, group: str, tissue: str, moisture: float | None = None) -> Converted:
    """Concentration of wet weight from one of dry weight: C_ww = C_dw (1 - moisture).

    Args:
        value: of dry weight.
        group: group of the species, such as ``fish``.
        tissue: such as ``muscle``.
        moisture: share of water in the tissue where it was measured; otherwise that of the table, with its range.

    Raises:
        InputError: the moisture is neither told nor known, or is no share.
    """
    if moisture is not None:
        if not 0.0 < moisture < 1.0:
            raise InputError(Fault(n_("the moisture is no share of the weight"), value=f"{moisture:g}",
                                   accepted=n_("more than 0 and less than 100 percent")))  # fmt: skip
        origin = Origin("moisture", moisture, "1", None, None, "inventory", "", "", "user")
        return Converted(value * (1.0 - moisture), None, None, origin)
    for row in read_table(_MOISTURE):
        if (row["taxon"], row["tissue"]) == (group, tissue):
            middle, low, high = (float(row[name]) for name in ("value", "low", "high"))
            origin = Origin(row["meaning"], middle, row["unit"], low, high, _MOISTURE, row["source"], row["seen"],
                            row["status"])  # fmt: skip
            return Converted(value * (1.0 - middle), value * (1.0 - high), value * (1.0 - low), origin)
    raise InputError(
        Fault(Text("no moisture is known for {tissue} of {group}", tissue=tissue, group=group), column="moisture",
              advice=n_("tell the moisture of the samples"))
    )  # fmt: skip


def to_dry(value: float, group: str, tissue: str, moisture: float | None = None) -> Converted:
    """Concentration of dry weight from one of wet weight, as :func:`to_wet` the other way."""
    one = to_wet(1.0, group, tissue, moisture)
    low, high = (None if end is None else value / end for end in (one.high, one.low))
    return Converted(value / one.value, low, high, one.origin)


def to_tissue(value: float, taxon: str, from_tissue: str, to: str, error: float = 0.0) -> Converted:
    """Concentration in another tissue by a published equation.

    Args:
        value: ug/g on the basis that the equation has.
        taxon: group or common name of the species; a row for the species goes before one for its group.
        from_tissue: tissue that was analysed.
        to: tissue that is asked for.
        error: standard error of the natural logarithm of ``value``; passed on.

    Raises:
        InputError: no equation is known, or the value lies beyond its range.
    """
    row = _equation(taxon, from_tissue, to)
    low, high = number_or_none(row["low"]), number_or_none(row["high"])
    if (low is not None and value < low) or (high is not None and value > high):
        raise InputError(
            Fault(n_("the value lies beyond the range of the equation"), value=f"{value:g}",
                  accepted=Text("{low} to {high} {unit}", low=Exact(low or 0.0),
                                high=Exact(math.inf if high is None else high), unit=row["unit"]),
                  advice=n_("compare the values of each tissue by themselves"))
        )  # fmt: skip
    a, b, scale = float(row["a"]), float(row["b"]), math.log(10.0) if row["form"] == "log10-log10" else 1.0
    found = math.exp(a * scale + b * math.log(value))
    notes = [row["note"]] if row["note"] else []
    if low is None and high is None:
        notes.append(n_("the range of the equation is not known: values may lie beyond it"))
    residual = number_or_none(row["s"])
    origin = Origin(f"{from_tissue} -> {to}", b, "1", None, None, _EQUATIONS, row["source"], row["seen"],
                    row["status"], note=row["note"])  # fmt: skip
    if residual is None and not error:
        return Converted(found, None, None, origin, tuple(notes))
    spread = 1.96 * math.hypot((residual or 0.0) * scale, b * error)
    return Converted(found, found * math.exp(-spread), found * math.exp(spread), origin, tuple(notes))


def _equation(taxon: str, from_tissue: str, to: str) -> Mapping[str, str]:
    for row in read_table(_EQUATIONS):
        if (row["taxon"], row["from_tissue"], row["to_tissue"]) == (taxon, from_tissue, to):
            return row
    advice = n_("compare the values of each tissue by themselves")
    if "feather" in (from_tissue, to):
        advice = n_("feathers of one bird differ too much: only an equation for the species and feather would do")
    raise InputError(
        Fault(Text("no equation leads from {first} to {second} of {taxon}", first=from_tissue, second=to, taxon=taxon),
              accepted=", ".join(f"{row['taxon']}: {row['from_tissue']} -> {row['to_tissue']}"
                                 for row in read_table(_EQUATIONS)),
              advice=advice)
    )  # fmt: skip
