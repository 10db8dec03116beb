"""Estimates that say how sure they are: pure functions on numbers and numpy arrays.

```
intervals      what an interval is made of: Wilson, Poisson, Student, delta method, cluster bootstrap
proportions  means  ratios      one arm of an experiment from people's values
differences    two arms compared, in absolute and relative terms, and against a margin
cuped          noise taken out by what was known before
sequential     intervals that hold at every look
multiple       several comparisons at once        sample_ratio   did the split work
branching      how many a customer brings, by generation, and how many are still to come
power          how many people are needed         assignment     who gets which arm
```

Every random draw takes a `seed`; nothing here reads a clock, a file or a shop.
"""
