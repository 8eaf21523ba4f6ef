"""Sets of weights of matching: kept by name, one of them the standing one; without it those of the program count.

Everybody's matches are ranked by the standing set, so the secretariat alone chooses and changes it; those who publish
records keep sets of their own beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from almaden.errors import Fault, InputError
from almaden.partnership.matching.weights import PARTS, Weights, default_weights, weights_from
from almaden.store.acting import allow, allow_somewhere, now, plain_text
from almaden.store.journal import Work, writing
from almaden.store.models import MatchWeights, User
from almaden.store.rights import Person, may, may_somewhere
from almaden.wording import Text, n_

#: Who keeps sets of their own: those who publish records.
RIGHT: Final = "publish_registry"
#: Who chooses the standing one, and may change every set.
CHOOSE: Final = "choose_weights"
_LONGEST_NAME: Final = 100
_LONGEST_NOTE: Final = 5_000
#: So many sets are kept at most.
MOST: Final = 100


def standing() -> MatchWeights | None:
    """The set that counts where nobody chooses another; None where it is that of the program."""
    return MatchWeights.objects.filter(is_standing=True).first()


def weights_of(row: MatchWeights | None) -> Weights:
    """The weights of a set; those of the program for None."""
    return default_weights() if row is None else Weights(**{part: float(row.points[part]) for part in PARTS})


def make(actor: User | None, name: str, note: str, points: Mapping[str, str]) -> MatchWeights:
    """Keep a new set.

    Args:
        actor: who keeps it.
        name: what it is called; the public reads it.
        note: what it is for; the public reads it.
        points: by part, as they were typed.

    Raises:
        RightsError: the person publishes no records.
        InputError: with everything that is wrong.
    """
    allow_somewhere(actor, RIGHT)
    with writing(actor, "match_weights.add") as work:
        if MatchWeights.objects.count() >= MOST:
            told = Text("at most {most} sets are kept", most=str(MOST))
            raise InputError(Fault(n_("there are too many sets of weights"), accepted=told))
        values = _checked(name, note, points)
        return work.add(MatchWeights(**values, author=actor, made_on=now()))


def change(
    actor: User | None, row: MatchWeights, expected: int | None, name: str, note: str, points: Mapping[str, str]
) -> MatchWeights:
    """Change a set.

    Raises:
        RightsError: it is the set of somebody else or the standing one, and the person may not choose that.
        InputError: as for :func:`make`.
        ConflictError: somebody changed it meanwhile.
    """
    allow_somewhere(actor, RIGHT)
    row.refresh_from_db()
    if actor is not None and not may_change(actor, row):
        allow(actor, CHOOSE)
    with writing(actor, "match_weights.change") as work:
        work.change(row, expected, **_checked(name, note, points, row.pk))
    return row


def may_change(user: Person, row: MatchWeights) -> bool:
    """Whether a person may change a set: their own while it is not the standing one, or they choose that one."""
    own = user is not None and row.author_id == user.pk and not row.is_standing and may_somewhere(user, RIGHT)
    return own or may(user, CHOOSE)


def choose(actor: User | None, row: MatchWeights | None, seen: Mapping[int, int] | None = None) -> None:
    """Let a set be the standing one; None for that of the program.

    Args:
        actor: who chooses.
        row: the set.
        seen: by number of a set the version that the person saw; None for the program itself.

    Raises:
        RightsError: the person may not choose for everybody.
        ConflictError: the set was changed meanwhile, or another one chosen that the person did not see standing.
    """
    allow(actor, CHOOSE)
    with writing(actor, "match_weights.choose") as work:
        _let_go(work, row, seen)
        if row is not None:
            work.change(row, _version(row, seen), is_standing=True)


def _let_go(work: Work, but: MatchWeights | None, seen: Mapping[int, int] | None) -> None:
    for other in MatchWeights.objects.filter(is_standing=True):
        if but is None or other.pk != but.pk:
            work.change(other, _version(other, seen), is_standing=False)


def _version(row: MatchWeights, seen: Mapping[int, int] | None) -> int | None:
    return None if seen is None else seen.get(row.pk, 0)


def _checked(name: str, note: str, points: Mapping[str, str], own: int | None = None) -> dict[str, object]:
    name, note = " ".join(plain_text(name).split()), plain_text(note)
    faults = []
    if not name:
        faults.append(Fault(n_("the field must not be empty"), column="name"))
    if MatchWeights.objects.filter(name=name).exclude(pk=own or 0).exists():
        faults.append(Fault(n_("there is a set with this name"), column="name", value=name))
    for column, text, most in (("name", name, _LONGEST_NAME), ("note", note, _LONGEST_NOTE)):
        if len(text) > most:
            accepted = Text("at most {most} letters", most=str(most))
            faults.append(Fault(n_("the text is too long"), column=column, accepted=accepted))
    kept: Mapping[str, float] = {}
    try:
        kept = typed(points).to_json()
    except InputError as error:
        faults += error.faults
    if faults:
        raise InputError(faults)
    return {"name": name, "note": note, "points": dict(kept)}


def typed(points: Mapping[str, str]) -> Weights:
    """The weights that were typed, by part.

    Raises:
        InputError: with everything that is wrong; each fault names its part.
    """
    rows = [{"part": part, "points": str(points.get(part, ""))} for part in PARTS]
    try:
        return weights_from(rows)
    except InputError as error:
        # In a form a fault stands at its part, not at the row of a table.
        raise InputError([_at_part(fault) for fault in error.faults]) from None


def _at_part(fault: Fault) -> Fault:
    part = PARTS[fault.row - 2] if fault.row else ""
    return Fault(fault.problem, column=part, value=fault.value, accepted=fault.accepted, advice=fault.advice)
