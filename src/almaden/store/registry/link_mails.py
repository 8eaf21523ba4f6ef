"""What is written to a partner that is asked for news, in its language."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from almaden.errors import Fault, InputError
from almaden.reference.areas import areas
from almaden.reference.languages import translator
from almaden.store.mail import MailError, Sent, outbox, send
from almaden.store.models import RegistryRow, UpdateLink
from almaden.wording import Text, n_

#: Stands in the address of the page where the secret goes.
_PLACE: Final = "{secret}"


def check_address(address: str) -> None:
    """Refuse an address of the page for answers that leads nowhere.

    Raises:
        InputError: it is no address of a page, or has no place for the secret.
    """
    if urlsplit(address).scheme not in ("http", "https") or address.count(_PLACE) != 1 or not address.isprintable():
        fault = Fault(n_("the text is no address of a page"), column="address", value=address, accepted="https://")
        raise InputError(fault)


def words_for(row: RegistryRow, language: str, area_code: str, until: datetime, address: str) -> tuple[str, str]:
    """Subject and text of the message to a partner; also to be looked at before it is sent.

    Args:
        row: the row of the partner.
        language: code of a language of the pages.
        area_code: code of the area that asks; empty for all.
        until: how long the link works.
        address: of the page, as it is to stand in the message.
    """
    say = translator(language)
    area = Text(areas()[area_code]) if area_code in areas() else ""
    about = Text("What is new in your activities: {area}", area=area) if area else n_("What is new in your activities")
    paragraphs = (
        Text("Dear colleagues of {name},", name=" ".join(row.title.split())),
        n_("please tell what became of your activities in the Global Mercury Partnership. No account is needed."),
        address,
        Text("The link works until {day}, and only once. It shows nobody else.", day=f"{until:%Y-%m-%d}"),
        n_("If nothing is new, open it and say so."),
    )
    return say(about), "\n\n".join(say(one) for one in paragraphs) + "\n"


def write_to(row: RegistryRow, link: UpdateLink, secret: str, address: str) -> Sent:
    """Write to a partner; gives what became of the message.

    Raises:
        OutputError: the outbox cannot be written.
    """
    page = address.replace(_PLACE, secret)
    subject, text = words_for(row, link.language, link.area, link.expires_on, page)
    try:
        return send(row.personal["email"], subject, text)
    except MailError as error:
        # The message lies in the outbox: that the server is named wrongly is told with it.
        return Sent(str(outbox()), str(error))
