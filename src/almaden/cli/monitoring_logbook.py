"""``almaden monitoring logbook``: what happened at a site, which explains its values later."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.store.models import LogbookEntry, Site

Place = Annotated[str, typer.Argument(metavar="SITE", help=_("Identifier of the site, such as gaw:MHD."))]
Kind = Annotated[
    Literal["calibration", "part change", "power cut", "contamination", "audit", "maintenance", "relocation", "other"],
    typer.Option("--kind", help=_("What happened.")),
]
From = Annotated[str, typer.Option("--from", metavar="TIME", help=_("When, such as 2024-03-05T14:00; in UTC."))]
To = Annotated[str, typer.Option("--to", metavar="TIME", help=_("Until when, where it took longer."))]
Instrument = Annotated[str, typer.Option("--instrument", metavar="TEXT", help=_("The instrument that it is about."))]
Words = Annotated[str, typer.Option("--text", metavar="TEXT", help=_("What is to be known of it."))]

app = CommandGroup(help=_("Logbook of sites. What happened there, which explains values later."))


def add_commands(group: CommandGroup) -> None:
    """Add the commands to the group ``monitoring``."""
    group.add_typer(app, name="logbook")


@app.command(
    help=_(
        "Write down what happened at a site.\n\n"
        "\b\n"
        "Example:\n"
        '  almaden monitoring logbook add gaw:MHD --kind "power cut" --from 2024-03-05T14:00 --to 2024-03-06T09:00'
    )
)
def add(
    site: Place,
    kind: Kind,
    first: From,
    last: To = "",
    instrument: Instrument = "",
    text: Words = "",
    as_json: AsJson = False,
) -> None:
    """Add a line to the logbook of a site."""
    begin, end = _time(first, "--from"), _time(last, "--to") if last else None
    place = _site(site)
    from almaden.store.operator import operator_with
    from almaden.store.quality.deciding import add_logbook

    made = add_logbook(operator_with("import"), place, kind, begin, end, instrument=instrument, text=text)
    if as_json:
        _print(_record(made))
    else:
        typer.echo(_("Written down: {line}").format(line=_line(_record(made))))


@app.command(
    "list",
    help=_("List the logbook of a site.\n\n\b\nExample:\n  almaden monitoring logbook list gaw:MHD --json"),
)
def list_(site: Place, as_json: AsJson = False) -> None:
    """List what happened at a site."""
    place = _site(site)
    from almaden.store.models import LogbookEntry

    found = [_record(one) for one in LogbookEntry.objects.filter(place=place)]
    if as_json:
        _print({"site": site, "logbook": found})
        return
    for one in found:
        typer.echo(_line(one))
    if not found:
        typer.echo(_("The logbook of this site is empty."))


def _site(identifier: str) -> Site:
    """A site of the store of this machine, which is started."""
    from almaden.store import setup

    setup.start()

    from almaden.store.models import Identifier

    scheme, _colon, value = identifier.partition(":")
    found = Identifier.objects.filter(scheme=scheme, value=value).exclude(site=None).select_related("site").first()
    if found is None or found.site is None:
        problem = n_("there is no site with this identifier")
        accepted = n_("the identifier of a site, with the system that gave it, such as gaw:MHD")
        raise InputError(Fault(problem, column="SITE", value=identifier, accepted=accepted))
    return found.site


def _time(text: str, option: str) -> datetime:
    from almaden.monitoring.readers.cells import moment

    found = moment(text)
    if found is None:
        raise InputError(Fault(n_("the text is no date"), column=option, value=text, accepted="2024-03-05T14:00"))
    return found


def _record(entry: LogbookEntry) -> dict[str, Any]:
    last = entry.last.isoformat() if entry.last is not None else None
    names = ("kind", "instrument", "text")
    return {"first": entry.first.isoformat(), "last": last, **{name: getattr(entry, name) for name in names}}


def _line(one: dict[str, Any]) -> str:
    time = f"{one['first']} - {one['last']}" if one["last"] else one["first"]
    return "  ".join(filter(None, (time, _(one["kind"]), one["instrument"], one["text"])))


def _print(content: dict[str, Any]) -> None:
    from almaden.reference.meta import meta

    typer.echo(json.dumps({**content, "meta": asdict(meta(0, 0))}, ensure_ascii=False, indent=2))
