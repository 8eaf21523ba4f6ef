"""``almaden chloralkali convert``: whether converting plants from mercury to membrane cells pays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from almaden.cli.chloralkali_options import (
    CapacityKt,
    CapacityOf,
    Capital,
    Country,
    Currency,
    Devaluation,
    Discount,
    Draws,
    ForeignCapital,
    ForeignLoan,
    Grant,
    Interest,
    Loan,
    LoanYears,
    MoneyYear,
    PerEur,
    PlantsFile,
    PowerPrice,
    Seed,
)
from almaden.cli.coal_input import show_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.progress import progress_bar
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.sectors.chloralkali.conversion_inputs import ConvertingPlant
    from almaden.sectors.chloralkali.readers.conversion import ConversionData

_PLANT = "plant"


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``chloralkali``."""
    app.command(
        help=_(
            "Reckon what converting plants from mercury to membrane cells costs and saves. Surplus mercury is a cost: "
            "it must not be used again.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden chloralkali convert --capacity-kt 100 --country BRA --power-price 55\n"
            "  almaden chloralkali convert --capacity-kt 100 --loan 0.6 --foreign-loan 1 --devaluation 0.05,0,0.15\n"
            "  almaden chloralkali convert plants.xlsx --json"
        )
    )(convert)


def convert(
    file: PlantsFile = None,
    capacity_kt: CapacityKt = None,
    capacity_of: CapacityOf = "Cl2",
    country: Country = None,
    power_price: PowerPrice = None,
    capital: Capital = None,
    discount: Discount = None,
    currency: Currency = None,
    per_eur: PerEur = None,
    grant: Grant = None,
    loan: Loan = None,
    interest: Interest = None,
    loan_years: LoanYears = None,
    foreign_loan: ForeignLoan = None,
    foreign_capital: ForeignCapital = None,
    devaluation: Devaluation = None,
    money_year: MoneyYear = None,
    draws: Draws = 10_000,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Reckon conversions."""
    from almaden.sectors.chloralkali.conversion import convert as reckon

    found = _read(file, capacity_kt, capacity_of, country)
    told: dict[str, Any] = {
        "power_price": power_price,
        "capital": capital,
        "discount": discount,
        "currency": currency,
        "per_eur": per_eur,
        "grant_share": grant,
        "loan_share": loan,
        "interest": interest,
        "loan_years": loan_years,
        "foreign_loan_share": foreign_loan,
        "foreign_capital_share": foreign_capital,
        **_devaluation(devaluation),
    }
    plants = [_with(plant, {key: one for key, one in told.items() if one is not None}) for plant in found.plants]
    with progress_bar(_("Plants")) as bar:
        result = reckon(
            plants,
            money_year=money_year,
            draws=draws,
            seed=seed,
            input_sha256=found.sha256,
            progress=(lambda done: bar(done, len(plants))) if bar else None,
        )
    if as_json:
        typer.echo(result.to_json())
        return
    from almaden.cli.chloralkali_convert_show import show_conversions

    show_notes((*found.notes, *result.notes))
    show_conversions(result)


def _read(file: Path | None, capacity_kt: float | None, of: CapacityOf, country: str | None) -> ConversionData:
    """Plants of a file, or one of a capacity."""
    from almaden.reference.countries import find_country
    from almaden.sectors.chloralkali.capacity import of_chlorine
    from almaden.sectors.chloralkali.conversion_inputs import ConvertingPlant
    from almaden.sectors.chloralkali.readers.conversion import ConversionData, read_conversions

    code = find_country(country) if country else ""
    if file is None:
        if capacity_kt is None:
            raise InputError(
                Fault(
                    n_("there is neither a file nor a capacity"),
                    column="--capacity-kt",
                    advice=n_("name a file with plants, or tell the capacity of one"),
                )
            )
        plant = ConvertingPlant(_PLANT, code, of_chlorine(capacity_kt, of) * 1000.0, _("one plant"))
        return ConversionData((plant,), (), "", "")
    found = read_conversions(file)
    plants = tuple(one for one in found.plants if not code or one.country == code)
    if not plants:
        raise InputError(
            Fault(
                n_("there is no plant with mercury cells and a known capacity"),
                file=found.name,
                value=code,
                accepted=", ".join(sorted({one.country for one in found.plants})),
                advice=n_("tell capacities, or take a country of the file"),
            )
        )
    return ConversionData(plants, found.notes, found.sha256, found.name)


def _with(plant: ConvertingPlant, told: dict[str, Any]) -> ConvertingPlant:
    """A plant with numbers of the command in the place of its own."""
    from dataclasses import replace

    from pydantic import ValidationError

    from almaden.sectors.chloralkali.conversion_records import ConversionRecord
    from almaden.sectors.chloralkali.converting import told_over

    if not told:
        return plant
    try:
        record = told_over(plant.settings, plant.id, told)
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(
            Fault(
                n_("this is no value of the option"), column=str(first["loc"][0]), value=str(first["input"]),
                accepted=", ".join(ConversionRecord.model_fields[str(first["loc"][0])].examples or ()),
            )
        ) from None  # fmt: skip
    return replace(plant, settings=record)


def _devaluation(text: str | None) -> dict[str, float]:
    """A yearly rise of what foreign money costs with its range, as the record has them."""
    if text is None:
        return {}
    try:
        values = [float(part) for part in text.split(",")]
    except ValueError:
        values = []
    if len(values) not in (1, 3):
        raise InputError(
            Fault(
                n_("this is no yearly rise"), column="--devaluation", value=text, accepted="0.05; 0.05,0,0.15",
                advice=n_("write the yearly rate as a share, or the rate, its low and its high end"),
            )
        )  # fmt: skip
    return dict(zip(("devaluation", "devaluation_low", "devaluation_high"), values, strict=False))
