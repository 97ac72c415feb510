"""Debo ደቦ: quality improvement collaboratives that work with no network."""
