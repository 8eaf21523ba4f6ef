"""Questions that users ask of observations, and their answers: how much there is, means, shares above a limit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Final, Literal

import numpy as np

from almaden.errors import Fault, InputError
from almaden.monitoring.series import BELOW_DETECTION, VALID, Series
from almaden.monitoring.trends.map import MATRICES, Place, TrendMap, trends_of
from almaden.reference.origin import Origin
from almaden.reference.records import SiteRecord
from almaden.reference.tables import read_table
from almaden.wording import n_

#: What a question may say, by its kind; ``by`` is what is told apart.
PARAMETERS: Final = ("matrix", "species", "south", "north", "threshold", "unit", "by")
GROUPS: Final = ("country", "site", "matrix")
_NUMBERS: Final = ("south", "north", "threshold")


@dataclass(frozen=True)
class Question:
    """A question.

    Attributes:
        slug: its name in addresses.
        title: a few words.
        text: the question, as a sentence.
        asked_by: kind of user: party, scientist, public or secretariat.
        kind: count, coverage, mean, exceedance or trend.
        parameters: some of :data:`PARAMETERS`; several species are separated by ``|``.
        origins: where the question and its numbers were read.
    """

    slug: str
    title: str
    text: str
    asked_by: str
    kind: str
    parameters: Mapping[str, str]
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of an answer; a figure that the question does not ask for is None.

    Attributes:
        group: what it is of: a country, a site, a matrix.
        unit: unit of the figures that have one.
        sites: sites that it is of.
        observations: observations of any flag.
        valid: valid observations with a value.
        first, last: years of the first and the last observation.
        mean: mean of the means of the sites, in ``unit``.
        low, high: smallest and largest mean of a site.
        above: observations above the threshold.
        compared: observations that can be compared with it.
    """

    group: str
    unit: str
    sites: int
    observations: int
    valid: int
    first: int | None
    last: int | None
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    above: int | None = None
    compared: int | None = None

    @property
    def share(self) -> float | None:
        """Share of the compared observations above the threshold; None where none can be compared."""
        return self.above / self.compared if self.above is not None and self.compared else None


@dataclass(frozen=True)
class Answer:
    """What a question came to.

    Attributes:
        slug: of the question.
        kind: of the question.
        lines: the answer, line by line; none where trends are asked for.
        reason: why nothing can be said.
        trends: of each site and region, where these are asked for.
    """

    slug: str
    kind: str
    lines: tuple[Line, ...]
    reason: str = ""
    trends: TrendMap | None = None

    def as_dict(self) -> dict[str, Any]:
        """As JSON holds it."""
        lines = [{**asdict(line), "share": line.share} for line in self.lines]
        told = {"question": self.slug, "kind": self.kind, "lines": lines, "reason": self.reason}
        return told if self.trends is None else {**told, "trends": self.trends.as_dict()}


@cache
def built_in() -> tuple[Question, ...]:
    """The questions that come with the program: proposals, in its own words."""
    return tuple(
        Question(
            row["slug"], row["title"], row["text"], row["asked_by"], row["kind"], _read(row["parameters"]),
            (_origin(row),),
        )
        for row in read_table("monitoring/questions")
    )  # fmt: skip


def check_question(kind: str, parameters: Mapping[str, str]) -> None:
    """Refuse what cannot be answered.

    Raises:
        InputError: with everything that is wrong.
    """
    faults = []
    if kind not in KINDS:
        faults.append(
            Fault(n_("there is no such kind of question"), column="kind", value=kind, accepted=", ".join(KINDS))
        )
    for name, value in parameters.items():
        if name not in PARAMETERS:
            faults.append(Fault(n_("a question has no such part"), column=name, accepted=", ".join(PARAMETERS)))
        elif name in _NUMBERS and _number(value) is None:
            faults.append(Fault(n_("not a number"), column=name, value=value))
    if parameters.get("by", "") not in ("", *GROUPS):
        accepted = ", ".join(GROUPS)
        faults.append(Fault(n_("a question has no such part"), column="by", value=parameters["by"], accepted=accepted))
    if kind == "exceedance" and not {"threshold", "unit"} <= parameters.keys():
        problem = n_("a question about a limit needs the limit and its unit")
        faults.append(Fault(problem, column="threshold", accepted="threshold, unit"))
    if kind == "trend" and (parameters.get("matrix") not in MATRICES or not parameters.get("species")):
        problem = n_("a question about trends needs what is sampled, and the substance")
        column, accepted = (
            ("species", "GEM") if parameters.get("matrix") in MATRICES else ("matrix", ", ".join(MATRICES))
        )
        faults.append(Fault(problem, column=column, accepted=accepted))
    if faults:
        raise InputError(faults)


def answer(question: Question, sites: Mapping[str, SiteRecord], series: Iterable[Series]) -> Answer:
    """Answer a question.

    Args:
        question: the question.
        sites: the sites by their identifiers, such as ``gaw:MHD``; series of others are left out.
        series: the series that there are; those that the question is not about are left out.

    Raises:
        InputError: the question is none that can be answered.
    """
    check_question(question.kind, question.parameters)
    if question.kind == "trend":
        return _trends(question, sites, series)
    asked = [one for one in series if _is_asked(one, sites.get(one.key.site), question.parameters)]
    groups: dict[tuple[str, str], list[Series]] = defaultdict(list)
    for one in asked:
        unit = one.key.unit if question.kind in ("mean", "exceedance") else ""
        groups[_group(one, sites[one.key.site], question.parameters), unit].append(one)
    line = KINDS[question.kind]
    lines = tuple(line(group, unit, groups[group, unit], question.parameters) for group, unit in sorted(groups))
    return Answer(question.slug, question.kind, lines, "" if lines else n_("there are no such observations"))


def _trends(question: Question, sites: Mapping[str, SiteRecord], series: Iterable[Series]) -> Answer:
    asked = (one for one in series if _is_asked(one, sites.get(one.key.site), question.parameters))
    places = {
        name: Place(one.name, one.country or "", one.latitude, one.longitude) for name, one in sites.items()
    }  # fmt: skip
    by: Literal["region", "country"] = "country" if question.parameters.get("by") == "country" else "region"
    found = trends_of(asked, places, question.parameters["matrix"], question.parameters["species"], by=by)
    return Answer(question.slug, question.kind, (), "" if found.sites else n_("there are no such observations"), found)


def _is_asked(one: Series, site: SiteRecord | None, parameters: Mapping[str, str]) -> bool:
    if site is None or parameters.get("matrix", one.key.matrix) != one.key.matrix:
        return False
    if one.key.species not in parameters.get("species", one.key.species).split("|"):
        return False
    south, north = _number(parameters.get("south", "")), _number(parameters.get("north", ""))
    if south is None and north is None:
        return True
    at = site.latitude
    return at is not None and (south is None or at >= south) and (north is None or at < north)


def _group(one: Series, site: SiteRecord, parameters: Mapping[str, str]) -> str:
    return {"site": one.key.site, "matrix": one.key.matrix}.get(parameters.get("by", ""), site.country or "-")


def _counted(group: str, unit: str, series: list[Series], parameters: Mapping[str, str]) -> Line:
    years = [one.start.astype("datetime64[Y]").astype(int) + 1970 for one in series if len(one)]
    return Line(
        group, unit,
        sites=len({one.key.site for one in series}),
        observations=sum(map(len, series)),
        valid=sum(int(_valid(one).sum()) for one in series),
        first=min((int(one.min()) for one in years), default=None),
        last=max((int(one.max()) for one in years), default=None),
    )  # fmt: skip


def _mean(group: str, unit: str, series: list[Series], parameters: Mapping[str, str]) -> Line:
    """Each site counts once, however often it measured."""
    values: dict[str, list[Any]] = defaultdict(list)
    for one in series:
        values[one.key.site].append(one.value[_valid(one)])
    joined = [np.concatenate(parts) for parts in values.values()]
    means = [float(part.mean()) for part in joined if len(part)]
    counted = _counted(group, unit, series, parameters)
    if not means:
        return counted
    figures = {"mean": float(np.mean(means)), "low": min(means), "high": max(means)}
    return Line(**{**asdict(counted), **figures})


def _exceedance(group: str, unit: str, series: list[Series], parameters: Mapping[str, str]) -> Line:
    """What is below a detection limit that lies above the threshold cannot be compared with it."""
    counted = _counted(group, unit, series, parameters)
    if unit != parameters["unit"]:
        return counted
    threshold = float(parameters["threshold"])
    above = sum(int((one.value[_valid(one)] > threshold).sum()) for one in series)
    below = sum(int(((one.flag == BELOW_DETECTION) & (one.detection_limit <= threshold)).sum()) for one in series)
    return Line(**{**asdict(counted), "above": above, "compared": counted.valid + below})


#: How a line of each kind is made.
KINDS: Final[Mapping[str, Callable[[str, str, list[Series], Mapping[str, str]], Line]]] = {
    "count": _counted,
    "coverage": _counted,
    "mean": _mean,
    "exceedance": _exceedance,
    "trend": _counted,
}


def _valid(one: Series) -> Any:
    return (one.flag == VALID) & np.isfinite(one.value)


def _read(text: str) -> Mapping[str, str]:
    pairs = (part.partition("=") for part in text.split(";") if part.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _origin(row: Mapping[str, str]) -> Origin:
    parameters = _read(row["parameters"])
    value = float(parameters.get("threshold", 0))
    return Origin(
        row["title"], value, parameters.get("unit", ""), None, None, "monitoring/questions.csv", row["source"],
        row["seen"], row["status"], note=row["note"],
    )  # fmt: skip


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if np.isfinite(found) else None
