"""How a result was made: enough to make it again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Meta:
    """How a result was made.

    Attributes:
        program, version: the program.
        factor_set: the set of factors or ratios, such as ``field`` or ``toolkit-2019``; empty where there is one only.
        draws, seed, sampler: how ranges were drawn.
        input_sha256: of what was read; empty where nothing was.
        notice: said on every page and export, as of a made-up example.
    """

    program: str
    version: str
    factor_set: str
    draws: int
    seed: int
    sampler: str
    input_sha256: str
    notice: str = ""


def meta(draws: int, seed: int, input_sha256: str = "", factor_set: str = "", notice: str = "") -> Meta:
    """How a result of this program is made."""
    from almaden import __version__

    return Meta("almaden", __version__, factor_set, draws, seed, "latin hypercube", input_sha256, notice)
