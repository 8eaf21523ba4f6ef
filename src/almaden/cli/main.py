"""The entry point of ``almaden``: chooses the language, runs a command line, reports a failure."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from almaden.cli.streams import READER_GONE, drop_output, prepare_streams, reader_went_away
from almaden.reference.languages import LANGUAGES

if TYPE_CHECKING:
    from almaden.cli.failures import Options


def run() -> None:
    """Entry point of the command: runs what the command line asks and leaves with its exit code."""
    prepare_streams()
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run one command line.

    Args:
        arguments: the command line after the name of the program.

    Returns:
        0 done; 1 a check failed; 2 bad input or a wrong command line; 3 a fault of Almaden's own; 130 stopped
        by the user; 141 the reader of the output went away.
    """
    ordered = globals_first(arguments)
    choose_language(ordered)
    # Only now: these modules make their texts in the language that was just chosen.
    from almaden.cli.failures import Options, report_failure
    from almaden.cli.logging import stop_logging

    options = Options(arguments=tuple(ordered), verbose="--verbose" in ordered)
    try:
        code = _invoke(options)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt, SystemExit) as error:
        if reader_went_away(error):
            drop_output()
            return READER_GONE
        if isinstance(error, SystemExit):
            raise
        return report_failure(error, options)
    finally:
        stop_logging()
    return code


def _invoke(options: Options) -> int:
    from almaden.cli.app import build_command
    from almaden.cli.failures import STOPPED

    code = build_command().main(args=list(options.arguments), prog_name="almaden", standalone_mode=False, obj=options)
    if code == STOPPED:
        # Typer hides the interrupt behind an exit code.
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def globals_first(arguments: Sequence[str]) -> list[str]:
    """Move ``--verbose`` and ``--log-file`` to the front: they may stand anywhere on the command line.

    ``--lang`` is not moved: behind a command it is that command's own option, such as a report's language.
    """
    moved: list[str] = []
    kept: list[str] = []
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            kept += [word, *waiting]
            break
        if word == "--verbose" or word.startswith("--log-file="):
            moved.append(word)
        elif word == "--log-file" and waiting:
            moved += [word, waiting.pop(0)]
        else:
            kept.append(word)
    return moved + kept


def choose_language(arguments: Sequence[str]) -> None:
    """Set ``ALMADEN_LANG`` to what ``--lang`` asks before the first command, before any text is made.

    A language that Almaden does not speak is left for the option itself to complain about.
    """
    words = iter(arguments)
    asked = ""
    for word in words:
        if word == "--lang":
            asked = next(words, "")
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
        elif word == "--log-file":
            next(words, "")
        elif not word.startswith("-"):
            break
    if asked in LANGUAGES:
        os.environ["ALMADEN_LANG"] = asked
