"""``almaden partnership remind``: the letters of the day, for a scheduler to call."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.partnership_input import print_json
from almaden.errors import Fault, InputError
from almaden.wording import n_


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``partnership``."""
    app.command(
        help=_(
            "Write the letters that are due. Call it once a day.\n\n"
            "It reminds the partners that have not answered, as long as their link works; tells those who asked for it "
            "of new matches of needs and offers, each once; goes on with an issue of the newsletter whose sending was "
            "broken off; sends what waits in the outbox; and deletes addresses that were not confirmed in a week.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden partnership remind --address https://almaden.example --dry-run\n"
            "  almaden partnership remind --address https://almaden.example --every 14"
        )
    )(remind)


def remind(
    address: Annotated[
        str,
        typer.Option(
            "--address",
            metavar="ADDRESS",
            envvar="ALMADEN_ADDRESS",
            help=_("Address of the pages, to which the links in the letters lead; also ALMADEN_ADDRESS."),
        ),
    ],
    every: Annotated[
        int, typer.Option("--every", metavar="DAYS", help=_("Least days between two letters to a partner."))
    ] = 7,
    dry: Annotated[bool, typer.Option("--dry-run", help=_("Write nothing, only say what is due."))] = False,
    as_json: AsJson = False,
) -> None:
    """Write the letters that are due."""
    base = _base(address)

    from almaden.store import setup

    setup.start()
    from almaden.store.letters.alerts import send_alerts
    from almaden.store.registry.reminding import remind_due

    reminded = remind_due(every, address=f"{base}{_page('update', 'SECRET')}".replace("SECRET", "{secret}"), dry=dry)
    alerted = send_alerts(_pages(base), dry)
    found: dict[str, Any] = {
        "dry_run": dry,
        "reminded": [{"partner": one.partner, "area": one.area} for one in reminded],
        "alerted": [
            {
                "side": one.side,
                "key": one.key,
                "matches": [{"need": match.need.id, "offer": match.offer.id} for match in one.matches],
            }
            for one in alerted
        ],
    }
    if not dry:
        found |= _rest()
    if as_json:
        print_json(found)
    else:
        _show(found)


def _rest() -> dict[str, int]:
    """What else is due once a day."""
    from almaden.reports.partnership.newsletter import letter_of
    from almaden.store.letters import once, sending, subscriptions
    from almaden.store.mail import send_waiting

    expired = subscriptions.tidy()
    letters = sending.deliver_all(letter_of)
    once.recover()
    sent = send_waiting()
    return {
        "newsletters": letters,
        "expired": expired,
        "delivered": sum(one.delivered for one in sent),
        "waiting": sum(not one.delivered for one in sent),
        "unsure": once.unsure(),
    }


def _base(address: str) -> str:
    """The address of the pages without a slash at its end.

    Raises:
        InputError: it is none.
    """
    parts = urlsplit(address)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or not address.isascii()
        or not address.isprintable()
    ):
        raise InputError(
            Fault(n_("the text is no address of a page"), column="--address", value=address, accepted="https://")
        )
    return address.rstrip("/")


def _page(name: str, *arguments: str) -> str:
    """The path of a page, as the pages know it."""
    from django.urls import reverse

    return reverse(name, urlconf="almaden.web.urls", args=arguments)


def _pages(base: str) -> Any:
    from almaden.store.letters.alert_mails import Pages

    def record(kind: str, key: str) -> str:
        return base + (_page("partnership_need", key) if kind == "need" else _page("registry_record", kind, key))

    return Pages(record, base + _page("alerts_stop", "SECRET").replace("SECRET", "{secret}"))


def _show(found: dict[str, Any]) -> None:
    for one in found["reminded"]:
        typer.echo(_("reminder: {partner} {area}").format(**one).rstrip())
    for one in found["alerted"]:
        told = _("new matches: {key} ({count})").format(key=one["key"], count=len(one["matches"]))
        typer.echo(told)
    if not found["reminded"] and not found["alerted"]:
        typer.echo(_("No reminder and no alert is due."))
    if found["dry_run"]:
        return
    if found["newsletters"]:
        typer.echo(_("Letters of an issue that was broken off: {count}").format(count=found["newsletters"]))
    if found["waiting"]:
        typer.echo(_("Messages that lie in the outbox: {count}.").format(count=found["waiting"]))
    if found["unsure"]:
        typer.echo(
            _("Messages of which nobody knows whether they arrived, in the outbox as .sending: {count}").format(
                count=found["unsure"]
            )
        )
