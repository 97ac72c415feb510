"""Plays the whole story on a hub that is being served, over its own line, and invites people to go on.

    DEBO_DATA=FOLDER python -m tests.whole http://127.0.0.1:8000 "midwife of hc1" "woreda mentor"

Prints one JSON object: each named person's code to join with, and the ids a test looks for.
"""

from __future__ import annotations

import http.client
import json
import sys
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from debo.embedded import open_hub


def main() -> None:
    """Found the woreda, play fifteen months, invite who is named."""
    url, *names = sys.argv[1:]
    open_hub()
    # What needs Django's settings comes after it was started.
    from debo.people.invitations import make_invitation
    from tests.integration.ledger.phone import Phone
    from tests.whole.cast import SHARED, TEAMS, key
    from tests.whole.story import Story

    def over_http(phone: Phone, asked: dict[str, Any]) -> dict[str, Any]:
        line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        who = {"Authorization": f"Debo {phone.id}:{phone.token}", "Content-Type": "application/json"}
        line.request("POST", "/api/sync", json.dumps(asked), who)
        answer = line.getresponse()
        said: dict[str, Any] = json.loads(answer.read())
        line.close()
        # A phone that was shut out is told so with another status; the story's own test looks at that.
        if answer.status not in (http.client.OK, http.client.FORBIDDEN):
            raise RuntimeError(f"{answer.status}: {said}")
        return said

    story = Story(date.today(), line=over_http)  # noqa: DTZ011 - the hub's own day
    story.play()
    codes = {name: make_invitation(key(name), by=key("founder"), at_url=url).code for name in names}
    aside = {name: len(phone.attention) for name, phone in story.phones.items() if phone.attention}
    told = {"codes": codes, "aside": aside, "collaborative": key(SHARED), "hc1": key("hc1")}
    told["teams"] = {team: key(team) for team in TEAMS}
    told["sessions"] = [key(f"session {number}") for number in range(1, 5)]
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
