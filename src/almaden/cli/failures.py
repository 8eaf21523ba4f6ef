"""How a failure is shown: one readable block on the error stream, and an exit code that a script can use."""

from __future__ import annotations

import logging
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from almaden.cli.help import translated_complaint, translated_help
from almaden.cli.language import _
from almaden.errors import AlmadenError

#: Exit codes; 0 is done and 1 a check that failed, which commands return themselves.
BAD_INPUT = 2
OWN_FAULT = 3
STOPPED = 130

_LOGGER = logging.getLogger("almaden.cli")


@dataclass
class Options:
    """What the global options of one run said; the commands find it as ``ctx.obj``.

    Attributes:
        arguments: the command line after the name of the program.
        verbose: show the log and the traceback of a fault.
        log_file: the log that is being written, or None.
    """

    arguments: tuple[str, ...] = ()
    verbose: bool = False
    log_file: Path | None = None


def report_failure(error: BaseException, options: Options) -> int:
    """Show a failure and say which code to leave with.

    Args:
        error: what stopped the command.
        options: the run it happened in.
    """
    if isinstance(error, KeyboardInterrupt):
        _LOGGER.info("stopped by the user")
        _show(_("Stopped. Nothing half-written was left behind."))
        return STOPPED
    if isinstance(error, typer.Abort):
        _show(_("Stopped: the input ended before an answer was given."))
        return BAD_INPUT
    if isinstance(error, typer.TyperException):
        return _report_usage(error)
    clear = _trouble(error) or error
    if isinstance(clear, AlmadenError):
        error = clear
        _LOGGER.error("%s", error)
        _show(error.say(_))
        return BAD_INPUT
    if isinstance(error, MemoryError):
        _LOGGER.exception("out of memory", exc_info=error)
        _show(_("The memory of this machine is not enough. Use fewer draws, or split the input."))
        return BAD_INPUT
    return _report_own_fault(error, options)


def _trouble(error: BaseException) -> AlmadenError | None:
    """A full disk and the like, which any command may meet, in words that say what to do."""
    from almaden.store.trouble import output_error

    return output_error(error)


def _report_usage(error: typer.TyperException) -> int:
    message = error.format_message()
    context: Any = getattr(error, "ctx", None)
    if context is None:
        _show(translated_complaint(message))
    elif message == context.get_help():
        # A group called without a command complains with its whole help page.
        _show(message)
    else:
        hint = _("Help: {command} --help").format(command=context.command_path)
        _show(f"{translated_complaint(message)}\n{translated_help(context.get_usage())}\n{hint}")
    return BAD_INPUT


def _report_own_fault(error: BaseException, options: Options) -> int:
    _LOGGER.debug("fault", exc_info=error)
    cause = f"{type(error).__name__}: {error}".partition("\n")[0]
    _show(_("Almaden stopped on a fault of its own: {cause}").format(cause=cause))
    if options.verbose:
        traceback.print_exception(error, file=sys.stderr)
    elif options.log_file is not None:
        _show(
            _("The details are in {path}; please send them with a report of the fault.").format(path=options.log_file)
        )
    else:
        _show(_("There is no log file of this run; run again with --verbose to see the details."))
    return OWN_FAULT


def _show(text: str) -> None:
    print(text, file=sys.stderr)
