"""Mass ledgers of mercury: the ledger, its lots as they stand, and its entries, which are only ever added."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.accounts import User
from almaden.store.models.recorded import Recorded
from almaden.wording import n_


class LedgerState(models.TextChoices):
    """Who may know of a ledger."""

    PRIVATE = "private", n_("for those who work on the country")
    PUBLISHED = "published", n_("its totals are published")


class Ledger(Recorded):
    """A ledger; ``entries`` counts its entries and ``head`` is the hash of the last one.

    Each entry's hash covers the one before, and the journal keeps ``head`` of each time that something was added: so
    the journal covers every entry without holding it once more.
    """

    country = models.CharField(max_length=3, db_index=True)
    title = models.CharField(max_length=300)
    made_up = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=LedgerState.choices, default=LedgerState.PRIVATE, db_index=True)
    entries = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["country", "id"]


class LedgerLot(models.Model):
    """A lot as it stands after the last entry; it follows from the entries and is kept so that none must be summed."""

    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, related_name="lots", db_index=False)
    lot = models.CharField(max_length=100)
    mass_mg = models.BigIntegerField()
    owner = models.CharField(max_length=300)
    place = models.CharField(max_length=300)
    form = models.CharField(max_length=20)
    product_ratio = models.FloatField(null=True)
    authority = models.CharField(max_length=300, blank=True)
    case = models.CharField(max_length=100, blank=True)
    holder = models.CharField(max_length=300, blank=True)
    opened_on = models.DateField()
    last_day = models.DateField()
    last_sequence = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["lot"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ledger", "lot"], name="ledger_lot_once"),
            models.CheckConstraint(condition=models.Q(mass_mg__gte=0), name="ledger_lot_not_below_zero"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["ledger", "owner"], name="ledger_owner"),
            models.Index(fields=["ledger", "place"], name="ledger_place"),
        ]


class LedgerEntryRow(models.Model):
    """One entry as it was booked. ``content`` is what was told, as JSON text: it is hashed as it stands."""

    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, related_name="rows", db_index=False)
    sequence = models.BigIntegerField()
    key = models.CharField(max_length=100)
    day = models.DateField()
    kind = models.CharField(max_length=12)
    #: The lots that mercury went from and to; empty for the world outside, the same where nothing moved.
    source = models.CharField(max_length=100, blank=True)
    target = models.CharField(max_length=100, blank=True)
    mass_mg = models.BigIntegerField()
    #: What was in these lots before.
    source_mg = models.BigIntegerField()
    target_mg = models.BigIntegerField()
    #: ``opening mined``, ``loss``, ``export``, ``disposal``; empty within the ledger.
    account = models.CharField(max_length=40, blank=True)
    #: The entry that a correction takes back.
    reverses = models.CharField(max_length=100, blank=True)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        # No order of its own: SQLite would read the whole ledger in it rather than look up a few entries.
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ledger", "sequence"], name="ledger_sequence_once"),
            models.UniqueConstraint(fields=["ledger", "key"], name="ledger_entry_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["ledger", "source"], name="ledger_source"),
            models.Index(fields=["ledger", "target"], name="ledger_target"),
            models.Index(fields=["ledger", "reverses"], name="ledger_reverses"),
            models.Index(fields=["ledger", "kind"], name="ledger_kind"),
            # Sums are read from the index alone.
            models.Index(fields=["ledger", "account", "kind", "day", "mass_mg"], name="ledger_accounts"),
            # Where a lot came from that nearly everything went into: the ledger is read once, from its end.
            models.Index(
                fields=["ledger", "sequence", "key", "source", "target", "mass_mg", "target_mg", "account", "day"],
                name="ledger_steps",
            ),
            # What was taken back of a lot that has many entries.
            models.Index(fields=["ledger", "source"], name="ledger_undone_source", condition=~models.Q(reverses="")),
            models.Index(fields=["ledger", "target"], name="ledger_undone_target", condition=~models.Q(reverses="")),
        ]
