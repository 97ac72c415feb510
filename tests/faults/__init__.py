"""Faults, many times over: `python -m tests.faults` is `make soak`, docs/reliability.md says what it tries.

Each kind of fault is a module with a function `ready(folder)`: a context that yields an attempt. An attempt
takes a seed, acts out one run with it, returns what it counted, and raises when something was lost.
"""
