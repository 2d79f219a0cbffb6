"""Who and where: the subjects that cases are about, and the areas they live in."""
