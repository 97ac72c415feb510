"""A whole collaborative in quick motion, played by programs: fifteen months of a woreda, entry by entry."""
