"""
The Ergebnisdokumentation: what the record of a workshop says, as plain data (`content.py`), and as a Word document
(`word.py`; as PDF it is set by `templates/printing/documentation.typ`). It is made of the record alone. It imports the
models and the record's layout beside it, and `printing`; the app's `printing.py` imports it.
"""
