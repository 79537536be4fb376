"""The same on Spark
=================

A session on this machine stands for a cluster: the kernels are called once for each bucket of measurands. Needs the
extra ``spark`` and Java 17; without them the script says so and ends.
"""

import os
import shutil
import sys
import warnings

from osintclaims.interop import reconcile_spark

try:
    from pyspark.sql import SparkSession
except ImportError:
    SparkSession = None

if SparkSession is None or not (shutil.which("java") or "JAVA_HOME" in os.environ):
    print(
        'This example needs Java 17 and the extra "spark": pip install "osintclaims[spark]"'
    )
else:
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
    warnings.filterwarnings(
        "ignore", category=ResourceWarning
    )  # sockets that PySpark leaves to the interpreter's end
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers run this Python
    builder = SparkSession.builder.master("local[2]").config(
        "spark.ui.enabled", "false"
    )
    session = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()
    claims = session.createDataFrame(
        [
            ("sent", "Britain", 9_000.0, 11_000.0),
            ("sent", "South Korea", 10_500.0, 11_500.0),
            ("sent", "Ukraine", 7_000.0, None),
            ("killed", "Ukraine", 20.0, None),
        ],
        "what string, who string, least double, most double",
    )
    found = reconcile_spark(
        claims, measurand="what", origin="who", low="least", high="most", buckets=2
    )
    found.select("measurand", "status", "low", "high", "origins").orderBy(
        "measurand"
    ).show()
    session.stop()
