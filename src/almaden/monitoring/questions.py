"""Questions that users ask of observations: which there are, what they may say, and what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import numpy as np

from almaden.errors import Fault, InputError
from almaden.monitoring.answers import KINDS, Answer
from almaden.monitoring.series import Series
from almaden.monitoring.trends.map import MATRICES, Place, trends_of
from almaden.reference.origin import Origin
from almaden.reference.records import SiteRecord
from almaden.reference.tables import read_table
from almaden.wording import n_

#: What a question may say, by its kind; ``by`` is what is told apart.
PARAMETERS: Final = ("matrix", "species", "south", "north", "threshold", "unit", "basis", "by")
GROUPS: Final = ("country", "site", "matrix")
#: Of wet weight and of dry weight.
BASES: Final = ("ww", "dw")
_NOTHING: Final = n_("there are no such observations")
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
    if parameters.get("basis", "ww") not in BASES:
        problem, value = n_("there is no such basis"), parameters["basis"]
        faults.append(Fault(problem, column="basis", value=value, accepted=", ".join(BASES)))
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
        series: the series that there are; those that the question is not about are left out. Where values may be on
            wet or dry weight, the series of each, see :func:`~almaden.monitoring.series.series_of`.

    Raises:
        InputError: the question is none that can be answered.
    """
    check_question(question.kind, question.parameters)
    asked = [one for one in series if _is_asked(one, sites.get(one.key.site), question.parameters)]
    basis = question.parameters.get("basis", "")
    used = [one for one in asked if basis in ("", one.basis)]
    left_out = sum(map(len, asked)) - sum(map(len, used))
    if question.kind == "trend":
        return _trends(question, sites, used, left_out)
    groups: dict[tuple[str, str, str], list[Series]] = defaultdict(list)
    for one in used:
        group = _group(one, sites[one.key.site], question.parameters)
        unit, of = (one.key.unit, one.basis) if question.kind in ("mean", "exceedance") else ("", "")
        groups[group, unit, of].append(one)
    line = KINDS[question.kind]
    lines = tuple(line(key[0], key[1], groups[key], question.parameters) for key in sorted(groups))
    return Answer(question.slug, question.kind, lines, "" if lines else _NOTHING, left_out=left_out)


def _trends(question: Question, sites: Mapping[str, SiteRecord], series: Sequence[Series], left_out: int) -> Answer:
    places = {name: Place(one.name, one.country, one.latitude, one.longitude) for name, one in sites.items()}
    by: Literal["region", "country"] = "country" if question.parameters.get("by") == "country" else "region"
    found = trends_of(series, places, question.parameters["matrix"], question.parameters["species"], by=by)
    return Answer(question.slug, question.kind, (), "" if found.sites else _NOTHING, found, left_out)


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
