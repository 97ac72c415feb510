"""Hub to hub: what a woreda's hub and a region's give each other (docs/protocol.md, section 9)."""
