"""Reconciling: our number beside a platform's report, and the causes whose amounts add up to the gap.

```
platform's number = our number + Σ causes + unexplained
file ─► reported.py     amounts by order or by day, issues as values
facts ─► ours.py        every order that could count under some definition
         definition.py  the switches in which definitions differ
         counting.py    what each order brings, and on which day, under one definition
         search.py      the definition that leaves least to explain
         causes.py      one switch after the other, orders behind each; what is left
```
"""

from __future__ import annotations
