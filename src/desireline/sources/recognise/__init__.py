"""What the columns of a table mean, by name in four languages and by content, each guess with its reason."""

from desireline.sources.recognise.decide import recognise
from desireline.sources.recognise.model import ColumnSample, Guess, Recognition, TableSample

__all__ = ["ColumnSample", "Guess", "Recognition", "TableSample", "recognise"]
