"""The commands of the factor tables: look, compare, verify, bring in a workbook."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson

if TYPE_CHECKING:
    from almaden.reference.factors import DistributionFactor, FactorSet, InputFactor

factors_app = CommandGroup(
    help=_(
        "Factor tables and layers. Look at them, compare sets, record what you have verified.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden factors show 5.1.1"
    )
)

SetName = Annotated[str, typer.Option("--set", help=_("Factor set."))]
LayerPath = Annotated[
    Path | None, typer.Option("--layer", metavar="FILE", help=_("Factor file that lies over the set (factors.csv)."))
]
SetOrFile = Annotated[str, typer.Argument(help=_("Name of a set, or a factor file over the default set."))]

DEFAULT = "toolkit-2019"


class Remainder(StrEnum):
    """Where mercury goes that the six shares leave out on purpose."""

    PASSES_ON = "passes_on"
    RETAINED = "retained"


def add_commands(app: CommandGroup) -> None:
    """Add the group ``factors`` to the command."""
    app.add_typer(factors_app, name="factors")


@factors_app.command("list", help=_("List the input factors in force.\n\n\b\nExample:\n  almaden factors list"))
def list_(set_name: SetName = DEFAULT, layer: LayerPath = None, as_json: AsJson = False) -> None:
    from almaden.reference.categories import categories
    from almaden.reference.factor_diff import describe_input

    factors = _factors(set_name, layer)
    rows = [row for code in categories() for row in factors.inputs(code)]
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
        return
    for row in rows:
        told = f"{_(describe_input(row)):<32} {_(row.status):<11}"
        typer.echo(f"{row.code:<9} {told} {row.layer:<14} {row.variant}")
    unverified = sum(row.status == "unverified" for row in rows)
    typer.echo(
        _("{count} of {all} are unverified: not yet checked in the official document").format(
            count=unverified, all=len(rows)
        )
    )


@factors_app.command(
    help=_(
        "Show one source category. Variants, ranges, scenario rows, sources.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden factors show 5.5.3.1"
    )
)
def show(
    code: Annotated[str, typer.Argument(metavar="CODE", help=_("Code of the source category."))],
    set_name: SetName = DEFAULT,
    layer: LayerPath = None,
    as_json: AsJson = False,
) -> None:
    from almaden.reference.categories import ancestors, category

    known = category(code)
    factors = _factors(set_name, layer)
    lineage = (known, *ancestors(code))
    inputs = next((found for one in lineage if (found := factors.inputs(one.code))), ())
    distributions = next((rows for one in lineage if (rows := factors.distributions(one.code))), ())
    if as_json:
        record = {
            "code": known.code, "name": known.name, "unit": known.unit,
            "input_factors": [asdict(row) for row in inputs],
            "distribution_factors": [asdict(row) for row in distributions],
        }  # fmt: skip
        typer.echo(json.dumps(record, ensure_ascii=False, indent=2))
        return
    typer.secho(f"{known.code} {_(known.name)}", bold=True)
    typer.echo(_("activity rate in: {unit}").format(unit=_(known.unit_label) or "-"))
    _show_rows(inputs, distributions)


def _show_rows(inputs: Sequence[InputFactor], distributions: Sequence[DistributionFactor]) -> None:
    from almaden.reference.factor_diff import describe_distribution, describe_input

    typer.secho(_("input factors"), bold=True)
    for factor in inputs:
        default = " *" if factor.level1 else ""
        name = factor.variant or _("all variants")
        told = _("{name}: {text}").format(name=name, text=_(describe_input(factor)))
        typer.echo(f"  {told} [{_(factor.status)}, {factor.layer}]{default}")
        _show_source(factor)
    typer.secho(_("distribution factors (scenario rows)"), bold=True)
    for row in distributions:
        default = " *" if row.level1 else ""
        name = f"{row.scenario} {row.part}".strip()
        told = _("{name}: {text}").format(name=name, text=_(describe_distribution(row)))
        typer.echo(f"  {told} [{_(row.status)}, {row.layer}]{default}")
        typer.echo(f"      {_(row.name)}")
        _show_source(row)
    typer.echo(_("* taken when nothing is chosen"))


def _show_source(row: InputFactor | DistributionFactor) -> None:
    from almaden.reference.doubt import told_doubt

    source, seen = row.source or _("no source given"), _(row.seen) or _("place not given")
    doubt = f"{_('; ')}{_(told_doubt(row.doubt)).rstrip('.')}" if row.doubt else ""
    typer.echo(f"      {source} ({seen}{doubt})")


@factors_app.command(
    "diff",
    help=_(
        "Show what differs between two sets. Or factor files.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden factors diff toolkit-2019 national-factors.csv"
    ),
)
def diff_(
    first: SetOrFile,
    second: SetOrFile,
    as_json: AsJson = False,
) -> None:
    from almaden.reference.factor_diff import diff

    changes = diff(_set_or_file(first), _set_or_file(second))
    if as_json:
        typer.echo(json.dumps([asdict(change) for change in changes], ensure_ascii=False, indent=2))
        return
    for change in changes:
        place = " / ".join(filter(None, (change.code, change.variant, change.scenario)))
        missing = _("missing")
        kind = {"input": _("input factor"), "distribution": _("distribution factors")}[change.kind]
        before, after = _(change.before) or missing, _(change.after) or missing
        if change.only_status:
            before, after = f"{before} [{_(change.status_before)}]", f"[{_(change.status_after)}]"
        typer.echo(f"{place} ({kind}): {before} -> {after}")
    only_status = sum(change.only_status for change in changes)
    typer.echo(_("{count} factors differ").format(count=len(changes) - only_status))
    if only_status:
        typer.echo(_("{count} have the same numbers and another status").format(count=only_status))


@factors_app.command(
    help=_(
        "Record that you checked a factor.\n\n"
        "The row becomes verified in your factor file, which lies over the set. Give --value for an input factor, "
        "or --shares with six numbers for a scenario row.\n\n"
        "\b\n"
        "Example:\n"
        '  almaden factors verify 5.1.1 --value 0.15 --low 0.05 --high 0.5 --page "p. 58" --by me\n'
        '  almaden factors verify 5.1.1 --scenario esp --shares "0.75 0 0 0 0 0.25" --page "p. 61" --by me'
    )
)
def verify(
    code: Annotated[str, typer.Argument(metavar="CODE", help=_("Code of the source category."))],
    page: Annotated[str, typer.Option("--page", help=_("Page where you read it."))],
    by: Annotated[str, typer.Option("--by", help=_("Who checked it."))],
    value: Annotated[float | None, typer.Option("--value", min=0.0, help=_("The input factor as printed."))] = None,
    low: Annotated[float | None, typer.Option("--low", min=0.0, help=_("Low end of its range."))] = None,
    high: Annotated[float | None, typer.Option("--high", min=0.0, help=_("High end of its range."))] = None,
    unit: Annotated[str, typer.Option("--unit", help=_("Unit, if not that of the set."))] = "",
    shares: Annotated[
        str, typer.Option("--shares", help=_("Six shares: air water land products general-waste sector-treatment."))
    ] = "",
    remainder: Annotated[
        Remainder | None,
        typer.Option("--remainder", help=_("Where the rest goes, if the shares do not add to 1 on purpose.")),
    ] = None,
    variant: Annotated[str, typer.Option("--variant", help=_("Variant, if the code has several."))] = "",
    scenario: Annotated[str, typer.Option("--scenario", help=_("Scenario row, with --shares."))] = "",
    document: Annotated[
        str, typer.Option("--document", help=_("Document where you read it, if not that of the set."))
    ] = "",
    on: Annotated[
        str, typer.Option("--date", metavar="YYYY-MM-DD", help=_("Date of the check; today if left out."))
    ] = "",
    layer: Annotated[Path, typer.Option("--layer", metavar="FILE", help=_("Your factor file."))] = Path("factors.csv"),
    as_json: AsJson = False,
) -> None:
    from almaden.inventory.readers.layer import read_layer
    from almaden.inventory.verification import verified_row, with_row
    from almaden.reports.layer_files import write_layer

    row = verified_row(
        code=code, variant=variant, scenario=scenario, value=value, low=low, high=high, unit=unit,
        shares=shares, page=page, by=by, on=on or date.today().isoformat(),
        remainder=remainder.value if remainder else "", source=document,
    )  # fmt: skip
    known = read_layer(layer) if layer.exists() else ()
    write_layer(with_row(known, row), layer)
    if as_json:
        record = {"path": str(layer), "factor": row.model_dump()}
        typer.echo(json.dumps(record, ensure_ascii=False, indent=2))
        return
    typer.echo(_("{code} is now verified in {path}").format(code=code, path=layer))
    typer.echo(_("An inventory uses it when the file stands in its folder, or is named under layers."))


@factors_app.command(
    "import",
    help=_(
        "Bring in a Toolkit workbook. The factor tables of an official one that you own.\n\n"
        "The tables are found by their header texts, or by the cells of a map file. Each inventory row of the "
        "workbook is computed again and differences are printed. No official workbook was at hand when this was "
        "written: check what it finds.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden factors import toolkit-level-2.xlsx --out factors.csv"
    ),
)
def import_(
    path: Annotated[Path, typer.Argument(metavar="WORKBOOK", help=_("The Toolkit workbook, .xlsx."))],
    map_path: Annotated[
        Path | None, typer.Option("--map", metavar="MAP.toml", help=_("Which cells hold the tables."))
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=_("The factor file to write."))] = Path(
        "factors.csv"
    ),
    as_json: AsJson = False,
) -> None:
    from almaden.inventory.readers.toolkit_workbook import read_toolkit_workbook
    from almaden.reports.inventory_files import write_map
    from almaden.reports.layer_files import write_layer

    workbook = read_toolkit_workbook(path, map_path)
    write_layer(workbook.factors, out)
    used = out.with_suffix(".map.toml")
    write_map(workbook.map, used)
    if as_json:
        record = {
            "path": str(out), "map": str(used),
            "factors": [row.model_dump() for row in workbook.factors],
            "rows": [{**asdict(row), "differs": row.differs} for row in workbook.rows],
        }  # fmt: skip
        typer.echo(json.dumps(record, ensure_ascii=False, indent=2))
        return
    typer.echo(
        _("{count} factors written to {path}; the map of the cells to {map}").format(
            count=len(workbook.factors), path=out, map=used
        )
    )
    differing = [row for row in workbook.rows if row.differs]
    for row in differing:
        typer.echo(_("differs: {row}").format(row=row.say(_)))
    typer.echo(
        _("{rows} inventory rows computed again, {count} differ").format(rows=len(workbook.rows), count=len(differing))
    )


def _factors(set_name: str, layer: Path | None) -> FactorSet:
    from almaden.reference.factors import factor_set

    factors = factor_set(set_name)
    if layer is None:
        return factors
    from almaden.inventory.layers import layer as made_layer
    from almaden.inventory.readers.layer import read_layer

    return factors.over([made_layer(layer.name, read_layer(layer))])


def _set_or_file(text: str) -> FactorSet:
    from almaden.reference.factors import factor_set_names

    return _factors(text, None) if text in factor_set_names() else _factors(DEFAULT, Path(text))
