"""What the ranking of deposits leaves: frozen records that commands, pages, reports and the API show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from almaden.reference.meta import Meta
from almaden.reference.origin import Origin

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class FactorScore:
    """A factor of a deposit.

    Attributes:
        factor, part: which, and of which part.
        value: what was told, None where nothing was.
        low, high: its score from 0 to 1; the ends differ where nothing was told.
    """

    factor: str
    part: str
    value: float | bool | None
    low: float
    high: float


@dataclass(frozen=True)
class Deposit:
    """A deposit with its place.

    Attributes:
        id, site, region: which.
        place: latitude and longitude of the middle of the cell of the public net that it lies in, None where it is
            not told; nothing finer is told of where it is.
        mercury_kg: mercury in it, None where mass or content is not told.
        waste: what its content means as waste, as sentences.
        score: from 0 to 1, what is not told at the middle of its classes.
        low, high: score if all that is not told is at its lowest, or at its highest.
        parts: score of ``source``, ``pathway`` and ``receptor``.
        factors: what the score is made of.
        rank: place by score, 1 the first.
        rank_best, rank_worst: places that what is not told leaves open.
        among_first: share of the variations of weights in which it is among the first.
    """

    id: str
    site: str
    region: str
    place: tuple[float, float] | None
    mercury_kg: float | None
    waste: tuple[str, ...]
    score: float
    low: float
    high: float
    parts: Mapping[str, float]
    factors: tuple[FactorScore, ...]
    rank: int = 0
    rank_best: int = 0
    rank_worst: int = 0
    among_first: float = 0.0

    @property
    def missing(self) -> tuple[str, ...]:
        """Factors that are not told."""
        return tuple(one.factor for one in self.factors if one.value is None)

    def placed(self, rank: int, best: int, worst: int, among_first: float) -> Deposit:
        """The deposit with its place among others."""
        return replace(self, rank=rank, rank_best=best, rank_worst=worst, among_first=among_first)


@dataclass(frozen=True)
class TailingsResult:
    """The deposits of a country in the order of their risk.

    Attributes:
        meta: how it was made.
        country: of what.
        deposits: those with the highest score first.
        mercury_kg, mercury_told: mercury of the deposits that tell mass and content, and how many do: the sum lacks
            the others.
        first: the number of first places that ``among_first`` is for.
        weights: of the factors; they add to 1.
        questions: what is missing, by deposit.
        origins: the scores behind it.
    """

    meta: Meta
    country: str
    deposits: tuple[Deposit, ...]
    mercury_kg: float
    mercury_told: int
    first: int
    weights: Mapping[str, float]
    questions: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = field(default=(), repr=False)

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The unverified numbers that it rests on."""
        return tuple(origin for origin in self.origins if origin.status == "unverified")

    def to_frame(self) -> pandas.DataFrame:
        """One row a deposit, the first first."""
        import pandas

        return pandas.DataFrame([_row(one) for one in self.deposits])

    def to_json(self) -> str:
        """Everything."""
        return json.dumps(self.as_dict(), ensure_ascii=False)

    def as_dict(self) -> dict[str, Any]:
        """As :meth:`to_json`, before it is written."""
        return {
            "meta": asdict(self.meta),
            "country": self.country,
            "mercury_kg": self.mercury_kg,
            "mercury_told": self.mercury_told,
            "first": self.first,
            "weights": dict(self.weights),
            "deposits": [{**asdict(one), "missing": list(one.missing)} for one in self.deposits],
            "questions": list(self.questions),
            "unverified": [asdict(origin) for origin in self.unverified],
        }

    def summary(self) -> str:
        """Deposits and mercury in a line."""
        return (
            f"{len(self.deposits)} deposits, {self.mercury_kg:,.0f} kg mercury in the {self.mercury_told} of them "
            "that tell mass and content"
        )


def _row(one: Deposit) -> dict[str, Any]:
    named = asdict(one)
    factors = {f"{score['factor']}": score["value"] for score in named.pop("factors")}
    del factors["mercury_kg"]
    named["latitude"], named["longitude"] = named.pop("place") or (None, None)
    parts = {f"score_{part}": score for part, score in named.pop("parts").items()}
    named["waste"] = " ".join(named["waste"])
    return {**named, **parts, **factors, "missing": ", ".join(one.missing)}
