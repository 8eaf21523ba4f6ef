"""What the commands of the Partnership share: the registry that is asked about, days, and JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

import typer

from almaden.cli.language import _
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.partnership.checks import Kept
    from almaden.partnership.registry import Registry

#: So many doubts are listed as text.
_DOUBTS: Final = 20
#: Which registry a command asks: these three go to :func:`read`.
Folder: TypeAlias = Annotated[
    Path | None,
    typer.Argument(
        metavar="[FOLDER]",
        help=_(
            "Folder or workbook of the registry; without it, and without --store, the demonstration that comes along."
        ),
    ),
]
Store: TypeAlias = Annotated[
    bool, typer.Option("--store", help=_("Ask the registry that is kept on this machine: its published records."))
]
KnownAt: TypeAlias = Annotated[
    str,
    typer.Option(
        "--known-at",
        metavar="MOMENT",
        help=_("With --store: as it was kept at this moment, 2026-11-20T12:00Z; a day alone is its first moment."),
    ),
]


def read(folder: Path | None, store: bool = False, known_at: str = "") -> Registry:
    """The registry of a folder, of the store, or the one that comes along.

    Args:
        folder: a folder or workbook.
        store: take what is kept on this machine instead.
        known_at: the moment of recording, only for the store; empty for now.

    Raises:
        InputError: the three contradict each other, the moment is none, or the folder has faults.
    """
    if known_at and not store:
        raise InputError(
            Fault(
                n_("only the store knows what was kept at a moment"),
                column="--known-at",
                value=known_at,
                advice=n_("add --store"),
            )
        )
    if store:
        if folder is not None:
            raise InputError(
                Fault(
                    n_("choose either a folder or the store"),
                    column="--store",
                    value=str(folder),
                    advice=n_("leave one of the two out"),
                )
            )
        return _kept(moment(known_at, "--known-at") if known_at else None)
    if folder is None:
        from almaden.demo.registry import demo_registry

        return demo_registry()
    return read_file(folder)


def read_file(path: Path, kept: Kept | None = None, unplaced: list[str] | None = None) -> Registry:
    """The registry of a file of the IATI standard, a workbook or a folder of tables.

    Args:
        path: the file or folder.
        kept: what its records may name beside each other.
        unplaced: takes the keys of activities of an IATI file that name no area of work.

    Raises:
        InputError: with all faults.
    """
    if path.suffix.lower() == ".xml":
        from almaden.partnership.readers.iati_registry import read_iati_registry

        return read_iati_registry(path, kept=kept or {}, unplaced=unplaced)
    from almaden.partnership.readers.registry_folder import read_registry

    return read_registry(path, kept or {})


def doubts_of(registry: Registry) -> tuple[Fault, ...]:
    """What is probably wrong in a registry that is about to come in."""
    from almaden.partnership.doubts import doubts

    return doubts(registry, datetime.now(UTC).date())


def show_doubts(found: Sequence[Fault], unplaced: Sequence[str]) -> None:
    """Tell what is probably wrong, and how many activities got an area that nobody named."""
    if unplaced:
        text = _("{count} activities name no area of work and were put under CROSS.")
        typer.echo(text.format(count=len(unplaced)))
    if found:
        typer.echo(_("Worth a look, and not refused:"))
    for one in found[:_DOUBTS]:
        typer.echo(f"  {one.place_in(_)}: {_(one.problem)}")
    if len(found) > _DOUBTS:
        typer.echo("  " + _("and {count} more; --json lists all").format(count=len(found) - _DOUBTS))


def json_doubts(found: Sequence[Fault], unplaced: Sequence[str]) -> dict[str, Any]:
    """The same as plain values."""
    listed = [{"record": one.file, "column": one.column, "value": one.value, "problem": one.problem} for one in found]
    return {"doubts": listed, "without_area": list(unplaced)}


def _kept(known_at: datetime | None) -> Registry:
    from almaden.store import setup

    setup.start()

    from almaden.store.registry.reading import published_registry

    return published_registry(known_at)


def moment(text: str, option: str) -> datetime:
    """A moment of the past that was given as an option; without a zone it is in UTC.

    Raises:
        InputError: it is no moment, or it has not come yet: what will be known then, nobody knows.
    """
    try:
        found = datetime.fromisoformat(text)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise InputError(
            Fault(
                n_("this is not a moment"),
                column=option,
                value=text,
                accepted=n_("year-month-day, or with the time, such as 2026-11-20T12:00Z"),
                advice=n_("write the year with four digits, all else with two"),
            )
        ) from None
    if found > datetime.now(UTC):
        raise InputError(
            Fault(
                n_("this moment has not come yet"),
                column=option,
                value=text,
                advice=n_("leave the option out for what is known now"),
            )
        )
    return found


def day(text: str, option: str) -> date:
    """A day that was given as an option.

    Raises:
        InputError: it is no day.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(
            Fault(
                "this is not a day",
                column=option,
                value=text,
                accepted="year-month-day, such as 2020-11-30",
                advice="write it with four, two and two digits",
            )
        ) from None


def print_json(content: Mapping[str, Any]) -> None:
    """Plain values as JSON, with the program that made them."""
    from almaden import __version__

    meta = {"program": "almaden", "version": __version__}
    typer.echo(json.dumps({"meta": meta, **content}, ensure_ascii=False, indent=2))
