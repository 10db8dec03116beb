"""Writers of a document: a web page in one file, a workbook, plain text, the archive."""
