"""What can be told to ``almaden chloralkali convert``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

from almaden.cli.language import _

PlantsFile: TypeAlias = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help=_("Plants, with a table conversion beside them for own numbers.")),
]
CapacityKt: TypeAlias = Annotated[
    float | None,
    typer.Option(
        "--capacity-kt",
        min=0.001,
        help=_("Without a file: capacity of a plant, kt of chlorine a year, or see --capacity-of."),
    ),
]
CapacityOf: TypeAlias = Annotated[
    Literal["Cl2", "NaOH"],
    typer.Option("--capacity-of", help=_("What that capacity is of: chlorine, or caustic soda as pure.")),
]
Country: TypeAlias = Annotated[
    str | None, typer.Option("--country", metavar="ISO3", help=_("Only plants of this country: BRA."))
]
PowerPrice: TypeAlias = Annotated[
    float | None, typer.Option("--power-price", min=0, help=_("Price of electricity, per MWh."))
]
Capital: TypeAlias = Annotated[
    float | None, typer.Option("--capital", min=0.01, help=_("Capital for each t of yearly capacity."))
]
Discount: TypeAlias = Annotated[
    float | None, typer.Option("--discount", metavar="RATE", min=0, max=1, help=_("Real rate of discount; 0.07."))
]
Currency: TypeAlias = Annotated[
    str | None, typer.Option("--currency", help=_("Money of the prices given; EUR where none is told."))
]
PerEur: TypeAlias = Annotated[
    float | None, typer.Option("--per-eur", min=1e-6, help=_("Units of that money for one EUR."))
]
Grant: TypeAlias = Annotated[
    float | None, typer.Option("--grant", metavar="SHARE", min=0, max=1, help=_("Share of the capital given."))
]
Loan: TypeAlias = Annotated[
    float | None,
    typer.Option("--loan", metavar="SHARE", min=0, max=1, help=_("Share of the rest of it that is borrowed.")),
]
Interest: TypeAlias = Annotated[
    float | None, typer.Option("--interest", metavar="RATE", min=0, max=1, help=_("Real interest of the loan."))
]
LoanYears: TypeAlias = Annotated[
    int | None, typer.Option("--loan-years", min=1, max=60, help=_("Years until the loan is paid back."))
]
ForeignLoan: TypeAlias = Annotated[
    float | None,
    typer.Option("--foreign-loan", metavar="SHARE", min=0, max=1, help=_("Share of the loan in foreign money.")),
]
ForeignCapital: TypeAlias = Annotated[
    float | None,
    typer.Option("--foreign-capital", metavar="SHARE", min=0, max=1, help=_("Share of capital bought abroad.")),
]
Devaluation: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--devaluation",
        metavar="RATE[,LOW,HIGH]",
        help=_("Real rise in a year of what foreign money costs, with its range: 0.05,0,0.15."),
    ),
]
MoneyYear: TypeAlias = Annotated[
    int | None, typer.Option("--money-year", help=_("Year of the money of results and of prices given."))
]
Draws: TypeAlias = Annotated[
    int, typer.Option("--draws", min=100, max=1_000_000, help=_("Draws of the uncertain numbers."))
]
Seed: TypeAlias = Annotated[int, typer.Option("--seed", min=0, help=_("Seed of the draws."))]
