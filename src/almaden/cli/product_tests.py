"""``almaden products tests``: what campaigns found in products, what platforms did, what is due; and the template."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from almaden.cli.coal_input import day_of, show_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.inventory.result import Amount
    from almaden.sectors.products.testing.data import ProductTestData
    from almaden.sectors.products.testing.found import Alert, Evidence
    from almaden.sectors.products.testing.limits import ContentLimit
    from almaden.sectors.products.testing.result import CampaignResult, Grouping, GroupResult
    from almaden.sectors.products.testing.takedowns import Due

RegisterFile: TypeAlias = Annotated[
    Path | None, typer.Argument(metavar="FILE", help=_("Register of tests: workbook, or folder of text tables."))
]
Example: TypeAlias = Annotated[bool, typer.Option("--example", help=_("Take the made-up example of the program."))]
OnDate: TypeAlias = Annotated[str, typer.Option("--date", metavar="DAY", help=_("Day to answer for; otherwise today."))]
Limit: TypeAlias = Annotated[
    float | None,
    typer.Option(
        "--limit",
        metavar="PPM",
        min=0,
        help=_("Limit of your law in ppm, for all products; 0 counts any mercury. Otherwise 1 ppm for cosmetics."),
    ),
]

#: Lines of a list that are printed; the rest is in --json.
_MOST = 20


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``products``."""
    app.command(
        "tests",
        help=_(
            "Tell what product tests found. Shares above a limit with their intervals, products with the evidence, "
            "what platforms did, what is due.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products tests --example\n"
            "  almaden products tests tests.xlsx --date 2025-08-01\n"
            "  almaden products tests tests.xlsx --limit 0 --json"
        ),
    )(results)
    app.command(
        "tests-template",
        help=_(
            "Write a workbook for product tests. Campaigns, products, tests, take-down requests, checks.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products tests-template tests.xlsx"
        ),
    )(template)


def results(
    file: RegisterFile = None, example: Example = False, date: OnDate = "", limit: Limit = None, as_json: AsJson = False
) -> None:
    """Tell what product tests found."""
    from almaden.sectors.products.testing.campaign import campaign_result

    day = day_of(date, "--date") or datetime.now(UTC).date()
    found = campaign_result(read_register(file, example), day, limit_asked(limit))
    if as_json:
        typer.echo(found.to_json())
        return
    show_notes(tuple(found.notes))
    _show(found)


def template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook to write; it must not exist."))],
    as_json: AsJson = False,
) -> None:
    """Write the template."""
    from almaden.reports.product_tests_template import PRODUCT_TESTS_TEMPLATE

    PRODUCT_TESTS_TEMPLATE.write(file, LANGUAGE)
    tell_written([file], as_json)


def read_register(file: Path | None, example: bool) -> ProductTestData:
    """The register of a file, or the made-up example.

    Raises:
        InputError: there is neither or both, or the file has faults.
    """
    from almaden.demo.product_tests import product_tests
    from almaden.sectors.products.testing.readers.product_tests import read_product_tests

    if (file is None) != example:
        raise InputError(
            Fault(
                n_("either a file or the example is wanted"),
                column="FILE",
                value="" if file is None else str(file),
                accepted=n_("a workbook or a folder; or --example"),
                advice=n_("write the template by 'almaden products tests-template FILE.xlsx' and fill it in"),
            )
        )
    if file is not None:
        return read_product_tests(file)
    with product_tests() as folder:
        return read_product_tests(folder)


def limit_asked(ppm: float | None) -> ContentLimit | None:
    """The limit that was asked for; None where none was."""
    from almaden.sectors.products.testing.limits import any_mercury, own_limit

    if ppm is None:
        return None
    return own_limit(ppm) if ppm else any_mercury()


def _show(found: CampaignResult) -> None:
    from almaden.cli.show import echo_title

    if found.meta.notice:
        typer.secho(_(found.meta.notice), bold=True)
    echo_title(_("Product tests, as known on {day}").format(day=found.on.isoformat()))
    text = _("Limit: {ppm} ppm ({name})")
    typer.echo(text.format(ppm=_number(found.limit.ppm), name=_(found.limit.name)))
    typer.echo()
    typer.secho(_("Samples above the limit, of those that can be told, % (95 % interval)"), bold=True)
    _show_groups(found)
    _show_list(_("Samples above the limit"), [_evidence(one) for one in found.above])
    _show_platforms(found)
    _show_list(_("Products above the limit that may still be sold"), [_alert(one) for one in found.alerts])
    _show_list(_("Due"), [_due(one) for one in found.due])


def _show_groups(found: CampaignResult) -> None:
    typer.echo(_group(_("all samples"), found.whole))
    titles = {one.id: one.title for one in found.campaigns}
    titled: tuple[tuple[Grouping, str], ...] = (
        ("campaign", _("Campaign")),
        ("country", _("Country")),
        ("platform", _("Platform")),
        ("kind", _("Kind of product")),
        ("method", _("Method")),
    )
    for by, name in titled:
        groups = found.groups_by(by)
        nameless = _("no platform") if by == "platform" else _("not told")
        for one in groups if len(groups) > 1 else ():
            typer.echo(_group(f"{name}: {titles.get(one.name, one.name) or nameless}", one))
    for change in found.changes:
        text = _("change from {first} to {second}, in points: {points}")
        points = _hundredths(change.share)
        typer.echo(f"  {text.format(first=titles[change.first], second=titles[change.second], points=points)}")
    typer.echo()


def _group(name: str, one: GroupResult) -> str:
    if one.above.wilson is None:
        text = _("{unknown} samples of which it cannot be told")
        return f"  {name:<44.44} {text.format(unknown=one.above.cannot_tell)}"
    text = _("{count} of {told}: {share}; not to be told of {unknown}; at most {highest} ppm")
    told = text.format(
        count=one.above.count, told=one.above.of, share=_hundredths(one.above.wilson), unknown=one.above.cannot_tell,
        highest="?" if one.levels.highest is None else _number(one.levels.highest),
    )  # fmt: skip
    return f"  {name:<44.44} {told}"


def _show_platforms(found: CampaignResult) -> None:
    lines = []
    for one in found.platforms:
        days = one.answers.median_days
        text = _("{requests} requests, {removed} removed; median until an answer {days} d; found again {again} of {of}")
        told = text.format(
            requests=one.requests, removed=one.removed.count, days="?" if days is None else days,
            again=one.relisted.count, of=one.relisted.of,
        )  # fmt: skip
        lines.append(f"{one.platform or _('all platforms'):<28.28} {told}")
    _show_list(_("What platforms did"), lines)


def _evidence(one: Evidence) -> str:
    product = one.product
    name = " ".join(part for part in (product.brand, product.name, product.lot) if part)
    sure = _("confirmed") if one.confirmed else _("screening only")
    return f"{_number(one.ppm):>9} ppm  {name:<44.44} {one.country:<3} {one.method:<8} {sure}"


def _alert(one: Alert) -> str:
    from almaden.sectors.products.testing.found import REASONS

    name = f"{one.product.brand} {one.product.name}".strip()
    return f"{name:<44.44} {one.platform or _('no platform'):<24.24} {_(REASONS[one.reason])}"


def _due(one: Due) -> str:
    text = (
        _("{day}: answer to request {id} to {platform}")
        if one.what == "answer"
        else _("{day}: look for what request {id} removed from {platform}")
    )
    return text.format(day=one.on.isoformat(), id=one.takedown.id, platform=one.takedown.platform)


def _show_list(title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    typer.secho(title, bold=True)
    for line in lines[:_MOST]:
        typer.echo(f"  {line}")
    if len(lines) > _MOST:
        typer.echo("  " + _("... and {count} more; --json tells all").format(count=len(lines) - _MOST))
    typer.echo()


def _hundredths(amount: Amount) -> str:
    from almaden.reference.numerals import decimal

    value, low, high = (decimal(100 * end, 1, LANGUAGE) for end in (amount.value, amount.low, amount.high))
    return _("{value} ({low} to {high})").format(value=value, low=low, high=high)


def _number(value: float) -> str:
    from almaden.reference.numerals import exact

    return exact(value, LANGUAGE)
