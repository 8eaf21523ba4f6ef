"""The menus: which pages there are, in which order, and where the person is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from almaden.store.rights import Person, may_somewhere
from almaden.wording import n_

#: Name of the view, words, and the right that the person needs; "account" needs an account only.
_MAIN: Final = (
    ("home", n_("Home"), ""),
    ("inventories", n_("Inventories"), ""),
    ("facilities", n_("Facilities"), ""),
    ("monitoring", n_("Monitoring"), ""),
    ("fate", n_("Models"), ""),
    ("coal", n_("Coal"), ""),
    ("gold", n_("Gold"), ""),
    ("chloralkali", n_("Chlor-alkali"), ""),
    ("products", n_("Products"), ""),
    ("trade", n_("Trade"), ""),
    ("supply", n_("Supply"), ""),
    ("datasets", n_("Data"), ""),
    ("partnership", n_("Partnership"), ""),
    ("factors", n_("Factors"), ""),
    ("sources", n_("Sources"), ""),
    ("editions", n_("Editions"), ""),
    ("review_queue", n_("Review"), "account"),
    ("help", n_("Help"), ""),
)
_ACCOUNT: Final = (
    ("account", n_("My account"), "account"),
    ("registry_queue", n_("Approval in the registry"), "write_registry"),
    ("news_desk", n_("Newsletter and stories"), "publish_registry"),
    ("imports", n_("Imports"), "import"),
    ("jobs", n_("Jobs"), "account"),
    ("people", n_("People and roles"), "manage_accounts"),
    ("organisations", n_("Organisations"), "account"),
    ("journal", n_("Journal"), "read_journal"),
)
_FOOT: Final = (
    ("help", n_("Help"), ""),
    ("glossary", n_("Glossary"), ""),
    ("apply", n_("Become a partner"), ""),
    ("subscribe", n_("Newsletter"), ""),
    ("about", n_("About Almaden"), ""),
    ("api_docs", n_("API documentation"), ""),
)


@dataclass(frozen=True)
class Item:
    """One line of a menu.

    Attributes:
        text: in English; the page translates it.
        address: of the page.
        current: whether the person is there, or below.
    """

    text: str
    address: str
    current: bool


def main_menu(request: HttpRequest) -> tuple[Item, ...]:
    """What stands at the top of every page."""
    return _items(request, _MAIN)


def account_menu(request: HttpRequest) -> tuple[Item, ...]:
    """What stands under the name of the person."""
    return _items(request, _ACCOUNT)


def foot_menu(request: HttpRequest) -> tuple[Item, ...]:
    """What stands at the bottom of every page."""
    return _items(request, _FOOT)


@cache
def address_of(name: str) -> str:
    """The address of a page; empty where this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _items(request: HttpRequest, menu: tuple[tuple[str, str, str], ...]) -> tuple[Item, ...]:
    return tuple(
        Item(text, address, _is_here(request.path, address))
        for name, text, right in menu
        if (address := address_of(name)) and _is_for(request.user, right)
    )


def _is_for(user: Person, right: str) -> bool:
    if not right:
        return True
    return bool(user and user.is_authenticated) if right == "account" else may_somewhere(user, right)


def _is_here(path: str, address: str) -> bool:
    return path == address or (address != "/" and path.startswith(address))
