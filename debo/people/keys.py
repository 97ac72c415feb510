"""What the hub keeps to let people in. None of it is replicated: it never leaves the hub.

Only digests are stored: who reads the database learns neither a join code nor a PIN nor a token.
"""

from __future__ import annotations

from django.db import models


class PinHash(models.Model):
    """Argon2 of a person's PIN; one per person, whatever phones they use."""

    person = models.CharField(max_length=36, unique=True)
    digest = models.CharField(max_length=200)
    set_at = models.DateTimeField(auto_now=True)


class JoinCode(models.Model):
    """One invitation. `digest` is keyed with the hub's secret, so that a stolen table doesn't open the door.

    `used_on` is the device that came in with it: should the welcome be lost on the way, it may ask again.
    `reset` lets a person who has a PIN choose a new one. `reusable` is for the demonstration alone.
    """

    digest = models.CharField(max_length=64, unique=True)
    person = models.CharField(max_length=36, db_index=True)
    made_by = models.CharField(max_length=36, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_on = models.CharField(max_length=36, blank=True)
    reset = models.BooleanField(default=False)
    reusable = models.BooleanField(default=False)


class WrongTries(models.Model):
    """How often somebody guessed wrong under a key (a join code, a person, an address, the set-up code), and
    until when to wait."""

    key = models.CharField(max_length=80, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)


class SetupCode(models.Model):
    """The code that `debo serve` prints on an empty hub; there is one, and setting up uses it up."""

    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)


class HubSteward(models.Model):
    """A person who looks after this hub: steward in every collaborative on it. Reads no team's channel."""

    person = models.CharField(max_length=36, unique=True)
    since = models.DateTimeField(auto_now_add=True)


class AdminLink(models.Model):
    """A link that opens the administration once, within a minute, in the browser of whoever asked for it."""

    digest = models.CharField(max_length=64, unique=True)
    person = models.CharField(max_length=36)
    expires = models.DateTimeField()


class SecondFactor(models.Model):
    """A steward's second factor for the administration; `sealed` is its secret under the hub's own secret.

    `last_step`: the 30 seconds (RFC 6238) whose code was used last. `recovery`: digests of unused codes.
    """

    person = models.CharField(max_length=36, unique=True)
    sealed = models.TextField(blank=True)
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)
    recovery = models.JSONField(default=list)
