"""Run charts and control charts: arrays in, arrays out. Knows no Django."""
