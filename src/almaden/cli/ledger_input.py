"""What the commands of ledgers share: which ledger, from the store of this machine or from a file."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from almaden.cli.language import LANGUAGE, _
from almaden.cli.ledger_sources import FileSource, Source, StoreSource
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.store.models import Ledger

Lot: TypeAlias = Annotated[str, typer.Argument(metavar="LOT", help=_("Name of the lot."))]
Number: TypeAlias = Annotated[
    int | None,
    typer.Option("--ledger", metavar="NUMBER", help=_("Number of the ledger; not needed where there is one only.")),
]
File: TypeAlias = Annotated[
    Path | None,
    typer.Option("--file", metavar="FILE", help=_("Read the ledger from this file, without the store.")),
]


def source_of(file: Path | None, number: int | None) -> Source:
    """The ledger of a file, or of the store.

    Raises:
        InputError: the file has faults, or there is no such ledger.
    """
    if file is None:
        return store_source(kept_ledger(number))
    from almaden.cli.coal_input import show_notes
    from almaden.supply.ledger.batch import add_all
    from almaden.supply.ledger.book import Book
    from almaden.supply.ledger.readers.entries import read_entries

    read = read_entries(file)
    show_notes(read.notes)
    book = Book()
    add_all(book, read.entries, today(), read.place)
    return FileSource(book, read.sha256)


def store_source(ledger: Ledger) -> StoreSource:
    """A ledger of the store as it stands."""
    from almaden.store.studies import MADE_UP

    return StoreSource(ledger, ledger.head, _(MADE_UP) if ledger.made_up else "")


def kept_ledger(number: int | None) -> Ledger:
    """A ledger of the store; the only one where no number is given.

    Raises:
        InputError: there is none of this number, or several and no number is given.
    """
    from almaden.store import setup

    setup.start()
    from almaden.store.models import Ledger

    known = list(Ledger.objects.order_by("pk"))
    found = [one for one in known if number in (None, one.pk)]
    if len(found) == 1:
        return found[0]
    raise InputError(
        Fault(
            n_("there is no such ledger") if not found else n_("there are several ledgers"),
            column="--ledger",
            value="" if number is None else str(number),
            accepted="; ".join(f"{one.pk} ({one.country} {one.title})" for one in known),
            advice=n_("give its number, or begin one by: almaden ledger new"),
        )
    )


def no_such_lot(lot: str) -> InputError:
    """That a ledger has no lot of a name."""
    return InputError(
        Fault(n_("the ledger has no such lot"), column="LOT", value=lot, advice=n_("see: almaden ledger balance"))
    )


def today() -> date:
    """This day."""
    return datetime.now(UTC).date()


def print_json(told: dict[str, Any], source: Source) -> None:
    """Print a result with how it was made."""
    from almaden import __version__

    meta = {"program": "almaden", "version": __version__, "input_sha256": source.sha256, "notice": source.notice}
    typer.echo(json.dumps({**told, "meta": meta}, ensure_ascii=False, indent=2))


def shown_kg(mass_mg: int) -> str:
    """A mass in kg, to the milligram where it has any."""
    from almaden.reference.numerals import decimal

    digits = next((digits for digits in (0, 3) if mass_mg % 10 ** (6 - digits) == 0), 6)
    return decimal(mass_mg / 1_000_000, digits, LANGUAGE)
