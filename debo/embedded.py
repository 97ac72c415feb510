"""Opening the hub from the command: Django with the embedded database, migrated."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SETTINGS = "debo.settings"


class NoHubError(RuntimeError):
    """There is no hub here, and the command makes none; the message says where it looked."""


def open_django() -> None:
    """Start Django; a second call changes nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django  # noqa: PLC0415 - a third of a second that `debo chart` needn't wait for

    django.setup()


def open_existing() -> None:
    """Start Django for a hub that is there; NoHubError otherwise, and then nothing was made.

    A command in a wrong folder would else leave a new empty hub there and say that all went well.
    """
    path = _embedded_path()
    # Asked before the settings are read: they make the folder and the hub's secret.
    is_started = "django.conf" in sys.modules and _is_ready()
    if not is_started and path is not None and not path.exists():
        raise NoHubError(_no_hub(str(path.parent)))
    open_django()
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from debo.ledger.models import Hub  # noqa: PLC0415

    if Hub._meta.db_table not in connection.introspection.table_names() or not _has_hub():
        raise NoHubError(_no_hub(str(settings.DATA if path else "the database that DEBO_DATABASE names")))


def open_hub(*, may_make: bool = False) -> None:
    """Start Django, bring the database to this version's tables, and try again what an older version set
    aside.

    NoHubError when there is no hub and `may_make` doesn't say that one begins here.
    """
    if may_make:
        open_django()
    else:
        open_existing()
    migrate()
    from debo.insights.settling import bring_up_to_date  # noqa: PLC0415
    from debo.ledger.link.following import adopt_types  # noqa: PLC0415
    from debo.ledger.quarantine import retry_after_upgrade  # noqa: PLC0415
    from debo.people.erasing import erase_again  # noqa: PLC0415

    # Before anything is tried again: what was erased by law stays erased in a restored backup.
    erase_again()
    adopt_types()
    retry_after_upgrade()
    bring_up_to_date()


def migrate() -> bool:
    """Bring the database up to date; says whether there was anything to do."""
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    described = settings.DATABASES["default"]
    if isinstance(described["NAME"], Path):
        make_private(described["NAME"])
    if not pending_migrations():
        return False

    call_command("migrate", verbosity=0, interactive=False)
    return True


def make_private(path: Path) -> None:
    """Make the file of a database, read by its owner alone, and its folder likewise.

    What is there already keeps its mode: an administrator may have let a group in on purpose.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=True)


def pending_migrations() -> list[str]:
    """Names of migrations that the database hasn't seen."""
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def _embedded_path() -> Path | None:
    """Where SQLite's file would be, as debo/settings.py reads it; None when the hub lives in PostgreSQL."""
    if os.environ.get("DEBO_DATABASE") or os.environ.get("DEBO_DATABASE_FILE"):
        return None
    return Path(os.environ.get("DEBO_DATA", "data")).resolve() / "debo.sqlite3"


def _is_ready() -> bool:
    from django.apps import apps  # noqa: PLC0415

    return apps.ready


def _has_hub() -> bool:
    """By its one row, without the columns that a newer version has and the tables may not."""
    from debo.ledger.models import Hub  # noqa: PLC0415

    return Hub.objects.values("pk").exists()


def _no_hub(where: str) -> str:
    return (
        f"There is no hub in {where}; nothing was made or changed. Set DEBO_DATA to the folder of yours. "
        "A new hub begins with debo serve, debo demo or debo restore."
    )
