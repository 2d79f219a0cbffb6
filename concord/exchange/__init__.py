"""One package per partner system or standard: parse (pure), then commands."""
