"""Estimates that say how sure they are: pure functions on numbers and numpy arrays.

```
intervals    what an interval is made of: Wilson, Poisson, Student, delta method, cluster bootstrap
```

Every random draw takes a `seed`; nothing here reads a clock, a file or a shop.
"""
