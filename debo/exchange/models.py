"""The tables of this room."""

from debo.exchange.dhis2.kept import Exchange, Instance, Known, Sent, Source, UnitLink, YearFigure

__all__ = ["Exchange", "Instance", "Known", "Sent", "Source", "UnitLink", "YearFigure"]
