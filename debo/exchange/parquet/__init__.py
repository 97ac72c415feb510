"""What leaves a hub as a folder of Parquet files, for analysis beside it or elsewhere."""
