"""Who may do what: people, organisations, roles, tokens, invitations."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from almaden.store.models.recorded import Recorded
from almaden.wording import n_


class Organisation(Recorded):
    """A ministry, an institute, a company, a partner."""

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=3, blank=True, db_index=True)
    website = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]


class UserManager(BaseUserManager["User"]):
    """Finds people by their sign-in name; making one is the work of ``almaden.store.accounts``."""


class User(AbstractBaseUser, Recorded):
    """A person with an account."""

    SECRET = frozenset({"password", "last_login"})

    username = models.CharField(max_length=150, unique=True)
    full_name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=8, default="en")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    is_active = models.BooleanField(default=True)
    joined_on = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = []
    objects = UserManager()

    class Meta:
        ordering: ClassVar = ["username"]

    def get_full_name(self) -> str:
        """The person's name, or the sign-in name."""
        return self.full_name or self.username


class RoleName(models.TextChoices):
    """The roles; what each may do stands in ``almaden.store.rights``."""

    CONTRIBUTOR = "contributor", n_("contributor")
    COMPILER = "compiler", n_("country compiler")
    REVIEWER = "reviewer", n_("reviewer")
    AREA_LEAD = "area_lead", n_("area lead")
    SECRETARIAT = "secretariat", n_("secretariat")
    ADMINISTRATOR = "administrator", n_("administrator")


class Role(Recorded):
    """One role of one person, for one country or area, or for all when both are empty."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(max_length=20, choices=RoleName.choices)
    country = models.CharField(max_length=3, blank=True)
    area = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "name", "country", "area"], name="role_once"),
        ]


class Token(Recorded):
    """A key of the API; only its hash is kept."""

    SECRET = frozenset({"digest", "last_used_on"})

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateTimeField(default=timezone.now, editable=False)
    expires_on = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateTimeField(null=True, blank=True)


class Invitation(Recorded):
    """A link that works once: to make the first administrator, to join, or to set a new password."""

    SECRET = frozenset({"digest"})

    purpose = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE)
    expires_on = models.DateTimeField()
    used_on = models.DateTimeField(null=True, blank=True)
