"""What a team works with between two learning sessions, each word of it a record."""

from __future__ import annotations

from debo.improvement.models.aims import APPROVALS, REACHES, TOPICS, Aim, Approval, Driver, Idea
from debo.improvement.models.cycles import (
    ANSWERS,
    COMPARED,
    DECISIONS,
    SCALES,
    SMALL_SCALES,
    Asking,
    Cycle,
    Task,
)
from debo.improvement.models.marks import Baseline, Event, Phase
from debo.improvement.models.meetings import (
    DECIDED_BY,
    MEETING_KINDS,
    SPOKE,
    Decider,
    Decision,
    Meeting,
    Present,
    Proposal,
    Voice,
    Vote,
)
from debo.improvement.models.problems import CAUSE_KINDS, OUTCOMES, Answer, Cause, Escalation, Problem

__all__ = [
    "ANSWERS",
    "APPROVALS",
    "CAUSE_KINDS",
    "COMPARED",
    "DECIDED_BY",
    "DECISIONS",
    "MEETING_KINDS",
    "OUTCOMES",
    "REACHES",
    "SCALES",
    "SMALL_SCALES",
    "SPOKE",
    "TOPICS",
    "Aim",
    "Answer",
    "Approval",
    "Asking",
    "Baseline",
    "Cause",
    "Cycle",
    "Decider",
    "Decision",
    "Driver",
    "Escalation",
    "Event",
    "Idea",
    "Meeting",
    "Phase",
    "Present",
    "Problem",
    "Proposal",
    "Task",
    "Voice",
    "Vote",
]
