"""The vector index against numpy, and against its own traps."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from embeddings import VectorIndex, VectorIndexError

ROWS, DIMENSIONS = 600, 32


def unit(rows, seed=3):
    vectors = np.random.default_rng(seed).normal(size=(rows, DIMENSIONS)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def near(centres, rows, seed):
    """Unit vectors of which each lies near to one of the centres: cosine about .9."""
    drawn = np.random.default_rng(seed)
    vectors = centres[drawn.integers(len(centres), size=rows)] + 0.5 * unit(rows, seed)
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


VECTORS, QUERIES = unit(ROWS), unit(5, seed=9)
CENTRES = unit(12, seed=4)
CLUSTERED, NEAR_SOME = near(CENTRES, ROWS, 5), near(CENTRES, 20, 6)
MASKS = {
    "all": None,
    "contiguous": np.arange(ROWS) // 100 == 2,
    "scattered": np.arange(ROWS) % 3 == 0,
    "one in a hundred": np.arange(ROWS) % 100 == 7,
    "none": np.zeros(ROWS, bool),
}


def expected(k, mask, vectors=VECTORS, queries=QUERIES):
    rows = np.arange(ROWS) if mask is None else np.flatnonzero(mask)
    cosines = queries @ vectors[rows].astype(np.float16).astype(np.float32).T
    return rows[np.argsort(-cosines, axis=1, kind="stable")[:, :k]]


@pytest.mark.parametrize("name", MASKS)
@pytest.mark.parametrize("k", [1, 10, 1000])
def test_flat_search_is_what_numpy_finds(name, k):
    scores, rows = VectorIndex.build(VECTORS).search(QUERIES, k, MASKS[name])
    assert rows.tolist() == expected(k, MASKS[name]).tolist()
    assert np.allclose(scores, np.take_along_axis(QUERIES @ VECTORS.T, rows, axis=1), atol=2e-3)


@pytest.mark.parametrize("name", MASKS)
def test_lists_keep_to_the_filter_and_find_nearly_all(name):
    index = VectorIndex.build(CLUSTERED, flat_limit=100)
    _, rows = index.search(NEAR_SOME, 10, MASKS[name])
    wanted = expected(10, MASKS[name], CLUSTERED, NEAR_SOME)
    assert rows.shape == wanted.shape
    assert (rows >= 0).all()
    if MASKS[name] is not None:
        assert MASKS[name][rows].all()
    found = [len({*a} & {*b}) / max(1, len(b)) for a, b in zip(rows.tolist(), wanted.tolist(), strict=True)]
    assert wanted.size == 0 or min(found) >= 0.9


def test_few_allowed_rows_are_found_in_whatever_list():
    index = VectorIndex.build(VECTORS, flat_limit=100)
    mask = MASKS["one in a hundred"]
    assert index.search(QUERIES, 6, mask)[1].tolist() == expected(6, mask).tolist()


def test_what_the_nearest_lists_do_not_hold_comes_from_the_others():
    _, rows = VectorIndex.build(VECTORS, flat_limit=100).search(QUERIES, ROWS)
    assert rows.tolist() == expected(ROWS, None).tolist()


def test_a_graph_of_an_earlier_version_is_read_and_scanned(tmp_path):
    import faiss

    graph = faiss.IndexHNSWSQ(DIMENSIONS, faiss.ScalarQuantizer.QT_fp16, 8, faiss.METRIC_INNER_PRODUCT)
    graph.is_trained = True
    graph.add(VECTORS)
    VectorIndex(graph, DIMENSIONS).save(tmp_path / "vectors.faiss")
    loaded = VectorIndex.load(tmp_path / "vectors.faiss")
    assert loaded.search(QUERIES, 10)[1].tolist() == expected(10, None).tolist()
    assert np.allclose(loaded.vectors(np.arange(ROWS)), VECTORS, atol=2e-3)


def test_vectors_are_read_for_the_rows_asked_for_and_progress_is_told():
    told = []
    index = VectorIndex.build_from(
        lambda rows: CLUSTERED[rows], ROWS, DIMENSIONS, lambda *done: told.append(done), flat_limit=100
    )
    assert told == [(0, ROWS), (ROWS, ROWS)]
    assert np.allclose(index.vectors(np.arange(ROWS)), CLUSTERED, atol=2e-3)


def test_fewer_rows_than_asked_for_are_never_padded():
    _, rows = VectorIndex.build(VECTORS[:3]).search(QUERIES, 10)
    assert rows.shape == (5, 3)
    assert sorted(rows[0].tolist()) == [0, 1, 2]


def test_an_empty_index_finds_nothing():
    scores, rows = VectorIndex.build(np.empty((0, DIMENSIONS), np.float32)).search(QUERIES, 5)
    assert scores.shape == rows.shape == (5, 0)


@pytest.mark.parametrize(
    ("queries", "k", "mask"),
    [(QUERIES, 0, None), (QUERIES[:, :5], 3, None), (QUERIES[0], 3, None), (QUERIES, 3, np.ones(4, bool))],
)
def test_a_callers_mistake_is_a_value_error(queries, k, mask):
    with pytest.raises(ValueError, match=r"expected|at least"):
        VectorIndex.build(VECTORS).search(queries, k, mask)


@pytest.mark.parametrize("flat_limit", [10_000, 100])
def test_similarities_are_cosines_of_the_rows_asked_for(flat_limit):
    rows = np.array([5, 2, 7, 2])
    found = VectorIndex.build(VECTORS, flat_limit).similarities(QUERIES, rows)
    assert np.allclose(found, VECTORS[rows] @ QUERIES.T, atol=2e-3)
    assert VectorIndex.build(VECTORS).similarities(QUERIES, rows[:0]).shape == (0, len(QUERIES))


@pytest.mark.parametrize("flat_limit", [10_000, 100])
def test_a_saved_index_is_read_back(tmp_path, flat_limit):
    index = VectorIndex.build(VECTORS, flat_limit)
    index.save(tmp_path / "vectors.faiss")
    loaded = VectorIndex.load(tmp_path / "vectors.faiss")
    assert len(loaded) == ROWS
    mask = MASKS["scattered"]
    assert loaded.search(QUERIES, 7, mask)[1].tolist() == index.search(QUERIES, 7, mask)[1].tolist()


@pytest.mark.parametrize("damage", ["truncated", "missing", "headless", "other"])
def test_a_damaged_file_is_told(tmp_path, damage):
    path = tmp_path / "vectors.faiss"
    VectorIndex.build(VECTORS).save(path)
    if damage == "truncated":
        path.write_bytes(path.read_bytes()[:-10])
    elif damage == "missing":
        path.unlink()
    elif damage == "headless":
        (tmp_path / "vectors.faiss.json").unlink()
    else:
        path.write_bytes(b"x" * path.stat().st_size)
    with pytest.raises(VectorIndexError, match="is no whole vector index"):
        VectorIndex.load(path)


def test_searches_from_many_threads_agree():
    index = VectorIndex.build(unit(3000))
    queries = unit(40, seed=5)
    serial = [index.search(query[None], 10)[1].tolist() for query in queries]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda query: index.search(query[None], 10)[1].tolist(), queries)) == serial
