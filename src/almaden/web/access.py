"""Who may open a page: every view says so, and a view that says nothing is shut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.contrib.auth.middleware import get_user
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from almaden.store.models import User
from almaden.store.rights import RightsError, may_somewhere
from almaden.web.failures import failure
from almaden.web.language import translate
from almaden.wording import n_

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

#: What a person without the right is told; the store says the same.
REFUSED: Final = n_("You may not do this. Ask an administrator for the role that it needs.")
#: Paths whose views decide for themselves: the API asks for a right in each operation, static files are open.
_OWN_RULES: Final = ("/api/", "/static/")


@dataclass(frozen=True)
class Access:
    """What a page asks for: nothing, an account, or a right somewhere."""

    account: bool = False
    right: str = ""


def open_to_all(view: View) -> View:
    """A page that anyone may open; it shows what :mod:`almaden.store.rights` lets the person see."""
    view.access = Access()  # type: ignore[attr-defined]  # read by DenyByDefault
    return view


def signed_in(view: View) -> View:
    """A page for anyone with an account."""
    view.access = Access(account=True)  # type: ignore[attr-defined]  # read by DenyByDefault
    return view


def needs(right: str) -> Callable[[View], View]:
    """A page for people with a right; whether they have it for the country at hand, the view asks itself."""

    def mark(view: View) -> View:
        view.access = Access(account=True, right=right)  # type: ignore[attr-defined]  # read by DenyByDefault
        return view

    return mark


def person_of(request: HttpRequest) -> User:
    """The person who is signed in; for views under :func:`signed_in` and :func:`needs`.

    Raises:
        RightsError: nobody is.
    """
    # request.user only stands for the account, and the journal would not know its table.
    user = get_user(request)
    if not isinstance(user, User):
        raise RightsError(n_("Sign in first."))
    return user


class DenyByDefault:
    """Opens a page to whom it is for; sends the public to sign in, refuses others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Check before the view is called; an error raised here would not reach ``Failures``."""
        if request.path.startswith(_OWN_RULES):
            return None
        access: Access | None = getattr(view, "access", None)
        if access is None:
            return failure(request, 403, translate(n_("This page is open to nobody.")))
        if access.account and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if access.right and not may_somewhere(request.user, access.right):
            return failure(request, 403, translate(REFUSED))
        return None
