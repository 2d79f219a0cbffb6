"""People who sign in, and the roles they hold from one day to another."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from concord.trust.vault.classes import DataClass
from concord.trust.vault.fields import SealedText


class Role(models.TextChoices):
    """The roles of the partnership (domain.md 9.2)."""

    SOCIAL_WORKER = "social_worker", "Social worker"
    TEAM_MANAGER = "team_manager", "Team manager and chair"
    POLICE = "police", "Police, exploitation and missing"
    POLICE_INTELLIGENCE = "police_intelligence", "Police intelligence"
    HEALTH = "health", "Named nurse"
    SCHOOL_LEAD = "school_lead", "Designated safeguarding lead"
    YOUTH_JUSTICE = "youth_justice", "Youth justice worker"
    KEYWORKER = "keyworker", "Keyworker"
    RESIDENTIAL_PROVIDER = "residential_provider", "Residential provider"
    LICENSING = "licensing", "Licensing or environmental health officer"
    ADULT_SOCIAL_WORKER = "adult_social_worker", "Adult social worker"
    EDUCATION_OFFICER = "education_officer", "Officer for children missing education"
    MINUTE_TAKER = "minute_taker", "Minute-taker"
    ANALYST = "analyst", "Performance analyst"
    BOARD_MEMBER = "board_member", "Board member"
    INFORMATION_GOVERNANCE = "information_governance", "Information-governance lead"
    DATA_STEWARD = "data_steward", "Data steward"
    AGENCY_LEAD = "agency_lead", "Lead for their agency’s people"
    ADMINISTRATOR = "administrator", "Administrator of people and agencies"


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """Make a user who can sign in. The agency must exist."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One person of one agency. A person who changes agency gets a new account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=150, unique=True)
    full_name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    practice = models.BooleanField(
        default=False, help_text="An invented person, who can sign in in practice mode only."
    )
    # Rises when what a person may do shrinks: every session begun before it is over.
    epoch = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django compares this on every request with the one that the session began with.
        told = f"{self.password}:{self.epoch}"
        salt = "concord.trust.accounts.session"
        return salted_hmac(salt, told, secret=secret, algorithm="sha256").hexdigest()


class RoleHolding(models.Model):
    """That a person holds a role from one day until another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="role_holdings")
    role = models.CharField(max_length=40, choices=Role)
    held_from = models.DateField()
    held_until = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "held_from"])]


class FactorSecret(models.Model):
    """What a one-time code or a recovery code is worked out from: sealed, so that no dump tells."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = SealedText(data_class=DataClass.SECOND_FACTORS)


class Remembered(models.Model):
    """Something that sign-in remembers until a moment, under a hash (remembering.py)."""

    key = models.CharField(max_length=64, primary_key=True)
    value = models.TextField()
    until = models.DateTimeField(db_index=True)
