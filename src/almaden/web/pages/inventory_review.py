"""The review of an inventory: its state, what may be done now, comments on rows with answers, decisions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from almaden.reference.categories import categories
from almaden.store import reviews
from almaden.store.models import Comment, Inventory, InventoryRow, User
from almaden.web.access import open_to_all, person_of, signed_in
from almaden.web.language import translate
from almaden.web.pages.inventory_page import computed, found, page
from almaden.wording import n_

#: By step: words of the button, and what is said once it is done.
STEPS: Final = {
    "submit": (n_("Submit for review"), n_("Submitted. The results are kept as they stand now.")),
    "take": (n_("Begin the review"), n_("You have begun the review.")),
    "give_back": (n_("Return to the author"), n_("Returned to the author.")),
    "publish": (n_("Publish"), n_("Published.")),
    "withdraw": (n_("Withdraw"), n_("Withdrawn.")),
}
#: Steps that need a reason.
NEED_TEXT: Final = frozenset({"give_back", "withdraw"})
_DONE_BY: Final[dict[str, Callable[..., Any]]] = {
    "submit": reviews.submit,
    "take": lambda actor, record, text: reviews.take(actor, record),
    "give_back": reviews.give_back,
    "publish": reviews.publish,
    "withdraw": reviews.withdraw,
}


def take_step(request: HttpRequest, record: Any) -> None:
    """Do the step that a form names; what may not be done is refused by the store.

    Raises:
        Http404: there is no such step.
    """
    name = request.POST.get("step", "")
    if name not in _DONE_BY:
        raise Http404
    _DONE_BY[name](request.user, record, request.POST.get("text", "")[:10_000])
    messages.success(request, translate(STEPS[name][1]))


def steps_of(request: HttpRequest, record: Any) -> tuple[str, ...]:
    """The steps that the person may take now."""
    return reviews.steps_for(request.user, record) if isinstance(request.user, User) else ()


@open_to_all
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the review stands."""
    inventory = found(request, pk)
    comments = reviews.comments_on(request.user, inventory)
    rows = {row.pk: row for row in inventory.rows.filter(pk__in={one.row_id for one in comments if one.row_id})}
    context = {
        "asked": computed(request, inventory),
        "steps": steps_of(request, inventory),
        "step_words": STEPS,
        "need_text": NEED_TEXT,
        "threads": [
            (one, [other for other in comments if other.answers_id == one.pk]) for one in comments if not one.answers_id
        ],
        "rows": rows,
        "about": _row(inventory, request.GET.get("row", "")),
        "row_choices": inventory.rows.filter(table="activity_rates").order_by("position", "id"),
        "categories": categories(),
        "decisions": reviews.decisions_on(inventory),
        "may_comment": isinstance(request.user, User),
    }
    return page(request, inventory, "inventory_review", context)


@signed_in
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """One step of the review."""
    inventory = found(request, pk)
    take_step(request, inventory)
    return redirect("inventory_review", pk)


@signed_in
@require_POST
def say(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment, or an answer to one."""
    inventory = found(request, pk)
    answers = _comment(inventory, request.POST["answers"]) if request.POST.get("answers") else None
    row = _row(inventory, request.POST.get("row", ""))
    made = reviews.comment(person_of(request), inventory, request.POST.get("text", ""), row=row, answers=answers)
    response = redirect("inventory_review", pk)
    response["Location"] += f"#comment-{made.pk}"
    return response


@signed_in
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a comment as settled."""
    inventory = found(request, pk)
    reviews.resolve(person_of(request), _comment(inventory, request.POST.get("comment", "")))
    messages.success(request, translate(n_("The comment is settled.")))
    return redirect("inventory_review", pk)


def _row(inventory: Inventory, text: str) -> InventoryRow | None:
    return inventory.rows.filter(pk=int(text)).first() if _is_number(text) else None


def _comment(inventory: Inventory, text: str) -> Comment:
    about = Comment.objects.filter(record_type="inventory", record_id=inventory.pk)
    one = about.filter(pk=int(text)).first() if _is_number(text) else None
    if one is None:
        raise Http404
    return one


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 16
