"""``almaden partnership``: the registry of the Partnership, what its partners offer and need, and what it changed."""

from __future__ import annotations

from almaden.cli import partnership_effect, partnership_match
from almaden.cli.help import CommandGroup
from almaden.cli.language import _

app = CommandGroup(help=_("The registry of the Partnership. Who its partners are, what they do, and what it changed."))


def add_commands(main: CommandGroup) -> None:
    """Put the group under the command ``almaden``."""
    partnership_effect.add_commands(app)
    partnership_match.add_commands(app)
    main.add_typer(app, name="partnership")
