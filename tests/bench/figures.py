"""Figures as they are printed: in German, in columns."""


def number(value: float, places: int = 0) -> str:
    """1234.5 as »1.234,5«."""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def milliseconds(seconds: float) -> str:
    return f"{number(seconds * 1000, 1 if seconds < 0.1 else 0)} ms"


def say(sentence: str = ""):
    print(sentence, flush=True)


def heading(text: str):
    say(f"\n── {text} " + "─" * (100 - len(text)))


def table(rows: list[list[str]]):
    """The first column to the left, the others, which hold figures, to the right."""
    first, *others = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *cells in rows:
        aligned = (f"   {cell:>{width}}" for cell, width in zip(cells, others, strict=True))
        say(f"  {name:<{first}}{''.join(aligned)}")
