"""Actions of a form, ranked by what they keep off a receptor."""

from __future__ import annotations

from typing import Final

from almaden.errors import Fault
from almaden.fate.atmosphere.action_records import ActionRecord
from almaden.fate.atmosphere.actions import RankedActions, rank_actions
from almaden.fate.atmosphere.emission_forms import emission_forms
from almaden.fate.atmosphere.receivers import receiver
from almaden.fate.atmosphere.receptors import region_keys
from almaden.web.asked import Asked
from almaden.web.fate_air import air, sources_of
from almaden.wording import n_

#: Lines of the form.
LINES: Final = range(1, 7)
_LONGEST: Final = 80
#: No action lowers emissions by more, Mg a year: more than the world emits.
_MOST_MG: Final = 5000.0


def ranked(asked: Asked, receptor: str, year: int | None) -> RankedActions | None:
    """The actions of a form in their order; None where there are none, or where something is wrong, which is told.

    Args:
        asked: the form, with the fields ``name1``, ``region1``, ``kind1`` and ``mg1`` and so on.
        receptor: key of the receptor.
        year: of the emissions, as :func:`almaden.web.fate_air.sources_of` takes it.
    """
    found = [one for line in LINES if (one := _action(asked, line)) is not None]
    if not found or asked.problems:
        return None
    model = air()
    return rank_actions(model, receiver(model, receptor), found, sources_of(year))


def _action(asked: Asked, line: int) -> ActionRecord | None:
    """The action of a line; None where nothing is told, or something is wrong."""
    if not asked.text(f"name{line}") and not asked.text(f"mg{line}"):
        return None
    amount = asked.number(f"mg{line}", 0.0, _MOST_MG)
    if not amount:
        asked.tell(Fault(n_("a number above 0 is needed"), column=f"mg{line}"))
        return None
    region = asked.word(f"region{line}", dict.fromkeys(region_keys()))
    kind = asked.word(f"kind{line}", {"other": "", **emission_forms()})
    name = asked.text(f"name{line}")[:_LONGEST] or str(line)
    return ActionRecord(name=name, region=region, reduction=amount, unit="Mg/yr", kind=kind)
