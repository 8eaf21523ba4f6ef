"""The sample against its frame: weights that add to it, and no more visited than there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import fsum
from typing import Final

from almaden.errors import Fault
from almaden.reference.readers.located import Located
from almaden.reference.readers.template import Rows
from almaden.sectors.gold.readers.plausible import tolerance
from almaden.wording import Exact, Fixed, Text, n_

#: Tables of what was visited; the field of a stratum that says how many of them the frame has is named alike.
_VISITED: Final = ("sites", "units", "buyers")


def check_sample(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    """Faults of weights and counts, stratum by stratum."""
    strata = tables.get("strata")
    for kind in _VISITED:
        if kind not in tables:
            continue
        visited: dict[str, list[Located]] = defaultdict(list)
        for one in tables[kind].found:
            visited[one.record.stratum].append(one)
        frames = {one.record.id: one for one in strata.found} if strata is not None else {}
        for name, found in visited.items():
            yield from _all_weights(tables[kind], name, found)
            if strata is not None and name in frames:
                yield from _against_frame(strata, tables[kind], kind, frames[name], found)


def _all_weights(rows: Rows, stratum: str, found: Sequence[Located]) -> Iterator[Fault]:
    """A stratum has weights for all of its rows or for none."""
    without = [one for one in found if one.record.weight is None]
    if without and len(without) < len(found):
        yield rows.fault(
            Text("{count} rows of the stratum {stratum} have no survey weight, others have one", count=len(without),
                 stratum=stratum or "-"),
            without[0].row,
            "weight",
            "",
            n_("a weight for every row of a stratum, or for none"),
            n_("add the weights that are missing, or empty the column for this stratum"),
        )  # fmt: skip


def _against_frame(strata: Rows, rows: Rows, kind: str, frame: Located, found: Sequence[Located]) -> Iterator[Fault]:
    there = getattr(frame.record, kind)
    if there is None:
        return
    if len(found) > there:
        yield strata.fault(
            Text("{count} were visited in the stratum {stratum}, which has {frame} in the frame", count=len(found),
                 stratum=frame.record.id, frame=there),
            frame.row,
            kind,
            str(there),
            n_("at least as many in the frame as were visited"),
            n_("correct the frame, or the stratum of some rows"),
        )  # fmt: skip
        return
    weights = [one.record.weight for one in found if one.record.weight is not None]
    total = fsum(weights)
    if len(weights) == len(found) and abs(total - there) > tolerance("weights_tolerance") * max(there, 1):
        yield rows.fault(
            Text("the survey weights of the stratum {stratum} add to {total}, and the frame has {frame}",
                 stratum=frame.record.id, total=Fixed(total, 1), frame=there),
            found[-1].row,
            "weight",
            f"{weights[-1]:g}",
            n_("weights that add to the number of the frame"),
            Text("multiply each by {factor}, empty the column where all count alike, or correct the frame",
                 factor=Exact(round(there / total, 6))),
        )  # fmt: skip
