"""In the whole demonstration nothing is left without a holder, whoever goes."""

from __future__ import annotations

from debo.demo.catalogue import demo_id
from debo.improvement.models import Cycle, Task
from debo.measures.models import Duty
from debo.people.holding import Work, holder, roster
from debo.people.models import RoleHeld
from tests.integration.conftest import DEMONSTRATION_DAY

DAY = DEMONSTRATION_DAY.isoformat()


def all_work() -> list[Work]:
    """Every task, cycle and counted measure of the hub."""
    found = [
        Work(role, str(facility), str(team))
        for model in (Task, Cycle)
        for role, facility, team in model.objects.values_list("role", "facility", "team")
    ]
    return found + [
        Work(role, str(facility), None) for role, facility in Duty.objects.values_list("role", "facility")
    ]


def test_whoever_leaves_the_woreda_all_work_has_a_holder(demo: int) -> None:
    whole, work = roster(), all_work()
    assert len(work) > 40
    people = {str(one) for one in RoleHeld.objects.values_list("person", flat=True)}
    assert len(people) > 150
    for person in people:
        left = whole.without(person)
        for one in set(work):
            found = holder(left, one, DAY)
            assert found.people, one
            assert person not in found.people


def test_almaz_counts_as_midwife_and_the_laboratory_its_tests(demo: int) -> None:
    here = demo_id("place", "hc1")
    found = holder(roster(), Work("mch_focal", here, None), DAY)
    assert (found.step, found.people) == ("role", (demo_id("person", "almaz"),))
    left = roster().without(demo_id("person", "almaz"))
    team = demo_id("team", "hc1")
    after = holder(left, Work("mch_focal", here, team), DAY)
    # Nobody else is the focal person, and she led the team: its deputy goes on.
    assert (after.step, after.people) == ("deputy", (demo_id("person", "tolosa"),))
