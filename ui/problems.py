"""The user's problems, told in the way of whoever is asked: the page, the API, an agent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from embeddings import EmbeddingError
from rag.errors import OnRecordError


@contextmanager
def problems_as(make: Callable[[str], Exception]) -> Iterator[None]:
    """Raise what `make` makes of their one line in place of the user's problems."""
    try:
        yield
    except (OnRecordError, EmbeddingError) as error:
        raise make(str(error)) from error
