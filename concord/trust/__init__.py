"""What must hold for everything above: who is asking, what they may see, what was done."""
