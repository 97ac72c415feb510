"""The demonstration: an invented collaborative with believable data, the same for the same seed and day."""
