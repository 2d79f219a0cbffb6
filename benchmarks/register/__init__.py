"""How well and how fast the register tells who is who."""
