"""A report as a Word document: real headings, tables and charts, in the styles of a template that a shop can restyle."""
