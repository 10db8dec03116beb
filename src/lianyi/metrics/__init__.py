"""The metric dictionary: what every number means, and how it is counted.

```
declaration   Metric, Measure, Ratio: one number, declared once
families/     the declarations, one file per family
query         MetricQuery: which numbers, over what, split how
run           answer(engine, query): the numbers, each null with its reason
behind        rows_behind(engine, query, key): the rows of a number
own           load_user_metrics(path): a shop's own metrics
decomposition, noise, maturity   pure sums that explain a number
```
"""

from __future__ import annotations
