"""``almaden ledger new``, ``add``, ``count`` and ``import``: what is written into a ledger of this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from almaden.cli import ledger_options as told
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.ledger_input import Lot, Number, kept_ledger, print_json, shown_kg, store_source, today
from almaden.cli.options import AsJson
from almaden.cli.progress import progress_bar


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``ledger``."""
    app.command(
        help=_(
            "Begin a ledger of a country. Its number is told, for --ledger of the other commands.\n\n"
            "\b\n"
            "Example:\n"
            '  almaden ledger new --country GHA --title "Recovered mercury"'
        )
    )(new)
    app.command(
        help=_(
            "Add one entry. It is refused where more would leave a lot than is in it.\n\n"
            "\b\n"
            "Examples:\n"
            '  almaden ledger add opening --lot L1 --amount 10 --unit flask --owner "Made-up plant" --place store '
            '--origin recovered --evidence "slip 1"\n'
            "  almaden ledger add split --lot L1 --amount 100 --to-lot L2\n"
            '  almaden ledger add correction --reverses E2 --reason "typing error"'
        )
    )(add)
    app.command(
        help=_(
            "Add a physical count: a lot was weighed. What differs from the ledger is told at once.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden ledger count L1 344.8 --weighing-error 0.5"
        )
    )(count)
    app.command(
        "import",
        help=_(
            "Put the entries of a file into a ledger. All of them or none; the same file twice changes nothing.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden ledger import entries.xlsx"
        ),
    )(import_)


def new(
    country: Annotated[str, typer.Option("--country", metavar="ISO3", help=_("Country: GHA."))],
    title: Annotated[str, typer.Option("--title", help=_("What the ledger is of."))],
    made_up: Annotated[bool, typer.Option("--made-up", help=_("Its entries are made up, as in an example."))] = False,
    as_json: AsJson = False,
) -> None:
    """Begin a ledger."""
    from almaden.store import setup

    setup.start()
    from almaden.store.ledgers import WRITE, make_ledger
    from almaden.store.operator import operator_with

    ledger = make_ledger(operator_with(WRITE), country, title, made_up=made_up)
    if as_json:
        print_json({"ledger": ledger.pk, "country": ledger.country, "title": ledger.title}, store_source(ledger))
        return
    typer.echo(_("Ledger {number}: {country} {title}").format(number=ledger.pk, country=country, title=ledger.title))


def add(
    kind: told.KindOf,
    lot: told.LotName = "",
    amount: told.Amount = None,
    unit: told.Unit = "kg",
    to_lot: told.ToLot = "",
    owner: told.Owner = "",
    place: told.Place = "",
    origin: told.OriginOf = None,
    form: told.FormOf = None,
    product_kg: told.ProductKg = None,
    country: told.Country = "",
    consent: told.Consent = "",
    authority: told.Authority = "",
    case: told.Case = "",
    holder: told.Holder = "",
    received_from: told.ReceivedFrom = "",
    reason: told.Reason = "",
    reverses: told.Reverses = "",
    weighing_error: told.WeighingError = None,
    evidence: told.Evidence = "",
    reference: told.Reference = "",
    note: told.Note = "",
    day: told.Day = "",
    id: told.EntryId = "",
    number: Number = None,
    as_json: AsJson = False,
) -> None:
    """Add one entry."""
    values = dict(locals())
    _add({name: value for name, value in values.items() if name not in ("number", "as_json")}, number, as_json)


def count(
    lot: Lot,
    amount: Annotated[float, typer.Argument(metavar="AMOUNT", help=_("Mercury that was found."))],
    unit: told.Unit = "kg",
    weighing_error: told.WeighingError = None,
    evidence: told.Evidence = "",
    day: told.Day = "",
    id: told.EntryId = "",
    number: Number = None,
    as_json: AsJson = False,
) -> None:
    """Add a physical count."""
    values: dict[str, Any] = {
        "kind": "count", "lot": lot, "amount": amount, "unit": unit, "weighing_error": weighing_error,
        "evidence": evidence, "day": day, "id": id,
    }  # fmt: skip
    _add(values, number, as_json)


def _add(values: dict[str, Any], number: int | None, as_json: bool) -> None:
    """Add one entry, and tell how its lots stand."""
    from almaden.cli.coal_input import day_of, show_notes

    ledger = kept_ledger(number)
    from almaden.store.ledger_reading import reconciliation
    from almaden.store.ledger_writing import add_entries
    from almaden.store.ledgers import WRITE
    from almaden.store.operator import operator_with
    from almaden.store.record_input import record_from
    from almaden.supply.ledger.entries import entry_of, unit_note
    from almaden.supply.ledger.records import LedgerRecord

    values["id"] = values["id"] or f"E{ledger.entries + 1}"
    values["day"] = day_of(values["day"], "--day") or today()
    record = record_from(LedgerRecord, values)
    note = unit_note(record)
    show_notes((note,) if note is not None else ())
    entry = entry_of(record)
    show_notes(add_entries(operator_with(WRITE), ledger, [entry]).notes)
    source = store_source(ledger)
    lots = [state for name in (entry.lot, entry.to_lot) if name and (state := source.lot(name)) is not None]
    beside = reconciliation(ledger, (entry.lot,)).counts if entry.kind == "count" else ()
    counts = [one for one in beside if one.entry == entry.id]
    if as_json:
        found = {
            "entry": entry.id,
            "sequence": ledger.entries,
            "lots": [{"lot": one.lot, "kg": one.kg} for one in lots],
        }
        print_json(found | {"counts": [one.as_dict() for one in counts]}, source)
        return
    typer.echo(_("Kept as entry {id}.").format(id=entry.id))
    for one in lots:
        typer.echo(_("{lot}: {kg} kg").format(lot=one.lot, kg=shown_kg(one.mass_mg)))
    for compared in counts:
        typer.echo(_(compared.text))


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook, folder or table with entries."))],
    number: Number = None,
    as_json: AsJson = False,
) -> None:
    """Put the entries of a file into a ledger."""
    from almaden.cli.coal_input import show_notes
    from almaden.supply.ledger.readers.entries import read_entries

    read = read_entries(file)
    ledger = kept_ledger(number)
    from almaden.store.ledger_writing import add_entries
    from almaden.store.ledgers import WRITE
    from almaden.store.operator import operator_with

    show_notes(read.notes)
    with progress_bar(_("Entries")) as progress:
        added = add_entries(
            operator_with(WRITE), ledger, read.entries, place=read.place, source_sha256=read.sha256, progress=progress
        )
    show_notes(added.notes)
    if as_json:
        source = store_source(ledger)
        print_json({"added": added.added, "known": added.known, "entries": added.last}, source)
        return
    text = _("{added} entries were added, {known} were there already; the ledger has {entries}.")
    typer.echo(text.format(added=added.added, known=added.known, entries=added.last))
