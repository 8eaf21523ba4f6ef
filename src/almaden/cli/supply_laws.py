"""``almaden supply laws``: export bans, import bans and product bans, dated and cited."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.products_law_input import LawFile, law_of

if TYPE_CHECKING:
    from almaden.convention.law_records import LegalMeasureRecord


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``supply``."""
    app.command(
        help=_(
            "List legal measures by country and article of the Convention: export bans, import bans, product bans, "
            "licences. With dates, paragraph, and whether the text was read.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden supply laws\n"
            "  almaden supply laws --country DEU --article 3\n"
            "  almaden supply laws --law law.xlsx --on 2026-01-01 --json"
        )
    )(laws)


def laws(
    country: Annotated[
        str, typer.Option("--country", metavar="ISO3", help=_("Only those that work in this country, or EU."))
    ] = "",
    article: Annotated[str, typer.Option("--article", help=_("Only those that serve this article: 3, 4."))] = "",
    on: Annotated[str, typer.Option("--on", metavar="DAY", help=_("Only those that work on this day."))] = "",
    law: LawFile = None,
    as_json: AsJson = False,
) -> None:
    """List legal measures."""
    from almaden.cli.coal_input import day_of
    from almaden.convention.law import working
    from almaden.reference.countries import find_country

    known = law_of(law)
    day = day_of(on, "--on")
    code = country.strip().upper()
    named = code if code in ("", "EU") else find_country(country)
    chosen = list(known.measures_of(named, day)) if named else [one for one in known.measures if working(one, day)]
    found = [one for one in chosen if article in ("", one.article)]
    if as_json:
        from almaden import __version__

        meta = {"program": "almaden", "version": __version__, "input_sha256": known.sha256}
        records = [one.model_dump(mode="json") for one in found]
        typer.echo(json.dumps({"meta": meta, "measures": records}, ensure_ascii=False, indent=2))
        return
    if not found:
        typer.echo(_("No measure is known; that does not say that there is none."))
    for one in found:
        _show(one)
    if any(one.status == "unverified" for one in found):
        typer.echo(_("* not verified: recalled, or read second-hand"))


def _show(one: LegalMeasureRecord) -> None:
    mark = "* " if one.status == "unverified" else "  "
    ends = _("until {day}").format(day=one.until.isoformat()) if one.until else ""
    since = _("since {day}").format(day=one.since.isoformat())
    typer.echo(f"{mark}{one.country}  {one.id}: {_(one.kind)}, {' '.join(part for part in (since, ends) if part)}")
    what = f"{one.products} ({one.movements})" + (f": {_(one.condition)}" if one.condition else "")
    typer.echo(f"    {what}")
    law = f"{one.law}, {one.paragraph}" if one.paragraph else one.law
    typer.echo(
        "    " + _("Article {article}; {law}; read at: {seen}").format(article=one.article, law=law, seen=one.seen)
    )
    if one.note:
        typer.echo(f"    {_(one.note)}")
