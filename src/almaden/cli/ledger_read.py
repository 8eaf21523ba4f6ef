"""``almaden ledger show``, ``trace``, ``balance`` and ``export``: what a ledger says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.ledger_input import (
    File,
    Lot,
    Number,
    kept_ledger,
    no_such_lot,
    print_json,
    shown_kg,
    source_of,
)
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written

if TYPE_CHECKING:
    from almaden.supply.ledger.ancestry import Ancestry
    from almaden.supply.ledger.custody import Custody
    from almaden.supply.ledger.destinations import Destinations
    from almaden.supply.ledger.states import LotState, Posting


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``ledger``."""
    app.command(
        help=_(
            "Show a lot: how it stands, its entries, and for seized mercury its chain of custody.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden ledger show L1\n"
            "  almaden ledger show L1 --file entries.xlsx --json"
        )
    )(show)
    app.command(
        help=_(
            "Trace a lot: where its mercury came from, and where it went. Mercury that is merged counts as mixed.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden ledger trace L1\n"
            "  almaden ledger trace L1 --file entries.xlsx --json"
        )
    )(trace)
    app.command(
        help=_(
            "Tell how much is where: by owner, place and form, and what came in and went out.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden ledger balance\n"
            "  almaden ledger balance --file entries.xlsx --json"
        )
    )(balance)
    app.command(
        help=_(
            "Write every entry of a ledger into a file. It can be checked and imported again.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden ledger export entries.csv"
        )
    )(export)


def show(lot: Lot, file: File = None, number: Number = None, as_json: AsJson = False) -> None:
    """Show a lot."""
    source = source_of(file, number)
    postings = source.postings(lot)
    if not postings:
        raise no_such_lot(lot)
    state, chain = source.lot(lot), source.custody(lot)
    if as_json:
        told: dict[str, Any] = {"lot": None if state is None else _state(state)}
        told["entries"] = [_posting(one) for one in postings]
        print_json(told | {"custody": None if chain is None else chain.as_dict()}, source)
        return
    from almaden.cli.show import echo_title

    echo_title(lot)
    if state is None:
        typer.echo(_("Its opening was taken back."))
    else:
        typer.echo(
            _("{kg} kg of mercury as {form}; owner {owner}, place {place}").format(
                kg=shown_kg(state.mass_mg), form=_(_form_name(state.form)), owner=state.owner, place=state.place
            )
        )
    for one in postings:
        typer.echo(_line(one))
    if chain is not None:
        _show_custody(chain)


def trace(lot: Lot, file: File = None, number: Number = None, as_json: AsJson = False) -> None:
    """Trace a lot."""
    source = source_of(file, number)
    back, ahead = source.ancestry(lot), source.destinations(lot)
    if back is None or ahead is None:
        raise no_such_lot(lot)
    if as_json:
        print_json({"ancestry": back.as_dict(), "destinations": ahead.as_dict()}, source)
        return
    _show_ancestry(back)
    typer.echo()
    _show_destinations(ahead)


def balance(file: File = None, number: Number = None, as_json: AsJson = False) -> None:
    """Tell how much is where."""
    source = source_of(file, number)
    found = source.balances()
    if as_json:
        lots = [_state(one) for one in source.lots()]
        print_json({**found.as_dict(), "in_lots": lots}, source)
        return
    from almaden.cli.show import echo_title

    echo_title(_("{kg} kg; lots: {lots}").format(kg=shown_kg(found.stock_mg), lots=found.lots))
    forms = {_form_name(name): mass for name, mass in found.forms.items()}
    accounts = {_account_name(name): mass for name, mass in found.accounts.items()}
    _show_sums(_("By owner"), found.owners, translated=False)
    _show_sums(_("By place"), found.places, translated=False)
    _show_sums(_("By form"), forms, translated=True)
    _show_sums(_("What came in and went out"), accounts, translated=True)


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Table of text to write; it must not exist."))],
    number: Number = None,
    as_json: AsJson = False,
) -> None:
    """Write every entry of a ledger into a file."""
    ledger = kept_ledger(number)
    from almaden.reports.ledger_template import write_entries
    from almaden.store.ledger_reading import entries_of

    write_entries(file, (one.entry for one in entries_of(ledger)))
    tell_written([file], as_json, [_("Next: almaden ledger check {path}").format(path=file)])


def _state(lot: LotState) -> dict[str, Any]:
    return {
        "lot": lot.lot, "kg": lot.kg, "form": lot.form, "product_kg": lot.product_kg, "owner": lot.owner,
        "place": lot.place, "authority": lot.authority, "case": lot.case, "holder": lot.holder,
        "opened_on": lot.opened_on.isoformat(), "last_day": lot.last_day.isoformat(),
    }  # fmt: skip


def _posting(one: Posting) -> dict[str, Any]:
    from almaden.supply.ledger.entries import kg, record_of

    told = record_of(one.entry).model_dump(mode="json", exclude_defaults=True)
    return {"sequence": one.sequence, "from": one.source, "to": one.target, "kg": kg(one.mass_mg), "entry": told}


def _line(one: Posting) -> str:
    from almaden.supply.ledger.records import KIND_NAMES

    entry = one.entry
    way = " > ".join(name or "..." for name in dict.fromkeys((one.source, one.target)))
    more = "; ".join(part for part in (entry.owner, entry.place, entry.reason, entry.reverses, entry.evidence) if part)
    name = _(KIND_NAMES[entry.kind])
    return (
        f"  {entry.day.isoformat()}  {entry.id:<12} {name:<15} {shown_kg(one.mass_mg):>14} kg  {way}  {more}".rstrip()
    )


def _show_custody(chain: Custody) -> None:
    typer.echo()
    state = _("without a gap") if chain.complete else _("with gaps")
    text = _("Chain of custody of case {case}, seized by {authority}: {state}")
    typer.secho(text.format(case=chain.case, authority=chain.authority, state=state), bold=True)
    for link in chain.links:
        typer.echo(f"  {link.day.isoformat()}  {link.entry:<12} {link.holder}  {link.evidence}".rstrip())
    for one in chain.breaks:
        typer.echo(f"  {_(one)}")


def _show_ancestry(found: Ancestry) -> None:
    from almaden.cli.show import echo_title
    from almaden.reference.numerals import decimal
    from almaden.supply.ledger.records import ORIGIN_NAMES

    echo_title(_("Where {kg} kg of {lot} came from").format(kg=shown_kg(found.mass_mg), lot=found.lot))
    for one in found.origins:
        share = decimal(100 * one.share, 1, LANGUAGE)
        name = _(ORIGIN_NAMES[one.origin])
        typer.echo(
            f"  {shown_kg(one.mass_mg):>14} kg {share:>6} %  {name:<16} {one.day.isoformat()}  {one.lot} ({one.entry})"
        )
    if found.lots:
        typer.echo(_("by way of {lots}").format(lots=", ".join(found.lots)))


def _show_destinations(found: Destinations) -> None:
    from almaden.cli.show import echo_title

    echo_title(_("Where {kg} kg of {lot} went").format(kg=shown_kg(found.mass_mg), lot=found.lot))
    for one in found.parts:
        if one.kind == "lot":
            text = _("in the lot {lot}").format(lot=one.lot)
        else:
            text = _("{kind} from the lot {lot} ({entry})").format(
                kind=_(_account_name(one.kind)), lot=one.lot, entry=one.entry
            )
        typer.echo(f"  {shown_kg(one.mass_mg):>14} kg  {text}")


def _form_name(form: str) -> str:
    from almaden.reference.tables import read_table

    return next(row["name"] for row in read_table("supply/ledger_forms") if row["key"] == form)


def _account_name(account: str) -> str:
    from almaden.supply.ledger.records import KIND_NAMES, ORIGIN_NAMES

    name = account.removeprefix("opening ")
    return ORIGIN_NAMES[name] if name in ORIGIN_NAMES else KIND_NAMES[name]


def _show_sums(title: str, sums: Mapping[str, int], translated: bool) -> None:
    typer.secho(title, bold=True)
    for name, mass in sums.items():
        typer.echo(f"  {shown_kg(mass):>14} kg  {_(name) if translated else name}")
