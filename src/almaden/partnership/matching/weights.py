"""How much each part of a score counts: a table that a user may change, carried by every result."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from types import MappingProxyType
from typing import Any, Final

from almaden.errors import Fault, InputError
from almaden.reference.tables import read_table
from almaden.wording import n_

#: The sum to which the points of the parts are brought.
FULL: Final = 100.0
#: The likeness of words comes on top; it may decide between offers that are otherwise alike, not more.
MOST_TEXT: Final = 10.0


@dataclass(frozen=True)
class Weights:
    """Points of each part. Those of all but the text are brought to a sum of 100; the text has at most 10."""

    material: float
    step: float
    capacity: float
    maturity: float
    evidence: float
    cost: float
    place: float
    help: float
    text: float

    def points(self) -> dict[str, float]:
        """The points that each part can give: those of the score add to 100, and those of the text."""
        stated = self.to_json()
        text = stated.pop("text")
        total = sum(stated.values())
        return {**{name: FULL * value / total for name, value in stated.items()}, "text": text}

    def to_json(self) -> dict[str, float]:
        """The weights as they were stated."""
        return asdict(self)

    def with_changed(self, part: str, times: float) -> Weights:
        """The same weights, but that of one part many times as large."""
        changed: dict[str, Any] = {part: getattr(self, part) * times}
        return replace(self, **changed)


PARTS: Final = tuple(field.name for field in fields(Weights))


@functools.cache
def default_weights() -> Weights:
    """The weights of the package (``matching_weights.csv``)."""
    return weights_from(read_table("partnership/matching_weights"))


@functools.cache
def weight_meanings() -> Mapping[str, str]:
    """What each part means, in English."""
    return MappingProxyType({row["part"]: row["meaning"] for row in read_table("partnership/matching_weights")})


def weights_from(rows: Iterable[Mapping[str, str]], file: str = "") -> Weights:
    """Weights from rows with ``part`` and ``points``; a part without a row keeps its usual weight.

    Raises:
        InputError: a part that there is not, or points that are no weights; every fault at once.
    """
    found: dict[str, float] = {}
    faults = []
    for place, row in enumerate(rows, start=2):
        part = (row.get("part") or "").strip()
        text = (row.get("points") or "").strip()
        if part not in PARTS or part in found:
            faults.append(_fault(file, place, "part", part))
        value = _number(text)
        if value is None or (part == "text" and value > MOST_TEXT):
            faults.append(_fault(file, place, "points", text, part))
        else:
            found[part] = value
    if not faults and not any(value for part, value in _complete(found).items() if part != "text"):
        faults.append(Fault(n_("all weights are zero"), file=file, advice=n_("give at least one part some points")))
    if faults:
        raise InputError(faults)
    return Weights(**_complete(found))


def _complete(found: Mapping[str, float]) -> dict[str, float]:
    if len(found) == len(PARTS):
        return {part: found[part] for part in PARTS}
    return {**default_weights().to_json(), **found}


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and 0 <= value <= FULL else None


def _fault(file: str, row: int, column: str, value: str, part: str = "") -> Fault:
    if column == "part":
        return Fault(
            n_("there is no such part of a score, or it stands here twice"),
            file=file,
            row=row,
            column=column,
            value=value,
            accepted=", ".join(PARTS),
            advice=n_("write each part once"),
        )
    return Fault(
        n_("these are no points"),
        file=file,
        row=row,
        column=column,
        value=value,
        accepted=n_("a number from 0 to 10") if part == "text" else n_("a number from 0 to 100"),
        advice=n_("write a number with a decimal point"),
    )


@functools.cache
def settings() -> Mapping[str, float]:
    """The other numbers of matching (``matching_settings.csv``), by name."""
    return MappingProxyType({row["name"]: float(row["value"]) for row in read_table("partnership/matching_settings")})
