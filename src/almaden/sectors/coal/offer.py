"""Which changes are on offer to which unit: the usual ones of the package, and those of the user."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from almaden.errors import Fault, InputError
from almaden.sectors.coal.changes import Change, standard
from almaden.wording import n_


@dataclass(frozen=True, eq=False)
class Offer:
    """Changes that units may take; of two with one identifier the one told for the unit counts.

    Attributes:
        general: changes for every unit.
        own: further changes of single units, by identifier of the unit.
    """

    general: Sequence[Change] = field(default_factory=lambda: tuple(standard().values()))
    own: Mapping[str, Sequence[Change]] = field(default_factory=dict)

    @classmethod
    def told(cls, changes: Mapping[str, Sequence[Change]], usual: bool = True) -> Offer:
        """The offer of a user.

        Args:
            changes: by unit, those for every unit with the empty key.
            usual: whether the usual changes are on offer as well.
        """
        general = (*(standard().values() if usual else ()), *changes.get("", ()))
        return cls(_last_of_each(general), {unit: own for unit, own in changes.items() if unit})

    def without(self, excluded: Collection[str]) -> Offer:
        """The offer without some changes.

        Raises:
            InputError: one of them is not on offer.
        """
        known = {change.id for changes in (self.general, *self.own.values()) for change in changes}
        unknown = n_("no measure has this identifier")
        faults = [Fault(unknown, value=one, accepted=", ".join(sorted(known))) for one in excluded if one not in known]
        if faults:
            raise InputError(faults)
        own = {unit: _but(changes, excluded) for unit, changes in self.own.items()}
        return Offer(_but(self.general, excluded), own)

    def of(self, unit: str) -> tuple[Change, ...]:
        """The changes of a unit."""
        own = self.own.get(unit)
        return _last_of_each((*self.general, *own)) if own else tuple(self.general)


def _but(changes: Sequence[Change], excluded: Collection[str]) -> tuple[Change, ...]:
    return tuple(change for change in changes if change.id not in excluded)


def _last_of_each(changes: Sequence[Change]) -> tuple[Change, ...]:
    return tuple({change.id: change for change in changes}.values())
