"""Where what a source emits comes down, and where what comes down on a receptor is from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from almaden.errors import AlmadenError, Fault, InputError
from almaden.fate.atmosphere.beside import Beside, beside_shares
from almaden.fate.atmosphere.model import Atmosphere
from almaden.fate.atmosphere.receivers import Receiver
from almaden.fate.atmosphere.screening import caveats
from almaden.fate.atmosphere.sources import EmissionSource, EmissionSources
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin, unverified_of
from almaden.wording import Text, did_you_mean, n_

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

#: 1 Mg = 1e12 ug.
_UG_PER_MG = 1e12


@dataclass(frozen=True)
class Flow:
    """What of one source comes down on one receptor in a year.

    Attributes:
        source, source_name, source_kind: as in :class:`~almaden.fate.atmosphere.sources.EmissionSource`.
        receptor, receptor_name: as in :class:`~almaden.fate.atmosphere.receivers.Receiver`.
        emission_mg_per_year: all of what the source emits, Mg/yr.
        deposition_mg_per_year: what of it comes down on the receptor, Mg/yr.
        deposition_ug_per_m2_per_year: the same over the area of the receptor, ug/m2/yr.
        share_of_source: of what the source emits.
        share_of_receptor: of all that comes down on the receptor; 0 where nothing does.
    """

    source: str
    source_name: str
    source_kind: str
    receptor: str
    receptor_name: str
    emission_mg_per_year: float
    deposition_mg_per_year: float
    deposition_ug_per_m2_per_year: float
    share_of_source: float
    share_of_receptor: float


@dataclass(frozen=True, eq=False)
class Attribution:
    """Deposition by source and receptor.

    Attributes:
        sources: the sources.
        receivers: the receptors.
        deposition_mg_per_year: (receptors, sources) what of each source comes down on each receptor, Mg/yr.
        beside: published shares beside ours, where the sources and receptors are among these.
        origins: the numbers that it rests on.
        findings: what is odd in the emissions and was computed all the same.
        caveats: what the model cannot do.
        meta: how it was made.
    """

    sources: tuple[EmissionSource, ...]
    receivers: tuple[Receiver, ...]
    deposition_mg_per_year: NDArray[np.float64]
    beside: tuple[Beside, ...]
    origins: tuple[Origin, ...]
    findings: tuple[Text, ...]
    caveats: tuple[Text, ...]
    meta: Meta

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The numbers it rests on that nobody read in their source, or that were tuned."""
        return unverified_of(self.origins)

    def of_source(self, name: str) -> tuple[Flow, ...]:
        """Where what a source emits comes down, the most first.

        Raises:
            InputError: there is no source of this key or name.
        """
        place = _place(name, [(one.key, one.name) for one in self.sources])
        return _ranked(self._flow(down, place) for down in range(len(self.receivers)))

    def onto(self, name: str) -> tuple[Flow, ...]:
        """Where what comes down on a receptor is from, the most first; the shares add to one.

        Raises:
            InputError: there is no receptor of this key or name.
        """
        place = _place(name, [(one.key, one.name) for one in self.receivers])
        return _ranked(self._flow(place, across) for across in range(len(self.sources)))

    def flows(self) -> Iterator[Flow]:
        """Every source and receptor."""
        for across in range(len(self.sources)):
            yield from (self._flow(down, across) for down in range(len(self.receivers)))

    def to_frame(self) -> pd.DataFrame:
        """One row for each source and receptor, with the columns of :class:`Flow`."""
        import pandas as pd

        return pd.DataFrame([asdict(one) for one in self.flows()])

    def summary(self) -> str:
        """One line for each receptor: what comes down, and the three largest sources."""
        lines = []
        for one in self.receivers:
            found = self.onto(one.key)
            total = sum(flow.deposition_mg_per_year for flow in found)
            first = ", ".join(f"{flow.source_name} {flow.share_of_receptor:.1%}" for flow in found[:3])
            lines.append(f"{one.name}: {total:.4g} Mg/yr, {total * _UG_PER_MG / one.area_m2:.3g} ug/m2/yr: {first}")
        return "\n".join(lines)

    def as_dict(self, receptors: Sequence[str] = (), sources: Sequence[str] = ()) -> dict[str, Any]:
        """Everything but the fields, of plain values.

        Args:
            receptors: keys of those to tell of; all where none is named.
            sources: the same of sources.
        """
        chosen = [
            asdict(one)
            for one in self.flows()
            if (not receptors or one.receptor in receptors) and (not sources or one.source in sources)
        ]
        return {
            "meta": asdict(self.meta),
            "flows": sorted(chosen, key=lambda one: (one["receptor"], -one["deposition_mg_per_year"])),
            "beside": [asdict(one) for one in self.beside],
            "findings": list(self.findings),
            "caveats": list(self.caveats),
            "unverified": [asdict(one) for one in self.unverified],
        }

    def to_json(self) -> str:
        """Everything but the fields, as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)

    def _flow(self, down: int, across: int) -> Flow:
        source, one = self.sources[across], self.receivers[down]
        emitted, fallen = float(source.mg_per_year.sum()), float(self.deposition_mg_per_year[down, across])
        total = float(self.deposition_mg_per_year[down].sum())
        return Flow(
            source.key, source.name, source.kind, one.key, one.name, emitted, fallen,
            fallen * _UG_PER_MG / one.area_m2, fallen / emitted, fallen / total if total > 0 else 0.0,
        )  # fmt: skip


def attribute(
    atmosphere: Atmosphere, sources: EmissionSources, receivers: Sequence[Receiver], own_winds: bool = False
) -> Attribution:
    """Deposition of every source on every receptor, by one footprint for each receptor.

    Args:
        atmosphere: the model.
        sources: on its grid, each with an emission.
        receivers: of the model.
        own_winds: whether the circulation is from winds of the user's own.

    Raises:
        AlmadenError: there are no sources or receptors, or a source does not fit the grid or emits nothing.
    """
    import numpy as np

    if not sources.sources or not receivers:
        raise AlmadenError(n_("attribution needs a source and a receptor"))
    shape = (3, atmosphere.grid.rows, atmosphere.grid.columns)
    for one in sources.sources:
        if one.mg_per_year.shape != shape or not one.mg_per_year.sum() > 0:
            raise AlmadenError(Text("the source {name} does not fit the grid, or emits nothing", name=one.name))
    reach = atmosphere.footprint(np.stack([one.taken_per_year for one in receivers]))
    emitted = np.stack([one.mg_per_year for one in sources.sources])
    deposition = np.einsum("rsij,nsij->rn", reach, emitted, optimize=True)
    re_emitted = any(one.kind == "re-emitted" for one in sources.sources)
    return Attribution(
        sources.sources, tuple(receivers), deposition,
        beside_shares([one.key for one in sources.sources], [one.key for one in receivers], deposition),
        tuple(dict.fromkeys((*atmosphere.parameters.origins.values(), *sources.origins))),
        sources.findings, caveats(own_winds, re_emitted), meta(0, 0, sources.sha256),
    )  # fmt: skip


def _ranked(flows: Iterator[Flow]) -> tuple[Flow, ...]:
    return tuple(sorted(flows, key=lambda one: -one.deposition_mg_per_year))


def _place(name: str, known: Sequence[tuple[str, str]]) -> int:
    from difflib import get_close_matches

    from almaden.fate.atmosphere.matrix_records import key_of

    wanted = key_of(name).casefold()
    for place, words in enumerate(known):
        if wanted in (word.casefold() for word in words):
            return place
    near = get_close_matches(name, [word for words in known for word in words], n=2)
    raise InputError(
        Fault(
            n_("there is nothing of this name in the result"),
            value=name,
            accepted=", ".join(key for key, _name in known),
            advice=did_you_mean(near) if near else n_("choose one of these"),
        )
    )
