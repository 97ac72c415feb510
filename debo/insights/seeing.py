"""Who sees the dashboards of which place: whoever holds an office there or above it, by their own role.

The rights are those of debo/people/access.py: a role counts in its place's own channel, and gives what the
collaboratives that list the place have released. Of a place below one sees the roll-up when the collaborative
that listed it first is among them, and single facilities only then.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from debo.insights.ground import Ground, ground
from debo.insights.models import Site
from debo.ledger.errors import Refusal
from debo.ledger.questions import ask
from debo.people.access import Held, held_roles
from debo.people.questions import LOOKS_AFTER_HUB

#: Standings that look at places; staff and members have their charts on their phones.
OFFICES = frozenset({"official", "mentor", "steward", "head"})


class NotYours(Refusal):
    """No office of this person lies at this place or above it; said of places that there aren't, too."""

    code, status = "not_yours", 403
    title = _("This place isn't among those you look after")
    safe = _("Nothing was changed, and what is on this phone is safe.")
    next = _("Open a place that your own office looks after.")


@dataclass(frozen=True)
class Viewer:
    """Somebody who asks for dashboards."""

    person: str

    @cached_property
    def ground(self) -> Ground:
        """Where places lie and what they are called, as it was when this person asked."""
        return ground()

    @cached_property
    def _held(self) -> list[Held]:
        held = held_roles(self.person, timezone.localdate().isoformat())
        return [one for one in held if one.standing in OFFICES]

    @cached_property
    def _looks_after_hub(self) -> bool:
        return bool(ask(LOOKS_AFTER_HUB, self.person))

    @cached_property
    def offices(self) -> list[str]:
        """The places from which this person looks down, none below another of theirs; by id."""
        if self._looks_after_hub:
            return sorted(Site.objects.filter(parent="", has_sums=True).values_list("place", flat=True))
        held = {one.place for one in self._held}
        rows = Site.objects.filter(place__any_of=sorted(held)).values_list("place", "above")
        return sorted(place for place, above in rows if not held & {*above.split()})

    def path(self, place: str) -> list[Site]:
        """The place and what lies above it as far as this person sees, the highest first; raises NotYours."""
        site = self.ground.sites([place]).get(place)
        if site is None:
            raise NotYours
        above = site.above.split()
        if self._looks_after_hub:
            seen = above
        else:
            at = [i for i, one in enumerate([place, *above]) if self._holds(one, site)]
            if not at:
                raise NotYours
            seen = above[: max(at)]
        found = self.ground.sites(seen)
        return [*(found[one] for one in reversed(seen)), site]

    def _holds(self, place: str, site: Site) -> bool:
        """Whether an office at `place` lets one see the site, which lies there or below."""
        is_there = place == site.place
        return any(h.place == place and (is_there or site.channel in h.collaboratives) for h in self._held)

    def sees_within(self, channel: str) -> bool:
        """Whether single facilities of a collaborative are shown."""
        return self._looks_after_hub or any(channel in one.collaboratives for one in self._held)
