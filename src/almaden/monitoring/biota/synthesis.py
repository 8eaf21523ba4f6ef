"""Synthesis over studies: the geometric mean of each group of samples by random effects over studies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.biota.settings import setting
from almaden.monitoring.biota.table import BiotaTable, Flags, Floats
from almaden.monitoring.random_effects import pool
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class GroupMean:
    """The geometric mean of a group over studies.

    Attributes:
        group: what the samples have in common, by the names of the columns that were asked for.
        studies: how many studies.
        samples: how many samples, those below detection too.
        below: how many of them were below detection.
        mean: geometric mean over studies, ug/g; None where it cannot be told.
        low, high: its 95 % interval; None with one study.
        between: standard deviation of the logarithm between studies.
        heterogeneity: share of the spread that lies between studies (I2).
        told: why it cannot be told; empty where it is.
    """

    group: dict[str, str]
    studies: int
    samples: int
    below: int
    mean: float | None
    low: float | None
    high: float | None
    between: float | None
    heterogeneity: float | None
    told: Text | str = ""


@dataclass(frozen=True)
class Synthesis:
    """Geometric means of groups over studies."""

    by: tuple[str, ...]
    groups: tuple[GroupMean, ...]

    def to_frame(self) -> pandas.DataFrame:
        """One row a group."""
        import pandas

        return pandas.DataFrame([{**one.group, **{k: v for k, v in asdict(one).items() if k != "group"}}
                                 for one in self.groups])  # fmt: skip

    def as_dict(self) -> list[dict[str, Any]]:
        """Everything, as JSON holds it."""
        return [{**asdict(one), "told": str(one.told)} for one in self.groups]


def synthesis(table: BiotaTable, by: Sequence[str] = ("region", "group")) -> Synthesis:
    """Geometric mean of each group, by random effects over studies.

    Of a study some samples may be below detection: then its logarithmic mean and spread are those of a lognormal
    distribution fitted to what was detected and what was not, by Tobin's likelihood in a few steps of all studies at
    once; a study of which more than 80 % is below detection tells nothing but its number.

    Args:
        table: the samples.
        by: columns that make a group: ``region``, ``group``, ``species``, ``tissue``, ``basis``, ``analyte``, ``year``.
    """
    import pandas

    codes, names = _coded([getattr(table, name) for name in by])
    study_code, _ = pandas.factorize(table.study)
    cell, inverse = np.unique(codes * (int(study_code.max(initial=0)) + 1) + study_code, return_inverse=True)
    logs = np.log(table.value)
    mean, variance, usable = _studies(logs, table.below, inverse, len(cell))
    group_of = cell // (int(study_code.max(initial=0)) + 1)
    found = pool(mean[usable], variance[usable], group_of[usable].astype(np.intp), len(names))
    samples = np.bincount(codes, minlength=len(names))
    below = np.bincount(codes, table.below.astype(float), len(names))
    return Synthesis(tuple(by), tuple(
        _group(dict(zip(by, name, strict=True)), int(samples[at]), int(below[at]), int(found.studies[at]),
               (found.mean[at], found.low[at], found.high[at], found.tau2[at], found.i2[at]))
        for at, name in enumerate(names)
    ))  # fmt: skip


def _coded(keys: Sequence[NDArray[Any]]) -> tuple[NDArray[np.int64], list[tuple[str, ...]]]:
    """A number for each combination of keys, and the combinations in their order."""
    import pandas

    code = np.zeros(len(keys[0]), dtype=np.int64)
    levels = []
    for key in keys:
        own, names = pandas.factorize(key, sort=True)
        code = code * max(len(names), 1) + own
        levels.append([str(name) for name in names])
    there, dense = np.unique(code, return_inverse=True)
    found = []
    for one in there:
        parts, rest = [], int(one)
        for names in reversed(levels):
            rest, place = divmod(rest, len(names))
            parts.append(names[place])
        found.append(tuple(reversed(parts)))
    return dense.astype(np.int64), found


def _studies(logs: Floats, below: Flags, cell: NDArray[np.intp], cells: int) -> tuple[Floats, Floats, Flags]:
    """Logarithmic mean of each study in each group, its squared error, and whether it can be told."""
    count = np.bincount(cell, minlength=cells).astype(float)
    hidden = np.bincount(cell, below.astype(float), cells)
    filled, extra = logs, np.zeros(len(logs))
    mean = np.bincount(cell, filled, cells) / count
    spread = np.bincount(cell, (filled - mean[cell]) ** 2, cells) / count
    some = np.flatnonzero(below)
    # Expectation and maximisation for what was not detected: its mean and variance below its limit.
    for _ in range(60 if len(some) else 0):
        inside, variance_inside = _below_limit(logs[some], mean[cell[some]], np.sqrt(spread[cell[some]]))
        filled = logs.copy()
        filled[some], extra[some] = inside, variance_inside
        mean = np.bincount(cell, filled, cells) / count
        spread = np.bincount(cell, (filled - mean[cell]) ** 2 + extra, cells) / count
    detected = count - hidden
    typical = setting("typical_variance")
    unbiased = np.where(detected > 1, spread * count / np.maximum(count - 1.0, 1.0), typical)
    unbiased = np.where(unbiased > 0.0, unbiased, typical)
    return mean, unbiased / np.maximum(detected, 1.0), (hidden <= setting("most_hidden") * count) & (detected > 0)


def _below_limit(limit: Floats, mean: Floats, sd: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of a normal distribution below a limit."""
    from scipy.special import log_ndtr

    sd = np.maximum(sd, 1e-6)
    z = (limit - mean) / sd
    mills = np.exp(-0.5 * z**2 - 0.5 * np.log(2.0 * np.pi) - log_ndtr(z))
    return mean - sd * mills, np.maximum(sd**2 * (1.0 - z * mills - mills**2), 0.0)


def _group(name: dict[str, str], samples: int, below: int, studies: int, found: tuple[float, ...]) -> GroupMean:
    mean, low, high, tau2, i2 = (float(one) for one in found)
    if studies == 0:
        told = n_("more than 80 % of the values are below detection")
        return GroupMean(name, studies, samples, below, None, None, None, None, None, told)
    if studies < setting("least_studies"):
        told = n_("one study: no interval can be told")
        return GroupMean(name, studies, samples, below, float(np.exp(mean)), None, None, None, None, told)
    ends = (float(np.exp(low)), float(np.exp(high)))
    return GroupMean(name, studies, samples, below, float(np.exp(mean)), *ends, float(np.sqrt(tau2)), i2)
