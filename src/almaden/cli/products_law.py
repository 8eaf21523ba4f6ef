"""``almaden products board``, ``gaps``, ``law-template``: what is barred, and where national law falls short."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.products_law_input import LawFile, OnDate, date_asked, law_of

if TYPE_CHECKING:
    from almaden.convention.board import Board, BoardRow
    from almaden.convention.gaps import GapRow, GapTable


def add_commands(app: CommandGroup) -> None:
    """Add ``board``, ``gaps`` and ``law-template``."""
    app.command(
        help=_(
            "Show every entry of Annex A and how it stands: barred, to be barred, a duty, unclear. With decision, and "
            "whether its text was read.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products board\n"
            "  almaden products board --party GHA --party ARG --date 2026-06-30 --json"
        )
    )(board)
    app.command(
        help=_(
            "Compare the law of a country with Annex A, product by product, and tell the next steps with their days. "
            "FILE holds Parties, exemptions and measures of your own.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products gaps law.xlsx --country GHA\n"
            "  almaden products gaps --country DEU --json"
        )
    )(gaps)
    app.command(
        "law-template",
        help=_(
            "Write a workbook for Parties, their exemptions, and the laws of a country, with examples.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden products law-template law.xlsx"
        ),
    )(law_template)


def board(
    party: Annotated[
        list[str] | None, typer.Option("--party", metavar="ISO3", help=_("Country; may be given several times."))
    ] = None,
    day: OnDate = "",
    law: LawFile = None,
    as_json: AsJson = False,
) -> None:
    """Show the phase-out board."""
    from almaden.convention.board import board as made
    from almaden.reference.countries import find_country

    known = law_of(law)
    found = made(date_asked(day), [known.party(find_country(one)) for one in party or ()])
    if as_json:
        typer.echo(found.to_json())
        return
    _show_board(found)


def _show_board(found: Board) -> None:
    from almaden.cli.show import echo_title

    echo_title(_("Annex A on {day}").format(day=found.on.isoformat()))
    for text in found.assumptions:
        typer.echo(_(text))
    country = ""
    for row in found.rows:
        if row.country != country:
            country = row.country
            typer.secho(country, bold=True)
        typer.echo(_board_line(row))
    typer.echo(_("* not verified: recalled, or read second-hand"))


def _board_line(row: BoardRow) -> str:
    from almaden.convention.board import STANDING_NAMES

    what = _(row.entry) + (f", {_(row.condition)}" if row.condition else "")
    standing = _(STANDING_NAMES[row.standing])
    if row.first_day is not None and row.standing == "barred":
        standing = _("barred since {day}").format(day=row.first_day.isoformat())
    elif row.first_day is not None and row.standing == "will be barred":
        standing = _("barred from {day}").format(day=row.first_day.isoformat())
    if row.unsure:
        standing += _("; not sure: {what}").format(what=_(row.unsure))
    mark = "* " if row.status == "unverified" else "  "
    return f"{mark}{row.rule}  {what}: {standing} ({_(row.decision)})"


def gaps(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help=_("Workbook, folder or table; without it what the program knows.")),
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option("--country", metavar="ISO3", help=_("Country; may be given several times."))
    ] = None,
    product: Annotated[
        str, typer.Option("--product", help=_("Only this product: key of Annex A, kind of product, or words."))
    ] = "",
    day: OnDate = "",
    as_json: AsJson = False,
) -> None:
    """Compare national law with Annex A."""
    from almaden.convention.gaps import gap_table
    from almaden.convention.product_names import find_product
    from almaden.reference.countries import find_country

    known = law_of(file)
    wanted = [find_country(one) for one in country or ()] or sorted(known.told)
    parties = [known.party(one) for one in wanted or sorted(known.parties)]
    products = find_product(product).leaves if product else ()
    found = gap_table(parties, known, date_asked(day), products=products)
    if as_json:
        typer.echo(found.to_json())
        return
    _show_gaps(found)


#: With more countries than this only the sums are shown; the rows are in --json.
_MANY = 4


def _show_gaps(found: GapTable) -> None:
    from almaden.cli.show import echo_title
    from almaden.convention.gaps import STANDING_NAMES

    echo_title(_("National law beside Annex A on {day}").format(day=found.on.isoformat()))
    for country, counted in found.summary().items():
        told = [f"{_(STANDING_NAMES[key])} {count}" for key, count in counted.items() if count]  # type: ignore[index]
        typer.echo(f"{country}  {', '.join(told)}")
    if len(found.summary()) > _MANY:
        return
    typer.echo()
    for _key, rows in groupby(found.rows, key=_alike):
        typer.echo(_gap_line(list(rows)))
    typer.echo(_("* not sure: a day or law was not read, or not every law of the country is known"))
    typer.echo()
    if found.steps:
        typer.secho(_("Next steps"), bold=True)
    for step in found.steps:
        when = _("overdue since {day}") if step.overdue else _("by {day}")
        typer.echo(f"  {step.country}  {when.format(day=step.by.isoformat()):<26} {_(step.entry)}: {_(step.text)}")


def _alike(row: GapRow) -> tuple[object, ...]:
    return row.country, row.rule, row.standing, row.since, row.uncovered, row.sure


def _gap_line(rows: Sequence[GapRow]) -> str:
    """One line for movements of an entry that stand alike."""
    from almaden.convention.gaps import STANDING_NAMES
    from almaden.convention.product_finding import MOVEMENT_NAMES

    row = rows[0]
    what = _(row.entry) + (f", {_(row.condition)}" if row.condition else "")
    movements = ", ".join(_(MOVEMENT_NAMES[one.movement]) for one in rows)
    mark = "  " if row.sure else "* "
    text = f"{mark}{row.country}  {row.rule}  {what} [{movements}]: {_(STANDING_NAMES[row.standing])}"
    if row.since is not None:
        text += _(" since {day}").format(day=row.since.isoformat())
    if row.uncovered:
        text += f" ({_(row.uncovered)})"
    return text


def law_template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook to write; it must not exist."))],
    as_json: AsJson = False,
) -> None:
    """Write the template."""
    from almaden.cli.written import tell_written
    from almaden.reports.law_template import LAW_TEMPLATE

    LAW_TEMPLATE.write(file, LANGUAGE)
    tell_written([file], as_json, [_("Next: almaden products gaps {path}").format(path=file)])
