"""
How fast the portal is, measured on real servers: `make bench`, or on PostgreSQL `python -m tests.bench --postgresql`.

What is measured and how it came out last stands in docs/messungen.md.
"""
