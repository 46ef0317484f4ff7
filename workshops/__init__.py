"""
The record, which says what was said then: workshops, topic boards, working groups, contributions, surveys. Curating the
strategy never rewrites it. It may import `handlungsfelder.models`, and nothing else from there.
"""
