"""``almaden trade shipment``: whether goods may cross the border, from their customs code, countries and day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from almaden.cli.coal_input import day_of
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.products_law_input import LawFile, OnDate, date_asked, law_of

if TYPE_CHECKING:
    from almaden.convention.product_finding import ProductFinding
    from almaden.convention.shipment_finding import Shipment, ShipmentFinding

_Purpose = Literal[
    "products", "processes", "dental_amalgam", "small_scale_gold", "interim_storage", "disposal", "laboratory", "other"
]
_Origin = Literal[
    "new_primary_mining", "existing_primary_mining", "by_product", "recycled", "chlor_alkali", "stock", "not_known"
]


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``trade``."""
    app.command(
        help=_(
            "Say whether a shipment may cross the border: barred, lacks its consent, unclear with what to look for, or "
            "allowed. Mercury is held against Article 3 and the consents of FILE, products against Annex A and the law "
            "of the country.\n\n"
            "Exit code: 0 nothing bars it; 1 barred, unclear or without its consent; 2 bad input.\n\n"
            "\b\n"
            "Examples:\n"
            '  almaden trade shipment --code 2805.40 --from CHE --to PER --date 2025-03-01 --quantity "345 kg"\n'
            '  almaden trade shipment --code 2805.40 --from CHE --to PER --quantity "10 flasks" --purpose '
            "dental_amalgam --consents ledger.xlsx\n"
            "  almaden trade shipment --code 9025.11 --from CHN --to GHA --product thermometer --json"
        )
    )(shipment)


def shipment(
    code: Annotated[str, typer.Option("--code", help=_("Customs code as it is written: 2805.40."))],
    exporter: Annotated[str, typer.Option("--from", metavar="ISO3", help=_("Exporting country: its code or name."))],
    importer: Annotated[str, typer.Option("--to", metavar="ISO3", help=_("Importing country: its code or name."))],
    day: OnDate = "",
    movement: Annotated[
        Literal["import", "export"], typer.Option("--movement", help=_("From which side it is looked at."))
    ] = "import",
    quantity: Annotated[
        str, typer.Option("--quantity", help=_("Quantity with its unit: 345 kg, 10 flasks, 200 items."))
    ] = "",
    purpose: Annotated[_Purpose | None, typer.Option("--purpose", help=_("What the mercury is for."))] = None,
    origin: Annotated[_Origin, typer.Option("--origin", help=_("Where the mercury comes from."))] = "not_known",
    consents: Annotated[
        Path | None,
        typer.Option("--consents", metavar="FILE", help=_("Ledger of consents: workbook, folder or table.")),
    ] = None,
    consent: Annotated[str, typer.Option("--consent", help=_("Number of the consent that it goes under."))] = "",
    edition: Annotated[
        str, typer.Option("--edition", metavar="EDITION", help=_("Edition of the Harmonized System: HS2012."))
    ] = "",
    product: Annotated[
        str, typer.Option("--product", help=_("Key of Annex A, kind of product, or words: cfl, thermometer."))
    ] = "",
    mercury: Annotated[
        str, typer.Option("--mercury", help=_("Content with its unit: 4mg for an item; 5ppm or 2% by weight."))
    ] = "",
    watts: Annotated[str, typer.Option("--watts", help=_("Power of the lamp in W."))] = "",
    length: Annotated[str, typer.Option("--length", help=_("Length of the lamp: 1200mm, 120cm."))] = "",
    holds_mercury: Annotated[
        bool | None, typer.Option("--with-mercury/--without-mercury", help=_("Whether the goods hold mercury."))
    ] = None,
    exemption_until: Annotated[
        str, typer.Option("--exemption-until", metavar="DATE", help=_("Last day of an exemption under Article 6."))
    ] = "",
    law: LawFile = None,
    as_json: AsJson = False,
) -> None:
    """Check one shipment."""
    from almaden.convention.content import parse_length, parse_watts
    from almaden.convention.shipment import check_shipment
    from almaden.convention.shipment_finding import Shipment
    from almaden.reference.countries import find_country
    from almaden.supply.trade.readers.consents import read_consents

    asked = Shipment(
        code, find_country(exporter), find_country(importer), date_asked(day), movement, purpose=purpose,
        origin=origin, consent=consent, holds_mercury=holds_mercury, edition=edition, product=product,
        watts=parse_watts(watts) if watts else None, length_mm=parse_length(length) if length else None,
        exemption_until=day_of(exemption_until, "--exemption-until"),
    )  # fmt: skip
    asked = _measured(asked, quantity, mercury)
    found = check_shipment(asked, law_of(law), read_consents(consents) if consents is not None else None)
    typer.echo(found.to_json()) if as_json else _show(found)
    if found.answer != "allowed":
        raise typer.Exit(1)


def _measured(asked: Shipment, quantity: str, mercury: str) -> Shipment:
    from dataclasses import replace

    from almaden.convention.content import parse_content, parse_quantity

    if quantity:
        number, unit = parse_quantity(quantity)
        asked = replace(asked, quantity=number, unit=unit)
    if mercury:
        content = parse_content(mercury)
        asked = replace(asked, mercury_mg=content.mg, mercury_ppm=content.ppm)
    return asked


def _show(found: ShipmentFinding) -> None:
    from almaden.cli.show import echo_title
    from almaden.convention.shipment_finding import ANSWERS

    asked = found.asked
    head = f"{asked.code}  {asked.exporter} > {asked.importer}  {asked.day.isoformat()}"
    echo_title(f"{head}: {_(ANSWERS[found.answer]).upper()}")
    typer.echo(_(found.reason))
    if found.consent is not None:
        for reason in found.consent.reasons:
            status = "" if reason.status == "verified" else _("(unverified)")
            typer.echo(f"  {_(reason.text)} [{reason.paragraph}] {status}".rstrip())
    for one in found.products:
        _product(one)
    for bar in found.national:
        typer.secho(_(bar.sentence), bold=True)
    if found.steps:
        typer.secho(_("Next steps"), bold=True)
    for step in found.steps:
        typer.echo(f"- {_(step)}")
    for note in found.notes:
        typer.echo(_(note))
    if not found.sure:
        typer.echo(_("Not verified: a rule that counts here was recalled or read second-hand."))


def _product(one: ProductFinding) -> None:
    from almaden.convention.product_finding import ANSWER_NAMES

    typer.echo(f"  {_(one.finding.product.name)}: {_(ANSWER_NAMES[one.answer])}. {_(one.reason)}")
    for bar in one.national:
        typer.echo(f"    {_(bar.sentence)}")
