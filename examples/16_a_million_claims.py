"""A million claims, from Parquet to Parquet
=========================================

Made-up figures about a hundred thousand events, one in ten of them "at least". They go through in buckets, so that a
table may be larger than memory. Needs the extra ``scale``.
"""

import tempfile
from pathlib import Path

import numpy as np

from osintclaims.interop import reconcile_table

try:
    import duckdb
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError:
    pq = None

if pq is None:
    print('This example needs the extra "scale": pip install "osintclaims[scale]"')
else:
    random = np.random.default_rng(7)
    event = random.integers(0, 100_000, 1_000_000)
    middle = np.exp(random.normal(5, 1, 100_000))[event] * np.exp(
        random.normal(0, 0.3, 1_000_000)
    )
    is_bound = (event % 100 == 0) & (random.random(1_000_000) < 0.1)
    claims = pa.table(
        {
            "event": event,
            "source": random.integers(0, 500, 1_000_000),
            "least": np.round(middle * 0.9) + 1,
            "most": pa.array(
                np.round(middle * 1.1) + 2, mask=is_bound
            ),  # no upper end: "at least"
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        pq.write_table(claims, Path(folder) / "claims.parquet")
        consensus = Path(folder) / "consensus.parquet"
        reconcile_table(
            Path(folder) / "claims.parquet",
            measurand="event",
            origin="source",
            low="least",
            high="most",
            buckets=4,
            destination=consensus,
            progress=lambda done, of: print(f"{done:,} of {of:,} events"),
        )
        query = f"SELECT status, count(*), avg(votes) FROM '{consensus}' GROUP BY ALL ORDER BY ALL"  # noqa: S608
        for status, events, votes in duckdb.sql(query).fetchall():
            print(f"{status:15}{events:8,} events, {votes:4.1f} votes each")
