"""From a UCDP export to consensus in ten lines
============================================

Three events are of the UCDP Georeferenced Event Dataset (UCDP, CC BY 4.0), as the R package uncertainUCDP ships them.
The last one is made up: its bounds cross, as some real ones do, so it is reported and left out.
"""

import csv

from osintclaims import reconcile_all
from osintclaims.interop import export, read_table

EXPORT = """\
id,dyad_name,source_office,source_original,country,date_start,date_end,low,best,high
300380,Government of Syria - Syrian insurgents,VDC,SOHR,Syria,2013-01-03,2013-01-03,2,2,2
21300,Government of Angola - UNITA,,army statement,Angola,1989-05-10,1989-05-16,14,14,14
401115,Government of Afghanistan - Taleban,Bakhtar News,,Afghanistan,\
2021-05-28,2021-05-29,10,10,10
9,Made up - Made up,A paper,A witness,Nowhere,2001-02-03,2001-02-03,18,18,17
"""

# Where the export is a file, its path stands in the place of the rows.
events = list(csv.DictReader(EXPORT.splitlines()))
corpus, report = read_table(
    events, "ucdp_ged", on_problem="report", title="Four events"
)
print(report)
print()
overview = reconcile_all(corpus)
print(overview)
print()
print(export(overview, "csv"))
