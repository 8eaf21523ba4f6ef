"""Accounts: people, their roles and passwords, links that work once, keys of the API, and who signed in."""

from almaden.store.accounts.invitations import invite, is_open, use_invitation
from almaden.store.accounts.people import change_user, close_account, make_user, reopen_account, set_password
from almaden.store.accounts.roles import grant, has_administrator, revoke
from almaden.store.accounts.sign_in import note_lockout, note_sign_in
from almaden.store.accounts.tokens import make_token, revoke_token, user_of_token

__all__ = [
    "change_user",
    "close_account",
    "grant",
    "has_administrator",
    "invite",
    "is_open",
    "make_token",
    "make_user",
    "note_lockout",
    "note_sign_in",
    "reopen_account",
    "revoke",
    "revoke_token",
    "set_password",
    "use_invitation",
    "user_of_token",
]
