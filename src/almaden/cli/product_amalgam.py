"""``almaden products amalgam``: how far a country is on the way out of dental amalgam."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.coal_input import show_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.product_switch import Filled, MadeUp, NewWorkbook, either, unverified, write
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.sectors.products.amalgam_result import AmalgamResult, Trend


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``products``."""
    app.command(
        "amalgam",
        help=_(
            "Follow the way out of dental amalgam. Measures taken, trends of indicators, when goals are reached, "
            "beside the dates of the Convention.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products amalgam --example\n"
            "  almaden products amalgam amalgam.xlsx --goal amalgam_share=0.05\n"
            "  almaden products amalgam amalgam.xlsx --by 2030 --json"
        ),
    )(amalgam)
    app.command(
        "amalgam-template",
        help=_(
            "Write a workbook for dental amalgam. Measures with their evidence, indicators of years.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products amalgam-template amalgam.xlsx"
        ),
    )(template)


def amalgam(
    file: Filled = None,
    example: MadeUp = False,
    by: Annotated[
        list[int] | None, typer.Option("--by", metavar="YEAR", help=_("A further year to compare with; repeatable."))
    ] = None,
    goal: Annotated[
        list[str] | None,
        typer.Option("--goal", metavar="INDICATOR=VALUE", help=_("Own goal of an indicator; repeatable.")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Follow the way out of dental amalgam."""
    from almaden.convention.product_ends import end_years
    from almaden.demo.product_examples import product_example
    from almaden.sectors.products.amalgam import follow_amalgam
    from almaden.sectors.products.readers.amalgam import read_amalgam

    either(file, example)
    if file is not None:
        data = read_amalgam(file)
    else:
        with product_example("amalgam") as folder:
            data = read_amalgam(folder)
    found = follow_amalgam(data, end_years("dental_amalgam"), by or (), _goals(goal or ()))
    if as_json:
        typer.echo(found.to_json())
        return
    show_notes(tuple(found.notes))
    _show(found)


def template(file: NewWorkbook, as_json: AsJson = False) -> None:
    """Write the template."""
    write("amalgam", file, as_json)


def _goals(told: list[str] | tuple[str, ...]) -> dict[str, float]:
    from almaden.quantity.numbers import NumberError, parse_number
    from almaden.sectors.products.amalgam import indicators

    found = {}
    for text in told:
        key, _equals, value = text.partition("=")
        try:
            found[key] = parse_number(value)
        except NumberError:
            key = ""
        if key not in indicators():
            raise InputError(
                Fault(
                    n_("this is no goal of an indicator"), column="--goal", value=text,
                    accepted=", ".join(f"{one}=" for one in indicators()), advice=n_("write it as INDICATOR=VALUE"),
                )
            )  # fmt: skip
    return found


def _show(found: AmalgamResult) -> None:
    from almaden.cli.show import echo_title

    place = " ".join(part for part in (found.country, found.title) if part)
    echo_title(_("Way out of dental amalgam: {place}").format(place=place))
    if found.meta.notice:
        typer.secho(_(found.meta.notice).upper(), bold=True)
    text = _("{count} of the nine measures are taken; at least {least} are needed")
    typer.secho(text.format(count=found.taken_of_nine, least=found.needed), bold=True)
    words = {"taken": _("taken"), "planned": _("planned"), "none": _("not taken")}
    for one in found.measures:
        told = " ".join(part for part in (words[one.status], str(one.since or ""), one.evidence) if part)
        typer.echo(f"  [{told}] {_(one.name)} ({_(one.decision)})")
    for one in found.without_evidence:
        typer.echo(_("told as taken, but without year or evidence: {name}").format(name=_(one.name)))
    typer.echo()
    for trend in found.trends:
        _show_trend(trend, found)
    unverified(len(found.unverified))


def _show_trend(trend: Trend, found: AmalgamResult) -> None:
    from almaden.cli.show import shown
    from almaden.reference.numerals import exact

    title = _("{name}, {unit}: {value} in {year}")
    year, value = list(trend.values.items())[-1]
    typer.secho(
        title.format(name=_(trend.name), unit=_(trend.unit), value=exact(value, LANGUAGE), year=year), bold=True
    )
    if trend.change is not None:
        typer.echo(_("  change a year: {change}").format(change=shown(trend.change).text))
    if trend.reached:
        typer.echo(_("  the goal is reached"))
    elif trend.crossing is not None and trend.goal is not None:
        ends = (trend.crossing.year, trend.crossing.low, trend.crossing.high)
        first, low, high = (_("not in sight") if end is None else f"{end:.0f}" for end in ends)
        text = _("  reaches {goal} in {year} (95 % interval {low} to {high}), if it goes on in a straight line")
        if trend.change is not None and trend.change.low == trend.change.high:
            text = _("  reaches {goal} in {year}, if it goes on in a straight line; too few years for an interval")
        typer.echo(text.format(goal=exact(trend.goal, LANGUAGE), year=first, low=low, high=high))
    words = {"yes": _("in time"), "no": _("too late"), "unsure": _("not sure"), "": _("cannot be told")}
    for name, word in trend.in_time.items():
        text = _("  by the end of {year} ({name}): {word}")
        typer.echo(text.format(year=found.dates[name], name=name, word=words[word]))
