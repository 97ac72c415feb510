"""DHIS2: commands on a hub, and a server that stands in for DHIS2."""
