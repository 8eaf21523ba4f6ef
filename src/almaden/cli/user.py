"""``almaden user``: the accounts of this installation, for whoever runs it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.store.models import User

user_app = CommandGroup(help=_("Accounts of this installation. Who may sign in, and in which role."))

Name = Annotated[str, typer.Argument(metavar="NAME", help=_("Sign-in name."))]
RoleOption = Annotated[
    Literal["contributor", "compiler", "reviewer", "area_lead", "secretariat", "administrator"],
    typer.Option("--role", help=_("Role of the person.")),
]
#: Where a link of this program leads to, below the address of the server.
LINK = "/account/link/{secret}/"


def add_commands(app: CommandGroup) -> None:
    """Add the group ``user`` to the command."""
    app.add_typer(user_app, name="user")


@user_app.command(
    help=_(
        "Make an account with a role. Without a password it prints a link that works once, to set one.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden user add ana --role compiler --country GHA\n"
        "  almaden user add leo --role area_lead --area ASGM"
    )
)
def add(
    name: Name,
    role: RoleOption,
    country: Annotated[
        str, typer.Option("--country", metavar="ISO3", help=_("For this country only, such as GHA."))
    ] = "",
    area: Annotated[
        str, typer.Option("--area", metavar="CODE", help=_("The area of an area lead, such as ASGM."))
    ] = "",
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help=_("Read the password from the first line of the input."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make an account of this installation."""
    _start()
    from django.db import transaction

    from almaden.reference.areas import areas
    from almaden.store import accounts
    from almaden.store.operator import operator

    if role == "area_lead" and not area.strip():
        raise InputError(
            Fault(
                n_("an area lead needs an area"),
                column="--area",
                accepted=", ".join(areas()),
                advice=n_("name the area, such as --area ASGM"),
            )
        )
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    actor = operator()
    with transaction.atomic():
        user = accounts.make_user(actor, name, password=password)
        accounts.grant(actor, user, role, country.upper(), area.strip().upper())
        link = "" if password is not None else LINK.format(secret=accounts.invite(actor, "join", user))
    if as_json:
        typer.echo(json.dumps({**_record(user), "link": link}, ensure_ascii=False, indent=2))
        return
    typer.echo(_("Account made: {name}").format(name=user.username))
    if link:
        typer.echo(_("This link sets the password. It works once, for 48 hours, below the address of the server:"))
        typer.echo(f"  {link}")


@user_app.command("list", help=_("List the accounts with their roles.\n\n\b\nExample:\n  almaden user list"))
def list_(as_json: AsJson = False) -> None:
    """List the accounts of this installation."""
    _start()
    from almaden.store.models import User

    records = [_record(user) for user in User.objects.prefetch_related("roles")]
    if as_json:
        typer.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return
    if not records:
        typer.echo(_("Nobody has an account yet."))
    for record in records:
        roles = ", ".join(" ".join(filter(None, one.values())) for one in record["roles"])
        state = "" if record["active"] else _("closed")
        typer.echo(f"{record['username']:<20} {roles:<40} {state}".rstrip())


@user_app.command(
    help=_(
        "Close an account. Its owner is signed out and cannot sign in; what they did stays.\n\n"
        "\b\n"
        "Example:\n"
        "  almaden user close ana"
    )
)
def close(name: Name, as_json: AsJson = False) -> None:
    """Close an account of this installation."""
    _start()
    from almaden.store import accounts
    from almaden.store.models import User
    from almaden.store.operator import operator

    user = User.objects.filter(username=name).first()
    if user is None:
        raise InputError(
            Fault(
                n_("there is no account with this sign-in name"),
                column="NAME",
                value=name,
                advice=n_("see the names with: almaden user list"),
            )
        )
    accounts.close_account(operator(), user)
    if as_json:
        typer.echo(json.dumps(_record(user), ensure_ascii=False, indent=2))
        return
    typer.echo(_("Account closed: {name}").format(name=user.username))


def _start() -> None:
    from almaden.store.setup import start

    start()


def _record(user: User) -> dict[str, Any]:
    roles = [{"role": one.name, "country": one.country, "area": one.area} for one in user.roles.all()]
    return {"username": user.username, "full_name": user.full_name, "active": user.is_active, "roles": roles}
