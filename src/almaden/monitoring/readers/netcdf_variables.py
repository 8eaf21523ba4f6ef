"""The variables of a NetCDF file of time series: values, flags, detection limits, texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from almaden.errors import Fault
from almaden.monitoring.cf import FLAG_WORDS, observed, observed_name, plain_unit
from almaden.monitoring.readers.netcdf_layout import Layout, Part
from almaden.reference.readers.located import Remark
from almaden.reference.records import Flag
from almaden.reference.tables import read_table
from almaden.wording import Text, n_

#: Values that stand for a missing one in many files, though the file does not say so.
_CODES: Final = (-99.0, -999.0, -9999.0, -99999.0, 9999.0, 99999.0)


@dataclass(frozen=True)
class Quantity:
    """A variable of values, and what belongs to it."""

    variable: Any
    matrix: str
    species: str
    unit: str
    flags: Any = None
    meanings: dict[int, str] = field(default_factory=dict)
    limit: Any = None

    def flag(self, code: int) -> tuple[Flag, str]:
        """What a code means, and its word; a word that is not known makes a value suspect."""
        word = self.meanings.get(code, str(code))
        return FLAG_WORDS.get(word.lower(), "suspect"), word


def quantities(layout: Layout, name: str) -> Iterator[Quantity | Remark | Fault]:
    """The quantities of a file; what is not known as one is told, and if nothing is, that is a fault."""
    found = 0
    for variable in layout.file.variables.values():
        numeric = getattr(variable.dtype, "kind", "") in ("f", "i", "u")
        if not numeric or not layout.holds(variable) or _serves(variable, layout):
            continue
        known = _observed(variable)
        unit = str(getattr(variable, "unit", "")) or plain_unit(str(getattr(variable, "units", "")))
        if known is None or not unit:
            yield Remark("unknown variable", _unknown(variable, name, n_("this variable is not read")))
            continue
        found += 1
        yield from _with_helpers(Quantity(variable, *known, unit), layout, name)
    if not found:
        yield _unknown(layout.time, name, n_("no variable of the file is known as an observed quantity"))


def numbers(variable: Any, part: Part) -> tuple[NDArray[np.float64], NDArray[Any]]:
    """Values unpacked, NaN where the file says that they are missing, and as they are stored."""
    stored = part.take(variable)
    values = stored.astype(np.float64)
    for name in ("_FillValue", "missing_value"):
        for code in np.ravel(getattr(variable, name, [])):
            values[stored == code] = np.nan
    values = values * float(getattr(variable, "scale_factor", 1.0)) + float(getattr(variable, "add_offset", 0.0))
    values[~np.isfinite(values)] = np.nan
    return values, stored


def texts(file: Any, name: str, part: Part) -> list[str] | None:
    """A text of each place that stands as a place in a list, None where the file has none of this name."""
    variable = file.variables.get(name)
    words = file.variables.get(str(getattr(variable, "labels", ""))) if variable is not None else None
    if words is None:
        return None
    known = [str(word) for word in words[:]]
    return [known[code] if 0 <= code < len(known) else "" for code in part.take(variable).tolist()]


def undeclared(quantity: Quantity, values: NDArray[np.float64], name: str) -> Remark | None:
    """A value that stands for a missing one elsewhere, where this file does not say so."""
    for code in _CODES:
        count = int((values == code).sum())
        if count:
            fault = Fault(
                Text("{count} values look like a code for missing ones, and the file does not say so", count=count),
                name, column=quantity.variable.name, value=f"{code:g}",
                advice=n_("they were read as values; ask the source, and give the variable a _FillValue"),
            )  # fmt: skip
            return Remark("missing code", fault)
    return None


def _serves(variable: Any, layout: Layout) -> bool:
    """Whether a variable only tells something of others: coordinates, bounds, flags, counts, places in lists."""
    named: set[str] = {layout.time.name, str(getattr(layout.time, "bounds", ""))}
    for one in layout.file.variables.values():
        for attribute in ("coordinates", "ancillary_variables", "bounds"):
            named |= set(str(getattr(one, attribute, "")).split())
    told = ("labels", "flag_values", "flag_masks", "instance_dimension", "sample_dimension", "axis", "cf_role")
    return variable.name in named | {"length_mm"} or any(hasattr(variable, name) for name in told)


def _observed(variable: Any) -> tuple[str, str] | None:
    matrix, species = (str(getattr(variable, name, "")) for name in ("matrix", "species"))
    if matrix and species:
        return matrix, species
    return observed(str(getattr(variable, "standard_name", ""))) or observed_name(variable.name)


def _with_helpers(one: Quantity, layout: Layout, name: str) -> Iterator[Quantity | Remark]:
    flags, limit, meanings = None, None, {}
    for helper_name in str(getattr(one.variable, "ancillary_variables", "")).split():
        helper = layout.file.variables.get(helper_name)
        if helper is None or not layout.holds(helper):
            continue
        if hasattr(helper, "flag_values") and hasattr(helper, "flag_meanings"):
            words = str(helper.flag_meanings).split()
            meanings = dict(zip(np.ravel(helper.flag_values).tolist(), words, strict=False))
            flags = helper
            for word in sorted({word for word in words if word.lower() not in FLAG_WORDS}):
                yield Remark("unknown flag", _unknown_flag(helper, name, word))
        elif "detection" in f"{helper.name} {getattr(helper, 'standard_name', '')}".lower():
            limit = helper
        else:
            yield Remark("unknown variable", _unknown(helper, name, n_("this variable is not read")))
    yield Quantity(one.variable, one.matrix, one.species, one.unit, flags, meanings, limit)


def _unknown(variable: Any, name: str, problem: str) -> Fault:
    known = sorted({row["standard_name"] for row in read_table("monitoring/cf_names")} - {""})
    return Fault(
        problem, name, column=variable.name, value=str(getattr(variable, "standard_name", "")),
        accepted=", ".join(known),
        advice=n_("give the variable one of these standard names, or the attributes matrix, species and unit"),
    )  # fmt: skip


def _unknown_flag(variable: Any, name: str, word: str) -> Fault:
    return Fault(
        n_("this flag is not known; the values that have it were read as suspect"), name, column=variable.name,
        value=word, accepted=", ".join(FLAG_WORDS), advice=n_("look up what the source means by it"),
    )  # fmt: skip
