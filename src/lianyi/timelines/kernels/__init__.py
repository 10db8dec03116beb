"""Kernels: compiled loops over one range of people, one file each; no allocation inside, nothing shared."""
