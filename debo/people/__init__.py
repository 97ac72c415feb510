"""Places, departments, persons, the roles they hold, teams, and who may read and write what."""
