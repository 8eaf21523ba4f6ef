"""What is told of passive samplers: each sample, replicates at one place and time, and marks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from almaden.monitoring.passive_rate import PassiveSettings
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import pandas as pd

#: What a sample may be marked with, and what it says.
MARKS: Final = {
    "blank spread unknown": n_("the spread of blanks is not told, so nobody knows whether the mass is above it"),
    "near blank": n_("the mass is hardly above the blank"),
    "no blank": n_("no blank is told; nothing is taken off"),
    "short exposure": n_("the exposure is shorter than was evaluated"),
    "replicates differ": n_("replicates differ by more than they should"),
    "calm": n_("there was less wind than the rate is known for"),
    "not adjusted": n_("temperature or wind is not told; the rate is not adjusted for it"),
    "below detection": n_("the mass is below detection; the concentration is below that of the limit"),
}


@dataclass(frozen=True)
class PassiveSample:
    """One sampler over one exposure.

    Attributes:
        site: where.
        sample: identifier of the sampler or its sample.
        replicate: which of several at one time.
        start, end: of the exposure, UTC.
        days: its length.
        mass: what was found in ng; the limit where it is below detection.
        blank: what was taken off in ng.
        temperature: mean of the exposure in degrees C, None where it is not told.
        wind: mean of the exposure in m/s, None where it is not told.
        rate: sampling rate in m3/d.
        concentration: ng/m3; None where the mass is below detection.
        at_most: ng/m3 that the concentration is below; None where the mass is not below detection.
        error: standard error in ng/m3, None where it cannot be told.
        marks: keys of :data:`MARKS`.
    """

    site: str
    sample: str
    replicate: str
    start: datetime
    end: datetime
    days: float
    mass: float
    blank: float
    temperature: float | None
    wind: float | None
    rate: float
    concentration: float | None
    at_most: float | None
    error: float | None
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Replicates:
    """Samplers that hung at one site over one time.

    Attributes:
        site, start, end: where and when.
        count: how many have a concentration.
        mean: of their concentrations in ng/m3.
        difference: largest less smallest by the mean, in %; None of one.
        precision: standard deviation by the mean, in %; None of one.
    """

    site: str
    start: datetime
    end: datetime
    count: int
    mean: float
    difference: float | None
    precision: float | None


@dataclass(frozen=True)
class PassiveResult:
    """Concentrations of passive samplers, their replicates, and how they were made."""

    samples: tuple[PassiveSample, ...]
    replicates: tuple[Replicates, ...]
    settings: PassiveSettings
    notes: tuple[Text, ...]
    unverified: tuple[Origin, ...]
    meta: Meta

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row for each sample."""
        for one in self.samples:
            values = asdict(one)
            times = {"start": one.start.isoformat(), "end": one.end.isoformat()}
            yield {**values, **times, "marks": "; ".join(one.marks)}

    def to_frame(self) -> pd.DataFrame:
        """The rows as a table."""
        import pandas as pd

        return pd.DataFrame(list(self.rows()))

    def as_dict(self) -> dict[str, Any]:
        """Everything, of plain values."""
        times = [{"start": one.start.isoformat(), "end": one.end.isoformat()} for one in self.replicates]
        return {
            "meta": asdict(self.meta),
            "settings": asdict(self.settings),
            "samples": list(self.rows()),
            "replicates": [asdict(one) | time for one, time in zip(self.replicates, times, strict=True)],
            "notes": list(self.notes),
            "unverified": [asdict(one) for one in self.unverified],
        }

    def to_json(self) -> str:
        """Everything as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)
