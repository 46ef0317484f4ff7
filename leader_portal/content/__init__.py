"""
What all content has in common: base models, who sees what, versions, how it is edited, the recording of history, the
content revision, roles, positions, how texts are cleaned and compared. Whatever the LAG keeps is built on it. It
imports no other room, and every room and app may import it.
"""
