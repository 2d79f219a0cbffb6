"""The database of an installation: one it was given, or one that Concord runs by itself."""
