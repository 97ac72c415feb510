"""What a team hands out without typing it again: storyboards, monthly reports, wall sheets."""
