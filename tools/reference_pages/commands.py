"""The commands of ``almaden`` with the help that each of them prints."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

# The pages are in English, whatever the machine speaks; texts are made when the commands are imported.
os.environ["ALMADEN_LANG"] = "en"

#: Columns that the printed help is wrapped at.
WIDTH = 86


def leaf_commands() -> Iterator[tuple[str, Any, Any]]:
    """Every command that is not a group: its words, the command and its context."""
    import typer

    from almaden.cli.app import build_command

    root = build_command()
    waiting = [(root, typer.Context(root, info_name="almaden", terminal_width=WIDTH, max_content_width=WIDTH))]
    while waiting:
        command, context = waiting.pop(0)
        below = getattr(command, "commands", None)
        if below is None:
            yield context.command_path, command, context
            continue
        waiting += [(one, typer.Context(one, parent=context, info_name=name)) for name, one in below.items()]


def command_words() -> list[str]:
    """Every command as it is typed, such as ``almaden inventory run``."""
    return [words for words, _command, _context in leaf_commands()]


def command_pages() -> str:
    """A section for every command."""
    sections = []
    noun = ""
    for words, command, context in sorted(leaf_commands(), key=lambda one: _place(one[0])):
        here = " ".join(words.split()[:2])
        if here != noun:
            noun = here
            sections.append(f"## {here}\n")
        heading = f"### {words}\n\n" if words != here else ""
        sections.append(f"{heading}```text\n{command.get_help(context).rstrip()}\n```\n")
    return "\n".join(sections)


_NOUNS = ("demo", "inventory", "coal", "gold", "chloralkali", "factors", "convention")


def _place(words: str) -> tuple[int, str]:
    noun = words.split()[1]
    return (_NOUNS.index(noun) if noun in _NOUNS else len(_NOUNS), noun)


PARTS: Mapping[str, Callable[[], str]] = {"commands": command_pages}
