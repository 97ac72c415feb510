"""What the records say across domains, kept current as they change: readings, roll-ups, officials'
dashboards."""
