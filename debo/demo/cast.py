"""The people of the demonstration: who works where since when, who left and who followed, who is in which
team."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from debo.demo.catalogue import demo_id, names, table

#: Staff of each kind of facility: role, department. A woreda's hospital is a small one.
STAFF = {
    "hospital": [
        ("hospital_ceo", "administration"),
        ("medical_director", "administration"),
        ("qi_focal", "administration"),
        ("doctor", "delivery"),
        ("doctor", "opd"),
        *[("midwife", "delivery")] * 4,
        *[("nurse", "newborn")] * 3,
        ("nicu_head", "newborn"),
        ("mch_focal", "anc"),
        ("health_information", "health_information"),
        ("laboratory", "laboratory"),
        ("pharmacy", "pharmacy"),
        ("cleaner", "cleaning"),
    ],
    "health_centre": [
        ("facility_head", "administration"),
        ("midwife", "delivery"),
        ("midwife", "delivery"),
        ("nurse", "opd"),
        ("nurse", "anc"),
        ("health_officer", "opd"),
        ("mch_focal", "anc"),
        ("health_information", "health_information"),
        ("laboratory", "laboratory"),
        ("pharmacy", "pharmacy"),
        ("cleaner", "cleaning"),
    ],
    "health_post": [("hew", "community"), ("hew", "community")],
}

#: Roles a health centre's team takes its members from, the lead first; two health extension workers join
#: them.
TEAM_ROLES = ("midwife", "health_information", "mch_focal", "laboratory", "pharmacy", "facility_head")
#: The hospital has a team for each of two departments.
HOSPITAL_TEAMS = {
    "delivery": ("doctor", "midwife", "midwife", "midwife", "pharmacy", "health_information"),
    "newborn": ("nicu_head", "nurse", "nurse", "laboratory", "mch_focal"),
}
#: Of a hundred posts, so many change hands within the demonstration's months: most staff stay one to
#: four years.
TURNOVER = 0.12
WOMEN_ONLY = frozenset({"hew", "midwife", "cleaner"})


@dataclass(frozen=True)
class Post:
    """Somebody in a role at a place. `until` is set for who left."""

    person: str
    name: str
    role: str
    place: str
    department: str
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Member:
    """Somebody in a team."""

    team: str
    person: str
    part: str
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Cast:
    """Everybody, by post, and the teams: key → (place, department or empty)."""

    posts: tuple[Post, ...]
    teams: dict[str, tuple[str, str]]
    members: tuple[Member, ...]

    def lead(self, team: str) -> str:
        """The person who leads a team today."""
        return next(m.person for m in self.members if m.team == team and m.part == "lead" and m.until is None)


def make_cast(random: Random, first: date, last: date) -> Cast:
    """Fill every post. `first` and `last` are the days between which the demonstration's figures lie."""
    given = _names(random)
    posts = [*_known_people(first), *_others(random, given, first)]
    posts = [held for post in posts for held in _turnover(random, given, post, first, last)]
    teams, members = _teams(posts, first)
    return Cast(tuple(posts), teams, tuple(members))


def person_id(key: str) -> str:
    """The record id of one of the people by name in people.json."""
    return demo_id("person", key)


def team_id(team: str) -> str:
    """The record id of a team by its key, such as `hc1` or `hospital-newborn`."""
    return demo_id("team", team)


def _known_people(first: date) -> list[Post]:
    since = first - timedelta(days=500)
    return [
        Post(person_id(row["key"]), row["name"], role, row["place"], row.get("department", ""), since)
        for row in table("people")
        for role in row["roles"]
    ]


def _others(random: Random, given: Iterator[tuple[str, str]], first: date) -> list[Post]:
    taken: dict[tuple[str, str], int] = {}
    for row in table("people"):
        for role in row["roles"]:
            taken[row["place"], role] = taken.get((row["place"], role), 0) + 1
    posts = []
    for place in table("places"):
        for number, (role, department) in enumerate(STAFF.get(place["kind"], [])):
            if taken.get((place["key"], role), 0) > 0:
                taken[place["key"], role] -= 1
                continue
            woman, man = next(given)
            name = woman if role in WOMEN_ONLY or random.random() < 0.4 else man
            since = first - timedelta(days=random.randint(60, 1400))
            person = demo_id("person", place["key"], number)
            posts.append(Post(person, name, role, place["key"], department, since))
    return posts


def _turnover(
    random: Random, given: Iterator[tuple[str, str]], post: Post, first: date, last: date
) -> Iterator[Post]:
    """The post, or, for about one in eight, who left it and who followed after some empty weeks."""
    known = any(person_id(row["key"]) == post.person for row in table("people"))
    if known or random.random() >= TURNOVER:
        yield post
        return
    left = first + timedelta(days=random.randint(40, (last - first).days - 80))
    yield replace(post, until=left)
    woman, man = next(given)
    yield replace(
        post,
        person=demo_id("successor", post.person),
        name=woman if post.role in WOMEN_ONLY else man,
        since=left + timedelta(days=random.randint(5, 60)),
    )


def _teams(posts: list[Post], first: date) -> tuple[dict[str, tuple[str, str]], list[Member]]:
    teams: dict[str, tuple[str, str]] = {}
    members: list[Member] = []
    places = table("places")
    for place in places:
        if place["kind"] == "health_centre":
            teams[place["key"]] = (place["key"], "")
            below = [p["key"] for p in places if p["parent"] == place["key"]]
            chosen = [*_holders(posts, place["key"], TEAM_ROLES), *_first_hews(posts, below)]
            members += _seated(place["key"], chosen, first)
        if place["kind"] == "hospital":
            for department, team_roles in HOSPITAL_TEAMS.items():
                key = f"{place['key']}-{department}"
                teams[key] = (place["key"], department)
                members += _seated(key, _holders(posts, place["key"], team_roles), first)
    return teams, members


def _holders(posts: list[Post], place: str, wanted: tuple[str, ...]) -> list[list[Post]]:
    """For each wanted role the post's holders in order of time; a person sits in a team once."""
    chosen: list[list[Post]] = []
    used: set[str] = set()
    for role in wanted:
        here = [p for p in posts if p.place == place and p.role == role and p.person not in used]
        if here:
            seat = [p for p in here if p.person in (here[0].person, demo_id("successor", here[0].person))]
            used |= {p.person for p in seat}
            chosen.append(seat)
    return chosen


def _first_hews(posts: list[Post], below: list[str]) -> list[list[Post]]:
    return [_holders(posts, place, ("hew",))[0] for place in below[:2]]


def _seated(team: str, seats: list[list[Post]], first: date) -> list[Member]:
    """Members of a team; who followed somebody in their post follows them in the team."""
    parts = ["lead", "deputy"]
    return [
        Member(
            team, post.person, parts[i] if i < len(parts) else "member", max(first, post.since), post.until
        )
        for i, seat in enumerate(seats)
        for post in seat
    ]


def _names(random: Random) -> Iterator[tuple[str, str]]:
    """A woman's and a man's name again and again: a given name, then the father's; one in twelve in
    Ethiopic."""
    lists: dict[str, Any] = names()
    while True:
        script = "_ethiopic" if random.random() < 1 / 12 else ""
        fathers = lists[f"men{script}"]
        yield (
            f"{random.choice(lists[f'women{script}'])} {random.choice(fathers)}",
            f"{random.choice(lists[f'men{script}'])} {random.choice(fathers)}",
        )
