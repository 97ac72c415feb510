"""Words for the administration's own pages."""
