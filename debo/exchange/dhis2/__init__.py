"""DHIS2 without double entry: its places, its measures and its values, in and out (docs/dhis2.md)."""
