"""Options of the commands of box models, and what they ask for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from almaden.cli.language import _
from almaden.errors import Fault, InputError
from almaden.wording import Text

if TYPE_CHECKING:
    from almaden.fate.boxmodel.emissions import EmissionTable
    from almaden.fate.boxmodel.laboratory import Laboratory

Model = Annotated[
    str,
    typer.Option(
        "--model",
        metavar="NAME|FILE",
        help=_("Model by name (almaden fate boxmodel models), or a table of rates of your own."),
    ),
]
Compat = Annotated[
    bool, typer.Option("--compat", help=_("Reproduce the defects of version 2.0 of the published code of amos2014."))
]
Emissions = Annotated[
    str,
    typer.Option(
        "--emissions",
        metavar="NAME|FILE",
        help=_(
            "History by name (ssp1-26, ssp5-85, streets2019, streets2011, horowitz2014), or a table: CSV, Dataverse "
            ".tab or XLSX with Year and columns such as 'Air - Americas', or the columns of IAMC."
        ),
    ),
]
IamcScenario = Annotated[
    str, typer.Option("--scenario", metavar="NAME", help=_("Which scenario of an IAMC table is meant."))
]
KeepFirst = Annotated[
    bool, typer.Option("--keep-first", help=_("Of a year that stands twice in a table keep the first row."))
]
Before = Annotated[
    str,
    typer.Option(
        "--before",
        metavar="NAME",
        help=_(
            "History for the years before a table, which also tells what of its releases reaches which waste; none to "
            "begin with the table."
        ),
    ),
]
Stop = Annotated[float | None, typer.Option("--stop", metavar="YEAR", help=_("People emit nothing from this year on."))]
Hold = Annotated[
    float | None, typer.Option("--hold", metavar="YEAR", help=_("Emissions stay as in this year from then on."))
]
Scale = Annotated[
    str,
    typer.Option("--scale", metavar="YEAR:FACTOR", help=_("Emissions from this year on times a factor: 2025:0.5.")),
]
Tag = Annotated[
    Literal["sector", "region", "era"] | None,
    typer.Option("--tag", help=_("Tell the mercury apart by sector, region or era of emission.")),
]
Eras = Annotated[
    list[float] | None,
    typer.Option("--era", metavar="YEAR", help=_("Border between eras; repeat it for more: --era 1850 --era 1950.")),
]
First = Annotated[
    float | None,
    typer.Option(
        "--from",
        metavar="YEAR",
        help=_("First year to tell; for selin2014 the year in which its masses were there, 2012 as published."),
    ),
]
Last = Annotated[float | None, typer.Option("--to", metavar="YEAR", help=_("Last year; what is last known holds."))]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE.csv", help=_("Write the result as a table."))]
Plot = Annotated[
    Path | None, typer.Option("--plot", metavar="FILE", help=_("Draw the reservoirs: a file .svg or .png."))
]
Reservoirs = Annotated[
    list[str] | None,
    typer.Option("--reservoir", metavar="KEY", help=_("Reservoir to draw; repeat it for more. Air and sea if none.")),
]

#: The history before a table where nobody says otherwise, and the word for none.
USUAL_BEFORE = "ssp1-26"
_NONE = "none"


def laboratory_of(model: str, compat: bool = False, reservoirs: Sequence[str] = ()) -> Laboratory:
    """A model by its name, or of a file, once it is sure that it has the reservoirs asked for."""
    from almaden.fate.boxmodel.steady import checked

    found = _laboratory(model, compat)
    checked(found.model, dict.fromkeys(reservoirs, 0.0))
    return found


def _laboratory(model: str, compat: bool) -> Laboratory:
    from almaden.fate import boxmodel
    from almaden.fate.boxmodel.laboratory import Laboratory

    path = Path(model)
    if path.suffix and path.is_file():
        from almaden.fate.boxmodel.readers.model_file import read_model

        if compat:
            problem = "there are no defects of a model of your own to be reproduced"
            raise InputError(Fault(problem, path.name, accepted="--compat with amos2014"))
        own = read_model(path)
        return Laboratory(own, own)
    return boxmodel.load(model, compat=compat)


def emissions_of(emissions: str, scenario: str, keep_first: bool) -> str | EmissionTable:
    """A history by its name, or the table of a file."""
    from almaden.fate.boxmodel.laying import history_names
    from almaden.fate.boxmodel.readers.emissions import read_emissions

    if emissions in history_names():
        return emissions
    path = Path(emissions)
    if not path.exists() and not path.suffix:
        problem = Text("there is no emission history '{name}'", name=emissions)
        raise InputError(Fault(problem, value=emissions, accepted=", ".join(history_names()), advice="or name a file"))
    return read_emissions(path, scenario=scenario, keep_first=keep_first)


def inputs_of(parts: list[str]) -> dict[str, float]:
    """Mg/yr by reservoir from texts such as ``atm=90``."""
    found = {}
    for part in parts:
        key, _mark, amount = (text.strip() for text in part.partition("="))
        if key in found:
            problem = "the input of the reservoir is given twice"
            raise InputError(Fault(problem, value=part, accepted="each reservoir once", advice="add the two up"))
        try:
            found[key] = float(amount)
        except ValueError:
            raise InputError(
                Fault("the input is no reservoir with an amount", value=part, accepted="KEY=MG, such as atm=90")
            ) from None
    return found


def before_of(before: str) -> str:
    """The history before a table; empty for none."""
    return "" if before == _NONE else before


def scale_of(text: str) -> tuple[float, float] | None:
    """Year and factor of ``2025:0.5``; None where nothing is asked."""
    if not text:
        return None
    year, mark, factor = text.partition(":")
    try:
        return float(year), float(factor)
    except ValueError:
        problem = "the scale is no year with a factor" if mark else "the scale has no factor"
        raise InputError(Fault(problem, value=text, accepted="YEAR:FACTOR, such as 2025:0.5")) from None
