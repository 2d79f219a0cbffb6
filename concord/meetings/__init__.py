"""Where agencies decide together: sittings, one item per child, and the actions they agree."""
