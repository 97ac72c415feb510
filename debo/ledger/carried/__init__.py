"""Carried files: the exchange as a file that its carrier can't read (docs/protocol.md, section 7)."""
