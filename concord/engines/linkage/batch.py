"""The model over whole files, with Splink: in DuckDB on one machine, in Spark on many."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

import pyarrow
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import Linker, SettingsCreator, block_on
from splink.blocking_analysis import count_comparisons_from_blocking_rules

from concord.engines.linkage.blocking import Blocking
from concord.engines.linkage.model import Comparison, Level, Model

# It warns of every level that no pair of records could teach it: those keep what they had.
logging.getLogger("splink").setLevel(logging.ERROR)
Weighed = TypeVar("Weighed", Level, Comparison)

# Below this, in bits, two records are certainly of two people: nobody needs to look.
LEAST_WEIGHT = -5.0
# Nothing that was never seen is impossible: records err in every way.
_LEAST_AMONG_SAME, _LEAST_AMONG_OTHERS = 0.002, 1e-7
_SAMPLED_PAIRS = 3e6
_SEED = 7


@dataclass(frozen=True)
class Pair:
    """Two records that may be of one person, by their ids, and the weight in bits."""

    left: str
    right: str
    weight: float


class Batch:
    """Records of one or two files in an engine of Splink's, to learn from and to link.

    `api` is what engine.py gives. Two tables are linked to each other; one table is
    searched for people who are in it more than once. Each needs a column `unique_id`. How rare a
    value is comes from the model, where it says so, and otherwise from the tables.
    """

    def __init__(self, model: Model, blocking: Blocking, api: Any, tables: Sequence[Any]) -> None:
        self.model = model
        self.blocking = blocking
        self._kind: Literal["link_only", "dedupe_only"] = (
            "link_only" if len(tables) > 1 else "dedupe_only"
        )
        settings = SettingsCreator(
            link_type=self._kind,
            comparisons=[_comparison(one) for one in model.comparisons],
            blocking_rules_to_generate_predictions=[block_on(*by) for by in blocking.candidates],
            probability_two_random_records_match=model.prior,
        )
        self._tables = [api.register(table) for table in tables]
        self._linker = Linker(self._tables, settings, log_level=None)
        for column, known in model.frequencies.items():
            shares = _shares(column, known, tables)
            self._linker.table_management.register_term_frequency_lookup(
                api.register(shares), column
            )

    def learn(self) -> Model:
        """Return the model with weights learned from these records, without knowing who is who."""
        training = self._linker.training
        training.estimate_probability_two_random_records_match(
            [block_on(*by) for by in self.blocking.surely_same], recall=self.blocking.recall
        )
        training.estimate_u_using_random_sampling(max_pairs=_SAMPLED_PAIRS, seed=_SEED)
        for by in self.blocking.learnt_on:
            # A register without these numbers has nothing to teach here, and teaches elsewhere.
            if self._has_pairs(by):
                training.estimate_parameters_using_expectation_maximisation(block_on(*by))
        return self._learned()

    def pairs(self) -> Iterator[Pair]:
        """Yield every pair worth looking at, in no order."""
        found = self._linker.inference.predict(threshold_match_weight=LEAST_WEIGHT)
        table = found.as_pyarrow_table().select(["unique_id_l", "unique_id_r", "match_weight"])
        columns = (column.to_pylist() for column in table.columns)
        yield from map(Pair, *columns)

    def _has_pairs(self, by: tuple[str, ...]) -> bool:
        (counted,) = count_comparisons_from_blocking_rules(
            self._tables,
            blocking_rules=block_on(*by),
            link_type=self._kind,
            record_sample_proportion=1.0,
        )
        return bool(counted["marginal_comparison_count"])

    def _learned(self) -> Model:
        stated = self._linker.misc.save_model_to_json()
        learned = [
            _with_weights(comparison, found["comparison_levels"])
            for comparison, found in zip(self.model.comparisons, stated["comparisons"], strict=True)
        ]
        prior = stated["probability_two_random_records_match"]
        return replace(self.model, comparisons=tuple(learned), prior=prior)


def _shares(column: str, known: Mapping[str, float], tables: Sequence[Any]) -> Any:
    """Return how common each value of some tables is, where the model knows: as Model._rarity.

    A small file does not tell how rare a name is: two of its rows of one name are most of it.
    """
    values = {value for table in tables for value in table[column].unique().to_pylist()} - {None}
    rarest = min(known.values(), default=1.0)
    # Where nothing is known of a column, none of its values is rarer than another.
    shares = [known.get(value, rarest) for value in sorted(values)] if known else []
    texts = pyarrow.array(sorted(values) if known else [], pyarrow.string())
    return pyarrow.table({column: texts, f"tf_{column}": pyarrow.array(shares, pyarrow.float64())})


def _comparison(one: Comparison) -> Any:
    """Return a comparison in Splink's terms: left out, each level in turn, otherwise."""
    missing = " or ".join(f'"{column}_{side}" is null' for column in one.needs for side in "lr")
    stated: list[Any] = [_level(missing).configure(is_null_level=True)]
    fixed = {"fix_m_probability": True, "fix_u_probability": True} if one.is_fixed else {}
    stated += [
        _weighed(_level(level.condition.sql()), level).configure(**fixed) for level in one.levels
    ]
    stated.append(_weighed(levels.ElseLevel(), one).configure(**fixed))
    return comparisons.CustomComparison(stated, output_column_name=one.name)


def _level(sql: str) -> Any:
    # Our words are DuckDB's. Read as Spark's, `"forename_l"` would be a text and not a column, and
    # every level would be wrong without a word: Splink translates what it is told the dialect of.
    return levels.CustomLevel(sql, base_dialect_str="duckdb")


def _weighed(stated: Any, one: Level | Comparison) -> Any:
    stated.configure(m_probability=one.among_same, u_probability=one.among_others)
    if isinstance(one, Level) and one.frequency_of:
        stated.configure(tf_adjustment_column=one.frequency_of)
    return stated


def _with_weights(comparison: Comparison, found: Sequence[dict[str, Any]]) -> Comparison:
    """Return a comparison with what Splink learned of its levels, where it learned anything."""
    if comparison.is_fixed:
        return comparison
    _, *met, otherwise = found
    learned = [
        _relearned(level, stated) for level, stated in zip(comparison.levels, met, strict=True)
    ]
    return _relearned(replace(comparison, levels=tuple(learned)), otherwise)


def _relearned(one: Weighed, stated: dict[str, Any]) -> Weighed:
    # Splink leaves out what no pair of records could teach it: the level keeps what it had.
    return replace(
        one,
        among_same=max(stated.get("m_probability") or one.among_same, _LEAST_AMONG_SAME),
        among_others=max(stated.get("u_probability") or one.among_others, _LEAST_AMONG_OTHERS),
    )
