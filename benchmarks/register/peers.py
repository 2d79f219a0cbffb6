"""What others do with the same records."""

from collections import defaultdict
from time import perf_counter

import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks.register import data
from concord.engines.linkage.scores import Score, score_groups

_BLOCKS = [
    block_on("substr(first_name,1,3)", "substr(surname,1,4)"),
    block_on("surname", "dob"),
    block_on("first_name", "dob"),
    block_on("postcode_fake", "first_name"),
    block_on("postcode_fake", "surname"),
    block_on("dob", "birth_place"),
    block_on("substr(postcode_fake,1,3)", "dob"),
    block_on("substr(postcode_fake,1,3)", "first_name"),
    block_on("substr(postcode_fake,1,3)", "surname"),
    block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
]


def documented_historical() -> tuple[Score, float]:
    """Return what the model that Splink's documentation shows for these records scores.

    At 0.95, the threshold that serves it best, and the seconds it took.
    """
    table = data.historical()
    began = perf_counter()
    linker = _documented_linker(table)
    pairs = linker.inference.predict(threshold_match_probability=0.2)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_probability=0.95
    ).as_pyarrow_table()
    took = perf_counter() - began
    groups: dict[str, list[str]] = defaultdict(list)
    rows = zip(clusters["cluster_id"].to_pylist(), clusters["unique_id"].to_pylist(), strict=True)
    for cluster, record in rows:
        groups[cluster].append(record)
    truth = zip(table["unique_id"].to_pylist(), table["cluster"].to_pylist(), strict=True)
    return score_groups(groups.values(), dict(truth)), took


def _documented_linker(table: object) -> Linker:
    rare = {"term_frequency_adjustments": True}
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            comparisons.ForenameSurnameComparison(
                "first_name",
                "surname",
                forename_surname_concat_col_name="first_name_surname_concat",
            ),
            comparisons.DateOfBirthComparison("dob", input_is_string=True),
            comparisons.PostcodeComparison("postcode_fake"),
            comparisons.ExactMatch("birth_place").configure(**rare),
            comparisons.ExactMatch("occupation").configure(**rare),
        ],
        blocking_rules_to_generate_predictions=_BLOCKS,
    )
    engine = DuckDBAPI()
    linker = Linker([engine.register(table)], settings, log_level=None)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [
            block_on("first_name", "surname", "dob"),
            block_on("substr(first_name,1,2)", "surname", "substr(postcode_fake,1,2)"),
            block_on("dob", "postcode_fake"),
        ],
        recall=0.6,
    )
    training.estimate_u_using_random_sampling(max_pairs=5e6)
    for block in (block_on("first_name", "surname"), block_on("dob")):
        training.estimate_parameters_using_expectation_maximisation(block)
    return linker
