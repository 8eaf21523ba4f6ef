"""Organisations: ministries, institutes, companies, partners."""

from __future__ import annotations

from typing import Any, Final

from almaden.errors import Fault, InputError
from almaden.store.accounts.checks import check_country, check_lengths
from almaden.store.acting import allow, plain_text
from almaden.store.journal import writing
from almaden.store.models import Organisation, User
from almaden.wording import n_

_FIELDS: Final = ("name", "kind", "country", "website")


def make_organisation(
    actor: User | None, name: str, *, kind: str = "", country: str = "", website: str = ""
) -> Organisation:
    """Make an organisation.

    Args:
        actor: an administrator, or None for the program.
        name: its name, which no other has.
        kind: what it is, in a word: ministry, institute, company.
        country: where, as ISO 3166 code of three letters.
        website: address that begins with https:// or http://.

    Raises:
        InputError: with everything that is wrong.
    """
    allow(actor, "manage_accounts")
    values = _checked({"name": name, "kind": kind, "country": country, "website": website}, None)
    with writing(actor, "organisation.add") as work:
        return work.add(Organisation(**values))


def change_organisation(
    actor: User | None, organisation: Organisation, expected: int | None, *, reason: str = "", **values: str
) -> Organisation:
    """Change fields of an organisation; ``reason`` is for the journal.

    Raises:
        ConflictError: somebody changed it meanwhile.
        InputError: with everything that is wrong.
    """
    allow(actor, "manage_accounts")
    whole = {name: getattr(organisation, name) for name in _FIELDS} | values
    checked = _checked(whole, organisation)
    with writing(actor, "organisation.change", reason=plain_text(reason)) as work:
        work.change(organisation, expected, **{name: checked[name] for name in values})
    return organisation


def _checked(values: dict[str, Any], organisation: Organisation | None) -> dict[str, str]:
    clean = {name: plain_text(str(values[name])) for name in _FIELDS}
    check_lengths(clean)
    check_country(clean["country"])
    faults = []
    others = Organisation.objects.exclude(pk=organisation.pk if organisation else 0)
    if not clean["name"]:
        faults.append(Fault(n_("the organisation has no name"), column="name", advice=n_("write its name")))
    elif others.filter(name=clean["name"]).exists():
        faults.append(
            Fault(
                n_("there is an organisation with this name"),
                column="name",
                value=clean["name"],
                advice=n_("choose the one that is there"),
            )
        )
    if clean["website"] and not clean["website"].startswith(("https://", "http://")):
        faults.append(
            Fault(
                n_("the text is no address of a page"),
                column="website",
                value=clean["website"],
                accepted="https://",
                advice=n_("write the whole address"),
            )
        )
    if faults:
        raise InputError(faults)
    return clean
