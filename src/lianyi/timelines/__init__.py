"""Timelines: the history of every person as sorted, memory-mapped columns, and the kernels that run over it.

```
store    what is open: segments of whole people, each with streams of columns
run      a kernel over ranges of people in threads, partial results merged
kernels  one file each: compiled loops over one range of people
build    from the current view to files, whole people at a time
```

A store is disposable: deleted, it is built again and every answer is the same.
"""
