"""Measures, clinical bundles, observations and the checks that are made while a count is typed."""
