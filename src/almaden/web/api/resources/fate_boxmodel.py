"""Box models of the globe: models, runs with their range, states at rest, pulses. Nothing is stored."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field

from almaden.errors import Fault, InputError
from almaden.fate.plume.emission import parse_numbers
from almaden.web.api.listing import reply
from almaden.web.fate_runs import BEFORE, FIRST, LAST, MODELS, MOST_LETTERS, table_of
from almaden.wording import Text, n_

router = Router(tags=["fate"])

Model = Literal["geyman2025", "amos2014", "selin2014"]
#: Times of a pulse that are told.
_MOST_YEARS = 50
#: Years after which nobody asks.
_LONGEST = 100_000


class _Shown(BaseModel):
    """What commands print: fields that are named here, and others."""

    model_config = ConfigDict(extra="allow")


class BoxModelsShown(BaseModel):
    """The models and emission histories that come with the program."""

    models: list[dict[str, Any]] = Field(description="Key, name, reservoirs by key, and how runs begin.")
    histories: dict[str, str] = Field(description="What each emission history is, by its key.")


class BoxRunShown(_Shown):
    """A run with its range, masses in Mg (tonnes)."""

    meta: dict[str, Any]
    model: str
    years: list[float]
    total: dict[str, list[float]] = Field(description="Masses by reservoir, in the order of the years.")
    ensemble: dict[str, Any] = Field(description="The 95 % range by decade, and how members fit what is known.")
    budget: dict[str, Any] = Field(description="All flows of the year that was asked for, with the closure.")
    to_air: dict[str, Any] = Field(description="Where what enters the air in that year comes from.")
    beside: list[dict[str, Any]] = Field(description="The same question to the other models.")
    notes: list[str]
    caveats: list[str]
    unverified: list[dict[str, Any]]


class BoxSteadyShown(_Shown):
    """A state at rest, Mg; an endless time is null."""

    meta: dict[str, Any]
    model: str
    reservoirs: list[dict[str, Any]]
    closure_mg_per_year: float
    unverified: list[dict[str, Any]]


class BoxPulseShown(_Shown):
    """Where a mass is, years after it was put into a reservoir, Mg."""

    meta: dict[str, Any]
    model: str
    closure_mg: float
    unverified: list[dict[str, Any]]


class BoxRunAsked(Schema):
    """Which model, with which emissions."""

    model: Model = "geyman2025"
    emissions: Literal["ssp1-26", "ssp5-85", "streets2019"] = "ssp1-26"
    table: str = Field(
        "", max_length=MOST_LETTERS,
        description="Emissions of your own instead: lines of a year and the emission to air, Mg a year.",
        json_schema_extra={"example": "2010,2000\n2030,1000"},
    )  # fmt: skip
    stop: int | None = Field(
        None,
        ge=FIRST,
        le=LAST,
        description="People emit nothing from this year on.",
        json_schema_extra={"example": 2030},
    )
    hold: int | None = Field(
        None,
        ge=FIRST,
        le=LAST,
        description="Emissions stay as in this year.",
        json_schema_extra={"example": 2020},
    )
    scale_from: int | None = Field(
        None,
        ge=FIRST,
        le=LAST,
        description="Emissions from this year on times `factor`.",
        json_schema_extra={"example": 2030},
    )
    factor: float = Field(1.0, ge=0, le=100)
    first: int = Field(1850, ge=FIRST, le=LAST - 1, description="First year to tell.")
    last: int = Field(2100, ge=FIRST + 1, le=LAST, description="Last year.")
    year: int | None = Field(
        None,
        ge=FIRST,
        le=LAST,
        description="Year of the budget; the last where left out.",
        json_schema_extra={"example": 2020},
    )
    members: int = Field(500, ge=40, le=2000, description="Of the ensemble behind the range.")
    seed: int = Field(1, ge=0, le=2**31 - 1)
    beside: bool = Field(False, description="Ask the other models the same.")


class BoxSteadyAsked(Schema):
    """Of which model, with which inputs."""

    model: Model = "geyman2025"
    inputs: str = Field(
        "", max_length=400, description="Mg a year by reservoir, such as atm=90; natural inputs where left out.",
        json_schema_extra={"example": "atm=90"},
    )  # fmt: skip


class BoxPulseAsked(Schema):
    """What is put where, and when to look."""

    model: Model = "geyman2025"
    reservoir: str = Field("atm", max_length=20)
    mass: float = Field(1.0, ge=0, le=1e9, description="Mg.")
    years: str = Field("1,10,100,1000", max_length=400, description="Years after it, rising.")


@router.get("/fate/boxmodel/models", response=BoxModelsShown, operation_id="boxmodel_models")
def boxmodel_models(request: HttpRequest) -> HttpResponse:
    """List the models and emission histories that come with the program."""
    from almaden.fate.boxmodel.comparison import compared
    from almaden.fate.boxmodel.laying import history_titles
    from almaden.fate.boxmodel.presets import box_model, published

    listed = []
    for key in MODELS:
        one, how = box_model(key), published(key)
        listed.append(
            {"key": key, "name": one.name, "reservoirs": dict(zip(one.reservoirs, one.names, strict=True)),
             "run_from": how.run_from, "start_year": compared()[key]}
        )  # fmt: skip
    return reply({"models": listed, "histories": dict(history_titles())})


@router.get("/fate/boxmodel/run", response=BoxRunShown, operation_id="boxmodel_run")
def boxmodel_run(request: HttpRequest, asked: Query[BoxRunAsked]) -> HttpResponse:
    """Run a model through the years, with its range and the budget of a year."""
    from almaden.fate.boxmodel.simulation import Question
    from almaden.fate.boxmodel.study import study

    if asked.last <= asked.first:
        accepted = n_("a later year")
        raise InputError(
            Fault(n_("the run ends before it begins"), column="last", value=str(asked.last), accepted=accepted)
        )
    question = Question(
        table_of(asked.table) if asked.table else asked.emissions, BEFORE if asked.table else "",
        stop=asked.stop, hold=asked.hold,
        scale=None if asked.scale_from is None else (float(asked.scale_from), asked.factor),
        first=float(asked.first), last=float(asked.last),
    )  # fmt: skip
    others = [one for one in MODELS if one != asked.model] if asked.beside else []
    found = study(asked.model, question, asked.year, others=others, members=asked.members, seed=asked.seed)
    return reply(found.as_dict())


@router.get("/fate/boxmodel/steady", response=BoxSteadyShown, operation_id="boxmodel_steady")
def boxmodel_steady(request: HttpRequest, asked: Query[BoxSteadyAsked]) -> HttpResponse:
    """Tell the state at rest under constant inputs."""
    from almaden.fate import boxmodel

    return reply(boxmodel.load(asked.model).steady_state(_inputs(asked.inputs)).as_dict())


@router.get("/fate/boxmodel/pulse", response=BoxPulseShown, operation_id="boxmodel_pulse")
def boxmodel_pulse(request: HttpRequest, asked: Query[BoxPulseAsked]) -> HttpResponse:
    """Follow a mass put into a reservoir at once."""
    from almaden.fate import boxmodel
    from almaden.fate.boxmodel.budget import pulse_closure

    laboratory, years = boxmodel.load(asked.model), parse_numbers(asked.years, "years")
    if not years or len(years) > _MOST_YEARS or max(years) > _LONGEST:
        accepted = Text("from 1 to {most} numbers, none above {longest}", most=_MOST_YEARS, longest=_LONGEST)
        raise InputError(Fault(n_("these years cannot be told"), column="years", value=asked.years, accepted=accepted))
    found = laboratory.pulse(asked.reservoir, asked.mass, years)
    return reply({**found.as_dict(), "closure_mg": pulse_closure(laboratory.model, found)})


def _inputs(text: str) -> dict[str, float] | None:
    """Mg a year by reservoir; None for the natural ones."""
    if not text.strip():
        return None
    found = {}
    for part in text.replace(";", ",").split(","):
        key, mark, amount = part.partition("=")
        numbers = parse_numbers(amount, "inputs")
        if not mark or len(numbers) != 1:
            raise InputError(
                Fault(n_("the input is no reservoir with an amount"), column="inputs", value=part[:60],
                      accepted="atm=90")
            )  # fmt: skip
        found[key.strip()] = numbers[0]
    return found
