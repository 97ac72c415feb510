"""The collaborative itself: its charter, its facilities and the periods it closes."""
