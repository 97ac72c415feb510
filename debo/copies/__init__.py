"""Copies of a whole hub: the backup in one file, and the same hub in another database."""
