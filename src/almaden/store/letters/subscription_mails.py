"""What is written to whoever asks for the newsletter, in the language that they chose."""

from __future__ import annotations

from almaden.reference.languages import translator
from almaden.store.letters.once import mark_of
from almaden.store.mail import MailError, Sent, deliver, keep, message_of, outbox
from almaden.store.models import Subscription
from almaden.wording import n_


def write_to(subscription: Subscription, link: str) -> Sent:
    """Ask whoever reads the mailbox to confirm; whoever has confirmed gets the link to their choices.

    Raises:
        OutputError: the outbox cannot be written.
    """
    say = translator(subscription.language)
    if subscription.confirmed_on is None:
        paragraphs: tuple[str, ...] = (
            n_("somebody, probably you, asked for the newsletter of the Global Mercury Partnership at this address."),
            n_("If it was you, open this page and confirm. Until then you get no newsletter."),
            link,
            n_("If it was not you, do nothing. The address is deleted after a week."),
        )
        subject = say(n_("Please confirm: newsletter of the Global Mercury Partnership"))
    else:
        paragraphs = (
            n_("you get the newsletter of the Global Mercury Partnership already."),
            n_("On this page you can change what you get, or leave the list."),
            link,
        )
        subject = say(n_("Your newsletter of the Global Mercury Partnership"))
    text = "\n\n".join(say(one) for one in (n_("Good day,"), *paragraphs)) + "\n"
    message = message_of(subscription.address, subject, text, leave=link)
    try:
        return deliver(keep(message, mark_of(subscription.digest)))
    except MailError as error:
        # The message lies in the outbox: that the server is named wrongly is for the secretariat to find.
        return Sent(str(outbox()), str(error))
