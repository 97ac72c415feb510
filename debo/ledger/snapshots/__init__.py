"""Snapshots: what of a channel still stands, for a device that knows nothing of it yet."""
