"""What can go wrong with a folder of figures or a cluster: what happened, what is safe, what to do next."""

from __future__ import annotations


class AnalysisError(Exception):
    """Something that a person must know and can mend; the message says how.

    Exceptions cross the line between a cluster's machines, so they hold nothing but their words.
    """


class FolderError(AnalysisError):
    """The folder of figures isn't there, isn't whole, isn't what it was, or isn't ours to write in."""


class ClusterError(AnalysisError):
    """The cluster can't be reached, or can't do the work."""


class ExtraMissingError(AnalysisError):
    """What only `debo[analysis]` brings isn't installed."""


def need_arrow() -> None:
    """Refuse (ExtraMissingError) to go on without pyarrow."""
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415
    except ImportError:
        raise ExtraMissingError(_missing("Parquet files need pyarrow")) from None


def need_dask() -> None:
    """Refuse (ExtraMissingError) to go on without Dask."""
    try:
        import distributed  # noqa: F401, PLC0415
    except ImportError:
        raise ExtraMissingError(_missing("A cluster needs dask[distributed]")) from None


def _missing(what: str) -> str:
    return (
        f"{what}, which isn't installed here. Nothing was read or written. "
        'Install it beside Debo: pip install "debo[analysis]".'
    )
