"""Invented series with their truth beside them, to try charts and rules on. Knows no Django."""
