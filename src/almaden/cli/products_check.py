"""``almaden products check``: whether a product may be imported, exported or made on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from almaden.cli.coal_input import day_of
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.products_law_input import LawFile, OnDate, PartyName, date_asked, law_of, party_of

if TYPE_CHECKING:
    from almaden.convention.product_finding import ProductFinding

_Movement = Literal["import", "export", "manufacture", "use"]
_Purpose = Literal[
    "civil_protection_military", "research_calibration", "traditional_religious", "vaccine_thiomersal", "exception"
]


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``products``."""
    app.command(
        help=_(
            "Say whether a product with mercury may be imported, exported or made on a day: barred, allowed, or "
            "unclear with the reason. A text of law that was not read never decides: the answer is then unclear, and "
            "says what it would be and where to look.\n\n"
            "The answer is that of the Convention; national law that is known is told beside it. Exit code: 0 nothing "
            "bars it; 1 barred or unclear; 2 bad input.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products check --product cfl_integrated --mercury 4mg --watts 20 --movement import\n"
            '  almaden products check --product "button cell" --mercury "1 %" --date 2026-03-01 --movement export\n'
            "  almaden products check --product thermometer --party BRA --exemption-until 2025-12-31 --movement import"
        )
    )(check)


def check(
    product: Annotated[
        str, typer.Option("--product", help=_("Key of Annex A, kind of product, or words: cfl, thermometer."))
    ],
    movement: Annotated[_Movement, typer.Option("--movement", help=_("What is done with it."))],
    mercury: Annotated[
        str, typer.Option("--mercury", help=_("Content with its unit: 4mg for an item; 5ppm or 2% by weight."))
    ] = "",
    watts: Annotated[str, typer.Option("--watts", help=_("Power of the lamp in W."))] = "",
    length: Annotated[str, typer.Option("--length", help=_("Length of the lamp: 1200mm, 120cm."))] = "",
    day: OnDate = "",
    party: PartyName = "",
    exemption_until: Annotated[
        str, typer.Option("--exemption-until", metavar="DATE", help=_("Last day of an exemption under Article 6."))
    ] = "",
    purpose: Annotated[
        _Purpose | None,
        typer.Option("--purpose", help=_("What takes it out of Annex A; exception: what its entry excepts.")),
    ] = None,
    law: LawFile = None,
    as_json: AsJson = False,
) -> None:
    """Check one product."""
    from almaden.convention.content import Content, parse_content, parse_length, parse_watts
    from almaden.convention.movement import check_product

    content = parse_content(mercury) if mercury else Content()
    known = law_of(law)
    asking = party_of(party, known)
    found = check_product(
        product,
        date_asked(day),
        movement,
        mercury_mg=content.mg,
        mercury_ppm=content.ppm,
        watts=parse_watts(watts) if watts else None,
        length_mm=parse_length(length) if length else None,
        party=asking,
        exemption_until=day_of(exemption_until, "--exemption-until"),
        purpose=purpose,
        measures=known.measures_of(asking.country) if asking is not None else (),
    )
    if as_json:
        typer.echo(found.to_json())
    else:
        _show(found)
    if not found.may_go_on:
        raise typer.Exit(1)


def _show(found: ProductFinding) -> None:
    from almaden.cli.show import echo_title
    from almaden.convention.product_finding import ANSWER_NAMES, MOVEMENT_NAMES

    title = _("{name}, {movement}, {day}: {answer}").format(
        name=_(found.finding.product.name),
        movement=_(MOVEMENT_NAMES[found.movement]),
        day=found.on.isoformat(),
        answer=_(ANSWER_NAMES[found.answer]).upper(),
    )
    echo_title(title)
    typer.echo(_(found.reason))
    if found.answer == "unclear":
        for one in found.unsure:
            if one.sure_until is not None:
                typer.echo("  " + _sure_days(one.rule, one.sure_until.isoformat(), one.sure_after))
    for bar in found.national:
        typer.secho(_(bar.sentence), bold=True)
    for text in found.assumptions:
        typer.echo(_(text))
    for said in found.remarks(_):
        typer.echo(f"- {said}")
    if found.rule is not None:
        typer.echo(_("Source: {source}.").format(source=found.rule.source))
        typer.echo(_("Read at: {seen}.").format(seen=found.rule.seen))


def _sure_days(rule: str, until: str, after: object) -> str:
    if after is None:
        return _("Rule {rule}: allowed for sure until {until}.").format(rule=rule, until=until)
    text = _("Rule {rule}: allowed for sure until {until}, barred for sure after {after}.")
    return text.format(rule=rule, until=until, after=after)
