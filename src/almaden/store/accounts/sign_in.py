"""Who signed in, who failed to, and who was locked out: entries of the journal that change nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from almaden.store.acting import now, plain_text
from almaden.store.journal import writing
from almaden.store.models import Entry, User

GOOD: Final = "account.sign_in"
FAILED: Final = "account.sign_in_failed"
LOCKED: Final = "account.locked"

#: Of failures no more than this are written down in an hour, so that nobody can fill the disk with them.
MOST_AN_HOUR: Final = 60
_LONGEST_ADDRESS: Final = 45


def note_sign_in(username: str, ok: bool, address: str) -> None:
    """Write down that somebody signed in or failed to.

    Args:
        username: the name as it was typed. One that no account has is not kept: it may be a password.
        ok: whether it was right.
        address: network address of the person.
    """
    _note(GOOD if ok else FAILED, username, address)


def note_lockout(username: str, address: str) -> None:
    """Write down that somebody is shut out for a while after too many failures."""
    _note(LOCKED, username, address)


def _note(action: str, username: str, address: str) -> None:
    if action != GOOD and _has_had_enough(action):
        return
    user = User.objects.filter(username=plain_text(username)).first()
    reason = f"{address[:_LONGEST_ADDRESS]} {user.username if user else ''}".strip()
    with writing(user if action == GOOD else None, action, reason=reason):
        pass


def _has_had_enough(action: str) -> bool:
    latest = Entry.objects.filter(action=action).order_by("-number").values_list("made_on", flat=True)
    oldest = latest[MOST_AN_HOUR - 1 : MOST_AN_HOUR]
    since = (now() - timedelta(hours=1)).isoformat(timespec="microseconds")
    return any(made_on > since for made_on in oldest)
