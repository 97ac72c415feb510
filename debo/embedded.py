"""Opening the hub from the command: Django with the embedded database, migrated."""

from __future__ import annotations

import os

SETTINGS = "debo.settings"


def open_django() -> None:
    """Start Django; a second call changes nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django  # noqa: PLC0415 - a third of a second that `debo chart` needn't wait for

    django.setup()


def open_hub() -> None:
    """Start Django, bring the database to this version's tables, and try again what an older version set
    aside."""
    open_django()
    migrate()
    from debo.ledger.link.following import adopt_types  # noqa: PLC0415
    from debo.ledger.quarantine import retry_after_upgrade  # noqa: PLC0415
    from debo.people.erasing import erase_again  # noqa: PLC0415

    # Before anything is tried again: what was erased by law stays erased in a restored backup.
    erase_again()
    adopt_types()
    retry_after_upgrade()


def migrate() -> bool:
    """Bring the database up to date; says whether there was anything to do."""
    if not pending_migrations():
        return False
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    return True


def pending_migrations() -> list[str]:
    """Names of migrations that the database hasn't seen."""
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]
