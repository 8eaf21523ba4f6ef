"""``almaden trade consents`` and ``template``: which shipment of mercury lacks its consent under Article 3."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.coal_input import day_of
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.supply.trade.consent_result import ConsentAnswer, ConsentResult, ShipmentAnswer
    from almaden.supply.trade.readers.consents import ConsentData


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``trade``."""
    app.command(
        help=_(
            "Tell which shipments of mercury lack their consent under Article 3, and why; what is left of each "
            "consent, and which end soon. Leaves with 1 if a shipment lacks its consent.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden trade consents --example\n"
            "  almaden trade consents ledger.xlsx --date 2025-12-01\n"
            "  almaden trade consents ledger.xlsx --within 90 --json"
        )
    )(consents)
    app.command(
        help=_(
            "Write a workbook to be filled in. It holds shipments, consents, Parties and national customs codes.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden trade template ledger.xlsx"
        )
    )(template)


def consents(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help=_("Shipments, consents and Parties: workbook, folder or table.")),
    ] = None,
    on: Annotated[str, typer.Option("--date", metavar="DAY", help=_("Day to answer for; otherwise today."))] = "",
    within: Annotated[int, typer.Option("--within", min=0, help=_("Days within which a consent ends soon."))] = 60,
    example: Annotated[bool, typer.Option("--example", help=_("Use the made-up example of the program."))] = False,
    as_json: AsJson = False,
) -> None:
    """Tell which shipments lack their consent."""
    from almaden.supply.trade.consents import match_consents

    data = _read(file, example)
    found = match_consents(
        data.shipments,
        data.consents,
        data.parties,
        day_of(on, "--date") or datetime.now(UTC).date(),
        within,
        data.sha256,
        data.notice,
    )
    typer.echo(found.to_json()) if as_json else _show(found)
    if found.lacking:
        raise typer.Exit(1)


def template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook to write; it must not exist."))],
    as_json: AsJson = False,
) -> None:
    """Write the template."""
    from almaden.reports.trade_template import CONSENTS_TEMPLATE

    CONSENTS_TEMPLATE.write(file, LANGUAGE)
    tell_written([file], as_json)


def _read(file: Path | None, example: bool) -> ConsentData:
    from almaden.supply.trade.readers.consents import example_ledger, read_consents

    if (file is None) != example:
        raise InputError(
            Fault(
                n_("name a file, or the example, not both and not neither"),
                column="FILE",
                accepted=n_("a ledger of consents, or --example"),
                advice=n_("write the template by 'almaden trade template FILE.xlsx' and fill it in"),
            )
        )
    return example_ledger() if file is None else read_consents(file)


def _show(found: ConsentResult) -> None:
    from almaden.cli.show import echo_title

    for text in (found.meta.notice, *found.notes):
        if text:
            typer.echo(_(text), err=True)
    echo_title(_("Shipments of mercury and their consents"))
    for one in found.shipments:
        _shipment(one)
    typer.echo()
    typer.secho(_("Consents on {day}").format(day=found.on.isoformat()), bold=True)
    for consent in found.consents:
        _consent(consent, consent.reference in found.expiring)
    _show_rest(found)


def _shipment(one: ShipmentAnswer) -> None:
    from almaden.reference.numerals import decimal
    from almaden.supply.trade.consent_result import STANDINGS

    head = f"{one.reference}  {one.day.isoformat()}  {one.exporter} > {one.importer}  {decimal(one.kg, 1, LANGUAGE)} kg"
    typer.echo(f"  {head}  {_(STANDINGS[one.standing])}{'  ' + one.consent if one.consent else ''}")
    for reason in one.reasons:
        if reason.weight != "told" or one.standing == "not asked":
            status = "" if reason.status == "verified" else _("(unverified)")
            typer.echo(f"      {_(reason.text)} [{reason.paragraph}] {status}".rstrip())


def _consent(one: ConsentAnswer, soon: bool) -> None:
    from almaden.reference.numerals import decimal
    from almaden.supply.trade.consent_result import STATES

    used = decimal(one.used_kg, 1, LANGUAGE)
    if one.left_kg is None:
        amounts = _("{used} kg shipped, no limit").format(used=used)
    elif one.exceeded:
        amounts = _("{used} kg shipped, {more} kg too much").format(used=used, more=decimal(-one.left_kg, 1, LANGUAGE))
    else:
        amounts = _("{used} kg shipped, {left} kg left").format(used=used, left=decimal(one.left_kg, 1, LANGUAGE))
    ends = _("ends in {days} days").format(days=one.days_left) if soon else ""
    typer.echo(
        f"  {one.reference:<16} {one.form}  {one.exporter or '*':<3} > {one.importer}  {_(STATES[one.state]):<14} "
        f"{amounts} {ends}".rstrip()
    )
    for question in one.questions:
        typer.echo(f"      {_(question)}")


def _show_rest(found: ConsentResult) -> None:
    from almaden.supply.trade.consent_result import STANDINGS

    typer.echo()
    for names in found.duplicates:
        typer.echo(_("These tell the same: {names}").format(names=", ".join(names)))
    for one in found.unverified:
        typer.echo(_("Rests on {paragraph}, whose text was not re-read: {seen}").format(
            paragraph=one.paragraph, seen=one.seen))  # fmt: skip
    counts = found.summary()
    typer.echo("; ".join(f"{_(text)}: {counts[name]}" for name, text in STANDINGS.items()))
