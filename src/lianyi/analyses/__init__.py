"""Analyses: questions that one number cannot answer. Each is one dataclass in one file.

```
declaration   what an analysis is: options as fields, `run(data)`, `draw(result)`
data          what it may ask of a shop        result   what it returns, frozen
```
"""
