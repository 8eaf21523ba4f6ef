"""``almaden serve``: the web application on this machine."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson

Port = Annotated[
    int, typer.Option("--port", metavar="NUMBER", min=0, max=65_535, help=_("Port to answer on; 0 takes any free one."))
]

#: Names of this machine that others on the network cannot use.
_ALONE = ("127.0.0.1", "localhost", "::1")


def add_commands(app: CommandGroup) -> None:
    """Add the command ``serve``."""
    app.command(
        "serve",
        help=_(
            "Open the web application on this machine. It runs until Ctrl+C is pressed.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden serve\n"
            "  almaden serve --port 8080"
        ),
    )(serve)


def serve(
    port: Port = 8000,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help=_("Address to answer on; 127.0.0.1 is this machine alone."))
    ] = "127.0.0.1",
    worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help=_("Work on imports and other long jobs in this process."))
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Answer requests until the process is told to stop."""
    run_server(host, port, worker=worker, as_json=as_json)


def run_server(host: str, port: int, *, worker: bool, as_json: bool) -> None:
    """Start the server, say where it is, and wait for its end."""
    from almaden.web.server import Server

    server = Server(host, port, worker=worker)
    if as_json:
        typer.echo(json.dumps({"address": server.address, "first_link": server.first_link}))
    else:
        typer.echo(_("Almaden answers at {address}").format(address=server.address))
        if server.first_link:
            typer.echo(_("Nobody has an account yet. This link makes the first administrator, once:"))
            typer.echo(f"  {server.first_link}")
        if host not in _ALONE:
            typer.secho(_("Others on the network can reach it, and passwords travel openly: put https in front."))
        typer.echo(_("Press Ctrl+C to stop."))
    # Whoever started this through a pipe waits for the address.
    typer.get_text_stream("stdout").flush()
    server.run()
    if not as_json:
        typer.echo(_("Stopped. Nothing half-written was left behind."))
