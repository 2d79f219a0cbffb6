"""What was said and done about a pair stays with the entries, whatever they are joined with."""

from concord.registers.subjects import merging

merging.contribute(
    stays=[
        f"identity.{name}"
        for name in (
            "PairVerdict.one", "PairVerdict.other", "Joining.kept", "Joining.gone", "Moved.kept",
            "Moved.gone", "HiddenCandidate.subject", "HiddenCandidate.entry",
        )
    ]
)  # fmt: skip
