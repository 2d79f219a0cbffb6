"""Who may be whom: what is known of two people, compared by a model of evidence, in words.

Pure: it is told what is known, and with which weights. A person decides (domain.md section 10).
"""

from concord.registers.subjects.matching.likeness import Likeness, Strength, liken, strength_of
from concord.registers.subjects.matching.traits import Traits

__all__ = ["Likeness", "Strength", "Traits", "liken", "strength_of"]
