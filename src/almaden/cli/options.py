"""Options that several groups of commands have in common."""

from __future__ import annotations

from typing import Annotated

import typer

from almaden.cli.language import _

AsJson = Annotated[bool, typer.Option("--json", help=_("Print JSON instead of text."))]
