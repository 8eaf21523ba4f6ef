"""The words and the look of the states of records."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from almaden.wording import n_


@dataclass(frozen=True)
class State:
    """A state as a page shows it: its words in English, and the end of its class ``badge-...``."""

    text: str
    look: str


#: By the value that the store keeps.
STATE_WORDS: Final = MappingProxyType(
    {
        "draft": State(n_("draft"), "draft"),
        "submitted": State(n_("submitted"), "submitted"),
        "in_review": State(n_("in review"), "review"),
        "returned": State(n_("returned"), "returned"),
        "published": State(n_("published"), "published"),
        "superseded": State(n_("superseded"), "draft"),
        "withdrawn": State(n_("withdrawn"), "warning"),
        "issued": State(n_("issued"), "published"),
        "not_started": State(n_("not started"), "draft"),
        "in_work": State(n_("in work"), "submitted"),
        "worked_example": State(n_("worked example"), "example"),
        "submitted_by_party": State(n_("submitted by the Party"), "published"),
        "published_elsewhere": State(n_("published elsewhere"), "submitted"),
        "estimate": State(n_("estimate of others"), "warning"),
        "made_up": State(n_("made up"), "example"),
        "not_reviewed": State(n_("not reviewed"), "warning"),
        "verified": State(n_("verified"), "published"),
        "unverified": State(n_("unverified"), "warning"),
        "user": State(n_("own value"), "submitted"),
        "checking": State(n_("being checked"), "review"),
        "faulty": State(n_("has faults"), "error"),
        "ready": State(n_("ready"), "submitted"),
        "committing": State(n_("being kept"), "review"),
        "committed": State(n_("kept"), "published"),
        "discarded": State(n_("discarded"), "draft"),
        "queued": State(n_("waiting"), "draft"),
        "running": State(n_("running"), "review"),
        "done": State(n_("done"), "published"),
        "failed": State(n_("failed"), "error"),
    }
)

#: What people are called by their role.
ROLE_WORDS: Final = MappingProxyType(
    {
        "contributor": n_("contributor"),
        "compiler": n_("country compiler"),
        "reviewer": n_("reviewer"),
        "area_lead": n_("area lead"),
        "secretariat": n_("secretariat"),
        "administrator": n_("administrator"),
    }
)
