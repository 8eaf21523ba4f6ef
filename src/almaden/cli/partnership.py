"""``almaden partnership``: the registry of the Global Mercury Partnership."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli import (
    partnership_effect,
    partnership_fact_sheet,
    partnership_files,
    partnership_import,
    partnership_match,
    partnership_remind,
    partnership_report,
)
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.partnership_input import Folder, KnownAt, Store, day, print_json, read

if TYPE_CHECKING:
    from almaden.partnership.summary import Summary, TargetLine

app = CommandGroup(
    help=_(
        "The Global Mercury Partnership. Its partners, what they do, what it costs and what it changed, from a "
        "registry of records."
    )
)

#: As many lines as a list shows to people; JSON holds all.
_SHOWN = 15


def add_commands(main: CommandGroup) -> None:
    """Put the group under the command ``almaden``."""
    for commands in (
        partnership_report,
        partnership_fact_sheet,
        partnership_match,
        partnership_effect,
        partnership_files,
        partnership_import,
        partnership_remind,
    ):
        commands.add_commands(app)
    main.add_typer(app, name="partnership")


@app.command(
    help=_(
        "Count a registry. Activities, countries, partners, money and targets, and what does not fit together.\n\n"
        "FOLDER holds one table for each kind of record (activity.csv, partner.csv); a workbook with a sheet for "
        "each does as well. --store counts what is kept on this machine. Without both, the registry that comes along "
        "is counted: five public documents in our words.\n\n"
        "\b\n"
        "Examples:\n"
        "  almaden partnership summary\n"
        "  almaden partnership summary almaden-demo/partnership --as-of 2012-06-30\n"
        "  almaden partnership summary --store --as-of 2020-11-30 --known-at 2026-11-20T12:00Z\n"
        "  almaden partnership summary --json"
    )
)
def summary(
    folder: Folder = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help=_("Day in the world, year-month-day; everything if left out.")),
    ] = None,
    store: Store = False,
    known_at: KnownAt = "",
    as_json: AsJson = False,
) -> None:
    """Count a registry at a day."""
    from almaden.partnership.summary import summary as count

    found = count(read(folder, store, known_at), day(as_of, "--as-of") if as_of else None)
    if as_json:
        print_json(found.to_json() | ({"known_at": known_at} if known_at else {}))
    else:
        _show(found)


def _show(found: Summary) -> None:
    from almaden.cli.show import echo_title
    from almaden.partnership.codes import area_names

    title = _("The Partnership on {day}").format(day=found.as_of) if found.as_of else _("The Partnership")
    echo_title(title)
    counts = found.activities
    _paragraph(
        _(
            "{canonical} activities, each counted once; {told} tellings, {again} of them of what was told before. "
            "{parts} are no part of another. {undated} have no date and count at every day."
        ).format(
            canonical=counts.canonical,
            told=counts.told,
            again=counts.told_again,
            parts=counts.without_parent,
            undated=counts.undated,
        )
    )
    names = area_names()
    _table(_("by area"), {f"{area:<7} {_(names.get(area, area))}": count for area, count in counts.by_area.items()})
    _table(_("by document"), counts.by_seed)
    _table(_("by state"), counts.by_status)
    _table(_("by type"), counts.by_type)
    _show_countries(found)
    _show_partners(found)
    _show_funding(found)
    _show_rest(found)


def _show_countries(found: Summary) -> None:
    from almaden.reference.countries import country_name

    countries = found.countries
    by_name = {f"{code} {country_name(code, LANGUAGE)}": count for code, count in countries.by_country.items()}
    _table(_("by country"), by_name)
    _paragraph(
        _("{distinct} countries, {mentions} mentions; {without} activities do not say where they are.").format(
            distinct=countries.distinct, mentions=countries.mentions, without=countries.without_country
        )
    )


def _show_partners(found: Summary) -> None:
    typer.echo()
    for on, one in found.partners.by_date.items():
        parts = _("; ").join(f"{words} {count}" for words, count in one.as_stated.items() if words != "total")
        total = "?" if one.total is None else one.total
        _paragraph(_("Partners stated for {day}: {total} ({parts}).").format(day=on, total=total, parts=parts))
    typer.echo()
    typer.secho(_("named most often: all, and where documents name them themselves"), bold=True)
    for named in found.partners.most_named[:_SHOWN]:
        typer.echo(f"  {named.count:>6} {named.stated:>6}  {named.name}")
    _table(_("who pays for most activities"), {one.name: one.count for one in found.partners.funders})


def _show_funding(found: Summary) -> None:
    money = found.funding
    typer.echo()
    typer.secho(_("money as it was stated"), bold=True)
    for currency, amount in money.projects_by_currency.items():
        typer.echo(f"  {_amount(amount):>14} {currency}  {_('sums of projects')}")
    for one in money.programme.totals:
        typer.echo(f"  {_amount(one.amount):>14} {one.currency}  {one.item}")
    text = _("{named} statements name who pays, without a sum. Sums are not added to each other: they may overlap.")
    _paragraph(text.format(named=money.named))


def _show_rest(found: Summary) -> None:
    if found.targets:
        typer.echo()
        typer.secho(_("targets as they were stated"), bold=True)
    for target in found.targets:
        words = "; ".join(filter(None, (_asked(target), target.stated, _(target.verdict))))
        _paragraph(f"  {target.area:<7} {target.due:<7}  {target.statement} ({words})")
    if found.contradictions:
        typer.echo()
        typer.secho(_("what does not fit together"), bold=True)
    for said in found.contradictions:
        _paragraph(f"{_(said.topic)}: {_(said.text)}", "  ")
    if found.remarks:
        typer.echo()
    for remark in found.remarks:
        _paragraph(_(remark))


def _asked(target: TargetLine) -> str:
    """The number of a target as it was stated, with the sign of a fall or a rise."""
    from almaden.reference.numerals import exact

    if target.value is None:
        return ""
    sign = {"reduce": "-", "increase": "+"}.get(target.direction, "")
    return f"{sign}{exact(target.value, LANGUAGE)} {target.unit}".strip()


def _table(title: str, counts: Mapping[str, int]) -> None:
    """A list of counts with its title; a long one is cut, and says so."""
    if not counts:
        return
    typer.echo()
    typer.secho(title, bold=True)
    for name, count in list(counts.items())[:_SHOWN]:
        typer.echo(f"  {count:>6}  {name}")
    if len(counts) > _SHOWN:
        typer.echo("  " + _("and {count} more; --json lists all").format(count=len(counts) - _SHOWN))


def _amount(amount: float) -> str:
    from almaden.reference.numerals import exact

    return exact(round(amount), LANGUAGE)


def _paragraph(text: str, indent: str = "") -> None:
    from almaden.cli.show import width

    typer.echo(textwrap.fill(text, width(), initial_indent=indent, subsequent_indent=indent))
