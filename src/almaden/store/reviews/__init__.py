"""Review: nothing is published on one person's word."""

from almaden.store.reviews.authors import authors_of, may_review
from almaden.store.reviews.comments import comment, comments_on, resolve
from almaden.store.reviews.queue import Waiting, queue_for, waiting_for
from almaden.store.reviews.steps import decisions_on, give_back, publish, steps_for, submit, take, withdraw

__all__ = [
    "Waiting",
    "authors_of",
    "comment",
    "comments_on",
    "decisions_on",
    "give_back",
    "may_review",
    "publish",
    "queue_for",
    "resolve",
    "steps_for",
    "submit",
    "take",
    "waiting_for",
    "withdraw",
]
