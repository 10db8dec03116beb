"""Analysis result → ECharts option, a plain dict whose colours are names of tokens."""
