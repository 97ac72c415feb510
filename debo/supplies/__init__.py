"""What a facility watches the stock of, and the early word to laboratory and pharmacy."""
