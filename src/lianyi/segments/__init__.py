"""Segments: who is meant, as a condition on persons. One tree, and four readings of it.

```
document   segments.yaml: named segments, what is wrong with them
parse      text to tree                 written   tree to text
words      tree to a sentence in both languages
sql        tree to one SELECT of person_id over the documented views
masks      tree to one boolean array per segment of a timeline store
tallies    what may be counted and filtered       windows   which days are meant as of a day
```

The last two readings give the same people. What is unknown meets no comparison, `!=` as little as `=`.
"""
