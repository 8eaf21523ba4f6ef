"""What the register of facilities answers: frozen records that commands and pages show."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.supply.storage.checks import Reconciliation, StorageFinding
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class FacilityStanding:
    """How a facility stands.

    Attributes:
        id, name, country, kind: which.
        capacity_t, filled_t, free_t: capacity, what is in it, what is free, t; None where not told.
        classes: classes that it accepts.
        from_abroad: ``yes``, ``no`` or ``unknown``.
        permit, permit_text: how its permits stand, as a key and in words.
        permit_ends: last day of its permits; None where it has no end or none is valid.
        final: whether mercury stays there for good.
        source, status: where it was read.
    """

    id: str
    name: str
    country: str
    kind: str
    capacity_t: float | None
    filled_t: float | None
    free_t: float | None
    classes: tuple[str, ...]
    from_abroad: str
    permit: str
    permit_text: str
    permit_ends: date | None
    final: bool
    source: str
    status: str


@dataclass(frozen=True)
class SourceMatch:
    """Whether a facility can take the mercury of a source in its first year, and why not; ``km`` by great circle."""

    source: str
    facility: str
    year: int
    accepted: bool
    reason: Text | str
    km: float | None


@dataclass(frozen=True)
class YearBalance:
    """Need against capacity by the end of a year, t.

    Attributes:
        year: the year.
        freed_t: mercury that comes free in it.
        need_t: mercury that came free from the first year on.
        placed_t: of it, what facilities that may take it have room for.
        short_t: the rest.
    """

    year: int
    freed_t: float
    need_t: float
    placed_t: float
    short_t: float


@dataclass(frozen=True)
class Register:
    """The register.

    Attributes:
        on, until: day that it is made for, and last year of the balance.
        facilities: how each stands.
        matches: for each source the facilities that take it, the nearest first, then those that refuse with a reason.
        years: need and capacity.
        stocktakings: stocks against books.
        findings: what is wrong.
        origins: limits that it rests on.
        notes: what is to be known.
        sha256, notice: of the file.
    """

    on: date
    until: int
    facilities: tuple[FacilityStanding, ...]
    matches: tuple[SourceMatch, ...]
    years: tuple[YearBalance, ...]
    stocktakings: tuple[Reconciliation, ...]
    findings: tuple[StorageFinding, ...]
    origins: tuple[Origin, ...]
    notes: tuple[Text | str, ...]
    sha256: str
    notice: str

    def free_by_class(self, on_permit: bool = True) -> dict[str, float]:
        """Free capacity by class, t, of facilities with a valid permit; what takes several classes counts in each."""
        found: dict[str, float] = {}
        for one in self.facilities:
            if one.free_t is not None and (one.permit in ("valid", "ends soon") or not on_permit):
                for name in one.classes:
                    found[name] = found.get(name, 0.0) + one.free_t
        return dict(sorted(found.items()))

    def to_frame(self) -> pandas.DataFrame:
        """The facilities as a DataFrame."""
        import pandas as pd

        return pd.DataFrame([asdict(one) for one in self.facilities])

    def as_dict(self) -> dict[str, Any]:
        """The register as plain values."""
        values = asdict(self)
        values["free_t_by_class"] = self.free_by_class()
        made = asdict(meta(0, 0, values.pop("sha256"), notice=values.pop("notice")))
        return {"meta": made, **values}

    def to_json(self) -> str:
        """The register as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, default=date.isoformat)
