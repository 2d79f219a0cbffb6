"""Serving Concord from one machine: its processes, its port and what it says when it is ready."""
