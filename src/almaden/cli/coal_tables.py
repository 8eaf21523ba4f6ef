"""What the program knows of coal burning: ``almaden coal defaults``, ``rules`` and ``limits``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from almaden.cli.coal_input import day_of
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.sectors.coal.limits import Limit
    from almaden.sectors.coal.told_defaults import ToldDefault, ToldDefaults, ToldTrain

Country = Annotated[
    str, typer.Option("--country", metavar="ISO3", help=_("Country: IDN; without it, what holds for the world."))
]


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``coal``."""
    app.command(
        help=_(
            "Show what would be filled for a country. Coal by rank, controls by class of unit, operation; each with "
            "its place, source and status.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden coal defaults --country IDN\n"
            "  almaden coal defaults --country CHN --year 2010 --json"
        )
    )(defaults)
    app.command(
        help=_(
            "Show the rules. What devices do to mercury, when units close, what scenarios assume; each with its "
            "source.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden coal rules\n"
            "  almaden coal rules --device wFGD --json"
        )
    )(rules)
    app.command(
        help=_(
            "Show limits of mercury from coal on a day. Those that stand, and those that were proposed or "
            "repealed.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden coal limits\n"
            "  almaden coal limits --country DEU --day 2026-01-01"
        )
    )(limits)


def defaults(
    country: Country = "",
    year: Annotated[
        int | None,
        typer.Option("--year", min=1950, max=2100, help=_("Year of the practice; without it, the present one.")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show the defaults of a country."""
    from almaden.cli.show import echo_title
    from almaden.sectors.coal.told_defaults import defaults_of

    found = defaults_of(_known(country), year or datetime.now(UTC).year)
    if as_json:
        _echo_json(asdict(found))
        return
    echo_title(
        _("What is filled for {country}, practice of {year}").format(
            country=found.country or _("the world"), year=found.year
        )
    )
    _show_coal(found)
    _show_operation(found.operation)
    _show_controls(found.controls)
    _show_sources((*found.coal, *found.operation, *found.controls))


def rules(
    device: Annotated[
        str,
        typer.Option("--device", metavar="DEVICE", help=_("Only rules of this device, or of boiler and outlet.")),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show rules of behaviour, ends of life and scenarios."""
    from almaden.cli.show import echo_title
    from almaden.sectors.coal.life import lifetime_rules
    from almaden.sectors.coal.rules import rules as behaviour_rules
    from almaden.sectors.coal.scenario_tables import scenarios

    all_rules = [rule for group in behaviour_rules().values() for rule in group]
    chosen = [rule for rule in all_rules if not device or rule.device.casefold() == device.casefold()]
    if not chosen:
        known = ", ".join(dict.fromkeys(rule.device for rule in all_rules))
        raise InputError(
            Fault(n_("there are no rules of such a device"), column="--device", value=device, accepted=known)
        )
    if as_json:
        lives = [asdict(rule) for rule in lifetime_rules().values()]
        named = [one.model_dump() for one in scenarios().values()]
        _echo_json({"behaviour": [asdict(rule) for rule in chosen], "lifetime": lives, "scenarios": named})
        return
    echo_title(_("What boilers and devices do to mercury"))
    for rule in chosen:
        span = f" ({rule.low:g}–{rule.high:g})" if rule.low is not None and rule.high is not None else ""
        typer.echo(f"{rule.device} {_(rule.parameter.replace('_', ' '))} {rule.value:g}{span}: {rule.id}")
        _told(rule.text, rule.source, rule.status)
        if rule.halogen is not None:
            _told(rule.halogen.text, rule.halogen.source, rule.halogen.status)
    if device:
        return
    typer.echo()
    echo_title(_("Ends of life"))
    for life in lifetime_rules().values():
        typer.echo(life.rule)
        _told(life.name, life.source, life.status)
    typer.echo()
    echo_title(_("Scenarios"))
    for scenario in scenarios().values():
        typer.echo(scenario.scenario)
        _told(scenario.name, scenario.source, scenario.status)


def limits(
    country: Country = "",
    day: Annotated[str, typer.Option("--day", metavar="DATE", help=_("Day; without it, today."))] = "",
    as_json: AsJson = False,
) -> None:
    """Show limits."""
    from almaden.cli.show import echo_title
    from almaden.sectors.coal.limits import limits as all_limits

    on = day_of(day, "--day") or datetime.now(UTC).date()
    wanted = _known(country)
    found = [one for one in all_limits() if not wanted or one.holds_in(wanted)]
    if as_json:
        _echo_json([asdict(one) | {"ranks": sorted(one.ranks), "valid": _stands(one, on)} for one in found])
        return
    echo_title(_("Limits of mercury from coal on {day}").format(day=on.isoformat()))
    if not found:
        typer.echo(_("The program knows no limit of this country."))
    for one in found:
        if one.standing == "in law" and not _stands(one, on):
            continue
        span = f"{one.value_low:g}–{one.value:g}" if one.value_low is not None else f"{one.value:g}"
        typer.echo(f"{one.jurisdiction:<4} {span:>8} {one.unit:<8} {_(one.standing):<9} {_(one.name)}: {one.id}")
        since = _("since {day}").format(day=one.valid_from.isoformat()) if one.valid_from else ""
        _told("; ".join(filter(None, (_(one.averaging), since))), one.source, one.status)


def _stands(limit: Limit, day: date) -> bool:
    return limit.standing == "in law" and limit.valid(day)


def _show_coal(found: ToldDefaults) -> None:
    share = "" if found.rank_share is None else f" ({100 * found.rank_share:.0f} %)"
    typer.echo(_("Rank of the coal where none is told: {rank}").format(rank=f"{_(found.rank)}{share}"))
    typer.echo()
    typer.secho(_("Coal, dry"), bold=True)
    for one in found.coal:
        if one.kind == found.rank or one.name in ("mercury", "heating_value"):
            _line(one)


def _show_operation(found: Sequence[ToldDefault]) -> None:
    typer.echo()
    typer.secho(_("Operation"), bold=True)
    for one in found:
        _line(one)


def _line(one: ToldDefault) -> None:
    span = f"{one.low:g}–{one.high:g}" if one.low is not None and one.high is not None else ""
    unit = "" if one.unit == "-" else one.unit
    typer.echo(
        f"  {_(one.kind):<14} {_(one.name.replace('_', ' ')):<18} {one.value:>8g} {span:>13} {unit:<6} "
        f"{_(one.place)}, {_(one.status)}"
    )


def _show_controls(found: Sequence[ToldTrain]) -> None:
    typer.echo()
    typer.secho(_("Controls; the first class that fits counts, those for a kind of boiler before others"), bold=True)
    before = ""
    for one in found:
        if one.kind != before:
            typer.echo(f"  {_(one.kind)}: {_class(one)} ({_(one.place)}, {_(one.status)})")
            before = one.kind
        sorbent = f" ({_(one.sorbent)})" if one.sorbent else ""
        typer.echo(f"    {100 * one.share:>5.0f} % {_(one.controls)}{sorbent}")


def _class(one: ToldTrain) -> str:
    """For which units a class is, in words."""
    ends = (
        (n_("started since {end}"), one.start_from),
        (n_("started to {end}"), one.start_to),
        (n_("from {end} MW"), one.mw_from),
        (n_("below {end} MW"), one.mw_below),
    )
    words = [_(word) for word in (one.unit_kind, one.boiler, one.rank) if word]
    return ", ".join([*words, *(_(text).format(end=f"{end:g}") for text, end in ends if end is not None)])


def _show_sources(told: Iterable[ToldDefault | ToldTrain]) -> None:
    typer.echo()
    typer.secho(_("Sources"), bold=True)
    for source in dict.fromkeys(f"{one.source} ({_(one.status)}: {one.seen})" for one in told):
        typer.echo(f"  {source}")


def _told(text: str, source: str, status: str) -> None:
    typer.echo(f"    {_(text)}")
    typer.echo(f"    {source} ({_(status)})")


def _known(country: str) -> str:
    """The ISO 3166 code of a country told by code or name; empty for none.

    Raises:
        InputError: there is no such country.
    """
    from almaden.reference.countries import find_country

    return find_country(country) if country else ""


def _echo_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=lambda day: day.isoformat()))
