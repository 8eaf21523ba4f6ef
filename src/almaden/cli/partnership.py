"""``almaden partnership``: the registry of the Partnership."""

from __future__ import annotations

from almaden.cli import partnership_match
from almaden.cli.help import CommandGroup
from almaden.cli.language import _

app = CommandGroup(help=_("The registry of the Partnership: partners, what they do, what they offer and need."))


def add_commands(main: CommandGroup) -> None:
    """Put the group under the command ``almaden``."""
    partnership_match.add_commands(app)
    main.add_typer(app, name="partnership")
