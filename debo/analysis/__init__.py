"""Figures beyond one machine: a folder of Parquet files, and what is read from it. Knows no Django."""
