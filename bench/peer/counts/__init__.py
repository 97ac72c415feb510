"""The table that Morango's nodes exchange."""
