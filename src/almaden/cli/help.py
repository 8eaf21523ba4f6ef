"""How a group of commands is made, and how its help reads in the user's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from almaden.cli.language import _
from almaden.reference.languages import n_

Function = TypeVar("Function", bound=Callable[..., Any])

#: Texts that Typer writes into every help page. It offers no way to translate them, so they are replaced.
_HELP_TEXTS = (
    n_("Usage:"),
    n_("Arguments:"),
    n_("Options:"),
    n_("Commands:"),
    n_("Show this message and exit."),
    n_("[OPTIONS]"),
    n_("COMMAND [ARGS]..."),
    n_("[default: "),
    n_("[required]"),
)
_HELP_PATTERN = re.compile("|".join(re.escape(text) for text in _HELP_TEXTS))

#: How Typer's complaints about a command line begin.
_COMPLAINTS = (
    n_("Got unexpected extra argument"),
    n_("Invalid value for"),
    n_("Missing argument"),
    n_("Missing command."),
    n_("Missing option"),
    n_("No such command"),
    n_("No such option:"),
)

#: What the complaints say of a value.
_REASONS = (
    n_("Input should be a valid integer, unable to parse string as an integer"),
    n_("Input should be a valid number, unable to parse string as a number"),
    n_("Input should be greater than or equal to"),
    n_("Input should be less than or equal to"),
    n_("is not one of"),
    n_("requires an argument."),
)


def translated_help(text: str) -> str:
    """Put the fixed texts of a help page into the user's language."""
    return _HELP_PATTERN.sub(lambda found: _(found[0]), text)


def translated_complaint(text: str) -> str:
    """Put a complaint about the command line into the user's language, but for its names and values."""
    text = text.replace("Value error, ", "")
    for reason in _REASONS:
        text = text.replace(reason, _(reason))
    for beginning in _COMPLAINTS:
        if text.startswith(beginning):
            return _(beginning) + text[len(beginning) :]
    return text


class _Command(TyperCommand):
    def get_help(self, ctx: Any) -> str:
        return translated_help(super().get_help(ctx))


class _Group(TyperGroup):
    def get_help(self, ctx: Any) -> str:
        return translated_help(super().get_help(ctx))


class CommandGroup(typer.Typer):
    r"""A group of commands in the manner of the house: plain help, in the user's language.

    Rich help pages are left off because loading what draws them takes three times as long as all the rest of
    ``almaden --help``. A blank line in a help text starts a paragraph; a paragraph that opens with a line
    holding only ``\b`` keeps its line breaks, for examples.

    Args:
        help: what the group is for; its first sentence stands in the list of the level above.
    """

    def __init__(self, help: str) -> None:
        super().__init__(
            help=help,
            cls=_Group,
            no_args_is_help=True,
            add_completion=False,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
        )

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Function], Function]:
        """Add a function as a command; its settings are those of :meth:`typer.Typer.command`."""
        settings.setdefault("cls", _Command)
        return super().command(name, **settings)
