"""The log: entries, their merge, their channels and their exchange. It knows no word of the field."""
