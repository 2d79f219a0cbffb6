"""Files that people attach and documents that leave: checked, sealed, logged. Knows no domain."""
