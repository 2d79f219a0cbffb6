"""What a statutory episode is made of. No database, no clock."""

from concord.kernel.choices import TextChoices

# DfE factor codes that speak of exploitation or of going missing (domain.md 2.8, P-C2).
EXPLOITATION_FACTORS = frozenset({"10A", "11A", "12A", "13A", "24A"})


class StepKind(TextChoices):
    ASSESSMENT = "assessment", "Child and family assessment"
    SECTION_47 = "section_47", "Section 47 enquiry"
    CIN_PLAN = "cin_plan", "Child in need plan"
    PROTECTION_PLAN = "protection_plan", "Child protection plan"
    REVIEW = "review", "Child protection review"
