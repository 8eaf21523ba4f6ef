"""``almaden products alternatives``: what can replace a product with mercury, and which documents guide."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.sectors.products.alternatives import Alternative, Resource


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``products``."""
    app.command(
        "alternatives",
        help=_(
            "Tell what can replace a product. Alternatives without mercury with what they do better and less well, "
            "prices, lives, and documents that guide.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden products alternatives sphygmomanometer\n"
            "  almaden products alternatives led tube\n"
            "  almaden products alternatives --own offers.csv --json"
        ),
    )(alternatives)


def alternatives(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help=_("Kind of product, or words; all if left out."))
    ] = None,
    own: Annotated[
        Path | None, typer.Option("--own", metavar="FILE", help=_("Table with alternatives of your own."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell what can replace a product."""
    from almaden.reference.meta import meta
    from almaden.sectors.products.alternatives import find_alternatives, resources
    from almaden.sectors.products.kinds import product_kinds
    from almaden.sectors.products.readers.alternatives import read_alternatives

    asked = " ".join(words or ())
    found = find_alternatives(asked, read_alternatives(own) if own is not None else ())
    if not found:
        raise InputError(
            Fault(
                n_("no alternative has these words"), column="WORDS", value=asked, accepted=", ".join(product_kinds()),
                advice=n_("take a kind of product, or fewer words"),
            )
        )  # fmt: skip
    guides = resources() if not asked else _guides(found)
    if as_json:
        values = {
            "meta": asdict(meta(0, 0)),
            "alternatives": [asdict(one) for one in found],
            "resources": [asdict(one) for one in guides],
        }
        typer.echo(json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False))
        return
    for kind, named in product_kinds().items():
        of_kind = [one for one in found if one.kind == kind]
        if of_kind:
            typer.secho(_(named.name), bold=True)
            for one in of_kind:
                _show(one)
            typer.echo()
    _show_guides(guides)
    count = sum("unverified" in (one.status, one.price_status) for one in found)
    typer.echo(_("{count} of these alternatives rest on facts or prices that nobody has checked").format(count=count))


def _guides(found: tuple[Alternative, ...]) -> tuple[Resource, ...]:
    from almaden.sectors.products.alternatives import resources

    return tuple(dict.fromkeys(one for kind in {row.kind: None for row in found} for one in resources(kind)))


def _show(one: Alternative) -> None:
    name = _(one.name)
    typer.echo("  " + (name if one.mercury == "free" else _("{name} (little mercury)").format(name=name)))
    lines = [(_("better"), _(one.better)), (_("less well"), _(one.worse)), (_("price"), _price(one))]
    lines += [(_("life, years"), _span(one.life_low, one.life_high)), (_("in use"), _(one.running))]
    lines += [(_("to be had"), _(one.availability))]
    for label, text in lines:
        if text:
            typer.echo(f"    {label:<12} {text}")


def _price(one: Alternative) -> str:
    span = _span(one.price_low, one.price_high)
    return f"{span} {one.currency} ({one.year})" if span else ""


def _span(low: float | None, high: float | None) -> str:
    from almaden.reference.numerals import exact

    ends = [exact(end, LANGUAGE) for end in (low, high) if end is not None]
    return " – ".join(ends)


def _show_guides(guides: tuple[Resource, ...]) -> None:
    if not guides:
        return
    typer.secho(_("Documents that guide"), bold=True)
    for one in guides:
        typer.echo(f"  {one.title}. {one.publisher}, {one.year}")
        if one.address:
            typer.echo(f"    {one.address}")
    typer.echo()
