"""What every exchange asks about people is found by an index, however many places a nation has."""

import pytest
from django.db import connection

from debo.people import questions
from tests.integration.ledger.test_speed import plans

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "question",
    [
        questions.ROLES_HELD,
        questions.MEMBERSHIPS,
        questions.NAME,
        questions.PLACES.format(marks="%s"),
    ],
)
def test_no_question_reads_a_whole_table(question: str) -> None:
    steps = plans([question.replace("%s", "'x'")])
    assert steps
    assert [step for step in steps if step.startswith("SCAN")] == []


def test_the_plan_of_a_table_read_whole_would_be_seen() -> None:
    """The same question before there was an index of places by channel."""
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX place_channel")
    steps = plans([questions.PLACES.format(marks="'another'")])
    assert [step for step in steps if step.startswith("SCAN")]
