"""What those concerned say of a match: shown and counted, and never fed into the scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.db.models import Count

from almaden.errors import Fault, InputError
from almaden.store.acting import now, plain_text
from almaden.store.journal import ConflictError, writing
from almaden.store.models import MatchFeedback, RegistryRow, User
from almaden.store.models.exchange import Verdict
from almaden.store.registry.who import check_sees, where_of
from almaden.store.rights import Person, RightsError, may
from almaden.wording import Text, n_

_LONGEST: Final = 2_000


def is_concerned(user: Person, *rows: RegistryRow) -> bool:
    """Whether a person wrote one of the records, or may write records of its areas and country."""
    if not isinstance(user, User):
        return False
    return any(
        row.author_id == user.pk
        or any(may(user, "write_registry", *where_of((area, row.country))) for area in _areas(row))
        for row in rows
    )


def _areas(row: RegistryRow) -> Iterable[str]:
    return (row.area, *row.values.get("areas", ()))


def say(
    actor: User, need: RegistryRow, offer: RegistryRow, verdict: str, note: str = "", expected: int | None = None
) -> MatchFeedback:
    """Say what one thinks of an offer for a need; once more changes what one said before.

    Args:
        actor: who says it.
        need: the row of the need.
        offer: the row of the offer.
        verdict: one of :class:`~almaden.store.models.exchange.Verdict`.
        note: why, for those who are concerned too.
        expected: the version that the person saw of what they said before; 0 where they had said nothing.

    Raises:
        RightsError: the person is not concerned, or does not see one of the two.
        InputError: there is no such verdict, or the note is too long.
        ConflictError: it was changed meanwhile.
    """
    for row in (need, offer):
        check_sees(actor, row)
    if not is_concerned(actor, need, offer):
        raise RightsError(n_("You may not do this. Ask an administrator for the role that it needs."))
    note = plain_text(note)
    faults = []
    if verdict not in Verdict.values:
        accepted = ", ".join(Verdict.values)
        faults.append(Fault(n_("there is no such answer"), column="verdict", value=verdict, accepted=accepted))
    if len(note) > _LONGEST:
        told = Text("at most {most} letters", most=str(_LONGEST))
        faults.append(Fault(n_("the text is too long"), column="note", accepted=told))
    if faults:
        raise InputError(faults)
    with writing(actor, "match_feedback.say") as work:
        known = MatchFeedback.objects.filter(need=need, offer=offer, author=actor).first()
        if known is None:
            made = MatchFeedback(need=need, offer=offer, author=actor, verdict=verdict, note=note, made_on=now())
            return work.add(made)
        if expected == 0:
            raise ConflictError(known, {"verdict": verdict})
        work.change(known, expected, verdict=verdict, note=note, made_on=now())
        return known


def said_of(user: Person, row: RegistryRow) -> dict[str, list[MatchFeedback]]:
    """What was said of the matches of a need or offer that a person is concerned with, by the key of the other side."""
    of_need = row.kind == "need"
    found = MatchFeedback.objects.filter(**{row.kind: row}).select_related("need", "offer", "author")
    told: dict[str, list[MatchFeedback]] = {}
    whole = is_concerned(user, row)
    for one in found:
        other = one.offer if of_need else one.need
        if whole or is_concerned(user, other):
            told.setdefault(other.key, []).append(one)
    return told


def counts() -> Mapping[str, int]:
    """How often each was said, of matches of what is published."""
    found = MatchFeedback.objects.filter(need__state="published", offer__state="published")
    counted = dict(found.order_by().values_list("verdict").annotate(Count("pk")))
    return {verdict: counted.get(verdict, 0) for verdict in Verdict.values}
