"""``almaden trade codes``, ``concordance`` and ``national``: customs codes, their editions, who distinguishes what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.supply.trade.codes import CodeAnswer
    from almaden.supply.trade.concordance import Concordance
    from almaden.supply.trade.hs_codes import HsCode
    from almaden.supply.trade.national import NationalLine, NationalTable
    from almaden.supply.trade.search import CodesFound

Product: TypeAlias = Annotated[
    str, typer.Option("--product", metavar="KEY", help=_("Only codes of this product of Annex A: thermometer."))
]
OwnLines: TypeAlias = Annotated[
    Path | None,
    typer.Option("--own", metavar="FILE", help=_("National codes of your own: workbook, folder or table.")),
]

_SPECIFIC = {"yes": n_("all with mercury"), "partly": n_("mercury among others"), "no": n_("with and without")}
_DISTINGUISHES = {"yes": n_("tells apart"), "narrower": n_("narrower line"), "no": n_("no line known")}


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``trade``."""
    app.command(
        help=_(
            "Tell what customs codes say about mercury and what they cannot. Give a code as it is written, words in "
            "Arabic, Chinese, English, French, Russian or Spanish, or nothing for all codes.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden trade codes 2805.40\n"
            "  almaden trade codes fever thermometer\n"
            "  almaden trade codes --product fluorescent_lamp\n"
            "  almaden trade codes 2852.00 --edition HS2007"
        )
    )(codes)
    app.command(
        help=_(
            "Tell what a customs code is in another edition of the Harmonized System, with every split and merger.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden trade concordance 2852.00 --from HS2007 --to HS2022\n"
            "  almaden trade concordance 8506.30 --from HS2022 --to HS1992"
        )
    )(concordance)
    app.command(
        help=_(
            "Tell which countries can tell which products with mercury apart, by codes of more than six digits.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden trade national\n"
            "  almaden trade national --product battery\n"
            "  almaden trade national --own tariff.xlsx"
        )
    )(national)


def codes(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[CODE|WORDS]...", help=_("A customs code, or words to search for."))
    ] = None,
    edition: Annotated[
        str, typer.Option("--edition", metavar="EDITION", help=_("Edition of the Harmonized System: HS2012."))
    ] = "HS2022",
    product: Product = "",
    country: Annotated[
        str, typer.Option("--country", metavar="ISO3", help=_("Only national codes of this country, or EU."))
    ] = "",
    full_list: Annotated[
        Path | None,
        typer.Option("--list", metavar="FILE", help=_("Full list of codes with hscode and description; searched too.")),
    ] = None,
    own: OwnLines = None,
    as_json: AsJson = False,
) -> None:
    """Tell what codes say about mercury."""
    from almaden.supply.trade.codes import codes_of, look_up
    from almaden.supply.trade.editions import edition_named, looks_like_code
    from almaden.supply.trade.readers.hs_list import read_hs_list
    from almaden.supply.trade.search import search_codes

    text = " ".join(words or ())
    described = read_hs_list(full_list) if full_list is not None else {}
    if not text:
        _list(codes_of(product, edition), edition_named(edition), as_json)
    elif looks_like_code(text):
        answer = look_up(text, edition, _country(country), _own(own), described)
        typer.echo(answer.to_json()) if as_json else _show_code(answer)
    else:
        found = search_codes(text, edition, described)
        typer.echo(found.to_json()) if as_json else _show_found(found)


def concordance(
    code: Annotated[str, typer.Argument(metavar="CODE", help=_("The customs code: 2852.00."))],
    from_edition: Annotated[str, typer.Option("--from", metavar="EDITION", help=_("Edition the code is of."))],
    to_edition: Annotated[
        str, typer.Option("--to", metavar="EDITION", help=_("Edition that is asked for."))
    ] = "HS2022",
    as_json: AsJson = False,
) -> None:
    """Tell what a code is in another edition."""
    from almaden.supply.trade.concordance import concorded

    found = concorded(code, from_edition, to_edition)
    typer.echo(found.to_json()) if as_json else _show_concordance(found)


def national(product: Product = "", own: OwnLines = None, as_json: AsJson = False) -> None:
    """Tell which countries distinguish what."""
    from almaden.supply.trade.national import who_distinguishes

    found = who_distinguishes(product, _own(own))
    typer.echo(found.to_json()) if as_json else _show_national(found)


def _country(text: str) -> str:
    from almaden.reference.countries import find_country

    return text.upper() if text.upper() in ("", "EU") else find_country(text)


def _own(file: Path | None) -> tuple[NationalLine, ...]:
    from almaden.supply.trade.readers.national import read_national

    return read_national(file) if file is not None else ()


def _list(found: tuple[HsCode, ...], edition: str, as_json: bool) -> None:
    import json
    from dataclasses import asdict

    from almaden.cli.show import echo_title
    from almaden.reference.meta import meta

    if as_json:
        values = {"meta": asdict(meta(0, 0)), "edition": edition, "codes": [asdict(one) for one in found]}
        typer.echo(json.dumps(values, ensure_ascii=False, indent=2))
        return
    echo_title(_("Customs codes that concern mercury, {edition}").format(edition=edition))
    for one in found:
        _line(one.code, one.specific, one.description)


def _line(code: str, specific: str, description: str) -> None:
    from almaden.supply.trade.editions import pointed

    told = _(_SPECIFIC[specific]) if specific else ""
    typer.echo(f"  {pointed(code):<8} {told:<22} {_(description)}".rstrip())


def _show_code(answer: CodeAnswer) -> None:
    from almaden.supply.trade.editions import pointed
    from almaden.supply.trade.national import HOLDS_NAMES

    typer.secho(_(answer.text), bold=True)
    if answer.description:
        unsure = answer.code is not None and answer.code.status == "unverified"
        typer.echo(f"  {_(answer.description)} {_('(unverified)') if unsure else ''}".rstrip())
    if answer.code is not None:
        typer.echo(_("  It tells: {what}").format(what=_(answer.code.can_tell)))
        typer.echo(_("  It cannot tell: {what}").format(what=_(answer.code.cannot_tell)))
    if answer.held_in:
        typer.echo(_("  Editions: {editions}").format(editions=", ".join(answer.held_in)))
    for one in answer.products:
        typer.echo(_("  Annex A: {name} ({rules})").format(name=_(one.name), rules=", ".join(one.entries)))
    for line in answer.national:
        status = "" if line.status != "unverified" else _("(unverified)")
        typer.echo(
            f"  {line.country:<4} {pointed(line.code):<14} {_(HOLDS_NAMES[line.holds]):<22} "
            f"{_(line.description)} {status}".rstrip()
        )


def _show_found(found: CodesFound) -> None:
    if not found.hits:
        typer.echo(_("No code fits these words."))
    for hit in found.hits:
        _line(hit.code, hit.specific, hit.description)


def _show_concordance(found: Concordance) -> None:
    from almaden.supply.trade.concordance import RELATION_TEXTS
    from almaden.supply.trade.editions import pointed

    typer.secho(_(found.text), bold=True)
    for one in found.counterparts:
        steps = dict.fromkeys(step for step in one.relations if step != "same")
        told = "; ".join(_(RELATION_TEXTS[step]) for step in steps) or _(RELATION_TEXTS["same"])
        typer.echo(f"  {pointed(one.code):<8} {told}")
        if one.note:
            typer.echo(f"           {_(one.note)}")
    if found.others:
        typer.echo(_("  Further codes without mercury that share its goods: {count}").format(count=found.others))


def _show_national(found: NationalTable) -> None:
    from almaden.cli.show import echo_title
    from almaden.supply.trade.editions import pointed

    echo_title(_("Who tells products with mercury apart"))
    for row in found.rows:
        if row.distinguishes != "no":
            status = _("(unverified)") if row.unverified else ""
            codes_told = ", ".join(map(pointed, row.codes))
            typer.echo(
                f"  {row.country:<4} {_(row.name):<58.58} {_(_DISTINGUISHES[row.distinguishes]):<16} "
                f"{codes_told} {status}".rstrip()
            )
    typer.echo()
    typer.echo(_("Countries whose lines are held: {countries}. Of others nothing is said.").format(
        countries=", ".join(found.countries)))  # fmt: skip
